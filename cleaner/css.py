"""CSS selectors: which elements of a page a rule means.

A selector is cut into its steps. Whether an element is what a step asks for, BeautifulSoup's soupsieve says, of a tag
made from our own tokens; from step to step the open elements lead, in one pass over the page. Selecting in a whole tree
would take time that grows with its depth or with the square of its width; what can only be done so is refused: siblings
and pseudo-classes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cleaner.model import Span
from cleaner.readers.markup import SKIPPED
from cleaner.readers.nesting import BLOCK, VOID, Nesting
from cleaner.readers.tokens import attributes, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import BeautifulSoup, Tag
    from soupsieve import SoupSieve

    from cleaner.readers.tokens import Token

# What an element must be: its name, classes, id and attributes.
STEP = r"""(?:[^\s\[\]"'\\>+~,:()|]|\\.|\[(?:[^\]"']|"[^"]*"|'[^']*')*\])+"""
SELECTOR = re.compile(rf"{STEP}(?:(?:\s*>\s*|\s+){STEP})*", re.S)
STEPS = re.compile(rf"(>?)\s*({STEP})", re.S)
TAKEN = "it takes elements, .classes, #ids and [attributes], joined by a space or >; no commas, siblings or :states"


class SelectorError(ValueError):
    """A selector that can't be taken; it says why."""


@cache
def steps_of(selector: str) -> tuple[tuple[bool, SoupSieve], ...]:
    """Cut a selector into steps: whether the element must be a child of the one before, and what it must be.

    Raises:
        SelectorError: it is no selector, or asks for more than the way down to an element shows.

    """
    import soupsieve  # with BeautifulSoup, which takes as long as everything else to import

    if not SELECTOR.fullmatch(selector.strip()):
        raise SelectorError(TAKEN)
    try:
        return tuple((child == ">", soupsieve.compile(step)) for child, step in STEPS.findall(selector))
    except soupsieve.SelectorSyntaxError as error:
        raise SelectorError(str(error).partition("\n")[0]) from None


@dataclass(slots=True)
class Element:
    """An element of a page: its number, and where it stands; `raw` is what its tag holds behind the name."""

    name: str
    parent: Element | None
    raw: str = ""
    start: int = 0
    end: int = 0
    number: int = 0


class Page:
    """The elements of a page, in which selectors select. It remembers what they have found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._elements = _elements(text)
        self._tags: dict[tuple[str, str], Tag] = {}
        self._found: dict[str, list[Span]] = {}

    def around(self, span: Span, selectors: Iterable[str]) -> str:
        """Return the first of the selectors that selects an element which holds a span; if there is none, nothing."""
        return next((selector for selector in selectors if self._holds(selector, span)), "")

    def _holds(self, selector: str, span: Span) -> bool:
        found = self.select(selector)
        at = bisect_right(found, span.start, key=lambda outer: outer.start) - 1
        return at >= 0 and span.end <= found[at].end

    def select(self, selector: str) -> list[Span]:
        """Return where the elements stand that a selector selects, in order, without those inside another of them."""
        if selector not in self._found:
            self._found[selector] = list(self._select(steps_of(selector)))
        return self._found[selector]

    def _select(self, steps: tuple[tuple[bool, SoupSieve], ...]) -> Iterable[Span]:
        known: list[dict[tuple[str, str], bool]] = [{} for _ in steps]
        # For each element the steps that it, and that it or one around it, is the last element of, as bits.
        here, above = [0], [0]
        last, end = 1 << (len(steps) - 1), 0
        for element in self._elements:
            outer = element.parent.number if element.parent else 0
            reached = 0
            for number, (child, step) in enumerate(steps):
                before = (here if child else above)[outer] << 1 | 1
                if before >> number & 1 and self._is(element, step, known[number]):
                    reached |= 1 << number
            here.append(reached)
            above.append(above[outer] | reached)
            if reached & last and element.start >= end:
                yield Span(element.start, element.end)
                end = element.end

    def _is(self, element: Element, step: SoupSieve, known: dict[tuple[str, str], bool]) -> bool:
        """Tell whether an element is what a step asks for; mails write the same tags again and again."""
        key = element.name, element.raw
        if key not in known:
            if key not in self._tags:
                self._tags[key] = _tag(*key)
            known[key] = step.match(self._tags[key])
        return known[key]


def _tag(name: str, raw: str) -> Tag:
    return _soup().new_tag(name, attrs={key: attribute.value for key, attribute in attributes(raw).items()})


@cache
def _soup() -> BeautifulSoup:
    from bs4 import BeautifulSoup

    return BeautifulSoup("", "html.parser")


def _elements(text: str) -> list[Element]:
    reader = _Reader(text)
    for token in tokenize(text):
        if token.name and token.name[0] not in "!#":
            reader.take(token)
    reader.at = len(text)
    reader.close_all()
    return reader.elements


class _Reader(Nesting[Element]):
    """Follows the tags and notes where each element begins and ends."""

    def __init__(self, text: str) -> None:
        super().__init__(Element("", None))
        self.text = text
        self.elements: list[Element] = []
        self.skipping = ""  # an element that shows nothing of what it holds
        self.at = 0

    def take(self, token: Token) -> None:
        """Take the next tag."""
        if self.skipping:
            if not token.closing or token.name != self.skipping:
                return
            self.skipping = ""
        if token.closing:
            self.at = token.end
            self.close(token.name)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        name, self.at = token.name, token.start
        if name in BLOCK:
            self.close_before(name)
        raw = self.text[token.attributes : token.end - 1]
        element = Element(name, self.element, raw, token.start, token.end, len(self.elements) + 1)
        self.elements.append(element)
        if name in VOID or (name in SKIPPED and raw.endswith("/")):
            return
        self.enter(element)
        self.skipping = name if name in SKIPPED else ""

    def leave(self) -> None:
        """Close the innermost element, which ends here."""
        self.element.end = self.at
        super().leave()
