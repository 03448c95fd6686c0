"""Text made a picture, flat as a line of type: headlines of older newsletters, whose alternative text is content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block, Image

THRESHOLDS = ()
# Pixels. A line of type is no higher; icons are narrower, and so is any photograph this flat.
MAX_HEIGHT, MIN_WIDTH = 50, 120
# How many times as wide as high a line of some words is. A button or a banner has more around its words.
MIN_RATIO = 4


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the pictures that have the form of a line of type."""
    for block in blocks:
        if block.kind is Kind.IMAGE and block.images and all(map(_is_flat, block.images)):
            yield block.index, ""


def _is_flat(image: Image) -> bool:
    width, height = image.width or 0, image.height or 0
    return width >= MIN_WIDTH and 0 < height <= MAX_HEIGHT and width >= MIN_RATIO * height
