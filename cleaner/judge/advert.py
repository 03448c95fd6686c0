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
# A mark of so few words may be what is left of a banner in an article: `ADVERTISEMENT`. Below it paragraphs go on, and
# one may well be about prices; so below more than a headline only a short call shows that it advertises.
MAX_BANNER_WORDS = 2
MAX_CALL_WORDS = 16
# A mark of more words that names no sponsor is a sentence about advertising, and may stand over anything.
MAX_LABEL_WORDS = 6
# Words behind `by` and the like that its name is looked for among: `our friends at Lantern Foods`.
NAME_WORDS = 5
BEFORE_NAME = re.compile(
    r"\b(?:to|by|with|from|von|mit|par|avec|de|por|con|com|da|di|do|door|met|van|av|från|med|przez|z|от|с)\b:?\s", re.I
)
# What a mark with a capital to each word says besides a name: `A MESSAGE FROM OUR SPONSOR`.
NO_NAME = re.compile(
    r"our|your|this|today|friends|(?:a|un)?nostr|notre|nos$|nuestr|noss|unser|onze|vår|nasz|наш|"
    r"spons|partn|parten|parceir|socio|advert|annonc|annons|anunci|inserz|werbe|patroc|реклам|спонс|партн",
    re.I,
)
WORD = re.compile(r"[^\W_]+")


def below_mark(
    index: int, blocks: Sequence[Block], readings: Sequence[Reading], hits: Sequence[Mapping[str, Hit]]
) -> range:
    """Find the blocks of the advertisement under a mark: down to the last of them that names the sponsor or sells.

    Under a mark that names a sponsor, what sells counts only right below what names it: that sponsor may have paid for
    the whole issue. Under one that names none, the advertisement ends with the first blocks that sell.
    """
    mark = blocks[index]
    names, lists = _names(mark.text), mark.text.endswith(":")
    if not names and not _is_label(mark.text, readings[index].words):
        return range(0)
    banner = readings[index].words <= MAX_BANNER_WORDS
    end, words, quiet, has_text, may_sell = index + 1, 0, 0, False, not names
    addresses: set[str] = set()
    for below in range(index + 1, len(blocks)):
        block, reading = blocks[below], readings[below]
        sells = may_sell and (not banner or min(quiet, reading.words) <= MAX_CALL_WORDS) and _sells(hits[below])
        is_sign = (
            sells
            or not names.isdisjoint(reading.folded.split())
            or (not quiet and not addresses.isdisjoint(link.href for link in block.links))
            or (lists and not quiet and block.kind is Kind.LIST_ITEM)
        )
        if block.kind is Kind.RULE or (has_text and not is_sign and _begins_another(block, hits[below])):
            break
        words += reading.words
        if words > MAX_WORDS or quiet > MAX_QUIET_WORDS:
            break
        if is_sign:
            end, quiet, may_sell = below + 1, 0, True
        if is_sign or end == index + 1:
            addresses.update(link.href for link in block.links)
        if not is_sign:
            quiet += reading.words
            may_sell = may_sell and (_goes_on(block, reading) or (not names and end == index + 1))
            if not (names or may_sell):
                break
        has_text = has_text or reading.words > 0
    return range(index + 1, end)


def _names(mark: str) -> frozenset[str]:
    """Return the words of a mark that are its sponsor's name: those with a capital behind `by` and the like."""
    behind = BEFORE_NAME.split(mark)[1:]
    words = (word for part in behind for word in WORD.findall(part)[:NAME_WORDS])
    names = (word for word in words if not word[0].islower() and (len(word) >= MIN_LETTERS or _is_initials(word, mark)))
    return frozenset(fold(word).strip() for word in names if not NO_NAME.match(word))


def _is_initials(word: str, mark: str) -> bool:
    return len(word) > 2 and word.isupper() and not mark.isupper()


def _is_label(mark: str, words: int) -> bool:
    return words <= MAX_LABEL_WORDS or ":" in mark


def _goes_on(block: Block, reading: Reading) -> bool:
    """Tell whether a block that shows nothing itself may stand between two that do."""
    return block.tight or not reading.words or block.kind is Kind.LIST_ITEM


def _begins_another(block: Block, hits: Mapping[str, Hit]) -> bool:
    return block.kind is Kind.HEADING or any(hit.rule.scope is Scope.ADVERT for hit in hits.values())


def _sells(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a rule about the block alone, not about what stands above it, says that it sells."""
    rules = (hit.rule for hit in hits.values() if hit.points > 0)
    return any(rule.chrome is Chrome.SPONSOR and rule.scope is Scope.BLOCK and not rule.match.after for rule in rules)
