"""The block that is being read from markup: its text so far, where that came from, and what stands in it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from cleaner.model import Block, Emphasis, Kind, Link, Span

# Emphasis inside emphasis that is followed. A page that never closes it would take quadratic time.
MAX_OPEN = 8
SPACE = re.compile(r"[\s\u00a0\u3164]+")
# Padding that mailers put behind preheaders; joiners stay between letters.
PADDING = re.compile(
    r"[\u200b\u2060\ufeff\u00ad\u034f\u180e\u2007\u115f]+|(?<=[\s\u200c\u200d])[\u200c\u200d]+|^[\u200c\u200d]+"
)


class Draft:
    """Collects the text, links and emphasis of one block.

    A link or emphasis that is open when a block ends goes on in the next one.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Span] = []
        self.length = 0
        self._links: list[Link] = []
        self._emphasis: list[Emphasis] = []
        self._open_link: tuple[str, Span | None, int] | None = None
        self._open_emphasis: list[tuple[str, int]] = []

    def next(self) -> Draft:
        """Begin the block after this one."""
        draft = Draft()
        if self._open_link is not None:
            draft._open_link = (*self._open_link[:2], 0)
        draft._open_emphasis = [(mark, 0) for mark, _ in self._open_emphasis]
        return draft

    def add(self, raw: str, span: Span, *, keep_space: bool) -> None:
        """Add text as it stands in the source at `span`."""
        text = unescape(raw) if "&" in raw else raw
        if not text.isascii():
            text = PADDING.sub("", text)
        if not keep_space:
            text = SPACE.sub(" ", text)
            if text.startswith(" ") and (not self.parts or self.parts[-1].endswith(" ")):
                text = text[1:]
        if text:
            self.parts.append(text)
            self.runs.append(span)
            self.length += len(text)

    def open_link(self, href: str, place: Span | None) -> None:
        """Begin a link, which ends one that is open; `place` is where its address stands."""
        self.close_link()
        self._open_link = (href, place, self.length)

    def close_link(self) -> None:
        """End the link that is open, if there is one."""
        link = self.link(self._open_link[2], self.length) if self._open_link else None
        if link:
            self._links.append(link)
        self._open_link = None

    def link(self, start: int, end: int) -> Link | None:
        """Return the link that is open, for a range of the text, if it has an address and the range is not empty."""
        if self._open_link is None:
            return None
        href, place, _ = self._open_link
        return Link(href, start, end, place) if href and end > start else None

    @property
    def open_href(self) -> str:
        """The address of the link that is open, or nothing."""
        return self._open_link[0] if self._open_link else ""

    def open_emphasis(self, mark: str) -> None:
        """Begin text that stands out."""
        self._open_emphasis = [*self._open_emphasis[-MAX_OPEN:], (mark, self.length)]

    def close_emphasis(self) -> None:
        """End the text that began to stand out last."""
        if self._open_emphasis:
            mark, start = self._open_emphasis.pop()
            if self.length > start:
                self._emphasis.append(Emphasis(mark, start, self.length))

    def block(self, index: int, kind: Kind, anchor: str, **about: Any) -> Block | None:
        """Make a block of what was collected and what else is known about it, or None if it is blank."""
        text = "".join(self.parts)
        body = text.strip("\r\n") if kind is Kind.CODE else text.strip()
        if not body.strip():
            return None
        links, emphasis = list(self._links), list(self._emphasis)
        if self._open_link and (link := self.link(self._open_link[2], self.length)):
            links.append(link)
        emphasis += [Emphasis(mark, start, self.length) for mark, start in self._open_emphasis if self.length > start]
        shift, size = text.find(body), len(body)
        span = Span(self.runs[0].start, self.runs[-1].end)
        return Block(
            index, kind, span, span, body, anchor, **about, runs=tuple(self.runs),
            links=tuple(
                Link(x.href, max(x.start - shift, 0), min(x.end - shift, size), x.place)
                for x in links if x.start - shift < size and x.end > shift
            ),
            emphasis=tuple(
                Emphasis(x.mark, max(x.start - shift, 0), min(x.end - shift, size))
                for x in emphasis if x.start - shift < size and x.end > shift
            ),
        )  # fmt: skip
