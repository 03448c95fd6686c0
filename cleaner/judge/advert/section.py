"""What stands under a mark that is a label or a title, or above one that is a credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.judge.advert.limits import (
    MAX_BANNER_WORDS,
    MAX_BLOCKS,
    MAX_CALL_WORDS,
    MAX_LABEL_WORDS,
    MAX_TITLE_WORDS,
    MAX_WORDS,
    NAME_WORDS,
    PROSE_BLOCKS,
    PROSE_WORDS,
)
from cleaner.judge.advert.looks import (
    ADDRESS,
    BOLD,
    CAPITALS,
    END_LENGTH,
    HEADING,
    LINK,
    dash_of,
    is_button,
    is_more_than_name,
    is_other_chrome,
    is_sure_heading,
    look_of,
    marks_another,
    sells,
)
from cleaner.judge.advert.names import capitals_in, is_open, names_in
from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Hit

SENTENCE_END = re.compile(r"[.!?]\W*$")


class Section(NamedTuple):
    """What stands under a mark that is a label or a title."""

    mark: int
    blocks: Sequence[Block]
    readings: Sequence[Reading]
    hits: Sequence[Mapping[str, Hit]]

    def end_below_label(self, signs: int) -> int:
        """Find the end of the section under a label; `signs`: the end of what shows that it advertises."""
        if not self._is_label():
            return signs
        end = self._end({CAPITALS, LINK, BOLD}, self._title() + 1, signs)
        return signs if end is None else end

    def end_at_call(self) -> int:
        """Find the end of a section whose last line is a short call, where no name or offer shows what it is."""
        end = self.end_below_label(self.mark + 1)
        called = (
            end > self._title() + 2 and self.readings[end - 1].words <= MAX_CALL_WORDS and sells(self.hits[end - 1])
        )
        is_headed = look_of(self.blocks[self._title()], 1) == HEADING
        return end if called and is_headed and self._is_below_prose() else self.mark + 1

    def end_between_headings(self) -> int:
        """Find the end of an item of an issue that headings part, if the mark is its heading or right above that."""
        title, words = self._title(), 0
        is_headed = any(is_sure_heading(self.blocks[index]) for index in (self.mark, title))
        is_item = is_headed and self._is_over_an_item() and self._is_below_prose()
        last = min(title + MAX_BLOCKS, len(self.blocks) - 1)
        for below in range(title + 1, last + 1) if is_item else ():
            words += self.readings[below].words
            if words > MAX_WORDS:
                break
            if is_sure_heading(self.blocks[below]) or any(map(is_other_chrome, self.hits[below].values())):
                return below
        return self.mark + 1

    def _is_below_prose(self) -> bool:
        """Tell whether text stands above; in the head a label may say who paid for the whole issue."""
        above = self.readings[max(self.mark - PROSE_BLOCKS, 0) : self.mark]
        return any(reading.words >= PROSE_WORDS for reading in above)

    def _is_over_an_item(self) -> bool:
        """Tell whether the mark is a label that says whose the item is, and not that of a banner."""
        words = self.readings[self.mark].words
        return MAX_BANNER_WORDS < words <= MAX_LABEL_WORDS and not _is_sentence(self.blocks[self.mark])

    def _is_label(self) -> bool:
        label, words = self.blocks[self.mark], self.readings[self.mark].words
        if words > MAX_TITLE_WORDS or _is_sentence(label):
            return False
        stands_out = label.text.isupper() or look_of(label, words) == BOLD
        return is_sure_heading(label) or (stands_out and bool(names_in(label.text)))

    def _title(self) -> int:
        """Return the first block with words below the mark, which may be the advertisement's own title."""
        return next((i for i in range(self.mark + 1, len(self.blocks)) if self.readings[i].words), self.mark)

    def end_of_name(self) -> int:
        """Find the end of the line right below `Presented by:` that is only a name, or a picture's address."""
        name = self.mark + 1
        if name >= len(self.blocks) or not is_open(self.blocks[self.mark].text):
            return name
        block, words = self.blocks[name], self.readings[name].words
        is_linked = bool(block.links) and not is_more_than_name(block.text)
        is_name = 0 < words <= NAME_WORDS and is_linked and block.text[:1].isupper() and self._is_close(name)
        return name + 1 if is_name or ADDRESS.match(block.text) else name

    def start_above_credit(self) -> int:
        """Find where the item begins that the mark is the credit of; the mark itself if that is not sure."""
        start, words, dash = self.mark, 0, dash_of(self.blocks[self.mark])
        while start > 0 and self._is_close(start):
            above = self.blocks[start - 1]
            if above.kind is Kind.RULE or dash_of(above) == dash:
                break
            start -= 1
            words += self.readings[start].words
            if words > MAX_WORDS:
                return self.mark
        return start

    def _is_close(self, index: int) -> bool:
        """Tell whether no empty line parts a block from the one above."""
        block, above = self.blocks[index], self.blocks[index - 1]
        return block.tight if block.runs else block.extent.start == above.extent.end

    def end_below_title(self) -> int:
        """Find the end of an item; without another title below it, the end of its first paragraph."""
        first = self.mark + 1
        look = look_of(self.blocks[self.mark], self.readings[self.mark].words)
        end = self._end({look} - {""}, first, first)
        if end is not None:
            return end
        text = next((i for i in range(first, len(self.blocks)) if self.readings[i].words), None)
        is_text = text is not None and self.blocks[text].kind is Kind.PARAGRAPH and not self._ends_above(text, set())
        paragraph = text + 1 if text is not None and is_text and self.readings[text].words <= MAX_WORDS else first
        return max(paragraph, self._end_at_named_call(first))

    def _end_at_named_call(self, first: int) -> int:
        """Find the short call that sells what the title names, if it is named again above the call."""
        names, named, words = capitals_in(self.blocks[self.mark].text), False, 0
        for below in range(first, len(self.blocks)):
            reading, hits = self.readings[below], self.hits[below]
            words += reading.words
            calls = reading.words <= MAX_CALL_WORDS and sells(hits)
            if words > MAX_WORDS or (not calls and self._ends_above(below, set())):
                return first
            if named and calls:
                return below + 1
            named = named or not names.isdisjoint(capitals_in(self.blocks[below].text))
        return first

    def _end(self, looks: set[str], first: int, signs: int) -> int | None:
        """Find what begins something else below the advertisement; None if nothing does within `MAX_WORDS`.

        Nothing is sure either if an item of a digest has begun unseen, which its button shows.
        """
        words, end = 0, first
        for below in range(first, len(self.blocks)):
            block, reading = self.blocks[below], self.readings[below]
            if block.kind is Kind.RULE:
                if words and self.is_closed_by(below):
                    return end
                continue
            if below >= signs and self._ends_above(below, looks):
                return end
            words += reading.words
            reads_on = below >= signs and is_button(self.hits[below])
            if words > MAX_WORDS or reads_on:
                return None
            end = below + 1 if reading.words else end
        return None

    def is_closed_by(self, line: int) -> bool:
        """Tell whether a drawn line closes the section: not one under its label, nor, below a line, one unlike that."""
        above = self.mark - 1
        framed = self.mark > 0 and self.blocks[above].kind is Kind.RULE
        if line == self.mark + 1:
            return not framed and bool(self.blocks[self.mark].runs)
        opens_another = line + 2 < len(self.blocks) and self.blocks[line + 2].kind is Kind.RULE
        return not framed or opens_another or self.blocks[line].text == self.blocks[above].text

    def _ends_above(self, below: int, looks: set[str]) -> bool:
        block, hits = self.blocks[below], self.hits[below]
        if any(marks_another(hit, self.mark) or is_other_chrome(hit) for hit in hits.values()):
            return True
        look = look_of(block, self.readings[below].words)
        if sells(hits) or block.text.endswith(":"):
            return False
        return look == HEADING or look in looks


def _is_sentence(block: Block) -> bool:
    return bool(SENTENCE_END.search(block.text[-END_LENGTH:]))
