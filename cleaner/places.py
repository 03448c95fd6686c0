"""From a block's text back to the source: where a range of it stands, and what to take out for all of it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from cleaner.model import Span
from cleaner.patterns.folding import word_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.model import Block, Document, Hit


def place(document: Document, block: Block, start: int, end: int) -> Span:
    """Return the span of the source for a range of a block's text, in code points; if need be the whole block's."""
    spans = places_in(document, block)(start, end)
    return Span(spans[0].start, spans[-1].end) if spans else block.span


def places_in(document: Document, block: Block) -> Callable[[int, int], list[Span]]:
    """Return what gives the spans of the source for ranges of a block's text; none where they can't be told."""
    if not block.runs:
        return lambda start, end: [Span(block.span.start + start, block.span.start + end)]
    from cleaner.readers.spelling import spans, spell  # only markup needs it

    spelled = cache(lambda: spell(document.text, block))
    return lambda start, end: spans(spelled()[start:end])


def evidence(document: Document, block: Block, hit: Hit) -> Span:
    """Return the span of the source that made a rule hold: its phrase, else the whole block."""
    return block.span if hit.words is None else place(document, block, *matched(block, hit))


def matched(block: Block, hit: Hit) -> tuple[int, int]:
    """Return the range of a block's text, in code points, that a phrase matched; without one all of it."""
    if hit.words is None:
        return 0, len(block.text)
    places = word_places(block.text)
    return places[hit.words[0]][0], places[hit.words[1] - 1][1]


def line_places(text: str) -> Callable[[int], tuple[int, int]]:
    """Return what gives the line and the column, both from 1, of a place in a text, in code points."""
    starts = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))

    def of(at: int) -> tuple[int, int]:
        line = bisect_right(starts, at)
        return line, at - starts[line - 1] + 1

    return of


def extents(source: str, block: Block) -> list[Span]:
    """Return the spans to take out of the source for a whole block."""
    if not block.runs:
        return [block.extent]
    from cleaner.readers.spelling import removal

    return removal(source, block)
