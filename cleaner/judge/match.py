"""Each block alone: which rules hold for it, and which would if its neighbours agree."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cleaner.labels import fold_with_blanks, label_of
from cleaner.patterns import NOTHING, Candidate, Field, Text, fits_form
from cleaner.patterns.folding import fold, fold_all, squeeze, word_count
from cleaner.platforms import header_holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.css import Page
    from cleaner.model import Block, Document, Match, Rule, When
    from cleaner.patterns import Found, Patterns

# A block of more words than this many times what a rule allows, or of fewer than the like part of what it asks for, is
# not nearly what the rule means.
NEAR_TIMES = 2
# What an address holds behind its beginning if another one stands in it, as it is or in base64.
TARGET_HINTS = ("http", "aHR0c")


class Reading(NamedTuple):
    """What matching found out about a block: its folded text, its words, its candidates.

    `waiting` are the candidates that hold only if the block's surroundings agree.
    """

    folded: str
    words: int
    candidates: tuple[Candidate, ...]
    waiting: tuple[Candidate, ...]


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
        self._page: Page | None = None

    def read(self, blocks: Sequence[Block]) -> list[Reading]:
        """Fold the blocks, look for all patterns in them, and check the conditions of the rules that were found."""
        keys = [(b.text, b.kind, b.hidden, b.marks, b.links, b.images) for b in blocks]
        new = {key: block for key, block in zip(keys, blocks, strict=True) if key not in self._seen}
        self._seen.update(zip(new, self._read(list(new.values())), strict=True))
        return [self._seen[key] for key in keys]

    def _read(self, blocks: Sequence[Block]) -> Iterator[Reading]:
        texts = [_text(block) for block in blocks]
        found = [(patterns, off, patterns.find(texts)) for patterns, off in self.groups]
        for number, (block, text) in enumerate(zip(blocks, texts, strict=True)):
            alone: list[Candidate] = []
            waiting: list[Candidate] = []
            for patterns, off, of_texts in found:
                for i in _rules_that_fit(block, text, of_texts[number], patterns):
                    if i not in off and (i not in patterns.looks or looks_right(patterns.rules[i].match, block)):
                        place = of_texts[number].places.get(i)
                        candidate = Candidate(patterns.rules[i], place) if place else patterns.candidates[i]
                        (waiting if i in patterns.waits else alone).append(candidate)
            yield Reading(text.streams[Field.PHRASE], text.words, tuple(alone), tuple(waiting))

    def detected(self) -> Iterator[Candidate]:
        """Yield the rules that begin with what a detector finds, which `read` leaves out."""
        for patterns, off in self.groups:
            yield from (patterns.candidates[i] for i in patterns.detected if i not in off)

    def page(self, text: str) -> Page:
        """Return the elements of a page's text, in which the rules' selectors have selected before."""
        if self._page is None or self._page.text is not text:
            from cleaner.css import Page  # few rules have selectors

            self._page = Page(text)
        return self._page

    def near_misses(self, block: Block) -> list[Miss]:
        """Find the rules whose phrases stand in the block, and which of their conditions on it alone do not hold.

        Rules that are far off in words are left out, and those that have only regexes, which say less.
        """
        text = _text(block)
        words = text.words
        # As if it had no words, so that no rule is passed over for allowing fewer.
        text = text._replace(words=0)
        found = ((patterns.rules[i], i in off) for patterns, off in self.groups for i in _with_phrases(text, patterns))
        return [
            Miss(rule, tuple(_unfit(rule.match, block, words)))
            for rule, is_off in found
            if not is_off and _is_near(rule.match, words)
        ]


def _text(block: Block) -> Text:
    folded = fold(block.text)
    streams = {Field.PHRASE: folded}
    if block.links:
        streams[Field.HREF] = fold_all(chain.from_iterable(_addresses(link.href) for link in block.links))
    if block.images:
        streams[Field.ALT] = fold_all(image.alt for image in block.images)
    if block.marks:
        streams[Field.MARK] = fold_all(block.marks)
    squeezed = squeeze(block.text).encode()
    if label := label_of(block):
        streams[Field.PHRASE] = fold_with_blanks(block)
        return Text(word_count(fold(label)), streams, (squeezed, squeeze(label).encode()))
    return Text(word_count(folded), streams, (squeezed,))


def _addresses(href: str) -> Iterator[str]:
    """Yield a link's address, and the one that it redirects to if it says so."""
    yield href
    if any(hint in href[len("http") :] for hint in TARGET_HINTS):
        from cleaner.trackers import untrack  # its data is read only for documents with such links

        yield untrack(href).url


def _rules_that_fit(block: Block, text: Text, found: Found, patterns: Patterns) -> list[int]:
    """Find the rules whose patterns, kinds and numbers of words a block has, in order."""
    structural = patterns.structural(block.kind, text.words)
    if found is NOTHING:
        return structural
    complete = [
        i
        for i, got in found.fields.items()
        if fits_form(patterns.rules[i].match, block.kind, text.words) and _is_complete(i, got, text, patterns)
    ]
    return sorted([*complete, *structural])


def _is_complete(rule: int, got: int, text: Text, patterns: Patterns) -> bool:
    """Tell whether all patterns that a rule needs were found; a regex beside a phrase is tried only now."""
    needs = patterns.needs[rule]
    if got == needs:
        return True
    return rule in patterns.guarded and got | Field.REGEX == needs and patterns.has_regex(rule, text.squeezed)


def looks_right(match: Match, block: Block) -> bool:
    """Check a rule's conditions on a block besides its form and patterns."""
    return (
        (match.hidden is None or block.hidden is match.hidden)
        and (match.min_link_density is None or block.link_density >= match.min_link_density)
        and (match.max_image_px is None or _has_small_image(block, match.max_image_px))
    )


def _unfit(match: Match, block: Block, words: int) -> Iterator[str]:
    """Name the conditions on the block besides patterns that do not hold."""
    if match.kind and block.kind not in match.kind:
        yield f"kind is {' or '.join(match.kind)}, it is a {block.kind}"
    if match.min_words is not None and words < match.min_words:
        yield f"min_words is {match.min_words}, it has {words}"
    if match.max_words is not None and words > match.max_words:
        yield f"max_words is {match.max_words}, it has {words}"
    if match.hidden is not None and block.hidden is not match.hidden:
        yield f"hidden is {str(match.hidden).lower()}, it is {'not ' * match.hidden}hidden"
    if match.min_link_density is not None and block.link_density < match.min_link_density:
        yield f"min_link_density is {match.min_link_density:g}, it has {block.link_density:.2f}"
    if match.max_image_px is not None and not _has_small_image(block, match.max_image_px):
        yield f"max_image_px is {match.max_image_px}, it has no image that small"


def _with_phrases(text: Text, patterns: Patterns) -> Iterator[int]:
    """Yield the rules that look for phrases, and of which all patterns stand in a block."""
    (found,) = patterns.find([text])
    for i, got in sorted(found.fields.items()):
        if patterns.needs[i] != Field.REGEX and _is_complete(i, got, text, patterns):
            yield i


def _is_near(match: Match, words: int) -> bool:
    return words <= NEAR_TIMES * (match.max_words or words) and NEAR_TIMES * words >= (match.min_words or 0)


def _has_small_image(block: Block, most: int) -> bool:
    return any(
        image.width is not None and image.height is not None and image.width * image.height <= most
        for image in block.images
    )


def applies_to(document: Document, languages: Callable[[], frozenset[str]]) -> Callable[[When], bool]:
    """Make the check whether a rule's conditions on the document hold; asks for the languages only if need be.

    The kind of the document is left out: finding it takes long, so it is asked for where everything else holds.
    """
    headers, source = document.headers, document.source
    sender = headers.sender.lower()

    def applies(when: When) -> bool:
        return (
            (not when.platform or document.platform in when.platform)
            and (not when.sender or any(name.lower() in sender for name in when.sender))
            and (not when.header or any(header_holds(headers, wanted) for wanted in when.header))
            and (not when.media_type or source.media_type in when.media_type)
            and (not when.language or not languages().isdisjoint(when.language))
        )

    return applies
