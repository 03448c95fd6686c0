"""Menus of plain lines: what is left of navigation in a page copied as text, where nothing shows what is a link."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Short lines in a row that make a menu, the same above all text, and the words a line of it has at most.
MIN_LINES, MIN_LINES_AT_TOP, MAX_WORDS = 6, 3, 4
# Characters of a folded block from which it is text, about 20 words.
TEXT_LENGTH = 110
# Characters of a folded line beyond which it is not looked at: four words, and long ones.
MAX_LENGTH = 60
# A row is a menu if two of its lines, and this share of them, are what only menus say; one may stand in any list.
MIN_LABELS, MIN_LABEL_SHARE = 2, 1 / 8
# So it is if one line is, and this share of them begin as the lines of menus do.
MIN_SHARE = 1 / 3
# Behind so few words an exclamation mark ends a label: "Recommend us!"
MAX_CALL_WORDS = 3
ENDS_OF_SENTENCES = (".", "?", ":", ";", ",", "…", "。", "？", "：")
# What stands between prices is goods.
PRICE = re.compile(
    r"[A-Z]{0,3}[$€£¥] ?\d[\d., ]*|\d[\d., ]*(?:[.,]\d\d|[.,]-|[$€£¥]|EUR|USD|CHF|kr|zł)\W*(?:EUR|USD|CHF|kr|zł)?"
)
THRESHOLDS, WORDS = ("min_lines", "min_lines_at_top"), ("labels", "first_words")


class _Words(NamedTuple):
    """What menus say, folded: whole lines, and first words of lines."""

    labels: frozenset[str]
    first_words: frozenset[str]

    def is_sure(self, line: str) -> bool:
        """Tell whether a line is what menus say."""
        return line in self.labels or line.split()[0] in self.first_words


def find(
    blocks: Sequence[Block],
    folded: Sequence[str],
    thresholds: Mapping[str, float],
    *,
    labels: frozenset[str],
    first_words: frozenset[str],
) -> Iterator[tuple[int, str]]:
    """Find the lines of menus, from the first that only a menu has to the last.

    Thresholds: `min_lines` (blocks), the least that must stand in a row; `min_lines_at_top`, the same above all text.
    Words, folded: `labels`, whole lines of menus; `first_words`, with which many of their lines begin.
    """
    words = _Words(labels, first_words)
    anywhere = int(thresholds.get("min_lines", MIN_LINES))
    at_top = int(thresholds.get("min_lines_at_top", MIN_LINES_AT_TOP))
    first_text = next((index for index, text in enumerate(folded) if len(text) >= TEXT_LENGTH), len(blocks))
    folded = [text.strip() for text in folded]
    lines = [block for block in blocks if block.kind not in (Kind.RULE, Kind.IMAGE)]
    for is_short, group in groupby(lines, key=lambda block: _is_short(block, folded[block.index])):
        row = [block.index for block in group]
        least = at_top if row[-1] < first_text else anywhere
        if is_short and len(row) >= least and any(folded[index] in labels for index in row):
            menu = _trimmed(row, folded, words)
            if len(menu) >= least and _is_menu(menu, folded, words):
                for index in menu:
                    yield index, f"one of {len(menu)} in a row"


def _is_short(block: Block, folded: str) -> bool:
    if not folded or len(folded) > MAX_LENGTH or block.kind in (Kind.CODE, Kind.TABLE) or "\n" in block.text:
        return False
    if PRICE.fullmatch(block.text.strip()):
        return False
    words, line = len(folded.split()), block.text.rstrip()
    is_call = line.endswith(("!", "！")) and words > MAX_CALL_WORDS
    return words <= MAX_WORDS and not is_call and not line.endswith(ENDS_OF_SENTENCES)


def _trimmed(row: Sequence[int], folded: Sequence[str], words: _Words) -> Sequence[int]:
    """Leave out what stands at the ends of a row: the title below a menu, the signature above it."""
    sure = [n for n, index in enumerate(row) if words.is_sure(folded[index])]
    return row[sure[0] : sure[-1] + 1]


def _is_menu(row: Sequence[int], folded: Sequence[str], words: _Words) -> bool:
    labels = len({folded[index] for index in row if folded[index] in words.labels})
    sure = sum(words.is_sure(folded[index]) for index in row)
    return (labels >= MIN_LABELS and labels >= MIN_LABEL_SHARE * len(row)) or sure >= MIN_SHARE * len(row)
