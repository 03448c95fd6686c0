"""How far an advertisement reaches below its mark, where no line or end mark closes it.

A mark alone says nothing about that: under `ADVERTISEMENT` a banner may have stood, and the article goes on. So what
stands below must show that it advertises: it names the sponsor whom the mark names, or a rule says that it sells. If
it does, and the mark is a label over a section, the section goes to its end: the next heading, drawn line, mark, or
line that looks like the label or like the title right below it. A mark in a title needs no such sign, as nothing but
the title's own text stands below it; and a mark behind an advertiser's name at the end of an item speaks of the item
above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Chrome, Kind, Scope
from cleaner.patterns.folding import fold

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
# Words of a title, or of a label over a section that names its sponsor.
MAX_TITLE_WORDS = 24
# Words from which a block is prose: where some stands above, a label is below the head of the issue.
PROSE_WORDS = 15
# Blocks above a label that are looked through for it; without a bound a page of labels would take quadratic time.
PROSE_BLOCKS = 200
# Blocks of an item under a label, pictures and drawn lines included; the same bound for what stands below.
MAX_BLOCKS = 50
# Share of a block's text that must stand in links, or stand out, for the block to look like a title.
TITLE_SHARE = 0.8
# Points of a hit from which a block is taken to be chrome of another sort, such as the footer below an advertisement.
SURE_POINTS = 5
# Words behind `by` and the like that its name is looked for among: `our friends at Lantern Foods`.
NAME_WORDS = 5
BEFORE_NAME = re.compile(
    r"\b(?:to|by|with|from|von|mit|par|avec|de|por|con|com|da|di|do|door|met|van|av|från|med|przez|z|от|с)\b:?\s|"
    r"\b(?:content|sponsor|sponsored|promoted|partner|post|message|story|spotlight|advertisement)\s*\|\s+"
    r"(?!(?:read|view|open|see|learn|sign|subscribe|share|advertise|online)\b)",
    re.I,
)
# What a mark with a capital to each word says besides a name: `A MESSAGE FROM OUR SPONSOR`.
NO_NAME = re.compile(
    r"our|your|this|today|friends|benefits|support|community|(?:a|un)?nostr|notre|nos$|nuestr|noss|unser|onze|vår|nasz|наш|"
    r"spons|partn|parten|parceir|socio|advert|annonc|annons|anunci|inserz|werbe|patroc|реклам|спонс|партн",
    re.I,
)
WORD = re.compile(r"[^\W_]+")
# Who wrote or paid for the item above: `-- Fen Pumps (sponsor)`.
CREDIT = re.compile(r"\W{0,3}(--|[—–―~])\s*[^\W_]")
MAX_CREDIT_WORDS = 10
# An address by itself: what is left of a picture or a button in plain text, or stands under its label.
ADDRESS = re.compile(r"[(\[<\s]*(?:https?://|www\.)\S+[)\]>.\s]*$")
# Where an address that is shown begins.
SHOWN = re.compile(r"[(\[<]*\s*(?:https?://|www\.)")
# A mark that says that a name follows.
OPEN_MARK = re.compile(r"\b(?:by|with|sponsors?|partners?)\W*$", re.I)
# How a call begins or ends, of which the words need not show that it sells.
ARROW = re.compile(r"^[^\w\n]*(?:👉|→|➡|➜|▶|»|>>|->)|(?:→|➡|➜|»|>>|->|›)[^\w\n]*(?:https?://\S+\W*)?$")
# What ends a line that is more than a name.
MORE_THAN_NAME = re.compile(r"[,.!?:;]\W*$")
MARKDOWN_BOLD = re.compile(r"(\*\*|__)(?!\s).*\1$")
SENTENCE_END = re.compile(r"[.!?]\W*$")
# Chrome that does not stand inside an advertisement.
OTHER_CHROME = frozenset({Chrome.LEGAL, Chrome.SIGNUP, Chrome.SOCIAL, Chrome.FEEDBACK, Chrome.MASTHEAD, Chrome.RELATED})
HEADING, CAPITALS, LINK, BOLD, ITEM = "heading", "capitals", "link", "bold", "item"


def below_mark(
    index: int, blocks: Sequence[Block], readings: Sequence[Reading], hits: Sequence[Mapping[str, Hit]]
) -> range:
    """Find the blocks of the advertisement under a mark: down to the last of them that shows that it is one."""
    first, end, words = index + 1, index + 1, 0
    section = _Section(index, blocks, readings, hits)
    search = _Search(blocks[index], readings[index].words, _sponsors(index, blocks, hits))
    for below in range(first, len(blocks)) if search.is_mark else ():
        block, reading = blocks[below], readings[below]
        is_sign = search.is_sign(block, reading, hits[below])
        words += 0 if ADDRESS.match(block.text) else reading.words
        if block.kind is Kind.RULE and not section.is_closed_by(below):
            continue
        if words > MAX_WORDS or (not is_sign and search.ends_above(block, hits[below])):
            break
        search.go_past(block, reading, is_sign=is_sign)
        if is_sign:
            end = below + 1
    if end > first:
        return range(first, max(end, section.end_below_label(end)))
    marked = max(section.end_of_name(), section.end_between_headings()) if search.is_mark else first
    return range(first, max(marked, section.end_at_call()))


def below_title(
    index: int, blocks: Sequence[Block], readings: Sequence[Reading], hits: Sequence[Mapping[str, Hit]]
) -> range:
    """Find the blocks of an item that its title marks: down to the next title, or else only the next paragraph.

    If not the title but the credit below the item marks it, they stand above that, up to the next empty line.
    """
    section = _Section(index, blocks, readings, hits)
    if _dash(blocks[index]) and readings[index].words <= MAX_CREDIT_WORDS:
        return range(section.start_above_credit(), index)
    return range(index + 1, section.end_below_title())


class _Section(NamedTuple):
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
            end > self._title() + 2 and self.readings[end - 1].words <= MAX_CALL_WORDS and _sells(self.hits[end - 1])
        )
        is_headed = _look(self.blocks[self._title()], 1) == HEADING
        return end if called and is_headed and self._is_below_prose() else self.mark + 1

    def end_between_headings(self) -> int:
        """Find the end of an item of an issue that headings part, if the mark is its heading or right above that."""
        title, words = self._title(), 0
        is_headed = any(_is_sure_heading(self.blocks[index]) for index in (self.mark, title))
        is_item = is_headed and self._is_over_an_item() and self._is_below_prose()
        last = min(title + MAX_BLOCKS, len(self.blocks) - 1)
        for below in range(title + 1, last + 1) if is_item else ():
            words += self.readings[below].words
            if words > MAX_WORDS:
                break
            if _is_sure_heading(self.blocks[below]) or any(map(_is_other_chrome, self.hits[below].values())):
                return below
        return self.mark + 1

    def _is_below_prose(self) -> bool:
        """Tell whether text stands above; in the head a label may say who paid for the whole issue."""
        above = self.readings[max(self.mark - PROSE_BLOCKS, 0) : self.mark]
        return any(reading.words >= PROSE_WORDS for reading in above)

    def _is_over_an_item(self) -> bool:
        """Tell whether the mark is a label that says whose the item is, and not that of a banner."""
        words = self.readings[self.mark].words
        return MAX_BANNER_WORDS < words <= MAX_LABEL_WORDS and not SENTENCE_END.search(self.blocks[self.mark].text)

    def _is_label(self) -> bool:
        label, words = self.blocks[self.mark], self.readings[self.mark].words
        if words > MAX_TITLE_WORDS or SENTENCE_END.search(label.text):
            return False
        stands_out = label.text.isupper() or _look(label, words) == BOLD
        return _is_sure_heading(label) or (stands_out and bool(_names(label.text)))

    def _title(self) -> int:
        """Return the first block with words below the mark, which may be the advertisement's own title."""
        return next((i for i in range(self.mark + 1, len(self.blocks)) if self.readings[i].words), self.mark)

    def end_of_name(self) -> int:
        """Find the end of the line right below `Presented by:` that is only a name, or a picture's address."""
        name = self.mark + 1
        if name >= len(self.blocks) or not _is_open(self.blocks[self.mark].text):
            return name
        block, words = self.blocks[name], self.readings[name].words
        is_linked = bool(block.links) and not MORE_THAN_NAME.search(block.text)
        is_name = 0 < words <= NAME_WORDS and is_linked and block.text[:1].isupper() and self._is_close(name)
        return name + 1 if is_name or ADDRESS.match(block.text) else name

    def start_above_credit(self) -> int:
        """Find where the item begins that the mark is the credit of; the mark itself if that is not sure."""
        start, words, dash = self.mark, 0, _dash(self.blocks[self.mark])
        while start > 0 and self._is_close(start):
            above = self.blocks[start - 1]
            if above.kind is Kind.RULE or _dash(above) == dash:
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
        look = _look(self.blocks[self.mark], self.readings[self.mark].words)
        end = self._end({look} - {""}, first, first)
        if end is not None:
            return end
        text = next((i for i in range(first, len(self.blocks)) if self.readings[i].words), None)
        is_text = text is not None and self.blocks[text].kind is Kind.PARAGRAPH and not self._ends_above(text, set())
        paragraph = text + 1 if text is not None and is_text and self.readings[text].words <= MAX_WORDS else first
        return max(paragraph, self._end_at_named_call(first))

    def _end_at_named_call(self, first: int) -> int:
        """Find the short call that sells what the title names, if it is named again above the call."""
        names, named, words = _capitals(self.blocks[self.mark].text), False, 0
        for below in range(first, len(self.blocks)):
            reading, hits = self.readings[below], self.hits[below]
            words += reading.words
            calls = reading.words <= MAX_CALL_WORDS and _sells(hits)
            if words > MAX_WORDS or (not calls and self._ends_above(below, set())):
                return first
            if named and calls:
                return below + 1
            named = named or not names.isdisjoint(_capitals(self.blocks[below].text))
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
            reads_on = below >= signs and _is_button(self.hits[below])
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
        if any(_marks_another(hit, self.mark) or _is_other_chrome(hit) for hit in hits.values()):
            return True
        look = _look(block, self.readings[below].words)
        if _sells(hits) or block.text.endswith(":"):
            return False
        return look == HEADING or look in looks


class _Search:
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
        self.names = _names(mark.text)
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
        if self.may_sell and _sells(hits):
            return not self._banner or min(self.quiet, reading.words) <= MAX_CALL_WORDS
        may_call = self._found and self.quiet <= MAX_CALL_WORDS and 0 < reading.words <= MAX_CALL_WORDS
        if may_call and ARROW.search(block.text):
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
        if is_name and not is_sign and not MORE_THAN_NAME.search(block.text):
            self.names = _capitals(block.text)
        self._has_text = self._has_text or (reading.words > 0 and not is_name)


def _sponsors(index: int, blocks: Sequence[Block], hits: Sequence[Mapping[str, Hit]]) -> frozenset[str]:
    """Return the names of sponsors whom marks above name by lines that end in them, or right below such a line."""
    found = set()
    for above in range(max(index - PROSE_BLOCKS, 0), index):
        if not any(hit.rule.scope is Scope.ADVERT and hit.origin in (None, above) for hit in hits[above].values()):
            continue
        text = blocks[above].text
        if _is_open(text):
            name = WORD.findall(SHOWN.split(blocks[above + 1].text, maxsplit=1)[0])
        else:
            name = WORD.findall(BEFORE_NAME.split(text)[-1]) if _names(text) else []
        if 0 < len(name) <= NAME_WORDS and all(w[0].isupper() and not NO_NAME.match(w) for w in name):
            found.add(fold(" ".join(name)).strip())
    return frozenset(name for name in found if len(name) >= MIN_LETTERS)


def _dash(block: Block) -> str:
    """Return the dash that a credit begins with; nothing if the block is none."""
    found = CREDIT.match(block.text)
    return found[1] if found else ""


def _is_open(mark: str) -> bool:
    """Tell whether a mark says that a name follows: `Presented by:`, `Together with`."""
    return bool(OPEN_MARK.search(mark))


def _names(mark: str) -> frozenset[str]:
    """Return the words of a mark that are its sponsor's name: those with a capital behind `by` and the like."""
    behind = BEFORE_NAME.split(mark)[1:]
    words = (word for part in behind for word in WORD.findall(part)[:NAME_WORDS])
    names = (word for word in words if not word[0].islower() and (len(word) >= MIN_LETTERS or _is_initials(word, mark)))
    return frozenset(fold(word).strip() for word in names if not NO_NAME.match(word))


def _capitals(text: str) -> frozenset[str]:
    """Return the words of a text that begin with a capital, and so may be names."""
    words = (word for word in WORD.findall(text) if len(word) >= MIN_LETTERS and word[0].isupper())
    return frozenset(fold(word).strip() for word in words if not NO_NAME.match(word))


def _is_initials(word: str, mark: str) -> bool:
    return len(word) > 2 and word.isupper() and not mark.isupper()


def _sells(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a rule about the block alone, not about what stands above it, says that it sells."""
    rules = (hit.rule for hit in hits.values() if hit.points > 0)
    return any(rule.chrome is Chrome.SPONSOR and rule.scope is Scope.BLOCK and not rule.match.after for rule in rules)


def _look(block: Block, words: int) -> str:
    """Tell what makes a block look like a title; nothing if it doesn't."""
    if block.kind in (Kind.HEADING, Kind.LIST_ITEM):
        return HEADING if block.kind is Kind.HEADING else ITEM
    if block.kind is not Kind.PARAGRAPH or not 0 < words <= MAX_TITLE_WORDS:
        return ""
    if block.text.isupper():
        return CAPITALS
    if block.link_density >= TITLE_SHARE:
        return LINK
    bold = sum(part.end - part.start for part in block.emphasis) >= TITLE_SHARE * len(block.text)
    return BOLD if bold or MARKDOWN_BOLD.match(block.text) else ""


def _is_sure_heading(block: Block) -> bool:
    """Tell whether markup makes a block a heading, not only what stands below it."""
    underlined = block.level == 1
    return block.kind is Kind.HEADING and (bool(block.runs) or underlined or block.text.startswith("#"))


def _marks_another(hit: Hit, mark: int) -> bool:
    return hit.rule.scope in (Scope.ADVERT, Scope.ITEM) and hit.origin in (None, hit.block) and hit.block != mark


def _is_button(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a block is a button as the items of a digest have: `Read more`."""
    sure = (hit for hit in hits.values() if hit.points >= SURE_POINTS)
    return any(hit.rule.chrome is Chrome.BUTTON for hit in sure) and not _sells(hits)


def _is_other_chrome(hit: Hit) -> bool:
    return hit.points >= SURE_POINTS and hit.rule.chrome in OTHER_CHROME
