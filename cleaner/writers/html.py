"""Clean blocks as a small page: no scripts, styles, trackers, event handlers or addresses that run code."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind
from cleaner.writers.inline import Wrap, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Block, Image

SAFE = ("http://", "https://", "mailto:", "tel:")
TAGS = {"*": "em", "**": "strong", "`": "code"}


def write(blocks: Sequence[Block], title: str, language: str) -> str:
    """Write a page of its own."""
    attribute = f' lang="{escape(language)}"' if language != "und" else ""
    head = (
        f'<!DOCTYPE html>\n<html{attribute}>\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n</head>'
    )
    return "\n".join([head, "<body>", *_body(blocks), "</body>", "</html>", ""])


def _body(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is Kind.LIST_ITEM:
            yield _lists(group)
        else:
            yield from filter(None, map(_block, group))


class OpenList(NamedTuple):
    """A list that is open: the level of its items, its tag, and the number of its last item."""

    level: int
    tag: str
    number: int = 0


def _lists(items: Iterable[Block]) -> str:
    """Write list items, each list inside the item that it belongs to."""
    out: list[str] = []
    lists: list[OpenList] = []

    def close() -> None:
        out.append(f"</li>\n</{lists.pop().tag}>")

    for item in items:
        this = _list_of(item)
        while lists and lists[-1].level > this.level:
            close()
        if lists and item.runs and not item.label:
            out.append(f"\n<p>{inline(item)}</p>")
            continue
        if lists and lists[-1].level == this.level and not _follows(this, lists[-1]):
            close()
        if lists and lists[-1].level == this.level:
            lists.pop()
            out.append("</li>\n")
        else:
            start = f' start="{this.number}"' if this.number != 1 and this.tag == "ol" else ""
            out += ["\n" if out else "", f"<{this.tag}{start}>\n"]
        lists.append(this)
        out.append(f"<li>{inline(item)}")
    while lists:
        close()
    return "".join(out)


def _list_of(item: Block) -> OpenList:
    number = item.label.removesuffix(".")
    level = max(item.level, 1)
    return OpenList(level, "ol", int(number)) if number.isdecimal() else OpenList(level, "ul")


def _follows(this: OpenList, last: OpenList) -> bool:
    return this.tag == last.tag and (this.tag == "ul" or this.number == last.number + 1)


def _block(block: Block) -> str:
    if block.kind is Kind.HEADING:
        level = min(max(block.level, 1), 6)
        return f"<h{level}>{inline(block)}</h{level}>"
    if block.kind is Kind.QUOTE:
        return f"<blockquote>{inline(block)}</blockquote>"
    if block.kind is Kind.CODE:
        return f"<pre>{escape(block.text)}</pre>"
    if block.kind is Kind.RULE:
        return "<hr>"
    if block.kind is Kind.TABLE and block.rows:
        rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
        return "\n".join(["<table>", *rows, "</table>"])
    if block.images:
        return "".join(map(_image, block.images))
    return f"<p>{inline(block)}</p>" if block.text else ""


def _image(image: Image) -> str:
    """Write a picture, or its words where its address leads nowhere, as in a mail's attachments."""
    if image.src.lower().startswith(SAFE[:2]):
        return f'<p><img src="{escape(image.src)}" alt="{escape(image.alt)}"></p>'
    return f"<p>{escape(image.alt, quote=False)}</p>" if image.alt else ""


def inline(block: Block) -> str:
    """Write a block's text with its links and emphasis."""
    links = (
        Wrap(link.start, link.end, f'<a href="{escape(link.href)}">', "</a>")
        for link in block.links
        if link.href.lower().startswith(SAFE)
    )
    emphasis = (Wrap(e.start, e.end, f"<{TAGS[e.mark]}>", f"</{TAGS[e.mark]}>") for e in block.emphasis)
    return wrap(block.text, [*links, *emphasis], lambda text: escape(text, quote=False))
