"""Edits: the changes that lead from a source to its clean text, and back."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import LineageError
from cleaner.model import Edit, Mapped, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def apply(source: str, edits: Sequence[Edit]) -> str:
    """Carry out edits, which are in order and do not overlap.

    Raises:
        LineageError: the text at an edit's span is not the one it removed.

    """
    out: list[str] = []
    at = 0
    for edit in edits:
        if edit.span.start < at or source[edit.span.start : edit.span.end] != edit.removed:
            raise LineageError(f"the source does not have at {edit.span.start} what {edit.rule} removed there")
        out += [source[at : edit.span.start], edit.replacement]
        at = edit.span.end
    out.append(source[at:])
    return "".join(out)


def invert(output: str, edits: Sequence[Edit]) -> str:
    """Undo edits: `invert(apply(source, edits), edits) == source`.

    Raises:
        LineageError: the output is not one that these edits made.

    """
    out: list[str] = []
    at = shift = 0
    for edit in edits:
        start = edit.span.start + shift
        end = start + len(edit.replacement)
        if start < at or output[start:end] != edit.replacement:
            raise LineageError(f"the body does not have at {start} what {edit.rule} put there")
        out += [output[at:start], edit.removed]
        at = end
        shift += len(edit.replacement) - len(edit.removed)
    out.append(output[at:])
    return "".join(out)


def kept(length: int, edits: Sequence[Edit]) -> Iterator[Mapped]:
    """Map the output's ranges to the spans of a source of `length` code points that they were kept from."""
    at = out = 0
    for edit in edits:
        if edit.span.start > at:
            yield Mapped(out, out + edit.span.start - at, Span(at, edit.span.start))
        out += edit.span.start - at + len(edit.replacement)
        at = edit.span.end
    if length > at:
        yield Mapped(out, out + length - at, Span(at, length))


def sources(spans: Iterable[Span], length: int, edits: Sequence[Edit]) -> Iterator[Span]:
    """Give for spans of the output those of the source, of `length` code points, that they came from.

    What an edit put in stands for all that it replaced.
    """
    ranges = [Mapped(0, 0, Span(0, 0)), *kept(length, edits)]
    ranges.append(Mapped(sys.maxsize, sys.maxsize, Span(length, length)))
    starts = [mapped.start for mapped in ranges]
    for span in spans:
        first = ranges[bisect_right(starts, span.start) - 1]
        start = min(first.span.start + span.start - first.start, first.span.end)
        number = bisect_left(starts, span.end) - 1
        last = ranges[max(number, 0)]
        end = last.span.start + span.end - last.start
        yield Span(start, end if end <= last.span.end else ranges[number + 1].span.start)


class _Piece(NamedTuple):
    """A stretch of the text between two passes: kept from `span` of the source, or `inserted` by `owner`."""

    length: int
    start: int = 0
    inserted: str = ""
    owner: Edit | None = None


def compose(source: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return the edits that do in one step what `first` and then `second` do.

    Spans of `second` are places in what `first` makes of `source`. Text that the first step removed keeps the first
    step's reason; what it had changed and the second removes goes with the second's.
    """
    if not first:
        return list(second)
    removed: dict[Span, Edit] = {edit.span: edit for edit in first}
    left: list[_Piece] = []
    pieces = deque(_pieces(len(source), first))
    at = 0
    for edit in second:
        while at < edit.span.start:
            at = _take(pieces, at, edit.span.start, left)
        gone: list[_Piece] = []
        while at < edit.span.end:
            at = _take(pieces, at, edit.span.end, gone)
        for piece in gone:
            if piece.owner is None:
                removed[Span(piece.start, piece.start + piece.length)] = edit
            elif piece.length == len(piece.owner.replacement):
                removed[piece.owner.span] = edit
        if edit.replacement:
            left.append(_Piece(len(edit.replacement), inserted=edit.replacement, owner=edit))
    left.extend(pieces)
    return list(_rebuilt(source, left, removed))


def _pieces(length: int, edits: Sequence[Edit]) -> Iterator[_Piece]:
    at = 0
    for edit in edits:
        if edit.span.start > at:
            yield _Piece(edit.span.start - at, start=at)
        if edit.replacement:
            yield _Piece(len(edit.replacement), inserted=edit.replacement, owner=edit)
        at = edit.span.end
    if length > at:
        yield _Piece(length - at, start=at)


def _take(pieces: deque[_Piece], at: int, end: int, into: list[_Piece]) -> int:
    """Move the next piece, or as much of it as stands before `end`; return the place reached."""
    piece = pieces.popleft()
    size = min(piece.length, end - at)
    into.append(_part(piece, 0, size))
    if size < piece.length:
        pieces.appendleft(_part(piece, size, piece.length))
    return at + size


def _part(piece: _Piece, start: int, end: int) -> _Piece:
    return _Piece(end - start, piece.start + start, piece.inserted[start:end], piece.owner)


def _rebuilt(source: str, left: list[_Piece], removed: dict[Span, Edit]) -> Iterator[Edit]:
    """Turn what is left into edits: each gap in the source is divided among the edits that removed it."""
    spans = deque(sorted(removed.items(), key=lambda item: item[0]))
    inserted = ""
    for piece in [*left, _Piece(0, start=len(source))]:
        if piece.owner is not None:
            inserted += piece.inserted
            continue
        while spans and spans[0][0].start < piece.start:
            span, owner = spans.popleft()
            while spans and spans[0][1] is owner and spans[0][0].start == span.end < piece.start:
                span = Span(span.start, spans.popleft()[0].end)
            text = source[span.start : span.end]
            if text != inserted:  # a second step can put back what the first has changed
                yield owner._replace(span=span, replacement=inserted, removed=text)
            inserted = ""
