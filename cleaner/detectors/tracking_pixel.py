"""Images that report who opened a mail, by the vendors' addresses in `rules/trackers/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the images that a tracking vendor serves, and name the vendor."""
    images = [(block.index, image.src) for block in blocks for image in block.images if image.src]
    if not images:
        return
    from cleaner.trackers import vendor_of  # its data is read only for documents with images

    for index, src in images:
        if vendor := vendor_of(src):
            yield index, vendor
