"""A preview of a few words: the first line of a mail, that stands once more as a line of its own right below.

Mail programs show it beside the subject; it is the title, or the line under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Words of such a line: fewer may be a name or a label, more are a paragraph.
MIN_WORDS, MAX_WORDS = 2, 30
# Blocks below in which it must stand again: the name, a date, links, and the title.
BLOCKS_BELOW = 8
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the first block that has words, if it is a line that stands again below and is no heading itself."""
    first = next((block for block in blocks if folded[block.index].strip()), None)
    if first is None or first.kind is not Kind.PARAGRAPH:
        return
    line = folded[first.index]
    if MIN_WORDS <= len(line.split()) <= MAX_WORDS and any(map(str.isalpha, line)):
        below = range(first.index + 2, min(first.index + 2 + BLOCKS_BELOW, len(blocks)))
        if again := next((index for index in below if folded[index] == line), None):
            yield first.index, f"stands again as block {again + 1}"
