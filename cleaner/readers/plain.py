"""Plain text to blocks: what was typed, or copied from a mail window, or saved as text.

A line is a block of its own unless there is evidence that a paragraph was broken over several lines: the next line's
first word would not have fitted (hard-wrapped mail), the line ends in a space (format=flowed, RFC 3676), a very long
line stops in mid-sentence, or a bracket that opens at its end holds an address, as mailers write links.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Document, Headers, Image, Kind, Link, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Columns. Mail is wrapped at 65 to 78; below 50 a short line is verse, an address or a list.
WRAP_MIN, WRAP_MAX = 50, 82
# Share of a stanza's line breaks that must look like wrapping before any of them is taken for it.
WRAPPED_SHARE = 0.5
# Columns from which a line that stops in mid-sentence can't be verse or a heading.
BROKEN_MIN = 100
HEADING_MAX_WORDS = 12
HEADING_MAX_COLUMNS = 90
MARKED_HEADING = re.compile(r"(#{1,6}) .{1,300}$")
# A line followed by one this many times as long reads as its heading.
HEADING_RATIO = 3

LIST_MARK = re.compile(
    r"(?:[-*+•●◦▪■□◆◇★☆‣⁃→»·–—]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t\u00a0]+(?=\S)|[※＊◇◆●○■□▼▲★☆・](?=[\u3040-\u9fff])"
)
DRAWN = re.compile(r"(?=.*[-=_*~#+|:─━═—▬■◆◇★☆＊－＝_^<>\\/])[-=_*~#+.•·|:─━═–—▬■◆◇★☆＊－＝^<>\\/\s]{3,}$")
IMAGE_LINE = re.compile(
    r"\[(?:image|cid|inline image|photo)\s*:?\s*([^\]]*)\]$"
    r"|\[?!\[([^\]]*)\]\(([^)\s]*)[^)]*\)(?:\]\([^)]*\))?$",  # in Markdown, maybe inside a link
    re.I,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'\u3000-\u303f]+[^\s<>\"'\u3000-\u303f.,;:!?)\]}]", re.I)
# What stands between a picture's address and that of the link around it, in Markdown.
NEXT_ADDRESS = re.compile(r"\)[^()\[\]]*\]\(")
URL_LINE = re.compile(r"<?(?:https?://|www\.)\S+$", re.I)
# A label of a few words and its address, which are a line of their own.
LABELLED_URL_LINE = re.compile(r"[^\W\d_a-z][^\s:]*(?: [^\s:]+){0,3}: <?(?:https?://|www\.)\S+$")
OPENING, CLOSING = ("(", "[", "<"), (")", "]", ">")
# A label between drawn lines is no part of a paragraph.
DECORATED = re.compile(r"([-=_*~#+])\1{3,}[^\W_].{0,60}\1{4}$")
QUOTE_MARK = re.compile(r"(?:>[ \t]?)+")
UNDERLINE = re.compile(r"([-=_~^*─━═])\1{2,}$")
FENCE = re.compile(r"(```|~~~)(?![`~])")
SENTENCE_END = re.compile(r"[.!?:;|»”\")\]。！？」]$")
WIDE = "\u2e80"  # Chinese, Japanese and Korean characters from here on take two columns
OPEN_END = re.compile(r"(?:[^\W\d_]|,)$")


class Line(NamedTuple):
    """One line: its span without the line end, where the next one starts, and its text without outer space."""

    number: int
    start: int
    end: int
    next: int
    indent: int
    text: str

    @property
    def columns(self) -> int:
        """Its width, blank space included."""
        return self.end - self.start


def read(text: str, source: Source, headers: Headers | None = None) -> Document:
    """Read plain text into a document. Never fails; takes time linear in `text`.

    `headers`: those of the mail that the text came in, which win over what the text shows.
    """
    blocks: list[Block] = []
    for stanza in _stanzas(_lines(text), _fences(text)):
        blocks.extend(_blocks(text, stanza, len(blocks)))
    numbered = _find_headings(text, blocks)
    return Document(source, text, tuple(numbered), _headers(numbered, headers or Headers()))


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        body = raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        stripped = body.strip()
        indent = len(body) - len(body.lstrip()) if stripped else 0
        yield Line(number, start, start + len(body), start + len(raw), indent, stripped)
        start += len(raw)


def _fences(text: str) -> Counter[str]:
    """Count the lines that open or close a block of code, by their mark."""
    if "```" not in text and "~~~" not in text:
        return Counter()
    return Counter(fence.group(1) for line in _lines(text) if (fence := FENCE.match(line.text)))


def _stanzas(lines: Iterable[Line], fences: Counter[str]) -> Iterator[list[Line]]:
    """Group lines between blank ones; a fenced block of code is one stanza whatever is in it."""
    stanza: list[Line] = []
    inside = ""
    for line in lines:
        fence = FENCE.match(line.text)
        if fence:
            fences[fence.group(1)] -= 1
        if inside:
            stanza.append(line)
            if fence and fence.group(1) == inside:
                yield stanza
                stanza, inside = [], ""
        elif fence and fences[fence.group(1)]:  # only where there is one more to close it
            if stanza:
                yield stanza
            stanza, inside = [line], fence.group(1)
        elif line.text:
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []
    if stanza:
        yield stanza


def _blocks(text: str, stanza: list[Line], index: int) -> Iterator[Block]:
    if len(stanza) > 1 and FENCE.match(stanza[0].text) and FENCE.match(stanza[-1].text):
        yield _block(text, index, stanza, Kind.CODE, [False] * (len(stanza) - 1))
        return
    kinds = [_line_kind(line.text) for line in stanza]
    joins = _joins(text, stanza, kinds)
    at = 0
    for i in range(1, len(stanza) + 1):
        if i < len(stanza) and (joins[i - 1] or (kinds[i] is kinds[at] and kinds[i] in (Kind.QUOTE, Kind.TABLE))):
            continue
        yield _block(text, index, stanza[at:i], kinds[at], joins[at : i - 1])
        at = i
        index += 1


def _line_kind(text: str) -> Kind:
    first = text[0]
    if first == ">":
        return Kind.QUOTE
    if first == "|" and _is_table_row(text):
        return Kind.TABLE
    if not first.isalnum() and DRAWN.match(text):
        return Kind.RULE
    if first in "[!" and IMAGE_LINE.match(text):
        return Kind.IMAGE
    if text.count("\t") > 1:
        return Kind.TABLE
    if LIST_MARK.match(text):
        return Kind.LIST_ITEM
    return Kind.PARAGRAPH


def _is_table_row(text: str) -> bool:
    """Tell whether a line that begins with a bar has cells, each with something in it."""
    cells = text[1:].rstrip("|").split("|")
    return len(cells) > 1 and all(any(c.isalnum() or c == "-" for c in cell) for cell in cells)


def _joins(text: str, stanza: list[Line], kinds: list[Kind]) -> list[bool]:
    """Tell for each line break inside a stanza whether it is soft: the paragraph goes on behind it."""
    if len(stanza) == 1:
        return []
    pairs = list(zip(stanza, stanza[1:], kinds, kinds[1:], strict=False))
    open_pairs = [_may_go_on(*pair) for pair in pairs]
    bracketed = _bracketed(stanza, kinds)
    if not any(open_pairs):
        return bracketed
    width = max(line.indent + len(line.text) for line in stanza)
    flowed = _share(open_pairs, [_flows(text, line, below, width) for line, below, _, _ in pairs])
    wrapped = _share(open_pairs, _wrapped(stanza, kinds))
    broken = [
        ok and kind is not Kind.QUOTE and (_stops_in_mid_sentence(a, b) or _hangs(a, b, kind))
        for ok, (a, b, kind, _) in zip(open_pairs, pairs, strict=True)
    ]
    return [any(reasons) for reasons in zip(flowed, wrapped, broken, bracketed, strict=True)]


def _flows(text: str, line: Line, below: Line, width: int) -> bool:
    """Tell whether a line ends as one does that flows on (RFC 3676).

    Where lines are long, that is a stray space; so it is if the next word would have fitted into the stanza's width.
    """
    if text[line.end - 1] != " " or line.text == "--" or line.columns > WRAP_MAX:
        return False
    word = QUOTE_MARK.sub("", below.text, count=1).split(maxsplit=1)[:1]
    return line.columns + sum(map(len, word)) > width


def _bracketed(stanza: list[Line], kinds: list[Kind]) -> list[bool]:
    """Tell for each line break whether an address in brackets stands beside it: `Read on (`, the address, `) today`."""
    found = [False] * (len(stanza) - 1)
    for i, (line, below) in enumerate(pairwise(stanza)):
        if URL_LINE.match(below.text):
            found[i] = line.text.endswith(OPENING) and kinds[i] in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        elif below.text.startswith(CLOSING):
            found[i] = i > 0 and found[i - 1]
    return found


def _wrapped(stanza: list[Line], kinds: list[Kind]) -> list[bool]:
    """Tell for each line break whether the next word would not have fitted into the stanza's width.

    That shows only where at least one such break stands inside a sentence: short lines end where they like.
    """
    width = max((line.columns for line in stanza if not URL_LINE.match(line.text)), default=0)
    if not WRAP_MIN <= width <= WRAP_MAX:
        return [False] * (len(stanza) - 1)
    full = [
        kind is not Kind.QUOTE and _would_not_fit(line, below, width)
        for (line, below), kind in zip(pairwise(stanza), kinds, strict=False)
    ]
    inside = any(
        is_full and (below.text[0].islower() or not SENTENCE_END.search(line.text))
        for is_full, (line, below) in zip(full, pairwise(stanza), strict=True)
    )
    return full if inside else [False] * len(full)


def _may_go_on(line: Line, below: Line, kind: Kind, kind_below: Kind) -> bool:
    """Tell whether a paragraph may go on from one line to the next, by what they are."""
    if kind is kind_below is Kind.QUOTE:
        mark, mark_below = QUOTE_MARK.match(line.text), QUOTE_MARK.match(below.text)
        same = mark and mark_below and mark.group().count(">") == mark_below.group().count(">")
        return bool(same) and len(below.text) > mark_below.end() if mark_below else False
    if kind_below is not Kind.PARAGRAPH or kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM):
        return False
    if URL_LINE.match(below.text) or LABELLED_URL_LINE.match(below.text) or _begins_anew(line, below):
        return False
    return not ("   " in line.text and "   " in below.text)


def _begins_anew(line: Line, below: Line) -> bool:
    """Tell whether a line begins something else: a label between drawn lines is near, an address above, or capitals."""
    if DECORATED.match(line.text) or DECORATED.match(below.text):
        return True
    if URL_LINE.match(line.text):
        return not below.text[0].islower()
    return below.text.isupper() and not line.text.isupper() and bool(SENTENCE_END.search(line.text))


def _share(candidates: list[bool], holds: list[bool]) -> list[bool]:
    """Keep the breaks for which something holds, if it holds for enough of the stanza's breaks."""
    both = [c and h for c, h in zip(candidates, holds, strict=True)]
    return both if sum(both) >= WRAPPED_SHARE * sum(candidates) else [False] * len(both)


def _would_not_fit(line: Line, below: Line, width: int) -> bool:
    if line.columns < WRAP_MIN or below.indent > line.indent + 8:
        return False
    word = below.text.split(maxsplit=1)[0]
    return line.columns + 1 + len(word) > width


def _stops_in_mid_sentence(line: Line, below: Line) -> bool:
    return line.columns >= BROKEN_MIN and below.text[0].islower() and bool(OPEN_END.search(line.text))


def _hangs(line: Line, below: Line, kind: Kind) -> bool:
    """Tell whether a list item that fills its line goes on in an indented one."""
    if kind is not Kind.LIST_ITEM or below.indent <= line.indent or SENTENCE_END.search(line.text):
        return False
    return sum(2 if c >= WIDE else 1 for c in line.text) >= WRAP_MIN


def _block(text: str, index: int, lines: Sequence[Line], kind: Kind, joins: list[bool]) -> Block:
    span = Span(lines[0].start + lines[0].indent, lines[-1].start + lines[-1].indent + len(lines[-1].text))
    body = text[span.start : span.end]
    level = 0
    if kind is Kind.QUOTE and (mark := QUOTE_MARK.match(body)):
        level = mark.group().count(">")
    elif kind is Kind.LIST_ITEM:
        level = 1 + lines[0].indent // 2
    breaks = tuple(_break(a, b, kind) for (a, b), joint in zip(pairwise(lines), joins, strict=True) if joint)
    extent = Span(lines[0].start, lines[-1].next)
    return Block(
        index, kind, span, extent, body, str(lines[0].number), level,
        breaks=breaks, links=_links(body), images=_images(kind, body),
    )  # fmt: skip


def _break(line: Line, below: Line, kind: Kind) -> Span:
    """Return the span of a soft line break, with the quote mark behind it."""
    mark = QUOTE_MARK.match(below.text) if kind is Kind.QUOTE else None
    return Span(line.start + line.indent + len(line.text), below.start + below.indent + (mark.end() if mark else 0))


def _links(body: str) -> tuple[Link, ...]:
    if "://" not in body and "www." not in body.lower():
        return ()
    return tuple(
        Link(body[start:end], start, end) for found in URL.finditer(body) for start, end in _parted(body, *found.span())
    )


def _parted(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part addresses of Markdown that nothing else parts: `[![](https://a)Like](https://b)`."""
    for mark in NEXT_ADDRESS.finditer(body, start, end):
        if URL.match(body, start, mark.start()):
            yield start, mark.start()
        start = mark.end()
    if URL.match(body, start, end):
        yield start, end


def _images(kind: Kind, body: str) -> tuple[Image, ...]:
    if kind is not Kind.IMAGE or not (m := IMAGE_LINE.match(body)):
        return ()
    return (Image(src=m.group(3) or "", alt=m.group(1) or m.group(2) or ""),)


def _find_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the paragraphs that read as headings, which only their neighbours show."""
    out = list(blocks)
    for i, block in enumerate(blocks[:-1]):
        if block.kind is Kind.PARAGRAPH and (level := _heading_level(text, block, blocks[i + 1])):
            out[i] = block._replace(kind=Kind.HEADING, level=level)
    return out


def _heading_level(text: str, block: Block, below: Block) -> int:
    body = block.text
    if marked := MARKED_HEADING.match(body):
        return len(marked[1])
    if len(body) > HEADING_MAX_COLUMNS or "\n" in body or body[-1] in ".,;" or block.links:
        return 0
    if len(body.split()) > HEADING_MAX_WORDS:
        return 0
    apart = text.count("\n", block.span.end, below.span.start) > 1
    if below.kind is Kind.RULE:
        return 1 if UNDERLINE.match(below.text) and not apart else 0
    if body.isupper() and len(body) > 3:
        return 2
    if not (body[0].isupper() or body[0].isdigit() or not body[0].isascii()):
        return 0
    if below.kind is Kind.LIST_ITEM:
        return 3
    return 3 if below.kind is Kind.PARAGRAPH and len(below.text) >= HEADING_RATIO * max(len(body), 30) else 0


def _headers(blocks: Sequence[Block], headers: Headers) -> Headers:
    """Take the title from a heading or short line at the very top."""
    if headers.title or not blocks or blocks[0].kind not in (Kind.HEADING, Kind.PARAGRAPH):
        return headers
    first = " ".join(blocks[0].text.split())
    short = len(first.split()) <= 2 * HEADING_MAX_WORDS and first[-1] not in ".,;:"
    return headers._replace(title=first.lstrip("# ")) if short else headers
