"""Clean blocks as Markdown (CommonMark, with the tables of GitHub)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind
from cleaner.writers.inline import Wrap, is_safe, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Block, Emphasis, Image

BULLET = re.compile(r"^[-*+•●◦▪■□◆◇★☆‣⁃→»·–—][ \t\u00a0]+")
NUMBER = re.compile(r"^(\d{1,3})[.)][ \t\u00a0]+")
MARKER = re.compile(r"(?:-|\d+\.) ")
HEADING_MARK = re.compile(r"^#{1,6}\s+")
# At the start of a line these would begin a heading, list or quote that is none.
LINE_START = re.compile(r"^(\s*)(?:([#>+*-])|(\d+)([.)]))(?=\s)", re.M)
TILDE_FENCE = re.compile(r"^(\s*)(?=~~~)", re.M)
SPECIAL = re.compile(r"([\\`*_\[\]<>]|&(?=#?\w+;))")
FENCE = re.compile(r"`{3,}")
TICKS = re.compile(r"`+")


def write(blocks: Sequence[Block]) -> str:
    """Write blocks as Markdown, a blank line between them but not between list items."""
    out: list[str] = []
    last: Block | None = None
    items: list[Item] = []
    for block in blocks:
        if block.kind is not Kind.LIST_ITEM:
            items = []
        text = _item(block, _inline(block), items) if block.kind is Kind.LIST_ITEM else _write(block)
        if not text:
            continue
        if last is not None:
            out.append(_between(last, block))
        out.append(text)
        last = block
    return "".join([*out, "\n"]) if out else ""


class Item(NamedTuple):
    """A list item that what follows may belong to: its level, and by how much that is indented, in characters."""

    level: int
    indent: int


def _between(above: Block, below: Block) -> str:
    """Part two blocks: paragraphs of a quote by an empty line of it, items by none unless the text goes on."""
    if above.kind is below.kind is Kind.QUOTE and above.runs and below.runs:
        return f"\n{('> ' * min(_depth(above), _depth(below))).rstrip()}\n"
    return "\n" if above.kind is below.kind is Kind.LIST_ITEM and not _goes_on(below) else "\n\n"


def _depth(block: Block) -> int:
    return max(block.level, 1)


def _goes_on(block: Block) -> bool:
    """Tell whether this is one more paragraph of a list item."""
    return bool(block.runs) and not block.label


def _write(block: Block) -> str:
    if block.images:
        return "".join(map(_image, block.images))
    if block.rows:
        return _table(block.rows)
    text = _inline(block)
    if block.kind is Kind.HEADING:
        return f"{'#' * min(max(block.level, 1), 6)} {_heading(block, text)}"
    if block.kind is Kind.QUOTE and block.runs:
        return f"{'> ' * _depth(block)}{text}"
    if block.kind is Kind.CODE and block.runs:
        fence = max(["``", *FENCE.findall(block.text)], key=len) + "`"
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind is Kind.RULE:
        return "---"
    return _as_paragraph(text) if block.kind is Kind.PARAGRAPH else text


def _image(image: Image) -> str:
    """Write a picture, or its words where its address leads nowhere, as in a mail's attachments."""
    words = _escape(image.alt)
    return f"![{words}]({_address(image.src)})" if is_safe(image.src) else words


def _heading(block: Block, text: str) -> str:
    """Write a heading on one line; a mark that was typed goes for ours, one that a page shows is text."""
    text = LINE_START.sub(r"\1\\\2", text, count=1) if HEADING_MARK.match(text) and block.runs else text
    return " ".join(HEADING_MARK.sub("", text, count=1).split())


def _as_paragraph(text: str) -> str:
    return TILDE_FENCE.sub(r"\1\\", LINE_START.sub(r"\1\3\\\2\4", text))


def _item(block: Block, text: str, items: list[Item]) -> str:
    """Write a list item under those of `items` that it stands in, and put it there itself."""
    goes_on = _goes_on(block)
    while items and items[-1].level >= _depth(block) + goes_on:
        items.pop()
    indent = " " * (items[-1].indent if items else 0)
    if goes_on:
        return indent + text
    typed = NUMBER.sub(r"\1. ", BULLET.sub("- ", text, count=1), count=1)
    text = f"{block.label} {text}" if block.label else typed
    marker = MARKER.match(text)
    items.append(Item(_depth(block), len(indent) + (marker.end() if marker else 0)))
    return indent + text.replace("\n", f"\n{' ' * items[-1].indent}")


def _inline(block: Block) -> str:
    """Write a block's text with links and emphasis; text that was plain stays as it was typed."""
    if not block.runs:
        return block.text
    links = [Wrap(x.start, x.end, "[", f"]({_address(x.href)})") for x in block.links if is_safe(x.href)]
    emphasis = (
        _code(block.text, x) if x.mark == "`" else Wrap(x.start, x.end, x.mark, x.mark)
        for x in block.emphasis
        if _can_stand_out(block.text, x.start, x.end) and not (x.mark == "`" and _holds_link(x, links))
    )
    return wrap(block.text, [*links, *emphasis], _escape)


def _holds_link(code: Emphasis, links: Sequence[Wrap]) -> bool:
    """Tell whether a link stands inside code, where Markdown would have none. `links` are in order and apart."""
    at = bisect_left(links, code.start, key=lambda link: link.start)
    return at < len(links) and links[at].end <= code.end and links[at][:2] != (code.start, code.end)


def _code(text: str, code: Emphasis) -> Wrap:
    """Put code between more backticks than stand in it, and a space beside those at its ends."""
    inside = text[code.start : code.end]
    ticks = max(["", *TICKS.findall(inside)], key=len) + "`"
    space = " " if inside[0] == "`" or inside[-1] == "`" else ""
    return Wrap(code.start, code.end, ticks + space, space + ticks, verbatim=True)


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def _can_stand_out(text: str, start: int, end: int) -> bool:
    """Markdown has no emphasis that begins or ends with a space."""
    return not (text[start].isspace() or text[end - 1].isspace())


def _address(href: str) -> str:
    return "".join(href.strip().splitlines()).replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_rows(rows))


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield "| " + " | ".join(_escape(cell).replace("|", "\\|") for cell in row) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)
