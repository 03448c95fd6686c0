"""A postal address over several short lines at the end: a street or box, and below it the town with its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Blocks at the end among which the address stands: small print, social rows and buttons may be below.
LAST_BLOCKS = 14
# Characters of a line beside it that may say when and where; longer ones are text.
LAST_LINE = 60
# Lines of a street: house and road, then perhaps a floor or a suite.
MAX_STREET_LINES = 2
STREET = re.compile(
    r"[\W_]*(?:\d{1,6}[A-Za-z]?(?:-\d+)? [^\W\d].{2,48}|P\.? ?O\.? ?Box .{1,20}|"
    r"(?:Suite|Ste\.?|Unit|Floor|Room) .{1,20}|#\d+)$"
)
TOWN = re.compile(r"[\W_]*[^\W\d][\w .'’-]{1,30},? [A-Z]{2},? (?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)[\W_]*$")
COUNTRY = re.compile(r"[\W_]*(?:USA?|U\.S\.A?\.?|United States(?: of America)?|Canada)[\W_]*$")
# What stands above or below the address of an event.
EVENT = re.compile(
    r"\d ?[ap]\.?m\b|\d:\d\d|:$|\b(?:where|when|venue|location|place|doors|tickets?)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the lines of such addresses, a country below included; not those of an event, which its time shows."""
    for town in range(max(1, len(blocks) - LAST_BLOCKS), len(blocks)):
        if not TOWN.match(blocks[town].text):
            continue
        first = town
        while town - first < MAX_STREET_LINES and first > 0 and STREET.match(blocks[first - 1].text):
            first -= 1
        beside = (*blocks[max(first - 2, 0) : first], *blocks[town + 1 : town + 2])
        if first == town or any(EVENT.search(block.text) for block in beside if len(block.text) <= LAST_LINE):
            continue
        has_country = town + 1 < len(blocks) and COUNTRY.match(blocks[town + 1].text)
        for index in range(first, town + (2 if has_country else 1)):
            yield index, f"of the address in blocks {first + 1} to {town + 1}"
