"""Where the head of a document ends, where its tail begins, and its footer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.judge.resolve import decisive
from cleaner.model import Chrome, Decision, Kind, Zone
from cleaner.patterns.regexes import compile_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.judge.match import Reading
    from cleaner.model import Block, Rule, Verdict

# Characters of folded text from which a block that no rule speaks against is prose: about 20 words, or 55 Chinese
# characters. The head ends and the tail begins at prose. Digests of short items have none; then the next bound counts,
# the last only in documents that are long enough to have a middle.
PROSE_LENGTHS = (110, 60)
SHORT_PROSE_LENGTH, SHORT_PROSE_BLOCKS = 30, 12
PROSE_LINK_DENSITY = 0.8  # a lone address is no prose, however long
PROSE_KINDS = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE)
# What a kept word counts against a word of legal chrome when the footer is looked for: in prose as much, in short lines
# less. Above 0.5 footers of real mails are broken up; at 0.2 headlines above a footer are taken for its inside.
SHORT_LINE_WEIGHT = 0.3
# Words of a text that stands in the footer between two pieces of legal chrome, and words kept below: beyond the first
# it is an article, beyond the other the issue goes on, and a piece of legal chrome above was no footer.
MAX_INSET_WORDS, MAX_WORDS_BELOW_INSET = 130, 40
# Words of the legal chrome above it: fewer may be the name of who took a picture.
MIN_LEGAL_WORDS = 8
# How the conditions of an offer begin, which stand below it anywhere in the issue.
FOOTNOTE = "* "
ANY_WORD = "word"


class Zones(NamedTuple):
    """The parts of a document, by index of their blocks: the first and last prose, and the footer's first block."""

    first: int
    last: int
    foot: int

    def of(self, index: int) -> set[Zone]:
        """Return the zones that a block stands in."""
        zones = {Zone.FOOT} if index > self.foot else set()
        if index < self.first:
            zones.add(Zone.HEAD)
        if index > self.last:
            zones.add(Zone.TAIL)
        if self.first <= index <= self.last:
            zones.add(Zone.BODY)
        return zones


NOWHERE = Zones(-1, -1, -1)


def find_zones(
    blocks: Sequence[Block], readings: Sequence[Reading], verdicts: Sequence[Verdict], names: Sequence[frozenset[str]]
) -> Zones:
    """Find the zones of a document as it is judged so far. `names`: for a block that goes, the class it goes by."""
    return _Judged(blocks, readings, verdicts, names).zones()


class _Judged(NamedTuple):
    blocks: Sequence[Block]
    readings: Sequence[Reading]
    verdicts: Sequence[Verdict]
    names: Sequence[frozenset[str]]

    def zones(self) -> Zones:
        short = (SHORT_PROSE_LENGTH,) if len(self.blocks) > SHORT_PROSE_BLOCKS else ()
        for length in (*PROSE_LENGTHS, *short):
            first = self._first_prose(range(len(self.blocks)), length)
            if first is not None:
                last = self._first_prose(range(len(self.blocks) - 1, first, -1), length) or first
                return Zones(first, last, self._find_foot(first))
        return Zones(len(self.blocks), -1, len(self.blocks))

    def _find_foot(self, first_prose: int) -> int:
        """Find the block of legal chrome from which on such chrome outweighs what is kept the most."""
        start, weight, most = len(self.blocks), 0.0, 0.0
        for index in range(len(self.blocks) - 1, first_prose, -1):
            weight += self._footer_weight(index)
            if weight > most:
                start, most = index, weight
        return self._above_inset(start, first_prose)

    def _above_inset(self, foot: int, first_prose: int) -> int:
        """Move the footer's beginning above a text that stands in it, such as one about the sender."""
        below = range(foot, len(self.blocks))
        if not below or sum(map(self._kept_words, below)) > MAX_WORDS_BELOW_INSET:
            return foot
        words = 0
        for index in range(foot - 1, first_prose, -1):
            legal = self._footer_weight(index)
            if legal >= MIN_LEGAL_WORDS:
                foot, words = index, 0
            elif legal <= 0:
                words += self.readings[index].words
            if words > MAX_INSET_WORDS:
                break
        return foot

    def _kept_words(self, index: int) -> int:
        return 0 if self.verdicts[index].decision is Decision.DROP else self.readings[index].words

    def _footer_weight(self, index: int) -> float:
        """Return how much a block speaks for a footer around it, in words; 0 for other chrome and what is doubtful."""
        verdict, words = self.verdicts[index], self.readings[index].words
        says_so = [hit for hit in verdict.hits if not _goes_by_place(hit.rule)] if verdict.hits else []
        if says_so and verdict.decision is Decision.DROP and decisive(verdict) in says_so:
            is_legal = Chrome.LEGAL in self.names[index] and not self.blocks[index].text.startswith(FOOTNOTE)
            return words if is_legal else 0
        if any(hit.rule.chrome is Chrome.LEGAL and hit.points > 0 for hit in says_so):
            return 0
        return -words * (SHORT_LINE_WEIGHT if len(self.readings[index].folded) < PROSE_LENGTHS[-1] else 1)

    def _first_prose(self, indexes: Iterable[int], length: int) -> int | None:
        return next((index for index in indexes if self._is_prose(index, length)), None)

    def _is_prose(self, index: int, length: int) -> bool:
        block = self.blocks[index]
        return (
            len(self.readings[index].folded) >= length
            and block.kind in PROSE_KINDS
            and not block.hidden
            and block.link_density < PROSE_LINK_DENSITY
            and self.verdicts[index].decision is Decision.KEEP
        )


def _goes_by_place(rule: Rule) -> bool:
    """Tell whether a rule goes only by where a block stands; what it takes must not make the footer longer.

    It has no patterns, or only regexes that rule some signs out, so that any word meets them.
    """
    match = rule.match
    others = (match.phrase, match.href, match.alt, match.mark, match.css, match.detector)
    return bool(match.zone) and not any(others) and (not match.regex or _is_met(match.regex))


@cache
def _is_met(regexes: tuple[str, ...]) -> bool:
    return any(compile_regex(regex).search(ANY_WORD) for regex in regexes)
