"""A preheader that repeats the text: a block whose words stand once more further down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Blocks from the top that can be a preheader.
TOP_BLOCKS = 5
# Words from which a repetition is no accident. Titles are shorter, and are repeated in good faith.
MIN_WORDS = 8
# Characters of folded text, which Chinese and Japanese need more words for.
MIN_LENGTH = 30
# Mail programs cut previews off, so only this many words need to be the same.
COMPARED_WORDS = 15
THRESHOLDS = ("min_words",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks at the top whose first words begin or stand in a block below, with a gap or cut off.

    Thresholds: `min_words` (words), the least that must be repeated.
    """
    least = int(thresholds.get("min_words", MIN_WORDS))
    below = "\n".join(folded)
    for block in blocks[:TOP_BLOCKS]:
        text = folded[block.index]
        words = text.split()[:COMPARED_WORDS]
        below = below[len(text) + 1 :]
        preview = f" {' '.join(words)} "
        if len(words) < least or len(preview) < MIN_LENGTH:
            continue
        following = folded[block.index + 1] if block.index + 1 < len(folded) else ""
        # Two lines in a row that begin alike are a list, a title said twice, or prose; but a preview may be cut off.
        cut = len(words) == COMPARED_WORDS and following.startswith(text.rstrip().rsplit(" ", 1)[0])
        if preview in (below if cut and len(following) > len(text) else below[len(following) :]):
            yield block.index, ""
