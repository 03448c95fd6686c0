"""How far an advertisement reaches below its mark, where no line or end mark closes it.

A mark alone says nothing about that: under `ADVERTISEMENT` a banner may have stood, and the article goes on. So what
stands below must show that it advertises: it names the sponsor whom the mark names, or a rule says that it sells. If
it does, and the mark is a label over a section, the section goes to its end: the next heading, drawn line, mark, or
line that looks like the label or like the title right below it. A mark in a title needs no such sign, as nothing but
the title's own text stands below it; and a mark behind an advertiser's name at the end of an item speaks of the item
above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.judge.advert.limits import MAX_CREDIT_WORDS, MAX_WORDS
from cleaner.judge.advert.looks import ADDRESS, dash_of
from cleaner.judge.advert.names import sponsors_above
from cleaner.judge.advert.search import Search
from cleaner.judge.advert.section import Section
from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Hit


def below_mark(
    index: int, blocks: Sequence[Block], readings: Sequence[Reading], hits: Sequence[Mapping[str, Hit]]
) -> range:
    """Find the blocks of the advertisement under a mark: down to the last of them that shows that it is one."""
    first, end, words = index + 1, index + 1, 0
    section = Section(index, blocks, readings, hits)
    search = Search(blocks[index], readings[index].words, sponsors_above(index, blocks, hits))
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
    section = Section(index, blocks, readings, hits)
    if dash_of(blocks[index]) and readings[index].words <= MAX_CREDIT_WORDS:
        return range(section.start_above_credit(), index)
    return range(index + 1, section.end_below_title())
