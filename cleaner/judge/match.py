"""Each block alone: which rules hold for it, and which would if its neighbours agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.patterns import Field, Found, fold, fold_all, squeeze, word_count
from cleaner.platforms import header_holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.model import Block, Document, Match, Rule, When
    from cleaner.patterns import Patterns

# A block of more words than this many times what a rule allows, or of fewer than the like part of what it asks for, is
# not nearly what the rule means.
NEAR_TIMES = 2


class Candidate(NamedTuple):
    """A rule whose conditions on the block alone hold. `words`: where its phrase stands, in words, half-open."""

    rule: Rule
    words: tuple[int, int] | None


class Reading(NamedTuple):
    """What matching found out about a block: its folded text, its words, its candidates."""

    folded: str
    words: int
    candidates: tuple[Candidate, ...]


class Miss(NamedTuple):
    """A rule whose patterns stand in a block, and its conditions that do not hold there, in words."""

    rule: Rule
    failed: tuple[str, ...]


class Matcher:
    """Matches blocks against the rules that may apply to one document; remembers texts it has seen."""

    def __init__(self, groups: Sequence[Patterns], applies: Callable[[When], bool]) -> None:
        self.groups = [
            (patterns, frozenset(i for i in patterns.conditional if not applies(patterns.rules[i].when)))
            for patterns in groups
        ]
        self._seen: dict[object, Reading] = {}

    def read(self, block: Block) -> Reading:
        """Fold the block, look for all patterns in it, and check the conditions of the rules that were found."""
        key = (block.text, block.kind, block.hidden, block.marks, block.links, block.images)
        reading = self._seen.get(key)
        if reading is None:
            reading = self._seen[key] = self._read(block)
        return reading

    def _read(self, block: Block) -> Reading:
        folded = fold(block.text)
        text = _Text(block, folded, word_count(folded), squeeze(block.text))
        candidates = tuple(c for patterns, off in self.groups for c in _candidates(text, patterns, off))
        return Reading(folded, text.words, candidates)

    def near_misses(self, block: Block) -> list[Miss]:
        """Find the rules whose phrases stand in the block, and which of their conditions on it alone do not hold.

        Rules that are far off in words are left out, and those that have only regexes, which say less.
        """
        words = word_count(fold(block.text))
        # As if it had no words, so that no rule is passed over for allowing fewer.
        text = _Text(block, fold(block.text), 0, squeeze(block.text))
        found = ((patterns.rules[i], i in off) for patterns, off in self.groups for i in _with_phrases(text, patterns))
        return [
            Miss(rule, tuple(_unfit(rule.match, block, words)))
            for rule, is_off in found
            if not is_off and _is_near(rule.match, words)
        ]


class _Text(NamedTuple):
    """A block in the forms that patterns are matched on."""

    block: Block
    folded: str
    words: int
    squeezed: str


def _candidates(text: _Text, patterns: Patterns, off: frozenset[int]) -> Iterator[Candidate]:
    """Find the rules that hold for a block as far as it shows by itself, in the rules' order."""
    got: dict[int, int] = {}
    places: dict[int, tuple[int, int]] = {}
    for found in _find(text, patterns):
        got[found.rule] = got.get(found.rule, 0) | found.field
        if found.field == Field.PHRASE and found.words:
            places[found.rule] = found.words
    for i in sorted([*got, *patterns.structural[text.block.kind]]):
        rule = patterns.rules[i]
        fits = i not in off and _fits(rule.match, text.block, text.words)
        if fits and _complete(i, got.get(i, 0), text, patterns):
            yield Candidate(rule, places.get(i))


def _complete(rule: int, got: int, text: _Text, patterns: Patterns) -> bool:
    """Tell whether all patterns that a rule needs were found; a regex beside a phrase is tried only now."""
    needs = patterns.needs[rule]
    if got == needs:
        return True
    return rule in patterns.guarded and got | Field.REGEX == needs and patterns.has_regex(rule, text.squeezed)


def _find(text: _Text, patterns: Patterns) -> list[Found]:
    find, block, words = patterns.phrases, text.block, text.words
    found = find(text.folded, Field.PHRASE, words)
    found += patterns.regexes(text.squeezed, text.words)
    if block.links:
        found += find(fold_all(link.href for link in block.links), Field.HREF, words)
    if block.images:
        found += find(fold_all(image.alt for image in block.images), Field.ALT, words)
    if block.marks:
        found += find(fold_all(block.marks), Field.MARK, words)
    return found


def _fits(match: Match, block: Block, words: int) -> bool:
    """Check the conditions that need neither patterns nor neighbours."""
    return (
        (not match.kind or block.kind in match.kind)
        and (match.min_words is None or words >= match.min_words)
        and (match.max_words is None or words <= match.max_words)
        and (match.hidden is None or block.hidden is match.hidden)
        and (match.min_link_density is None or link_density(block) >= match.min_link_density)
        and (match.max_image_px is None or _has_small_image(block, match.max_image_px))
    )


def _unfit(match: Match, block: Block, words: int) -> Iterator[str]:
    """Name the conditions that `_fits` checks and that do not hold."""
    if match.kind and block.kind not in match.kind:
        yield f"kind is {' or '.join(match.kind)}, it is a {block.kind}"
    if match.min_words is not None and words < match.min_words:
        yield f"min_words is {match.min_words}, it has {words}"
    if match.max_words is not None and words > match.max_words:
        yield f"max_words is {match.max_words}, it has {words}"
    if match.hidden is not None and block.hidden is not match.hidden:
        yield f"hidden is {str(match.hidden).lower()}, it is {'not ' * match.hidden}hidden"
    if match.min_link_density is not None and link_density(block) < match.min_link_density:
        yield f"min_link_density is {match.min_link_density:g}, it has {link_density(block):.2f}"
    if match.max_image_px is not None and not _has_small_image(block, match.max_image_px):
        yield f"max_image_px is {match.max_image_px}, it has no image that small"


def _with_phrases(text: _Text, patterns: Patterns) -> Iterator[int]:
    """Yield the rules that look for phrases, and of which all patterns stand in a block."""
    got: dict[int, int] = {}
    for found in _find(text, patterns):
        got[found.rule] = got.get(found.rule, 0) | found.field
    yield from (i for i in sorted(got) if patterns.needs[i] != Field.REGEX and _complete(i, got[i], text, patterns))


def _is_near(match: Match, words: int) -> bool:
    return words <= NEAR_TIMES * (match.max_words or words) and NEAR_TIMES * words >= (match.min_words or 0)


def link_density(block: Block) -> float:
    """Share of the block's text that stands in links, 0 to 1 (Kohlschütter et al., WSDM 2010)."""
    return sum(link.end - link.start for link in block.links) / len(block.text) if block.text else 0.0


def _has_small_image(block: Block, most: int) -> bool:
    return any(
        image.width is not None and image.height is not None and image.width * image.height <= most
        for image in block.images
    )


def applies_to(document: Document, languages: Callable[[], frozenset[str]]) -> Callable[[When], bool]:
    """Make the check whether a rule's conditions on the document hold; asks for the languages only if need be."""
    headers, source = document.headers, document.source
    sender = headers.sender.lower()

    def applies(when: When) -> bool:
        return (
            (not when.platform or document.platform in when.platform)
            and (not when.sender or any(name.lower() in sender for name in when.sender))
            and (not when.header or any(header_holds(headers, wanted) for wanted in when.header))
            and (not when.kind or document.kind in when.kind)
            and (not when.media_type or source.media_type in when.media_type)
            and (not when.language or not languages().isdisjoint(when.language))
        )

    return applies
