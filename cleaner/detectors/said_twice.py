"""A line that stands twice or oftener: the texts of pictures, and the titles beside them that say the same."""

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
# Words of one that stood far above.
MIN_WORDS_BEFORE = 4
# Words from which a line with figures in it is no row of a table.
MIN_WORDS_WITH_FIGURES = 6
KINDS = (Kind.PARAGRAPH, Kind.HEADING)
# Times that a line of any length stands in a row before nobody can mean it.
MANY = 3
ENDS_OF_SENTENCES = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？", "”", '"')
THRESHOLDS = ("min_words",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the first of two blocks that are the same line, but for rows of figures and sentences.

    Figures of a table may be the same, and people repeat what they say. Thresholds: `min_words` (words) of a line.
    """
    least = int(thresholds.get("min_words", MIN_WORDS))
    lines = (block for block in blocks if block.kind is not Kind.RULE)
    for block, below in pairwise(lines):
        line = folded[block.index]
        is_twice = line == folded[below.index] and block.kind in KINDS and least <= word_count(line) <= MAX_WORDS
        is_row = any(map(str.isdigit, line)) and word_count(line) < MIN_WORDS_WITH_FIGURES
        if is_twice and not (is_row or block.text.rstrip().endswith(ENDS_OF_SENTENCES)):
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


def find_before(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find the lines that stood somewhere above, but for sentences."""
    first: dict[str, int] = {}
    for block in blocks:
        line = folded[block.index]
        if block.kind not in KINDS or not MIN_WORDS_BEFORE <= word_count(line) <= MAX_WORDS:
            continue
        if line in first and not block.text.rstrip().endswith(ENDS_OF_SENTENCES):
            yield block.index, f"the same as block {first[line] + 1}"
        first.setdefault(line, block.index)
