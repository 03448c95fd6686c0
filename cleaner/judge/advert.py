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
    """Find the blocks of the advertisement under a mark: down to the last of them that shows that it is one."""
    first, end, words = index + 1, index + 1, 0
    search = _Search(blocks[index], readings[index].words)
    for below in range(first, len(blocks)) if search.is_mark else ():
        block, reading = blocks[below], readings[below]
        is_sign = search.is_sign(block, reading, hits[below])
        words += reading.words
        if words > MAX_WORDS or (not is_sign and search.ends_above(block, hits[below])):
            break
        search.go_past(block, reading, is_sign=is_sign)
        if is_sign:
            end = below + 1
    return range(first, end)


class _Search:
    """What has been seen between a mark and the block that is looked at.

    Attributes:
        names: words of the sponsor's name, if the mark says it.
        is_mark: whether the mark is one, and no sentence about advertising.
        may_sell: whether a block that sells counts. Under a mark that names a sponsor only right below what names it,
            as that sponsor may have paid for the whole issue; under another down to the first blocks that sell.
        quiet: words since the last sign of advertising.
        addresses: where the advertisement's links lead.

    """

    def __init__(self, mark: Block, words: int) -> None:
        self.names = _names(mark.text)
        self.is_mark = bool(self.names) or words <= MAX_LABEL_WORDS or ":" in mark.text
        self.may_sell = not self.names
        self.quiet = 0
        self.addresses: set[str] = set()
        self._lists = mark.text.endswith(":")
        self._banner = words <= MAX_BANNER_WORDS
        self._found = self._has_text = False

    def is_sign(self, block: Block, reading: Reading, hits: Mapping[str, Hit]) -> bool:
        """Tell whether a block shows that it advertises."""
        if block.kind is Kind.RULE or self.quiet > MAX_QUIET_WORDS:
            return False
        if not self.names.isdisjoint(reading.folded.split()):
            return True
        if self.may_sell and _sells(hits):
            return not self._banner or min(self.quiet, reading.words) <= MAX_CALL_WORDS
        if self.quiet:
            return False
        leads_there = not self.addresses.isdisjoint(link.href for link in block.links)
        return leads_there or (self._lists and block.kind is Kind.LIST_ITEM)

    def ends_above(self, block: Block, hits: Mapping[str, Hit]) -> bool:
        """Tell whether nothing from a block on, which is no sign, belongs to the advertisement."""
        if block.kind is Kind.RULE or self.quiet > MAX_QUIET_WORDS or not (self.names or self.may_sell):
            return True
        begins_another = block.kind is Kind.HEADING or any(hit.rule.scope is Scope.ADVERT for hit in hits.values())
        return begins_another and self._has_text

    def go_past(self, block: Block, reading: Reading, *, is_sign: bool) -> None:
        """Take note of a block. Its own short lines, pictures and lists may stand between two that sell."""
        if is_sign:
            self._found, self.may_sell, self.quiet = True, True, 0
        else:
            goes_on = block.tight or not reading.words or block.kind is Kind.LIST_ITEM
            self.may_sell = self.may_sell and (goes_on or not (self.names or self._found))
            self.quiet += reading.words
        if is_sign or not self._found:
            self.addresses.update(link.href for link in block.links)
        self._has_text = self._has_text or reading.words > 0


def _names(mark: str) -> frozenset[str]:
    """Return the words of a mark that are its sponsor's name: those with a capital behind `by` and the like."""
    behind = BEFORE_NAME.split(mark)[1:]
    words = (word for part in behind for word in WORD.findall(part)[:NAME_WORDS])
    names = (word for word in words if not word[0].islower() and (len(word) >= MIN_LETTERS or _is_initials(word, mark)))
    return frozenset(fold(word).strip() for word in names if not NO_NAME.match(word))


def _is_initials(word: str, mark: str) -> bool:
    return len(word) > 2 and word.isupper() and not mark.isupper()


def _sells(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a rule about the block alone, not about what stands above it, says that it sells."""
    rules = (hit.rule for hit in hits.values() if hit.points > 0)
    return any(rule.chrome is Chrome.SPONSOR and rule.scope is Scope.BLOCK and not rule.match.after for rule in rules)
