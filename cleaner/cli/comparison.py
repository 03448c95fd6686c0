"""What other rules would do to documents: which lines would go that stay now, and which would stay that go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.cli.excerpts import excerpt, line_numbers
from cleaner.model import Span
from cleaner.pipeline import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.batch.inputs import Raw
    from cleaner.model import Edit, Options
    from cleaner.packs import RuleSet
    from cleaner.pipeline import Cleaned

WIDTH = 90


def compare(document: Raw, old: tuple[RuleSet, Options], new: tuple[RuleSet, Options]) -> list[str]:
    """Clean a document in both ways; return a line a difference, in the document's order.

    Raises:
        NotTextError: the document is binary.

    """
    before, after = (
        clean(document.read(), name=document.name, media_type=document.media_type, rules=rules, options=options)
        for rules, options in (old, new)
    )
    line_of = line_numbers(before.document.text)
    return [f"{document.name}:{line_of(span.start)}: {what}" for span, what in sorted(_differences(before, after))]


def _differences(before: Cleaned, after: Cleaned) -> Iterator[tuple[Span, str]]:
    text = before.document.text
    for edit, span in _beyond(after.edits, before.edits):
        if shown := _shown(text, span):
            yield span, f"goes: {shown} ({edit.rule}: it {edit.why})"
    for edit, span in _beyond(before.edits, after.edits):
        if shown := _shown(text, span):
            yield span, f"stays: {shown} (went by {edit.rule})"


def _beyond(edits: Sequence[Edit], others: Sequence[Edit]) -> Iterator[tuple[Edit, Span]]:
    """Yield the parts of edits where none of the others is."""
    for edit in edits:
        at, end = edit.span
        for start, stop in (other.span for other in others if other.span.start < end and at < other.span.end):
            if at < start:
                yield edit, Span(at, start)
            at = stop
        if at < end:
            yield edit, Span(at, end)


def _shown(text: str, span: Span) -> str:
    shown = excerpt(text[span.start : span.end], WIDTH)
    return repr(shown) if shown else ""
