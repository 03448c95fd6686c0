"""HTML to blocks, in reading order, each with its places in the decoded source.

Newsletters are laid out with tables, so a table is only a way to place things until its form says that it holds data.
Block elements and `<br>` end a block. What the markup hides is read as well and marked as hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from cleaner.model import Block, Document, Headers, Image, Kind, Span
from cleaner.readers.addresses import base_of, whole
from cleaner.readers.draft import Draft
from cleaner.readers.nesting import BLOCK, VOID, Nesting
from cleaner.readers.style import Hiding, Look, hidden_names, look, pixels
from cleaner.readers.tables import Table, data_block
from cleaner.readers.tokens import Attribute, Token, attributes, tokenize

if TYPE_CHECKING:
    from cleaner.model import Source

# Elements whose content is not shown, and what ends them.
SKIPPED = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I)
    for name in "template svg math object canvas noscript audio video".split()
}
FOREIGN = frozenset({"svg", "math"})  # which `/>` closes
ABOUT = frozenset({"base", "link", "meta"})  # which say something about the page
HEADINGS = {f"h{n}": n for n in range(1, 7)}
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
LISTS = frozenset({"ul", "ol", "dir", "menu"})
NUMBER = re.compile(r"[0-9]{1,9}")  # of an item; Markdown allows for as many digits
# Elements whose name says what they are for; it counts among the marks.
TELLING = frozenset({"aside", "figcaption", "footer", "header", "nav"})
# Elements that are often named after the heading in them: `how-to-find-a-sponsor`; such a name says nothing else.
NAMED_FOR_CONTENT, MANY_HYPHENS = frozenset({"section", *HEADINGS}), 3
# Marks of an element and its ancestors that a block carries, and names in its path.
MAX_MARKS, MAX_PATH = 16, 8
SHOWN = Look()
# Depth of lists and quotes that writers indent for; without a bound an indented output could grow with its square.
MAX_LEVEL = 9


@dataclass(slots=True)
class Element:
    """An open element, and what it says about the blocks inside it."""

    name: str
    parent: Element | None
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    look: Look = SHOWN
    keeps_space: bool = False
    marks: tuple[str, ...] = ()
    table: Table | None = None
    label: str = ""
    items: int = 0
    item: Element | None = None  # the list item that this stands in


class Said:
    """What a start tag says: its attributes, and what is looked at in all of them. Tags that say the same share it.

    Attributes:
        found: the attributes, by name.
        names: class and id names, in order.
        style: its style, in lower case.
        background: its colour of background, in lower case.

    """

    def __init__(self, raw: str) -> None:
        self.found = attributes(raw)
        self.names = tuple(f"{self.value('class')} {self.value('id')}".split())
        self.style = self.value("style").lower()
        self.background = self.value("bgcolor").lower()

    def value(self, name: str) -> str:
        """Return the value of an attribute, or nothing."""
        found = self.found.get(name)
        return found.value if found else ""


NOTHING_SAID = Said("")


def read(text: str, source: Source, headers: Headers | None = None) -> Document:
    """Read HTML into a document. Never fails; takes time linear in `text`.

    `headers`: those of the mail that the page came in, which win over the page's own.
    """
    reader = _Reader(text)
    for token in tokenize(text):
        reader.take(token)
    reader.end()
    given = headers or Headers()
    about = reader.about
    found = given._replace(
        title=given.title or about.get("title", "") or about.get("og:title", ""),
        canonical_url=given.canonical_url or about.get("canonical", ""),
    )
    return Document(source, text, tuple(reader.blocks), found)


class _Reader(Nesting[Element]):
    """Follows the tags and cuts the text into blocks."""

    def __init__(self, text: str) -> None:
        super().__init__(Element("", None))
        self.text = text
        self.blocks: list[Block] = []
        self.about: dict[str, str] = {}
        self.base = ""  # what relative addresses start from
        self.draft = Draft()
        self.text_element = self.element  # the element that the draft's last text stood in
        self.said: dict[str, Said] = {}  # by what stands in the tags; mails write the same ones again and again
        self.skipping = ""
        self.endless: set[str] = set()  # elements that are skipped elsewhere, but are never closed from here on
        self.raw = ""
        self.hiding = Hiding()
        self.apart = True  # whether a paragraph break came since the last block
        self.line_breaks = 0

    def take(self, token: Token) -> None:
        """Take the next token."""
        name = token.name
        if name == "":
            if not self.skipping:
                self._text(token)
        elif name == "#":
            self._raw(token)
        elif name != "!":
            self._tag(token)

    def end(self) -> None:
        """End what is still open."""
        self._flush()
        self.close_all()

    def _text(self, token: Token) -> None:
        raw = self.text[token.start : token.end]
        if not self.draft.parts and raw.isspace() and not self.element.keeps_space:
            return  # most text is the blank space between tags
        if self.draft.parts and self.text_element.look.hides_text and not self.element.look.hides_text:
            self._flush()  # a preheader that no break parts from what is shown
        before = self.draft.length
        self.draft.add(raw, Span(token.start, token.end), keep_space=self.element.keeps_space)
        if self.draft.length > before and not (before and self.element.look.hides_text):
            self.text_element = self.element

    def _raw(self, token: Token) -> None:
        content = self.text[token.start : token.end]
        if self.raw == "title":
            self.about.setdefault("title", " ".join(unescape(content).split()))
        elif self.raw == "style":
            self.hiding = hidden_names(content, self.hiding)
        elif self.raw in ("textarea", "xmp") and not self.skipping:
            self._text(token)

    def _tag(self, token: Token) -> None:
        name = token.name
        if self.skipping:
            if token.closing and name == self.skipping:
                self.skipping = ""
            return
        self.raw = name
        if token.closing and name != "br":  # to browsers `</br>` is a line break too
            self._end_tag(name)
        elif name in SKIPPED:
            self._skip(token)
        elif name == "br":
            self._flush()
            self.line_breaks += 1
        elif name == "hr":
            self._end_paragraph()
        elif name == "img":
            self._image(token)
        elif name in ABOUT:
            self._about(token)
        elif name not in VOID:
            self._start_tag(token)

    def _skip(self, token: Token) -> None:
        """Skip what an element holds, unless it never ends, so that no text is lost in it."""
        name = token.name
        if name in self.endless or (name in FOREIGN and self.text.endswith("/>", token.start, token.end)):
            return
        if SKIPPED[name].search(self.text, token.end):
            self.skipping = name
        else:
            self.endless.add(name)

    def _said(self, token: Token) -> Said:
        if token.end - token.attributes < 2:
            return NOTHING_SAID
        raw = self.text[token.attributes : token.end - 1]
        said = self.said.get(raw)
        if said is None:
            said = self.said[raw] = Said(raw)
        return said

    def _about(self, token: Token) -> None:
        said = self._said(token)
        if token.name == "meta":
            name = said.value("property") or said.value("name")
            self.about.setdefault(name.lower(), " ".join(said.value("content").split()))
        elif token.name == "base":
            self.base = self.base or base_of(said.value("href"))
        elif said.value("rel").lower() == "canonical":
            self.about.setdefault("canonical", self._address(said, "href"))

    def _address(self, said: Said, name: str) -> str:
        """Return the address that an attribute holds, whole if the page says what it is relative to."""
        address = said.value(name)
        return whole(address, self.base) if self.base and address else address

    def _start_tag(self, token: Token) -> None:
        name = token.name
        if name in BLOCK:
            self._end_paragraph()
            self.close_before(name)
        said = self._said(token)
        up = self.element
        element = Element(name, up, up.kind, up.level, up.look, up.keeps_space, up.marks, up.table, item=up.item)
        if said.found:
            self._style(element, said)
        if name in TELLING:
            element.marks = (name, *element.marks)[:MAX_MARKS]
        self._shape(element, up, said)
        if name == "a":
            self.draft.open_link(self._address(said, "href"), _span(token, said.found.get("href")))
        elif name in EMPHASIS:
            self.draft.open_emphasis(EMPHASIS[name])
        self.enter(element)

    def _style(self, element: Element, said: Said) -> None:
        names = said.names
        if element.name in NAMED_FOR_CONTENT:
            names = tuple(name for name in names if name.count("-") < MANY_HYPHENS)
        if names and element.name not in ("html", "body"):  # these say something about the page, not about a block
            element.marks = (*names, *element.marks)[:MAX_MARKS]
        if said.style or said.background:
            element.look = look(said.style, said.background, element.look)
        if self._is_covered(said):
            element.look = element.look._replace(hidden=True)

    def _is_covered(self, said: Said) -> bool:
        """Tell whether an element is hidden by its attribute, or by a style sheet."""
        return "hidden" in said.found or self.hiding.covers(said.names, said.style)

    def _shape(self, element: Element, parent: Element, said: Said) -> None:
        """Set what the element's name, and for a list where it starts, says about the blocks inside it."""
        name = element.name
        if name in HEADINGS:
            element.kind, element.level = Kind.HEADING, HEADINGS[name]
        elif name == "blockquote":
            element.level = min(element.level + 1, MAX_LEVEL) if element.kind is Kind.QUOTE else 1
            element.kind = Kind.QUOTE
        elif name == "pre":
            element.kind, element.keeps_space = Kind.CODE, True
        elif name in LISTS:
            element.level = min(element.level + 1, MAX_LEVEL) if element.kind is Kind.LIST_ITEM else 1
            if NUMBER.fullmatch(start := said.value("start").strip()):
                element.items = int(start) - 1
        elif name == "li":
            element.level = max(element.level, 1)
            element.kind = Kind.LIST_ITEM
            parent.items += 1
            element.label = f"{parent.items}." if parent.name == "ol" else "-"
            element.item = element
        elif name == "table":
            if element.table is not None:
                element.table.nested = True
            element.table = Table(len(self.blocks), element.table)
        elif name == "tr" and element.table is not None:
            element.table.start_row()
        elif name in ("td", "th") and element.table is not None:
            element.table.start_cell()

    def _end_tag(self, name: str) -> None:
        if name in BLOCK:
            self._end_paragraph()
        self.close(name)

    def leave(self) -> None:
        """Close the innermost element, which may end what it holds."""
        element, name = self.element, self.element.name
        if name in BLOCK:
            self._end_paragraph()
        elif name == "a":
            self.draft.close_link()
        elif name in EMPHASIS:
            self.draft.close_emphasis()
        if name == "table" and element.table is not None:
            self._end_table(element.table, element)
        super().leave()

    def _end_table(self, table: Table, element: Element) -> None:
        if block := data_block(table, self.blocks, _path(element)):
            del self.blocks[table.first :]
            self.blocks.append(block)
            if table.outer is not None:
                table.outer.add(table.first)

    def _end_paragraph(self) -> None:
        if self.draft.parts:
            self._flush()
        self.apart = True

    def _flush(self) -> None:
        """End the block being read."""
        if not self.draft.parts:
            return
        element = self.text_element
        tight, item = not self.apart and self.line_breaks < 2, element.item if element.kind is Kind.LIST_ITEM else None
        block = self.draft.block(
            len(self.blocks), element.kind, _path(element), level=element.level, tight=tight, marks=element.marks,
            hidden=element.look.hides_text, label=item.label if item else "",
        )  # fmt: skip
        if block:
            self._append(block)
            if item:
                item.label = ""  # only the first block of an item bears its label
        self.draft = self.draft.next()

    def _append(self, block: Block) -> None:
        if self.element.table is not None:
            self.element.table.add(len(self.blocks))
        self.blocks.append(block)
        if block.text:
            self.apart, self.line_breaks = False, 0

    def _image(self, token: Token) -> None:
        said = self._said(token)
        span = Span(token.start, token.end)
        alt = " ".join(said.value("alt").split())
        if alt and self.draft.parts and not any(c.isalnum() for c in alt):
            self.draft.add(alt, span, keep_space=False)  # an emoji in a sentence
            return
        if alt:
            self._flush()
        element = self.element
        size = pixels(said.value("width"), said.value("height"), said.style)
        hidden = look(said.style, "", element.look).hides or self._is_covered(said)
        link = self.draft.link(0, max(len(alt), 1))
        self._append(
            Block(
                len(self.blocks), Kind.IMAGE, span, span, alt, _path(element), runs=(span,), hidden=hidden,
                links=(link,) if link else (), images=(Image(self._address(said, "src"), alt, *size),),
                marks=(*said.names, *element.marks)[:MAX_MARKS],
            )
        )  # fmt: skip


def _span(token: Token, attribute: Attribute | None) -> Span | None:
    return attribute and Span(token.attributes + attribute.start, token.attributes + attribute.end)


def _path(element: Element) -> str:
    names: list[str] = []
    at: Element | None = element
    while at is not None and at.name and len(names) < MAX_PATH:
        names.append(at.name)
        at = at.parent
    return "/".join(reversed(names))
