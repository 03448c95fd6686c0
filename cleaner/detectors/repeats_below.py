"""A preheader that repeats the text: a block whose words stand once more further down.

Or it is the very first, and gives the beginning of a letter, of which the sentences are paragraphs of their own, or
sentences from here and there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.patterns.folding import word_count

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
# Words of the next block, with which a preview that goes on through more blocks begins.
MIN_FIRST_WORDS = 4
# For a preview put together from the text: the words from which it is looked for, the blocks in which, the words in a
# row that are looked for, and the share of such rows that must stand there. Editors change a word here and there.
MIN_GATHERED_WORDS, MAX_GATHERED_WORDS, GATHERED_FROM, ROW, MIN_SHARE = 10, 80, 12, 3, 0.6
SENTENCE_BEGINS = re.compile(r"\w[.!?…|][\"'”’»)]* +[^\W\d_]")
THRESHOLDS = ("min_words",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks at the top whose first words begin or stand in a block below.

    The same line twice in a row is no preview. Thresholds: `min_words` (words), the least that must be repeated.
    """
    least = int(thresholds.get("min_words", MIN_WORDS))
    below = "\n".join(folded)
    for block in blocks[:TOP_BLOCKS]:
        text, words = folded[block.index], folded[block.index].split()[:COMPARED_WORDS]
        below = below[len(text) + 1 :]
        again = below.removeprefix(f"{text}\n")
        preview = f" {' '.join(words)} "
        if len(words) >= least and len(preview) >= MIN_LENGTH and preview in again:
            yield block.index, ""


def find_spread(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find the first block if it begins with all of the next and goes on as the one after that.

    Thresholds: `min_words` (words), the least that must be repeated.
    """
    least = int(thresholds.get("min_words", MIN_WORDS))
    with_words = [index for index, text in enumerate(folded[: TOP_BLOCKS + 1]) if text.strip()]
    if len(with_words) < 3:
        return
    first, second, *others = with_words
    rest = folded[first].removeprefix(folded[second]).split()[:COMPARED_WORDS]
    below = [word for index in others for word in folded[index].split()]
    begins = folded[first].startswith(folded[second]) and word_count(folded[second]) >= MIN_FIRST_WORDS
    if begins and rest and rest == below[: len(rest)] and word_count(folded[first]) >= least:
        yield first, f"goes on in block {others[0] + 1}"


def find_gathered(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find the first block if most of its sentences are said again in the next, in nearly the same words.

    A title may be said again as well, and what is said again word for word may be meant to stand twice. Thresholds:
    `min_words` (words), the least that the block must have.
    """
    least = int(thresholds.get("min_words", MIN_GATHERED_WORDS))
    first = next((index for index, text in enumerate(folded) if text.strip()), len(folded))
    words = " ".join(folded[first : first + 1]).split()
    if not least <= len(words) <= MAX_GATHERED_WORDS or not SENTENCE_BEGINS.search(blocks[first].text):
        return
    below = {row for text in folded[first + 1 : first + 1 + GATHERED_FROM] for row in _rows(text.split())}
    rows = _rows(words)
    again = sum(row in below for row in rows)
    if MIN_SHARE * len(rows) <= again < len(rows):
        yield first, f"{again} of {len(rows)} rows of {ROW} words stand again below"


def _rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(ROW)), strict=False))
