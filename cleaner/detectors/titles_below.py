"""A heading at the end with nothing below it but titles: each a link, or a line that is no sentence.

A digest says a few words about each of its items; a list of more to read does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Words of a heading, and of a title; longer ones are sentences.
MAX_HEADING_WORDS, MAX_TITLE_WORDS = 8, 20
# Titles that make a list of more to read: one points to the next text, dozens are what the issue is about.
MIN_TITLES, MAX_TITLES = 2, 10
# Share of a title's text that must stand in its link; the rest may be who wrote it.
LINK_DENSITY = 0.6
# How a sentence ends. Titles may be questions.
FULL_STOPS = (".", "。", ";", ":", ",")
# Characters of a title and its address; longer texts would take the pattern below quadratic time.
MAX_TITLE_LENGTH = 1000
# A title of a text mail, with its address behind it.
WITH_ADDRESS = re.compile(r"(.*[^\s\[(<])\s*[\[(<]?\s*(?:https?://|www\.)[^\s\])>]+[\])>]?$", re.S)
THRESHOLDS = ("min_titles",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the headings over titles. Thresholds: `min_titles` (blocks), the least that must stand below."""
    least = int(thresholds.get("min_titles", MIN_TITLES))
    words = [word_count(text) for text in folded]
    titles = 0  # right below, down to a heading, a drawn line or the end
    whole = True  # whether nothing but titles stands there, or in the list
    was_item = False
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if not words[index]:
            titles, whole = (0, True) if block.kind is Kind.RULE else (titles, whole)
            continue
        is_item = block.kind is Kind.LIST_ITEM
        if is_item and not was_item:
            titles, whole = 0, True  # what stands below a list is not in it
        was_item = is_item
        if (
            whole
            and least <= titles <= MAX_TITLES
            and words[index] <= MAX_HEADING_WORDS
            and not block.text.endswith(FULL_STOPS[:2])
        ):
            yield index, f"stands over {titles} titles"
        if block.kind is Kind.HEADING:
            titles, whole = 0, True
        elif _is_title(block, words[index]):
            titles += 1
        else:
            titles, whole = 0, False


def _is_title(block: Block, words: int) -> bool:
    may_have = len(block.links) == 1 and len(block.text) <= MAX_TITLE_LENGTH
    with_address = WITH_ADDRESS.match(block.text) if may_have else None
    if with_address and not with_address[1].startswith("!"):
        return word_count(with_address[1]) <= MAX_TITLE_WORDS and not with_address[1].endswith(FULL_STOPS)
    return words <= MAX_TITLE_WORDS and (
        block.link_density >= LINK_DENSITY or not (block.links or block.text.endswith(FULL_STOPS))
    )
