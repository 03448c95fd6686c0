"""The first words of a document: where mail programs look for the preview that they show beside the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the first block that has words."""
    first = next((block.index for block in blocks if folded[block.index].strip()), None)
    if first is not None:
        yield first, ""
