"""The items of a digest: where each begins, and whether they are stories of their own.

An issue marks its items in one of a few forms: headings, linked titles, bold lines, numbers, an address below each,
drawn lines between them, or only a short line above each. A form holds if its marks cut the text into items that make
up most of it. But an essay has headings too. Items are apart if each leads to a page of its own, or if they share few
words (lexical cohesion, as in Hearst's TextTiling, 1997), so no language needs a word list.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Block

# Lengths are in characters of text, of which Chinese, Japanese and Korean ones count twice, as they say more.
# A line may be a title up to here; longer ones are sentences.
MAX_TITLE = 120
# A short line without a mark of its own is a title only if it could be a heading: about twelve words.
MAX_LINE = 90
# Below this a linked line is a button: `Read more`.
MIN_LINKED_TITLE = 12
# Text that an item must have below its title; less is a by-line.
MIN_BODY = 40
# Items of a digest. Two are an article and an advert, or a letter and its postscript.
MIN_ITEMS = 3
# Share of the text that the items must make up: else they are a part of something else.
MIN_SHARE = 0.6
# Share of the text that one item may make up: beyond it stands an article with a few notes.
MAX_ITEM_SHARE = 0.55
# Share of a block's text that must stand in links for the block to be one.
LINK_DENSITY = 0.7
# Share of the items that must lead to a page of their own. Some stories have no link, and letters repeat one link.
MIN_LINKED = 0.7
# Text of an item, on average, from which its words show what it is about, and from which they show it well.
MIN_SAID, WELL_SAID = 180, 450
# Items whose number makes up for their shortness.
MANY_ITEMS = 8
# How probable it may be that a longer word of one item stands in another: in digests mostly 0.01 to 0.1, in essays
# under subheads 0.08 to 0.3. Where little is said few words recur anyway.
MAX_COHESION, MAX_COHESION_OF_SHORT = 0.09, 0.045
# Letters from which a word can say what a text is about, and letters that tell it from others whatever its ending.
TERM_LETTERS = 5
STEM_LETTERS = 6

ADDRESS = re.compile(r"<?(?:https?://|www\.|mailto:)\S*$", re.I)
NUMBER = re.compile(r"[(\[#（【]?(\d{1,2})[.):\]．）】、]")
# Chinese, Japanese and Korean. Pairs of their characters, but for hiragana, say what words say elsewhere. Both are
# compiled when they are wanted: ranges this large take 3 to 5 ms.
WIDE = "[\u3040-\u9fff\uac00-\ud7af]"
PAIR = "[\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}|[^\\W\\d_\u3040-\u9fff\uac00-\ud7af]{5,}"

HEADINGS, LINKS, BOLD, NUMBERS = "under headings", "under linked titles", "under bold lines", "with numbers"
ADDRESSES, DRAWN, LINES = "with an address below each", "between drawn lines", "under lines of their own"

# Forms in which an item can begin with its text.
UNTITLED = (NUMBERS, ADDRESSES, DRAWN)


class Items(NamedTuple):
    """The items of a digest: the indexes of the blocks that they begin with, and what shows them, one sentence."""

    starts: tuple[int, ...]
    evidence: str


class _Division(NamedTuple):
    """A text divided by one form.

    Attributes:
        form: the form.
        starts: where items begin, as indexes of blocks.
        ranges: the items that have a text, as ranges of indexes.
        size: how long these are, on average.
        share: the share of the text that they make up, 0 to 1.
        longest: the share of the longest of them.

    """

    form: str
    starts: Sequence[int]
    ranges: Sequence[tuple[int, int]]
    size: float
    share: float
    longest: float

    @property
    def rank(self) -> tuple[bool, float]:
        """How well it divides the text; a mark counts for more than a line."""
        return self.form != LINES, self.share - self.longest


def find_items(blocks: Sequence[Block]) -> Items | None:
    """Find the items of a digest; None if the blocks are none. Takes time linear in their text."""
    upto = [0, *accumulate(map(length, blocks))]
    divisions = (_divide(form, starts, upto) for form, starts in _marks(blocks).items())
    for division in sorted(filter(None, divisions), key=lambda division: division.rank, reverse=True):
        if apart := _linked(blocks, division) or _unlike(blocks, division):
            items = f"{len(division.ranges)} items {division.form} make up {division.share:.0%} of the text"
            return Items(tuple(division.starts), f"{items}; {apart}")
    return None


def length(block: Block) -> int:
    """Return how long a block's text is, as a reader sees it: characters, of which wide ones count twice."""
    if block.hidden:
        return 0
    text = block.text
    return 2 * len(text) if _has_wide(text) else len(text)


def _has_wide(text: str) -> bool:
    return not text.isascii() and re.search(WIDE, text) is not None


def is_lone_link(block: Block) -> bool:
    """Tell whether a block is a link and nothing else."""
    return block.link_density >= LINK_DENSITY


def is_lead(block: Block) -> bool:
    """Tell whether a block is marked as the title of what stands below it."""
    return block.kind is Kind.HEADING or _is_bold_line(block)


def _marks(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return where items would begin, by the form; headings once for each rank, with those above it."""
    marks: dict[str, list[int]] = {}
    above: Block | None = None
    number = 0
    for index, block in enumerate(blocks):
        if block.hidden or not (block.text or block.kind is Kind.RULE):
            continue
        for form in _forms(block, above):
            marks.setdefault(form, []).append(index)
        if (match := NUMBER.match(block.label or block.text)) and int(match.group(1)) in (1, number + 1):
            number = int(match.group(1))
            marks.setdefault(NUMBERS, []).append(index)
        above = block
    headings = marks.pop(HEADINGS, [])
    if len(headings) > 1 and blocks[headings[0]].runs:
        marks.pop(LINES, None)  # the markup says what a heading is
    ranks = {blocks[index].level for index in headings}
    for rank in () if _is_one_title(blocks, headings) else sorted(ranks):
        marks[f"{HEADINGS} of rank {rank}"] = [index for index in headings if blocks[index].level <= rank]
    return marks


def _is_one_title(blocks: Sequence[Block], headings: Sequence[int]) -> bool:
    """Tell whether the first heading of markup is the title of all: it alone has its rank, and a text of its own."""
    if len(headings) < 2 or not blocks[headings[0]].runs:
        return False
    first, second = headings[:2]
    alone = all(blocks[index].level > blocks[first].level for index in headings[1:])
    return alone and any(block.text for block in blocks[first + 1 : second])


def _forms(block: Block, above: Block | None) -> Iterator[str]:
    """Name the forms in which a block begins an item, by itself and what stands above it."""
    if block.kind is Kind.RULE:
        return
    if block.kind is Kind.HEADING:
        yield HEADINGS
    if _is_bold_line(block):
        yield BOLD
    if _is_linked_title(block):
        yield LINKS
    if above is not None and above.kind is Kind.RULE:
        yield DRAWN
    if above is not None and _is_address(above) and not _is_address(block):
        yield ADDRESSES
    if _is_line(block) and (above is None or not _is_line(above)):
        yield LINES


def _is_bold_line(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and bool(block.emphasis)
        and len(block.text) <= MAX_TITLE
        and any(e.mark == "**" and e.start == 0 and e.end >= 0.9 * len(block.text) for e in block.emphasis)
    )


def _is_linked_title(block: Block) -> bool:
    return (
        bool(block.links)
        and MIN_LINKED_TITLE <= len(block.text) <= MAX_TITLE
        and block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM)
        and is_lone_link(block)
        and not _is_address(block)
    )


def _is_line(block: Block) -> bool:
    return (
        block.kind in (Kind.PARAGRAPH, Kind.HEADING)
        and len(block.text) <= MAX_LINE
        and block.text[-1] not in ".,;"
        and not _is_address(block)
    )


def _is_address(block: Block) -> bool:
    return ADDRESS.match(block.text) is not None


def _divide(form: str, starts: Sequence[int], upto: Sequence[int]) -> _Division | None:
    """Divide a text where a form's items begin, if these make it up. `upto`: lengths of the text above each block."""
    total, below = upto[-1], form not in UNTITLED
    ranges = [(a, b) for a, b in pairwise((*starts, len(upto) - 1)) if upto[b] - upto[a + below] >= MIN_BODY]
    if len(ranges) < MIN_ITEMS:
        return None
    sizes = [upto[b] - upto[a] for a, b in ranges]
    share, longest = sum(sizes) / total, max(sizes) / total
    if share < MIN_SHARE or longest > MAX_ITEM_SHARE:
        return None
    return _Division(form, starts, ranges, sum(sizes) / len(sizes), share, longest)


def _linked(blocks: Sequence[Block], division: _Division) -> str:
    """Say how many items have a lone link that no other has, if they are enough; lines are too weak a mark for it."""
    if division.form == LINES:
        return ""
    items = [
        {link.href for block in blocks[a:b] if is_lone_link(block) for link in block.links} for a, b in division.ranges
    ]
    uses = Counter(address for item in items for address in item)
    linked = sum(any(uses[address] == 1 for address in item) for item in items)
    return f"{linked} lead to pages of their own" if linked >= MIN_LINKED * len(items) else ""


def _unlike(blocks: Sequence[Block], division: _Division) -> str:
    """Say how few words the items share, if they are few."""
    if division.size < MIN_SAID:
        return ""
    items = [set[str]().union(*(_terms(block.text) for block in blocks[a:b])) for a, b in division.ranges]
    items = [terms for terms in items if terms]
    if len(items) < MIN_ITEMS:
        return ""
    counts = Counter(chain.from_iterable(items))
    found = sum(sum(map(counts.__getitem__, terms)) / len(terms) - 1 for terms in items)
    cohesion = found / (len(items) * (len(items) - 1))
    well_said = division.size >= WELL_SAID or len(division.ranges) >= MANY_ITEMS
    most = MAX_COHESION if well_said else MAX_COHESION_OF_SHORT
    return f"a longer word of one stands in {cohesion:.1%} of the others" if cohesion <= most else ""


@lru_cache(maxsize=2048)
def _terms(text: str) -> frozenset[str]:
    """Return what says what a text is about: beginnings of its longer words, or pairs of characters that are words."""
    if _has_wide(text):
        return frozenset(re.findall(PAIR, text.lower()))
    longer = (word for word in text.lower().split() if len(word) >= TERM_LETTERS)
    return frozenset(word[:STEM_LETTERS] for word in longer if len(word) > TERM_LETTERS or word.isalpha())
