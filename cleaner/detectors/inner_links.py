"""Links to other places of the same page: entries of a list of contents, and rows that lead from part to part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Share of a block's characters that must be links; what is left are the marks between them.
MIN_LINKED = 0.7
# What does not lead to a part of the page: page builders write these for links that they have not filled in.
NOWHERE = ("#", "#top")
THRESHOLDS = ("min_linked",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks that are nothing but links to places of the same page.

    A heading may be a link to itself, and a number alone leads to a note.

    Thresholds: `min_linked` (0 to 1), the share of a block's characters that are links.
    """
    least = thresholds.get("min_linked", MIN_LINKED)
    for block, text in zip(blocks, folded, strict=True):
        is_row = block.link_density >= least and block.kind is not Kind.HEADING and any(map(str.isalpha, text))
        if is_row and block.links and all(_is_inner(link.href) for link in block.links):
            yield block.index, f"to {', '.join(link.href for link in block.links)}"


def _is_inner(href: str) -> bool:
    return href.startswith("#") and href.lower() not in NOWHERE
