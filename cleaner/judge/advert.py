"""How far an advertisement reaches below its mark, where no line or end mark closes it.

A mark alone says nothing about that: under `ADVERTISEMENT` a banner may have stood, and the article goes on. So what
stands below must show that it advertises: it names the sponsor whom the mark names, or a rule says that it sells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Chrome, Kind, Scope
from cleaner.patterns import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Hit

# Words of an advertisement below its mark. Bought places hold 50 to 150.
MAX_WORDS = 200
# Words without a sign of advertising in between, such as the story that an advertisement tells first. Beyond that the
# next sign belongs to something else.
MAX_QUIET_WORDS = 80
# Letters of a word that can be a name.
MIN_LETTERS = 4
# A mark of more words that names no sponsor is a sentence about advertising, and may stand over anything.
MAX_LABEL_WORDS = 6
# Words behind `by` and the like that its name is looked for among: `our friends at Lantern Foods`.
NAME_WORDS = 5
BEFORE_NAME = re.compile(
    r"\b(?:by|with|from|von|mit|par|avec|de|por|con|com|da|di|do|door|met|van|av|från|med|przez|z|от|с)\b:?\s", re.I
)
WORD = re.compile(r"[^\W_]+")


def below_mark(
    index: int, blocks: Sequence[Block], readings: Sequence[Reading], hits: Sequence[Mapping[str, Hit]]
) -> range:
    """Find the blocks of the advertisement under a mark: down to the last of them that names the sponsor or sells.

    Under a mark that names a sponsor, what sells counts only right below what names it: that sponsor may have paid for
    the whole issue. Under one that names none, the advertisement ends with the first blocks that sell.
    """
    names = _names(blocks[index].text)
    if not names and not _is_label(blocks[index].text, readings[index].words):
        return range(0)
    end, words, quiet, has_text = index + 1, 0, 0, False
    may_sell = not names
    for below in range(index + 1, len(blocks)):
        block, reading = blocks[below], readings[below]
        if block.kind is Kind.RULE or (has_text and _begins_another(block, hits[below])):
            break
        words += reading.words
        if words > MAX_WORDS or quiet > MAX_QUIET_WORDS:
            break
        if not names.isdisjoint(reading.folded.split()) or (may_sell and _sells(hits[below])):
            end, quiet, may_sell = below + 1, 0, True
        else:
            quiet += reading.words
            may_sell = may_sell and (block.tight or not reading.words or (not names and end == index + 1))
            if not (names or may_sell):
                break
        has_text = has_text or reading.words > 0
    return range(index + 1, end)


def _names(mark: str) -> frozenset[str]:
    """Return the words of a mark that are its sponsor's name: those with a capital behind `by` and the like."""
    behind = BEFORE_NAME.split(mark)[1:]
    words = (word for part in behind for word in WORD.findall(part)[:NAME_WORDS])
    return frozenset(fold(word).strip() for word in words if len(word) >= MIN_LETTERS and not word[0].islower())


def _is_label(mark: str, words: int) -> bool:
    return words <= MAX_LABEL_WORDS or ":" in mark


def _begins_another(block: Block, hits: Mapping[str, Hit]) -> bool:
    return block.kind is Kind.HEADING or any(hit.rule.scope is Scope.ADVERT for hit in hits.values())


def _sells(hits: Mapping[str, Hit]) -> bool:
    return any(hit.rule.chrome is Chrome.SPONSOR and hit.points > 0 and not hit.rule.match.after for hit in hits.values())
