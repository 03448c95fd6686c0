"""Clean blocks as a small page: no scripts, styles, trackers, event handlers or addresses that run code."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.writers.inline import Wrap, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
            items = [f"<li>{inline(block)}</li>" for block in group]
            yield "\n".join(["<ul>", *items, "</ul>"])
        else:
            yield from filter(None, map(_block, group))


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
