"""A markup block read once more, character by character: where its text stands, and what to take out for all of it."""

from __future__ import annotations

import re
from html import unescape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from cleaner.model import Span
from cleaner.readers.draft import PADDING, SPACE
from cleaner.readers.nesting import BLOCK, VOID
from cleaner.readers.tokens import attributes, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.model import Block

JOINERS = ("\u200c", "\u200d")
UNIT = re.compile(rf"&(?:#\d+|#[xX][\da-fA-F]+|\w+);?|{SPACE.pattern}|.", re.S)
OPENING = re.compile(r"""<([a-zA-Z][^\s/<>"']*+)(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+>$""")
CLOSING = re.compile(r"</([a-zA-Z][^\s/<>]*)\s*>")
# How far in front of a block its own inline tags are looked for, in code points.
OPENING_REACH = 2000


Place = tuple[Span, Span]
"""Where a character of a block stands in the source, and the run that it is in."""


def spell(source: str, block: Block) -> list[Place]:
    """Return the places of all characters of a block's text.

    None of them where spelling does not lead to the same text, as in tables and in code.
    """
    chars: list[str] = []
    places: list[Place] = []
    for run in block.runs:
        for span, text in _units(source, run):
            if text == " " and (not chars or chars[-1] == " "):
                continue
            chars += text
            places += [(span, run)] * len(text)
    return places if "".join(chars).rstrip() == block.text else []


def spans(places: Iterable[Place]) -> list[Span]:
    """Return the spans of the source that characters in a row stand in, without the tags between them."""
    runs = (list(group) for _, group in groupby(places, key=itemgetter(1)))
    return [Span(group[0][0].start, group[-1][0].end) for group in runs]


def _units(source: str, run: Span) -> Iterator[tuple[Span, str]]:
    """Yield the characters and entities of a run with what a reader sees of them; an image in a sentence is one."""
    token = next(tokenize(source[run.start : run.end]))
    if token.name == "img":
        found = attributes(source[run.start + token.attributes : run.end - 1])
        yield run, " ".join(found["alt"].value.split()) if "alt" in found else ""
        return
    before = " "
    for m in UNIT.finditer(source, run.start, run.end):
        raw = unescape(m.group())
        if raw in JOINERS:  # whether padding or not, depends on what it stands behind
            text = "" if before.isspace() or before in JOINERS else raw
        else:
            text = SPACE.sub(" ", PADDING.sub("", raw))
        before = raw[-1:]
        yield Span(m.start(), m.end()), text


def removal(source: str, block: Block) -> list[Span]:
    """Return the spans to take out for a whole block: one with its inline tags, else run by run.

    Block elements stay where they are, empty, so that the blocks around it do not run together.
    """
    whole = Span(block.runs[0].start, block.runs[-1].end)
    if len(block.runs) > 1 and not _is_balanced(source[whole.start : whole.end]):
        return list(block.runs)
    return [_with_inline_tags(source, whole)]


def _is_balanced(markup: str) -> bool:
    """Tell whether a stretch of markup opens and closes the same inline elements."""
    open_names: list[str] = []
    for token in tokenize(markup):
        if token.name in ("", "!", "#"):
            continue
        if token.name in BLOCK or token.name == "img":
            return False
        if token.name in VOID:
            continue
        if not token.closing:
            open_names.append(token.name)
        elif not open_names or open_names.pop() != token.name:
            return False
    return not open_names


def _with_inline_tags(source: str, span: Span) -> Span:
    """Widen a span over the inline elements that hold nothing else."""
    start, end = span.start, span.end
    while (before := OPENING.search(source, max(start - OPENING_REACH, 0), start)) and (
        after := CLOSING.match(source, end)
    ):
        name = before.group(1).lower()
        if name != after.group(1).lower() or name in BLOCK or name in VOID:
            break
        start, end = before.start(), after.end()
    return Span(start, end)
