"""Passes until nothing changes, so that cleaning the result would change nothing either."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cleaner.edits import apply, compose, sources
from cleaner.model import Decision, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner.judge.match import Matcher
    from cleaner.model import Block, Document, Edit, Headers, Verdict
    from cleaner.pipeline.run import Run

# Passes until a text must have settled. Real texts take two: one that cleans, one that finds nothing more.
MAX_PASSES = 12

Settled = tuple["Callable[[], list[Edit]]", "tuple[Block, ...]"]
"""What makes the edits, and the blocks of the clean document."""


def settle_text(
    run: Run, document: Document, verdicts: tuple[Verdict, ...], matcher: Matcher, given: Headers
) -> Settled | None:
    """Clean plain text until nothing changes, so that cleaning the result would change nothing either.

    Each pass reads what the one before has left: joined lines and taken-out blocks can make new neighbours.
    `given`: the headers that the document came with; its title may stand in a line that goes.
    """
    source = document.text
    edits: list[Edit] = []
    for _ in range(MAX_PASSES):
        step = run.cut(document, verdicts)
        if not step:
            return partial(list, edits), document.blocks
        edits = compose(source, edits, step)
        document = run.read(apply(document.text, step), document.source, given)
        verdicts, matcher = run.judge(document, matcher)
    return None


def settle_markup(
    run: Run,
    document: Document,
    verdicts: tuple[Verdict, ...],
    matcher: Matcher,
    given: Headers,
    passes: int = MAX_PASSES,
) -> Settled | None:
    """Do the same for markup, where taking a block out leaves all others as they were.

    Only where the text of a block changes that stays, what is left is read and judged again.
    """
    final = list(verdicts)
    rest, places = document, list(range(len(verdicts)))
    for _ in range(MAX_PASSES):
        stay = [i for i, verdict in enumerate(verdicts) if verdict.decision is not Decision.DROP]
        if len(stay) == len(verdicts):
            break
        places = [places[i] for i in stay]
        rest = rest._replace(blocks=tuple(_left(rest.blocks, stay)))
        verdicts, matcher = run.judge(rest, matcher)
        for verdict in verdicts:
            if verdict.decision is Decision.DROP:
                final[places[verdict.block]] = verdict._replace(block=places[verdict.block])
    else:
        return None
    make_edits = partial(run.cut, document, tuple(final))
    if not run.changes_inside(rest, verdicts):
        return make_edits, rest.blocks
    edits = make_edits()
    rest = run.read(apply(document.text, edits), document.source, given)
    verdicts, matcher = run.judge(rest, matcher)
    settled = settle_markup(run, rest, verdicts, matcher, given, passes - 1) if passes else None
    if settled is None:
        return None
    make_more, blocks = settled
    return partial(list, compose(document.text, edits, make_more())), tuple(_at_source(blocks, document.text, edits))


def _at_source(blocks: tuple[Block, ...], source: str, edits: list[Edit]) -> Iterator[Block]:
    """Yield blocks that were read from what edits left, with the places in the source that they came from."""
    spans = sources((block.span for block in blocks), len(source), edits)
    places = sources((link.place for block in blocks for link in block.links if link.place), len(source), edits)
    for block, span in zip(blocks, spans, strict=True):
        links = tuple(link._replace(place=next(places)) if link.place else link for link in block.links)
        yield block._replace(span=span, links=links)


def _left(blocks: tuple[Block, ...], stay: list[int]) -> Iterator[Block]:
    """Yield the blocks that stay as they would be read if the others had never been there.

    Where text went between two of them a paragraph break is left, and an item's label goes to what is left of it.
    """
    at = 0
    for index, i in enumerate(stay):
        block, gone = blocks[i], [block for block in blocks[at:i] if block.text]
        is_item = block.kind is Kind.LIST_ITEM and not block.label
        label = next((other.label for other in reversed(gone) if other.label), "") if is_item else block.label
        yield block._replace(index=index, tight=block.tight and not gone, label=label)
        at = i + 1
