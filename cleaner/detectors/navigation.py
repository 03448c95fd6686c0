"""Navigation: many short links in a row, with nothing said about any of them.

A list of links that somebody chose is content: its titles are longer, or words stand beside them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Links in a row that make a menu. Of rows this long, hardly any in real newsletters are content.
MIN_LINKS = 6
# Words that the label of a link in a menu has at most, and on average. Headlines have more.
MAX_WORDS, MAX_MEAN_WORDS = 5, 3.2
# Share of a block's characters that must be links.
MIN_LINKED = 0.8
THRESHOLDS = ("min_links",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the links of menus.

    Thresholds: `min_links` (blocks), the least that must stand in a row.
    """
    least = int(thresholds.get("min_links", MIN_LINKS))
    lines = [block for block in blocks if block.text.strip() and block.kind is not Kind.RULE]
    for is_menu, group in groupby(lines, key=lambda block: _is_label(block, folded[block.index])):
        labels = list(group)
        words = sum(word_count(folded[block.index]) for block in labels)
        if is_menu and len(labels) >= least and words <= MAX_MEAN_WORDS * len(labels):
            for block in labels:
                yield block.index, f"one of {len(labels)} in a row"


def _is_label(block: Block, folded: str) -> bool:
    is_link = block.link_density >= MIN_LINKED and block.kind is not Kind.IMAGE
    return is_link and word_count(folded) <= MAX_WORDS
