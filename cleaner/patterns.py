"""Phrases and regexes of all rules together: one Aho-Corasick automaton, and RE2 behind a filter.

A phrase is looked for in a text's folded words (` unsubscribe here `), so that the spaces are its word edges and any
number of phrases takes time linear in the text. A `*` cuts a phrase into pieces that must follow each other with at
most `WILDCARD_WORDS` words between; the automaton finds the pieces. `this|our list` is a piece with two wordings.

A regex beside a phrase is compiled and run only where the phrase was found. The others stand in `re2.Filter`s, which
look for the literals that each needs and run only those that have theirs: over 280 regexes and 7,200 real blocks
0.14 s, where one RE2 set, whose automaton bursts, took 1.7 s.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs
import re2

from cleaner.model import Kind, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Rule

# Scripts without spaces between words, and Korean, which hangs particles on them: a character is a word.
SINGLES = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
FIRST_SINGLE = SINGLES[0]
WORD = re.compile(r"[^\W_]+")
SURROGATE = re.compile("[\ud800-\udfff]")
# What folding leaves as it is: most phrases, and there are thousands to load.
FOLDED = re.compile(r"[a-z0-9 |*]+")
WILDCARD_WORDS = 4
ANY_DOCUMENT = When()
# Regexes are grouped by their rules' `max_words`, so that a long paragraph meets only those that may hold for it.
WORD_BOUNDS = (12, 30, 80, float("inf"))


class Field:
    """Where a pattern looks: bits of an `int`, as flags of `enum` cost a microsecond an operation."""

    PHRASE = 1
    REGEX = 2
    HREF = 4
    ALT = 8
    MARK = 16


FIELD_NAMES = {
    Field.PHRASE: "phrase", Field.REGEX: "regex", Field.HREF: "href", Field.ALT: "alt", Field.MARK: "mark",
}  # fmt: skip


def fold(text: str) -> str:
    """Return the text's words in lower case, each between single spaces: ` view in browser `, or one space."""
    words = _word_pattern(text).findall(text)
    return _lower(f" {' '.join(words)} ") if words else " "


def fold_all(texts: Iterable[str]) -> str:
    """Fold several texts into one, in which no phrase reaches from one to the next."""
    return "\n".join(map(_fold_short, texts))


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    """Fold a class name, an alternative text or an address: the same ones come again and again."""
    return fold(text)


def word_count(folded: str) -> int:
    """Count the words of a folded text."""
    return folded.count(" ") - 1


def word_places(text: str) -> list[tuple[int, int]]:
    """Where the words of `fold(text)` stand in `text`, in code points, half-open."""
    return [m.span() for m in _word_pattern(text).finditer(text)]


def _word_pattern(text: str) -> re.Pattern[str]:
    return WORD if text.isascii() or max(text) < FIRST_SINGLE else _pattern_with_singles()


@cache
def _pattern_with_singles() -> re.Pattern[str]:
    """Compile the pattern for texts with single-character words; ranges this large take 5 ms."""
    return re.compile(rf"[{SINGLES}]|[^\W_{SINGLES}]+")


def _lower(text: str) -> str:
    """Put into lower case. Sigma has two forms there, by its place in a word; one will do."""
    return text.lower().replace("ς", "σ")


def _encodable(text: str) -> str:
    """Put U+FFFD for lone surrogates, which RE2 can't take."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def squeeze(text: str) -> str:
    """Return the text in lower case with blank space folded to single spaces: what a regex is matched on."""
    return _encodable(_lower(" ".join(text.split())))


def squeeze_with_places(text: str) -> tuple[str, list[int]]:
    """Do what `squeeze` does and say for each character where it came from, in code points of `text`.

    A space stands where its blank space begins.
    """
    chars: list[str] = []
    places: list[int] = []
    for word in re.finditer(r"\S+", text):
        if chars:
            chars.append(" ")
            places.append(places[-1] + 1)
        for i, c in enumerate(word.group(), word.start()):
            for lower in c.lower():
                chars.append(lower)
                places.append(i)
    return _encodable(_lower("".join(chars))), places


class Found(NamedTuple):
    """A pattern that was found for a rule; `words` is the half-open range of words where a phrase stands."""

    rule: int
    field: int
    words: tuple[int, int] | None = None


class _Phrase(NamedTuple):
    """A phrase of a rule: the folded wordings of each of its pieces, in order, and the most words of a block."""

    rule: int
    field: int
    limit: float
    pieces: list[list[str]]


class Patterns:
    """All patterns of some rules, compiled.

    Attributes:
        rules: the rules, which are named by their place here.
        needs: for each rule the fields in which a pattern of it must be found.
        guarded: the rules whose regexes are to be tried only when their other patterns were found.
        structural: for each kind of block the rules without any pattern.
        conditional: the rules that not every document fits.

    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.needs = [_needs(rule) for rule in rules]
        self.guarded = frozenset(i for i, need in enumerate(self.needs) if need & Field.REGEX and need != Field.REGEX)
        bare = [i for i, need in enumerate(self.needs) if not need and rules[i].repair is None]
        self.structural = {
            kind: [i for i in bare if not rules[i].match.kind or kind in rules[i].match.kind] for kind in Kind
        }
        self.conditional = [i for i, rule in enumerate(rules) if rule.when != ANY_DOCUMENT]
        wordings: dict[str, list[_Phrase]] = {}
        for phrase in _phrases(rules):
            longest = phrase.pieces[0]
            if len(phrase.pieces) > 1:
                longest = max(phrase.pieces, key=lambda piece: min(map(len, piece)))
            for wording in longest:
                wordings.setdefault(wording, []).append(phrase)
        self._phrases_with = list(wordings.values())
        self._automaton = _automaton(list(wordings)) if wordings else None
        self._filters = _filters(rules, self.guarded)
        self._guarded_regexes: dict[int, re2.Set] = {}

    def phrases(self, folded: str, field: int, words: int = 0) -> list[Found]:
        """Find the phrases that look at `field` and stand in `folded`; for each rule the first that is found.

        `words`: the words of the block, as rules that allow fewer need not be looked at.
        """
        if self._automaton is None:
            return []
        found: dict[int, Found] = {}
        seen: set[int] = set()
        for wording, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if wording in seen:
                continue
            seen.add(wording)
            for phrase in self._phrases_with[wording]:
                if phrase.field != field or words > phrase.limit or phrase.rule in found:
                    continue
                place = (start, end) if len(phrase.pieces) == 1 else _stands(phrase, folded)
                if place:
                    found[phrase.rule] = Found(phrase.rule, field, _words(folded, *place))
        return list(found.values())

    def has_regex(self, rule: int, text: str) -> bool:
        """Tell whether a regex of a guarded rule is found in `text`, which is squeezed; it is compiled only now."""
        regexes = self._guarded_regexes.get(rule)
        if regexes is None:
            regexes = self._guarded_regexes[rule] = _regex_set(self.rules[rule].match.regex)
        return bool(regexes.Match(text.encode()))

    def regexes(self, text: str, words: int) -> list[Found]:
        """Find the unguarded rules of which a regex is found in `text`, which is squeezed and has so many words."""
        raw = text.encode()
        rules = {owners[i] for limit, owners, group in self._filters if words <= limit for i in group.Match(raw) or ()}
        return [Found(rule, Field.REGEX) for rule in rules]


def _automaton(wordings: list[str]) -> ahocorasick_rs.AhoCorasick:
    """Compile in the form that is made fastest; real texts are too short for the others to pay off."""
    return ahocorasick_rs.AhoCorasick(wordings, implementation=ahocorasick_rs.Implementation.NoncontiguousNFA)


def _phrases(rules: Sequence[Rule]) -> Iterator[_Phrase]:
    """Cut all phrases into pieces."""
    for index, rule in enumerate(rules):
        limit = float("inf") if rule.match.max_words is None else rule.match.max_words
        for field in (Field.PHRASE, Field.HREF, Field.ALT, Field.MARK):
            for phrase in getattr(rule.match, FIELD_NAMES[field]):
                yield _Phrase(index, field, limit, pieces_of(phrase))


def _stands(phrase: _Phrase, folded: str) -> tuple[int, int] | None:
    """Return the first place where a phrase with wildcards stands, in characters, or None."""
    reached = {end: start for start, end in sorted(_places(phrase.pieces[0], folded), reverse=True)}
    for piece in phrase.pieces[1:]:
        ends: dict[int, int] = {}
        for start, end in _places(piece, folded) if reached else ():
            if (before := _reached_before(folded, start, reached)) is not None:
                ends.setdefault(end, reached[before])
        reached = ends
    return min(((start, end) for end, start in reached.items()), default=None)


def _places(piece: list[str], folded: str) -> Iterator[tuple[int, int]]:
    """Find where the wordings of a piece stand."""
    for wording in piece:
        at = folded.find(wording)
        while at >= 0:
            yield at, at + len(wording)
            at = folded.find(wording, at + 1)


def _reached_before(folded: str, start: int, reached: dict[int, int]) -> int | None:
    """Find an end in `reached` at most `WILDCARD_WORDS` words before `start`. Pieces share the space between them."""
    space = start
    for _ in range(WILDCARD_WORDS + 1):
        if space + 1 in reached:
            return space + 1
        if space <= 0:
            return None
        space = folded.rfind(" ", 0, space)
    return None


def pieces_of(phrase: str) -> list[list[str]]:
    """Split a phrase at its wildcards; each piece comes as its folded wordings, one without `word|word`."""
    folded = FOLDED.fullmatch(phrase) is not None
    pieces = []
    for part in phrase.split("*"):
        choices = [_choices(word) for word in part.split()]
        texts = (" ".join(words) for words in product(*choices))
        wordings = dict.fromkeys(f" {text} " if folded and text and "|" not in text else fold(text) for text in texts)
        if wordings != {" ": None}:
            pieces.append(list(wordings))
    return pieces


def _choices(word: str) -> list[str]:
    """Return the words that `this|our` stands for; a bar beside blank space is punctuation."""
    words = word.split("|")
    return words if all(words) else [word]


def find_regex(regex: str, text: str) -> list[tuple[int, int]]:
    """Find all places of a regex in `text` as it was before `squeeze`, in code points, half-open."""
    squeezed, places = squeeze_with_places(text)
    return [
        (places[m.start()], places[m.end() - 1] + 1)
        for m in compile_regex(regex).finditer(squeezed)
        if m.end() > m.start()
    ]


@cache
def compile_regex(regex: str) -> re2._Regexp:
    """Compile one regex as RE2 does.

    Raises:
        re2.error: RE2 refuses it.

    """
    return re2.compile(regex, _options())


def _needs(rule: Rule) -> int:
    return sum(field for field, name in FIELD_NAMES.items() if getattr(rule.match, name))


def _regex_set(regexes: Sequence[str]) -> re2.Set:
    found = re2.Set.SearchSet(_options())
    for regex in regexes:
        found.Add(regex)
    found.Compile()
    return found


_Filter = tuple[float, list[int], re2.Filter]


def _filters(rules: Sequence[Rule], guarded: frozenset[int]) -> list[_Filter]:
    """Compile unguarded regexes in groups by the most words that their rules allow, with the rule of each regex."""
    groups: dict[float, tuple[list[int], re2.Filter]] = {}
    for index, rule in enumerate(rules):
        if index in guarded:
            continue
        most = float("inf") if rule.match.max_words is None else rule.match.max_words
        limit = next(bound for bound in WORD_BOUNDS if most <= bound)
        for regex in rule.match.regex:
            owners, group = groups.setdefault(limit, ([], re2.Filter()))
            owners.append(index)
            group.Add(regex, _options())
    for _, group in groups.values():
        group.Compile()
    return [(limit, owners, group) for limit, (owners, group) in groups.items()]


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _words(folded: str, start: int, end: int) -> tuple[int, int]:
    """Turn a range of characters of a folded text, which starts and ends with a space, into a range of words."""
    first = folded.count(" ", 0, start)
    return first, first + folded.count(" ", start + 1, end)
