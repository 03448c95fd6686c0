"""A line that stands twice in a row or oftener: the texts of pictures, and the title below them that says the same."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Words of such a line: fewer may be an answer or a cry, more are a paragraph.
MIN_WORDS, MAX_WORDS = 3, 30
KINDS = (Kind.PARAGRAPH, Kind.HEADING)
# Times that a line of any length stands in a row before nobody can mean it.
MANY = 3
ENDS_OF_SENTENCES = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？", "”", '"')
THRESHOLDS = ("min_words",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the first of two blocks that are the same line, but for numbers and sentences.

    Figures of a table may be the same, and people repeat what they say. Thresholds: `min_words` (words) of a line.
    """
    least = int(thresholds.get("min_words", MIN_WORDS))
    lines = (block for block in blocks if block.kind is not Kind.RULE)
    for block, below in pairwise(lines):
        line = folded[block.index]
        is_twice = line == folded[below.index] and block.kind in KINDS and least <= word_count(line) <= MAX_WORDS
        if is_twice and not (any(map(str.isdigit, line)) or block.text.rstrip().endswith(ENDS_OF_SENTENCES)):
            yield block.index, f"the same as block {below.index + 1}"


def find_many(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find all of three or more blocks in a row that are the same line, but for numbers and sentences."""
    lines = [block for block in blocks if block.kind in (*KINDS, Kind.IMAGE)]
    for line, group in groupby(lines, key=lambda block: folded[block.index].strip()):
        same = list(group)
        is_said = any(map(str.isdigit, line)) or not any(map(str.isalpha, line))
        if len(same) >= MANY and not is_said and not same[0].text.rstrip().endswith(ENDS_OF_SENTENCES):
            yield from ((block.index, f"one of {len(same)} in a row") for block in same)
