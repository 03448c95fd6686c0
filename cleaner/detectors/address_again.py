"""An address alone on a line that stands nearby once more: the rest of a picture beside the title that it led to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Blocks between the two: a picture stands right above or below its title and the words under that.
NEAR_BLOCKS = 4
ADDRESS = re.compile(r"https?://[^\s<>\[\]()\"]+")
ALONE = re.compile(r"[\s|]*+[<\[(]?\s*+(https?://[^\s<>\[\]()\"]+)\s*+[>\])]?[\s|]*")
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks that are nothing but an address, if it stands in one of the blocks above as well.

    Nothing is lost with it. An address that stands only below stays: it may be the one of the title above it.
    """
    seen: dict[str, int] = {}
    for block in blocks:
        alone = ALONE.fullmatch(block.text)
        address = alone[1] if alone else ""
        if address in seen and block.index - seen[address] <= NEAR_BLOCKS:
            yield block.index, f"the same as in block {seen[address] + 1}"
        else:
            seen.update(dict.fromkeys(ADDRESS.findall(block.text), block.index))
