"""The articles of a clean text: one for each item of a digest, else the text as a whole.

The bodies of a digest's articles are the clean text, cut: joined they are that text, character for character. What
stands above the first item, such as a greeting, is an article of its own that goes by the document's title. A heading
between items belongs to the item below it, and names the section of that and the following ones.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.items import MAX_TITLE, is_lead, is_lone_link
from cleaner.model import Article, Kind, Mapped, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Block
HEADING_MARK = re.compile(r"^#{1,6}\s+")


class Text(NamedTuple):
    """A clean text.

    Attributes:
        body: the text.
        blocks: its blocks, in order.
        offsets: where each of them begins in the body, in code points.
        places: where the body came from.

    """

    body: str
    blocks: Sequence[Block]
    offsets: Sequence[int]
    places: Sequence[Mapped]


class _Item(NamedTuple):
    """An item: the indexes of the block that it begins with and of its title, and the section that it stands in."""

    start: int
    title: int
    section: str


def split(text: Text, starts: Sequence[int], title: str) -> tuple[Article, ...]:
    """Cut a clean text into articles.

    Args:
        text: the clean text.
        starts: indexes of the blocks that items begin with; without any, the text is one article.
        title: the document's, "" if it has none: then the first heading is the title of the text as a whole.

    """
    body, blocks = text.body, text.blocks
    if not starts:
        return (Article(title or _first_heading(blocks), "", body, tuple(text.places)),)
    items = list(_items(blocks, starts, title))
    cuts = [text.offsets[item.start] for item in items]
    articles = []
    if body[: cuts[0]].strip():
        articles.append(Article(title, "", body[: cuts[0]]))
    else:
        cuts[0] = 0
    for item, (start, end) in zip(items, pairwise((*cuts, len(body))), strict=True):
        articles.append(Article(_title(blocks[item.title]), item.section, body[start:end], (), start))
    return tuple(_with_places(articles, text.places))


def _items(blocks: Sequence[Block], starts: Sequence[int], document_title: str) -> Iterator[_Item]:
    """Find where each item begins, its title, and its section: a title without a text of its own above it."""
    section, rank = "", 0
    above = 0
    for start, end in pairwise((*starts, len(blocks))):
        if _names_section(blocks, start, end):
            continue  # it goes with the item below
        first = _first(blocks, above, start)
        if first < start:
            section, rank = _title(blocks[first]), blocks[first].level
            section = "" if section == document_title else section
        elif blocks[start].kind is Kind.HEADING and blocks[start].level <= rank:
            section, rank = "", 0
        yield _Item(first, start, section)
        above = start + 1


def _names_section(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Tell whether a title has no text of its own before the next item; one that is a link leads to its story."""
    if not is_lead(blocks[start]) or any(block.text for block in blocks[start + 1 : end]):
        return False
    return not is_lone_link(blocks[start]) or (end < len(blocks) and _ranks_above(blocks[start], blocks[end]))


def _first(blocks: Sequence[Block], above: int, start: int) -> int:
    """Return the first of the titles right above `start` that belong to no text, but not above `above`."""
    first = start
    while first > above and _is_section_title(blocks[first - 1], blocks[start]):
        first -= 1
    return first


def _is_section_title(block: Block, below: Block) -> bool:
    return is_lead(block) and (not is_lone_link(block) or _ranks_above(block, below))


def _ranks_above(block: Block, below: Block) -> bool:
    return block.kind is below.kind is Kind.HEADING and block.level < below.level


def with_drawn_lines(blocks: Sequence[Block], spans: Sequence[Span], lines: Sequence[Block]) -> list[Block]:
    """Put drawn lines of the source back between blocks, which came from `spans` of it: they show where items end."""
    placed = sorted([*zip(spans, blocks, strict=True), *((line.span, line) for line in lines)], key=lambda p: p[0])
    return [block for _, block in placed]


def _first_heading(blocks: Sequence[Block]) -> str:
    return next((_title(block) for block in blocks if block.kind is Kind.HEADING), "")


def _title(block: Block) -> str:
    """Return a block as a title: a line, or the bold words that a longer text begins with."""
    text = block.text
    if len(text) > MAX_TITLE:
        text = next((text[: e.end] for e in block.emphasis if e.mark == "**" and e.start == 0), "")
    return " ".join(HEADING_MARK.sub("", text, count=1).split())


def _with_places(articles: Sequence[Article], places: Sequence[Mapped]) -> Iterator[Article]:
    """Give each article its part of the places, counted from its own start."""
    number = 0
    for article in articles:
        end = article.start + len(article.body)
        own = []
        while number < len(places) and places[number].start < end:
            place = places[number]
            own.append(_clip(place, article.start, end))
            if place.end > end:
                break  # it goes on in the next article
            number += 1
        yield article._replace(places=tuple(own))


def _clip(place: Mapped, start: int, end: int) -> Mapped:
    """Return what of a place lies in a range of the body, in places of that range.

    Only kept text goes on over the end of an article, and that is as long in the source as in the body.
    """
    cut, left = max(start - place.start, 0), max(place.end - end, 0)
    span = Span(place.span.start + cut, place.span.end - left)
    return Mapped(place.start + cut - start, place.end - left - start, span)
