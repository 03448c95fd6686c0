"""Each block alone: which rules hold for it, and which would if its neighbours agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.patterns import Field, Found, fold, fold_all, squeeze, word_count
from cleaner.platforms import header_holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.model import Block, Document, Match, Rule, When
    from cleaner.patterns import Patterns


class Candidate(NamedTuple):
    """A rule whose conditions on the block alone hold. `words`: where its phrase stands, in words, half-open."""

    rule: Rule
    words: tuple[int, int] | None


class Reading(NamedTuple):
    """What matching found out about a block: its folded text, its words, its candidates."""

    folded: str
    words: int
    candidates: tuple[Candidate, ...]


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
