"""A list of contents: lines in a row of which each stands once more further down, as a heading there."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Characters that an entry has at most; no title is as long.
MAX_LENGTH = 200
# Entries in a row that make a list; two lines can repeat by chance.
MIN_ENTRIES = 3
NO_LINES = (Kind.RULE, Kind.IMAGE, Kind.CODE, Kind.TABLE)
# Lines in a row between entries that the editor worded otherwise further down, and the share of entries in a list.
MAX_GAP, MIN_SHARE = 3, 0.6
# Words of a title, and words that may follow it where it stands again: "Letters" and "Letters back to top".
MAX_TITLE_WORDS, MAX_MORE_WORDS = 16, 3
# What leads from an entry to what it announces: `(More <https://example.com/1>)`; the word is looked for in the last
# characters before the address.
CALL, CALL_LENGTH = re.compile(r"\W*[^\W\d_]{0,12}\W{0,3}$"), 24
CALL_ADDRESS = re.compile(r"<https?://[^<>\s]*+>\W*+$")
THRESHOLDS = ("min_entries",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the entries of lists of contents.

    Thresholds: `min_entries` (blocks), the least that must stand in a row.
    """
    least = int(thresholds.get("min_entries", MIN_ENTRIES))
    titles = [_title(block, text) for block, text in zip(blocks, folded, strict=True)]
    below = _next_places(titles, blocks)
    lines = [index for index, block in enumerate(blocks) if block.kind not in (Kind.RULE, Kind.IMAGE)]
    for recurs, group in groupby(_with_gaps(lines, titles, below), key=lambda entry: entry[1]):
        listed = [index for index, _ in group]
        entries = _from_first([index for index in listed if below[index]], below)
        if not recurs or len(entries) < least:
            continue
        # What the first entry announces comes below the list.
        entries, listed = ([i for i in part if entries[0] <= i < below[entries[0]]] for part in (entries, listed))
        if least <= len(entries) >= MIN_SHARE * len(listed) and _announce(entries, below):
            for index in listed:
                yield index, f"stands again as block {below[index] + 1}" if below[index] else "stands among others"


def _with_gaps(lines: Sequence[int], titles: Sequence[str], below: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """For each line whether it is in a list of contents: it recurs, or is one of few titles between two that do."""
    runs = [(recurs, list(run)) for recurs, run in groupby(lines, key=lambda index: bool(below[index]))]
    for place, (recurs, run) in enumerate(runs):
        is_gap = 0 < place < len(runs) - 1 and len(run) <= MAX_GAP and all(titles[index] for index in run)
        yield from ((index, recurs or is_gap) for index in run)


def _from_first(entries: Sequence[int], below: Sequence[int]) -> Sequence[int]:
    """Leave out what stands above the first entry and recurs by chance, behind what the list announces."""
    first = 0
    while first + 1 < len(entries) and below[entries[first]] > below[entries[first + 1]]:
        first += 1
    return entries[first:]


def _next_places(titles: Sequence[str], blocks: Sequence[Block]) -> list[int]:
    """For each line where it stands next further down, or 0."""
    places = [0] * len(titles)
    seen: dict[str, int] = {}
    for index in range(len(titles) - 1, -1, -1):
        if title := titles[index]:
            label = _label(blocks[index].text)
            places[index] = seen.get(title) or seen.get(label) or _place_of_lines(blocks[index].text, seen)
            words = title.split()
            for more in range(min(MAX_MORE_WORDS + 1, max(len(words) - 1, 1))):
                seen[" ".join(words[: len(words) - more])] = index
            if label:
                seen[label] = index
    return places


def _place_of_lines(text: str, seen: Mapping[str, int]) -> int:
    """Return where the first of lines that were joined stands further down, if all of them do, each by itself."""
    lines = text.split("\n")
    places = [seen.get(_without_number(fold(line)), 0) for line in lines] if len(lines) > 1 else [0]
    return places[0] if all(places) else 0


def _label(text: str) -> str:
    """Return what stands before a colon, if it is of some words and no date: `The pier: why it is green`."""
    label, colon, _ = text.partition(": ")
    words = _without_number(fold(label)) if colon else ""
    return words if " " in words and not any(map(str.isdigit, words)) else ""


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
    if len(folded) > MAX_LENGTH or block.kind in NO_LINES:
        return ""
    if "://" in block.text:
        alone = _without_call(block.text)
        if "://" in alone:
            return ""
        folded = fold(alone)
    words = _without_number(folded).split()
    if len(words) > MAX_TITLE_WORDS * (1 + block.text.count("\n")):  # lines that were joined may be titles each
        return ""
    return " ".join(words) if any(word.isalpha() for word in words) else ""


def _without_call(text: str) -> str:
    """Leave out the call at the end of a line, and its address."""
    start = text.rfind("<http")
    if start < 0 or not CALL_ADDRESS.match(text, start):
        return text
    call = CALL.search(text, max(0, start - CALL_LENGTH), start)
    return text[: call.start()] if call else text


def _without_number(folded: str) -> str:
    words = folded.split()
    is_numbered = bool(words) and (words[0].isdigit() or words[0] == "o")  # the letter stands for a bullet
    return " ".join(words[is_numbered:])
