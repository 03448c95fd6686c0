"""A list of earlier issues: dates and titles by turns, the newest first. What is to come begins with the next day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

MIN_DATES = 3
# Words of a title at most.
MAX_WORDS = 30
MAX_DATE_LENGTH = 30
MONTHS = "january february march april may june july august september october november december".split()
DATE = re.compile(rf"(?:[a-z]+day )?({'|'.join(MONTHS)}) ([0-9]{{1,2}}) ((?:19|20)[0-9]{{2}})")
NO_DAY = (0, 0, 0)
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the dates and titles of such lists: each date stands above its title."""
    days = [_day(text) for text in folded]
    index = 0
    while index < len(blocks):
        end = index
        while end + 1 < len(blocks) and _goes_on(index, end, days) and 0 < len(folded[end + 1].split()) <= MAX_WORDS:
            end += 2
        if end - index >= 2 * MIN_DATES:
            yield from ((inside, "in a list with dates, the newest first") for inside in range(index, end))
        index = max(end, index + 1)


def _goes_on(start: int, end: int, days: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether a date stands at `end` that is older than the one above it in the list."""
    return days[end] > NO_DAY and (end == start or days[end] < days[end - 2])


def _day(folded: str) -> tuple[int, int, int]:
    found = DATE.fullmatch(folded.strip()) if len(folded) <= MAX_DATE_LENGTH else None
    return (int(found[3]), MONTHS.index(found[1]) + 1, int(found[2])) if found else NO_DAY
