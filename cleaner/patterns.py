"""Phrases and regexes of all rules together: Aho-Corasick automata, and RE2 behind a filter.

A phrase is looked for in a text's folded words (` unsubscribe here `), so that the spaces are its word edges and any
number of phrases takes time linear in the text. All blocks of a document are gone through in one call, as one text in
which line ends, which no phrase has, part them. A `*` cuts a phrase into pieces that must follow each other with at
most `WILDCARD_WORDS` words between; the automaton finds the pieces. `this|our list` is a piece with two wordings.

A regex beside a phrase is compiled and run only where the phrase was found. The others stand in `re2.Filter`s, which
look for the literals that each needs and run only those that have theirs: over 280 regexes and 7,200 real blocks
0.14 s, where one RE2 set, whose automaton bursts, took 1.7 s.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, cached_property, lru_cache, partial
from itertools import accumulate, chain, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs
import re2

from cleaner.model import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleaner.model import Kind, Match, Rule

# Scripts without spaces between words, and Korean, which hangs particles on them: a character is a word.
SINGLES = (
    ("\u3005", "\u3007"), ("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7af"),
    ("\uf900", "\ufaff"),
)  # fmt: skip
FIRST_SINGLE = SINGLES[0][0]
WORD = re.compile(r"[^\W_]+")
# Typographic quotes, dashes and spaces: without them most texts are ASCII, which is folded in a third of the time.
MARKS = re.compile("[\u00a0\u2000-\u206f]+")
# Letters that are two letters where they can't be typed.
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l"}
SURROGATE = re.compile("[\ud800-\udfff]")
# What folding leaves as it is: most phrases, and there are thousands to load; and a word of one with its choices.
FOLDED = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
FOLDED_CHOICES = re.compile(r"[a-z0-9]+(?:\|[a-z0-9]+)*")
# What `\W` stands for in a regex: neither a letter nor a digit, in any script. RE2's own knows ASCII only, and its
# class of all letters has 600 ranges; these few leave out some signs among the letters.
NO_LETTER = (
    "[^a-z0-9\u00e0-\u1fff\u2e80-\u2fff\u3005-\u3007\u3041-\u30fa\u30fc-\ud7ff\uf900-\ufaff"  # letters
    "\uff10-\uff19\uff41-\uff5a\uff66-\uffdc]"  # wide forms
)
NO_ASCII = re.compile(r"[^\0-\x7f]")
ESCAPES_AND_CLASSES = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", re.S)
WILDCARD_WORDS = 4
NO_WORD = ("",)  # at both ends of a phrase, so that it is joined with a space there
ANY_DOCUMENT = When()
# A block with more words than the first meets only the patterns of rules that allow as many: most are for lines.
WORD_BOUNDS = (30, float("inf"))
# How often phrases are looked for until all of them are compiled.
FIRST_SEARCHES = 4


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


class _Letters(dict[int, str]):
    """What `str.translate` puts for a character: lower case, a word of its own, or a space; as they come."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        is_single = any(first <= c <= last for first, last in SINGLES)
        self[code] = f" {c} " if is_single else _plain(_lower(c)) if c.isalnum() else " "
        return self[code]


LETTERS = _Letters()


def fold(text: str) -> str:
    """Return the text's words in lower case and without accents, between single spaces: ` view in browser `."""
    words = (text if text.isascii() else MARKS.sub(" ", text)).translate(LETTERS).split()
    return f" {' '.join(words)} " if words else " "


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
    singles = "".join(f"{first}-{last}" for first, last in SINGLES)
    return re.compile(rf"[{singles}]|[^\W_{singles}]+")


def _lower(text: str) -> str:
    """Put into lower case. Sigma has two forms there, by its place in a word; one will do."""
    return text.lower().replace("ς", "σ")


def _plain(text: str) -> str:
    """Take the accent off a Latin letter, or spell it as those do who can't type it: `e`, and `ae` for an umlaut."""
    if text in SPELT_OUT:
        return SPELT_OUT[text]
    letter = unicodedata.normalize("NFD", text)[0]
    return letter if letter.isascii() else text


def encodable(text: str) -> str:
    """Put U+FFFD for lone surrogates, which neither RE2 nor the automaton can take."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def squeeze(text: str) -> str:
    """Return the text in lower case with blank space folded to single spaces: what a regex is matched on."""
    return encodable(_lower(" ".join(text.split())))


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
    return encodable(_lower("".join(chars))), places


class Text(NamedTuple):
    """A block in the forms that patterns are matched on, and its number of words.

    `streams` holds the folded text for each field that is looked at by phrases; `squeezed`, UTF-8, is what regexes are
    matched on: the text, and where addresses stand behind a label, which then has one word more, also the label alone.
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


class _RulePhrases(NamedTuple):
    """The phrases of a rule that look at one field, as they are written, and the most words of a block."""

    rule: int
    limit: float
    phrases: tuple[str, ...]


class _Phrase(NamedTuple):
    """A phrase of a rule: the folded wordings of each of its pieces, in order, and the most words of a block."""

    rule: int
    limit: float
    pieces: list[list[str]]


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
            (field, most, _Phrases(phrases))
            for field in PHRASE_FIELDS
            for of_field in [_phrases(rules, field)]
            for least, most in pairwise((-1, *WORD_BOUNDS))
            if (phrases := [of_rule for of_rule in of_field if least < of_rule.limit <= most])
        ]
        self._regexes = [(bound, _Regexes(rules, self.guarded, least)) for least, bound in pairwise((-1, *WORD_BOUNDS))]
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
            regexes = self._guarded_regexes[rule] = _regex_set(self.rules[rule].match.regex)
        return any(map(regexes.Match, texts))


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


class _Phrases:
    """The phrases of some rules that look at one field.

    To compile all of them takes as long as to clean six pages. So each of the first searches compiles only those whose
    words the texts have; a command on one file needs no others.
    """

    def __init__(self, of_rules: Sequence[_RulePhrases]) -> None:
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
        """Do what `_Phrases.find` says."""
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


class _Regexes:
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


def _phrases(rules: Sequence[Rule], field: int) -> list[_RulePhrases]:
    """Gather the phrases that look at a field."""
    return [
        _RulePhrases(index, float("inf") if rule.match.max_words is None else rule.match.max_words, phrases)
        for index, rule in enumerate(rules)
        if (phrases := getattr(rule.match, FIELD_NAMES[field]))
    ]


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
    plain = regex if regex.isascii() else NO_ASCII.sub(lambda m: _plain(m.group()), regex)
    both = regex if plain == regex else f"(?:{regex})|(?:{plain})"
    return ESCAPES_AND_CLASSES.sub(lambda m: NO_LETTER if m.group() == r"\W" else m.group(), both)


@cache
def compile_regex(regex: str) -> re2._Regexp:
    """Compile one regex as RE2 does.

    Raises:
        re2.error: RE2 refuses it.

    """
    return re2.compile(for_re2(regex), _options())


def _needs(rule: Rule) -> int:
    return sum(field for field, name in FIELD_NAMES.items() if getattr(rule.match, name))


def _regex_set(regexes: Sequence[str]) -> re2.Set:
    found = re2.Set.SearchSet(_options())
    for regex in regexes:
        found.Add(for_re2(regex))
    found.Compile()
    return found


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _words(folded: str, start: int, end: int) -> tuple[int, int]:
    """Turn a range of characters of a folded text, which starts and ends with a space, into a range of words."""
    first = folded.count(" ", 0, start)
    return first, first + folded.count(" ", start + 1, end)
