"""Regexes as RE2 takes them: one by one, or behind a filter that runs only those whose literals a text has."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

import re2

from cleaner.patterns.folding import squeeze_with_places, without_accent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Rule

# What `\W` stands for in a regex: neither a letter nor a digit, in any script. RE2's own knows ASCII only, and its
# class of all letters has 600 ranges; these few leave out some signs among the letters.
NO_LETTER = (
    "[^a-z0-9\u00e0-\u1fff\u2e80-\u2fff\u3005-\u3007\u3041-\u30fa\u30fc-\ud7ff\uf900-\ufaff"  # letters
    "\uff10-\uff19\uff41-\uff5a\uff66-\uffdc]"  # wide forms
)
NO_ASCII = re.compile(r"[^\0-\x7f]")
ESCAPES_AND_CLASSES = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", re.S)


class Regexes:
    """The regexes of unguarded rules that may hold for a block of more than `least` words, compiled when needed."""

    def __init__(self, rules: Sequence[Rule], guarded: frozenset[int], least: float) -> None:
        self._rules: dict[str, list[int]] = {}
        for index, rule in enumerate(rules):
            most = rule.match.max_words
            if index not in guarded and (most is None or most > least):
                for regex in rule.match.regex:
                    self._rules.setdefault(regex, []).append(index)

    @cached_property
    def _filter(self) -> tuple[re2.Filter, list[list[int]]]:
        found = re2.Filter()
        for regex in self._rules:
            found.Add(for_re2(regex), _options())
        found.Compile()
        return found, list(self._rules.values())

    def find(self, text: bytes) -> Iterator[int]:
        """Find the rules of which a regex is found in `text`, which is squeezed."""
        if self._rules:
            found, rules = self._filter
            for number in found.Match(text) or ():
                yield from rules[number]


def find_regex(regex: str, text: str) -> list[tuple[int, int]]:
    """Find all places of a regex in `text` as it was before `squeeze`, in code points, half-open."""
    squeezed, places = squeeze_with_places(text)
    return [
        (places[m.start()], places[m.end() - 1] + 1)
        for m in compile_regex(regex).finditer(squeezed)
        if m.end() > m.start()
    ]


def for_re2(regex: str) -> str:
    r"""Return a regex as RE2 is to take it.

    It also finds what it says without its accents, as in `A LIRE AUSSI`; `\W` outside of brackets means the signs of
    all scripts.
    """
    plain = regex if regex.isascii() else NO_ASCII.sub(lambda m: without_accent(m.group()), regex)
    both = regex if plain == regex else f"(?:{regex})|(?:{plain})"
    return ESCAPES_AND_CLASSES.sub(lambda m: NO_LETTER if m.group() == r"\W" else m.group(), both)


@cache
def compile_regex(regex: str) -> re2._Regexp:
    """Compile one regex as RE2 does.

    Raises:
        re2.error: RE2 refuses it.

    """
    return re2.compile(for_re2(regex), _options())


def regex_set(regexes: Sequence[str]) -> re2.Set:
    """Compile a few regexes together, of which any may be found."""
    found = re2.Set.SearchSet(_options())
    for regex in regexes:
        found.Add(for_re2(regex))
    found.Compile()
    return found


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options
