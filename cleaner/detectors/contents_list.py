"""A list of contents: lines in a row of which each stands once more further down, as a heading there."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Characters that an entry has at most; no title is as long.
MAX_LENGTH = 200
# Entries in a row that make a list; two lines can repeat by chance.
MIN_ENTRIES = 3
NO_LINES = (Kind.RULE, Kind.IMAGE, Kind.CODE, Kind.TABLE)
THRESHOLDS = ("min_entries",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the entries of lists of contents.

    Thresholds: `min_entries` (blocks), the least that must stand in a row.
    """
    least = int(thresholds.get("min_entries", MIN_ENTRIES))
    titles = [_title(block, text) for block, text in zip(blocks, folded, strict=True)]
    below = _next_places(titles)
    lines = [index for index, block in enumerate(blocks) if block.kind not in (Kind.RULE, Kind.IMAGE)]
    for recurs, group in groupby(lines, key=lambda index: below[index] > 0):
        entries = list(group)
        if recurs and len(entries) >= least and _announce(entries, below):
            for index in entries:
                yield index, f"stands again as block {below[index] + 1}"


def _next_places(titles: Sequence[str]) -> list[int]:
    """For each line where it stands next further down, or 0."""
    places = [0] * len(titles)
    seen: dict[str, int] = {}
    for index in range(len(titles) - 1, -1, -1):
        if title := titles[index]:
            places[index] = seen.get(title, 0)
            seen[title] = index
    return places


def _announce(entries: Sequence[int], below: Sequence[int]) -> bool:
    """Tell whether what entries announce comes behind them all, in their order, with something under most.

    The lines that every item of a digest has (price, place, rating) recur side by side; of entries that stand side by
    side further down, one is the section of the next.
    """
    places = [below[index] for index in entries]
    steps = [second - first for first, second in pairwise(places)]
    return places[0] > entries[-1] and min(steps) > 0 and 2 * sum(step > 1 for step in steps) >= len(steps)


def _title(block: Block, folded: str) -> str:
    """Return the words of a line without its number, or nothing for what is no line."""
    if len(folded) > MAX_LENGTH or block.kind in NO_LINES or "\n" in block.text:
        return ""
    words = folded.split()
    if words and words[0].isdigit():
        words = words[1:]
    return " ".join(words) if any(word.isalpha() for word in words) else ""
