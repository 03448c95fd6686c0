"""Phrases and regexes of all rules together: Aho-Corasick automata, and RE2 behind a filter.

A phrase is looked for in a text's folded words (` unsubscribe here `), so that the spaces are its word edges and any
number of phrases takes time linear in the text. All blocks of a document are gone through in one call, as one text in
which line ends, which no phrase has, part them.

A regex beside a phrase is compiled and run only where the phrase was found. The others stand in `re2.Filter`s, which
look for the literals that each needs and run only those that have theirs: over 280 regexes and 7,200 real blocks
0.14 s, where one RE2 set, whose automaton bursts, took 1.7 s.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import When
from cleaner.patterns.phrases import Phrases, RulePhrases
from cleaner.patterns.regexes import Regexes, regex_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import re2

    from cleaner.model import Kind, Match, Rule

ANY_DOCUMENT = When()
# A block with more words than the first meets only the patterns of rules that allow as many: most are for lines.
WORD_BOUNDS = (30, float("inf"))


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
PHRASE_FIELDS = (Field.PHRASE, Field.HREF, Field.ALT, Field.MARK)


class Text(NamedTuple):
    """A block in the forms that patterns are matched on, and its number of words.

    `streams` holds the folded text for each field that is looked at by phrases; `squeezed`, UTF-8, is what regexes are
    matched on: the text, and where addresses stand behind a label, whose words alone count, also the label alone.
    """

    words: int
    streams: dict[int, str]
    squeezed: tuple[bytes, ...]


class Found(NamedTuple):
    """What was found in a block: for each rule the fields, and for phrases in its text the half-open range of words."""

    fields: dict[int, int]
    places: dict[int, tuple[int, int]]


NOTHING = Found({}, {})


class Candidate(NamedTuple):
    """A rule whose conditions on the block alone hold. `words`: where its phrase stands, in words, half-open."""

    rule: Rule
    words: tuple[int, int] | None = None


class Patterns:
    """All patterns of some rules, compiled.

    Attributes:
        rules: the rules, which are named by their place here.
        candidates: the rules as candidates without a place, which most are.
        needs: for each rule the fields in which a pattern of it must be found.
        guarded: the rules whose regexes are to be tried only when their other patterns were found.
        conditional: the rules that not every document fits.
        looks: the rules with conditions on more of a block than its kind, words and patterns.
        waits: the rules that hold only if a block's surroundings agree, or its document's kind.
        detected: the rules without any pattern that begin with what a detector finds; most find few blocks.

    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.candidates = [Candidate(rule) for rule in rules]
        self.needs = [_needs(rule) for rule in rules]
        self.guarded = frozenset(i for i, need in enumerate(self.needs) if need & Field.REGEX and need != Field.REGEX)
        self.conditional = [i for i, rule in enumerate(rules) if rule.when._replace(kind=()) != ANY_DOCUMENT]
        self.looks = frozenset(i for i, rule in enumerate(rules) if _looks(rule.match))
        self.waits = frozenset(i for i, rule in enumerate(rules) if _waits(rule))
        bare = [i for i, need in enumerate(self.needs) if not need and rules[i].repair is None]
        self.detected = [i for i in bare if _begins_with_detector(rules[i])]
        self._bare = [i for i in bare if i not in self.detected]
        self._structural: dict[tuple[Kind, int], list[int]] = {}
        self._phrases = [
            (field, most, Phrases(phrases))
            for field in PHRASE_FIELDS
            for of_field in [_phrases(rules, field)]
            for least, most in pairwise((-1, *WORD_BOUNDS))
            if (phrases := [of_rule for of_rule in of_field if least < of_rule.limit <= most])
        ]
        self._regexes = [(bound, Regexes(rules, self.guarded, least)) for least, bound in pairwise((-1, *WORD_BOUNDS))]
        self._guarded_regexes: dict[int, re2.Set] = {}

    def find(self, texts: Sequence[Text]) -> list[Found]:
        """Find in each of the texts the rules of which a pattern is there, but for the regexes of guarded rules."""
        found = [NOTHING] * len(texts)

        def add(number: int, rule: int, field: int) -> Found:
            if found[number] is NOTHING:
                found[number] = Found({}, {})
            fields = found[number].fields
            fields[rule] = fields.get(rule, 0) | field
            return found[number]

        for field, most, phrases in self._phrases:
            with_field = [number for number, text in enumerate(texts) if field in text.streams and text.words <= most]
            streams = [texts[number].streams[field] for number in with_field]
            for at, rule, place in phrases.find(streams, [texts[number].words for number in with_field]):
                in_text = add(with_field[at], rule, field)
                if field == Field.PHRASE:
                    in_text.places[rule] = place
        for number, text in enumerate(texts):
            regexes = next(regexes for bound, regexes in self._regexes if text.words <= bound)
            for rule in chain.from_iterable(map(regexes.find, text.squeezed)):
                add(number, rule, Field.REGEX)
        return found

    def structural(self, kind: Kind, words: int) -> list[int]:
        """Return the other rules without any pattern that may hold for a block of this kind with so many words."""
        key = kind, words
        if key not in self._structural:
            self._structural[key] = [i for i in self._bare if fits_form(self.rules[i].match, kind, words)]
        return self._structural[key]

    def has_regex(self, rule: int, texts: Iterable[bytes]) -> bool:
        """Tell whether a regex of a guarded rule is found in one of `texts`, squeezed ones; it is compiled only now."""
        regexes = self._guarded_regexes.get(rule)
        if regexes is None:
            regexes = self._guarded_regexes[rule] = regex_set(self.rules[rule].match.regex)
        return any(map(regexes.Match, texts))


def _phrases(rules: Sequence[Rule], field: int) -> list[RulePhrases]:
    """Gather the phrases that look at a field."""
    return [
        RulePhrases(index, float("inf") if rule.match.max_words is None else rule.match.max_words, phrases)
        for index, rule in enumerate(rules)
        if (phrases := getattr(rule.match, FIELD_NAMES[field]))
    ]


def _needs(rule: Rule) -> int:
    return sum(field for field, name in FIELD_NAMES.items() if getattr(rule.match, name))


def _looks(match: Match) -> bool:
    return any(given is not None for given in (match.hidden, match.min_link_density, match.max_image_px))


def _waits(rule: Rule) -> bool:
    match = rule.match
    return bool(match.zone or match.after or match.before or match.detector or match.css or rule.when.kind)


def _begins_with_detector(rule: Rule) -> bool:
    """Tell whether a rule's detector is the first thing to ask: neighbours and kinds of documents come cheaper."""
    match = rule.match
    return match.detector is not None and not (match.after or match.before or rule.when.kind)


def fits_form(match: Match, kind: Kind, words: int) -> bool:
    """Check a rule's conditions on the kind of a block and its number of words."""
    return (
        (not match.kind or kind in match.kind)
        and (match.min_words is None or words >= match.min_words)
        and (match.max_words is None or words <= match.max_words)
    )
