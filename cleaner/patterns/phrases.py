"""Phrases: cut into pieces, and looked for all together by an Aho-Corasick automaton.

A `*` cuts a phrase into pieces that must follow each other with at most `WILDCARD_WORDS` words between; the automaton
finds the pieces. `this|our list` is a piece with two wordings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, cached_property, partial
from itertools import accumulate, chain, product
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from cleaner.patterns.folding import fold, word_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# What folding leaves as it is: most phrases, and there are thousands to load; and a word of one with its choices.
FOLDED = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
FOLDED_CHOICES = re.compile(r"[a-z0-9]+(?:\|[a-z0-9]+)*")
WILDCARD_WORDS = 4
NO_WORD = ("",)  # at both ends of a phrase, so that it is joined with a space there
# How often phrases are looked for until all of them are compiled.
FIRST_SEARCHES = 4


class RulePhrases(NamedTuple):
    """The phrases of a rule that look at one field, as they are written, and the most words of a block."""

    rule: int
    limit: float
    phrases: tuple[str, ...]


class _Phrase(NamedTuple):
    """A phrase of a rule: the folded wordings of each of its pieces, in order, and the most words of a block."""

    rule: int
    limit: float
    pieces: list[list[str]]


class Phrases:
    """The phrases of some rules that look at one field.

    To compile all of them takes as long as to clean six pages. So each of the first searches compiles only those whose
    words the texts have; a command on one file needs no others.
    """

    def __init__(self, of_rules: Sequence[RulePhrases]) -> None:
        self._of_rules = of_rules
        self._searches = 0

    @cached_property
    def _all(self) -> _Automaton:
        return self._compiled(lambda _: True)

    def find(self, texts: Sequence[str], words: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Find the phrases in each text, for each rule the first that is found: text, rule, half-open range of words.

        `words`: the words of each text's block, as rules that allow fewer need not be looked at.
        """
        if not texts:
            return iter(())
        self._searches += 1
        automaton = self._all if self._searches > FIRST_SEARCHES else self._compiled(_possible_in(texts))
        return automaton.find(texts, words)

    def _compiled(self, is_wanted: Callable[[str], bool]) -> _Automaton:
        return _Automaton(
            _Phrase(rule, limit, pieces_of(phrase))
            for rule, limit, phrases in self._of_rules
            for phrase in filter(is_wanted, phrases)
        )


def _possible_in(texts: Iterable[str]) -> Callable[[str], bool]:
    """Make the check whether folded texts have all the words of a phrase, wherever they stand."""
    there = cache(partial(_is_there, words=frozenset(chain.from_iterable(map(str.split, texts)))))
    return lambda phrase: all(map(there, phrase.replace("*", " ").split()))


def _is_there(word: str, words: frozenset[str]) -> bool:
    """Tell whether what a word of a phrase stands for is among the words of a text."""
    choices = _choices(word)
    if not words.isdisjoint(choices):
        return True
    return not FOLDED_CHOICES.fullmatch(word) and any(words.issuperset(fold(choice).split()) for choice in choices)


class _Automaton:
    """Phrases that look at one field, compiled."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        wordings: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            for wording in max(phrase.pieces, key=lambda piece: min(map(len, piece))):
                wordings.setdefault(wording, []).append(phrase)
        self._phrases_with = list(wordings.values())
        # The form that is made fastest; real texts are too short for the others to pay off.
        form = ahocorasick_rs.Implementation.NoncontiguousNFA
        self._automaton = ahocorasick_rs.AhoCorasick(list(wordings), implementation=form)

    def find(self, texts: Sequence[str], words: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Do what `Phrases.find` says."""
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        number, seen, rules = -1, set[int](), set[int]()
        for wording, start, end in self._automaton.find_matches_as_indexes("\n".join(texts), overlapping=True):
            if start >= starts[number + 1]:
                number, seen, rules = bisect_right(starts, start) - 1, set(), set()
            if wording in seen:
                continue
            seen.add(wording)
            for phrase in self._phrases_with[wording]:
                if words[number] > phrase.limit or phrase.rule in rules:
                    continue
                text, begin = texts[number], starts[number]
                place = (start - begin, end - begin) if len(phrase.pieces) == 1 else _stands(phrase, text)
                if place:
                    rules.add(phrase.rule)
                    yield number, phrase.rule, _words(text, *place)


def _stands(phrase: _Phrase, folded: str) -> tuple[int, int] | None:
    """Return the first place where a phrase with wildcards stands, in characters, or None."""
    return min(_all_places(phrase.pieces, folded), default=None)


def _all_places(pieces: Sequence[list[str]], folded: str) -> list[tuple[int, int]]:
    """Return the places where the pieces of a phrase stand one after the other, the longest for each end."""
    reached = {end: start for start, end in sorted(_places(pieces[0], folded), reverse=True)}
    for piece in pieces[1:]:
        ends: dict[int, int] = {}
        for start, end in _places(piece, folded) if reached else ():
            if (before := _reached_before(folded, start, reached)) is not None:
                ends.setdefault(end, reached[before])
        reached = ends
    return [(start, end) for end, start in reached.items()]


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
    pieces = []
    for part in map(str.strip, phrase.split("*")):
        if FOLDED.fullmatch(part):
            pieces.append([f" {part} "])
            continue
        texts = map(" ".join, product(NO_WORD, *map(_choices, part.split()), NO_WORD))
        wordings = dict.fromkeys(texts if FOLDED.fullmatch(part.replace("|", " ")) else map(fold, texts))
        if wordings != {" ": None}:
            pieces.append(list(wordings))
    return pieces


def _choices(word: str) -> list[str]:
    """Return the words that `this|our` stands for; a bar beside blank space is punctuation."""
    words = word.split("|")
    return words if all(words) else [word]


def find_phrase(phrase: str, text: str) -> list[tuple[int, int]]:
    """Find all places of a phrase in `text`, in code points, half-open, in order."""
    folded, words = fold(text), word_places(text)
    spaces = [at for at, c in enumerate(folded) if c == " "]  # word n stands between the spaces n and n + 1
    return [
        (words[bisect_right(spaces, start) - 1][0], words[bisect_right(spaces, end - 1) - 2][1])
        for start, end in sorted(_all_places(pieces_of(phrase), folded))
    ]


def _words(folded: str, start: int, end: int) -> tuple[int, int]:
    """Turn a range of characters of a folded text, which starts and ends with a space, into a range of words."""
    first = folded.count(" ", 0, start)
    return first, first + folded.count(" ", start + 1, end)
