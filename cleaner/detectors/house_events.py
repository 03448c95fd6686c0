"""A list of events of the sender's: titles, and under each who speaks and when. One among other items is news."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# `Ann Carver | Harbour Board event on Thursday, October 24`.
EVENT = re.compile(
    r"[^|\n]{2,80}[|–—] ?[^|\n]{2,40} event (?:today|tomorrow|tonight|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
# Words of a title at most, and the blocks of one event: its title and its line.
MAX_WORDS, BLOCKS = 30, 2
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the titles and lines of two such events or more in a row."""
    lines = [index for index, block in enumerate(blocks) if index and EVENT.match(block.text)]
    events = {index for index in lines if len(folded[index - 1].split()) <= MAX_WORDS}
    for index in sorted(events):
        if not events.isdisjoint((index - BLOCKS, index + BLOCKS)):
            yield index - 1, "the title of an event of the sender's, beside another"
            yield index, "the line of an event of the sender's, beside another"
