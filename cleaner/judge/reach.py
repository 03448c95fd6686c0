"""How far a rule reaches that has decided on a block: over its section, its frame, its advertisement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.judge.advert import below_mark, below_title
from cleaner.judge.resolve import decisive
from cleaner.model import Kind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Hit, Verdict

# Words a section may hold without a list or an end mark. Beyond that its heading alone goes: better a left-over
# advert than a lost article.
SECTION_WORDS = 200
# Words of a paragraph that make a section text, whatever its heading says: teasers and prompts are shorter, or end in
# a "Read on".
TEXT_WORDS = 60
# Teasers that end in buttons under one heading; a list of more is the issue itself.
MAX_TEASERS = 8
DRAWN_EDGE = re.compile(r"^[-=_*~#]{3,}|[-=_*~#]{3,}$")


class Reach(NamedTuple):
    """What is known of a document's blocks so far, by index.

    Attributes:
        blocks: the blocks.
        readings: what their texts say.
        hits: the rules that hit each, by id.
        verdicts: what has become of each.
        names: the kind of each, and if it goes, the class and rules that it goes by; one more for what is beyond.

    """

    blocks: Sequence[Block]
    readings: Sequence[Reading]
    hits: Sequence[dict[str, Hit]]
    verdicts: Sequence[Verdict]
    names: Sequence[frozenset[str]]

    def of(self, index: int, scope: Scope) -> Iterable[int]:
        """Find the blocks that go with the one at `index`, of which a rule of this scope has decided."""
        if scope is Scope.BELOW:
            return range(index + 1, len(self.blocks))
        if scope is Scope.ABOVE:
            return range(index)
        if scope is Scope.BACK:
            return self._back(index)
        if scope is Scope.ADVERT:
            return self._frame(index) or below_mark(index, self.blocks, self.readings, self.hits)
        if scope is Scope.ITEM:
            return below_title(index, self.blocks, self.readings, self.hits)
        return self._frame(index) if scope is Scope.FRAME else self._section(index)

    def _section(self, index: int) -> range:
        """Find the blocks under a heading: to the next heading or drawn line, or to the end of its list."""
        level = self.blocks[index].level if self.blocks[index].kind is Kind.HEADING else 0
        first = index + 1
        if first < len(self.blocks) and self.blocks[first].kind is Kind.RULE:
            first += 1  # the heading's underline
        if self._begins_section(first, level):
            return range(first, self._end_of_teasers(first))
        is_list = first < len(self.blocks) and self.blocks[first].kind is Kind.LIST_ITEM
        end, words, teasers = first, 0, 0
        while end < len(self.blocks) and not self._begins_section(end, level):
            block = self.blocks[end]
            if block.kind is Kind.RULE or (is_list and block.kind is not Kind.LIST_ITEM):
                break
            of_block = self.readings[end].words or 1
            is_button = "button" in self.names[end]
            words, teasers = (0, teasers + 1) if is_button else (words + of_block, teasers)
            is_text = of_block > TEXT_WORDS and "button" not in self.names[end + 1]
            end += 1
            if not is_list and (words > SECTION_WORDS or teasers > MAX_TEASERS or is_text):
                return range(first, first)
        return range(first, end)

    def _begins_section(self, index: int, level: int) -> bool:
        """Tell whether a heading stands at `index`, of the rank of one of `level` or higher; 0 is no heading's."""
        if index == len(self.blocks) or self.blocks[index].kind is not Kind.HEADING:
            return False
        return not level or self.blocks[index].level <= level

    def _end_of_teasers(self, first: int) -> int:
        """Find the end of teasers in a row, each a heading and what stands below it down to a button."""
        end, teasers = first, 0
        while (button := self._button_below(end)) is not None:
            end, teasers = button + 1, teasers + 1
        return end if teasers <= MAX_TEASERS else first

    def _button_below(self, heading: int) -> int | None:
        """Find the button that ends the teaser under a heading; None if there is no heading, or no button under it."""
        if heading == len(self.blocks) or self.blocks[heading].kind is not Kind.HEADING:
            return None
        words = 0
        for index in range(heading + 1, len(self.blocks)):
            words += self.readings[index].words
            if "button" in self.names[index]:
                return index
            if self.blocks[index].kind in (Kind.HEADING, Kind.RULE) or words > SECTION_WORDS:
                break
        return None

    def _frame(self, index: int) -> range:
        """Find the blocks between a mark that stands in or under a drawn line and the next drawn line."""
        above = index > 0 and self.blocks[index - 1].kind is Kind.RULE
        if above and index > 1 and self.blocks[index - 2].kind is Kind.HEADING:
            above = bool(self.blocks[index - 2].runs)  # else the line is drawn under the heading, not above the mark
        if not above and not DRAWN_EDGE.search(self.blocks[index].text):
            return range(0)
        words = 0
        for end in range(index + 1, len(self.blocks)):
            if self.blocks[end].kind is Kind.RULE:
                return range(index + 1, end)
            words += self.readings[end].words
            if words > SECTION_WORDS:
                break
        return range(0)

    def _back(self, index: int) -> range:
        """Find the blocks between an end mark and the mark of its class that opened the section."""
        chrome, words = decisive(self.verdicts[index]).rule.chrome, 0
        for start in range(index - 1, -1, -1):
            if chrome in self.names[start]:
                return range(start + 1, index)
            words += self.readings[start].words
            if words > SECTION_WORDS:
                break
        return range(0)
