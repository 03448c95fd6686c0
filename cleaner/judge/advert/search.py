"""The search for signs of advertising below a mark, block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.judge.advert.limits import (
    MAX_BANNER_WORDS,
    MAX_CALL_WORDS,
    MAX_LABEL_WORDS,
    MAX_QUIET_WORDS,
    NAME_WORDS,
)
from cleaner.judge.advert.looks import ADDRESS, END_LENGTH, is_more_than_name, sells
from cleaner.judge.advert.names import capitals_in, names_in
from cleaner.model import Kind, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Hit

# How a call begins or ends, of which the words need not show that it sells.
CALL_ARROW = re.compile(r"[^\w\n]*(?:👉|→|➡|➜|▶|»|>>|->)")
END_ARROW = re.compile(r"(?:→|➡|➜|»|>>|->|›)[^\w\n]*(?:https?://\S+\W*)?$")


class Search:
    """What has been seen between a mark and the block that is looked at.

    Attributes:
        names: words of the sponsor's name, if the mark says it.
        sponsors: names of sponsors whom other marks name, folded.
        is_mark: whether the mark is one, and no sentence about advertising.
        may_sell: whether a block that sells counts. Under a mark that names a sponsor only right below what names it,
            as that sponsor may have paid for the whole issue; under another down to the first blocks that sell.
        quiet: words since the last sign of advertising.
        addresses: where the advertisement's links lead.

    """

    def __init__(self, mark: Block, words: int, sponsors: frozenset[str] = frozenset()) -> None:
        self.names = names_in(mark.text)
        self.sponsors = sponsors
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
        if any(f" {name} " in f" {reading.folded.strip()} " for name in self.sponsors):
            return True
        if self.may_sell and sells(hits):
            return not self._banner or min(self.quiet, reading.words) <= MAX_CALL_WORDS
        may_call = self._found and self.quiet <= MAX_CALL_WORDS and 0 < reading.words <= MAX_CALL_WORDS
        if may_call and (CALL_ARROW.match(block.text) or END_ARROW.search(block.text[-END_LENGTH:])):
            return True
        if self.quiet:
            return False
        leads_there = not self.addresses.isdisjoint(link.href for link in block.links)
        return leads_there or (self._lists and block.kind is Kind.LIST_ITEM)

    def ends_above(self, block: Block, hits: Mapping[str, Hit]) -> bool:
        """Tell whether nothing from a block on, which is no sign, belongs to the advertisement."""
        if block.kind is Kind.RULE or self.quiet > MAX_QUIET_WORDS or not (self.names or self.may_sell):
            return True
        is_title = block.kind is Kind.HEADING and not block.text.endswith(":")
        begins_another = is_title or any(hit.rule.scope is Scope.ADVERT for hit in hits.values())
        return begins_another and self._has_text

    def go_past(self, block: Block, reading: Reading, *, is_sign: bool) -> None:
        """Take note of a block. Its own short lines, pictures and lists may stand between two that sell."""
        if is_sign:
            self._found, self.may_sell, self.quiet = True, True, 0
        else:
            goes_on = block.tight or not reading.words or block.kind is Kind.LIST_ITEM
            self.may_sell = self.may_sell and (goes_on or not (self.names or self._found))
            self.quiet += 0 if ADDRESS.match(block.text) else reading.words
        if is_sign or not self._found:
            self.addresses.update(link.href for link in block.links)
        # `This issue is brought to you by:`, and the name stands in a line of its own.
        is_name = self._lists and not self.names and not self._has_text and 0 < reading.words <= NAME_WORDS
        if is_name and not is_sign and not is_more_than_name(block.text):
            self.names = capitals_in(block.text)
        self._has_text = self._has_text or (reading.words > 0 and not is_name)
