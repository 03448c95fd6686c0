"""Changes inside kept text, and the blank space between blocks. What is repaired stands in rules/repair.toml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind, OpaqueLink, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from cleaner.model import Block

# UTF-8 read as windows-1252 or Latin-1 shows as one of the first followed by one of the second. Only such lines are
# worth the 120 ms that importing ftfy takes.
MOJIBAKE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
# No-break spaces, wide and narrow, with any ordinary ones next to them.
NO_BREAK = re.compile(r"(?<! ) *+[\u00a0\u202f][\u00a0\u202f ]*+")
NO_WIDTH = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad\u034f\u180e]")
INVISIBLE = re.compile(
    r"[\u200b\u2060\ufeff\u00ad\u034f\u180e]+"
    # Joiners shape emoji and Persian or Indic words, so they go only where they join nothing.
    r"|(?:(?<=\s)|^)[\u200c\u200d]++|(?<![\u200c\u200d])[\u200c\u200d]++(?=\s|$)",
    re.M,
)

Change = tuple[int, int, str]
"""A range of a block's text, in code points, and what it becomes."""


def mojibake(block: Block) -> Iterator[Change]:
    """Repair text that was decoded with the wrong encoding, line by line, with ftfy."""
    if block.text.isascii() or not MOJIBAKE.search(block.text):
        return
    import ftfy

    # Nothing but the encoding: ftfy's other repairs change quotes and ligatures that are right (FACTS: 138 lines).
    config = ftfy.TextFixerConfig(
        fix_encoding=True, restore_byte_a0=True, replace_lossy_sequences=True, decode_inconsistent_utf8=True,
        unescape_html=False, normalization=None,
    )  # fmt: skip
    at = 0
    for line in block.text.splitlines(keepends=True):
        if MOJIBAKE.search(line):
            fixed = ftfy.fix_encoding(line, config)
            if fixed != line:
                yield _smallest_change(at, line, fixed)
        at += len(line)


def _smallest_change(at: int, old: str, new: str) -> Change:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return at + start, at + len(old) - end, new[start : len(new) - end]


def no_break_spaces(block: Block) -> Iterator[Change]:
    """Make no-break spaces ordinary ones, without doubling a space beside them."""
    if not block.text.isascii():
        for m in NO_BREAK.finditer(block.text):
            yield *m.span(), " "


def invisible(block: Block) -> Iterator[Change]:
    """Take out characters of no width that join or shape nothing."""
    if not block.text.isascii() and NO_WIDTH.search(block.text):
        for m in INVISIBLE.finditer(block.text):
            yield *m.span(), ""


def soft_breaks(block: Block) -> Iterator[Change]:
    """Join the lines of a paragraph that was broken to fit a width."""
    for span in block.breaks:
        start, end = span.start - block.span.start, span.end - block.span.start
        yield start, end, _joint(block.text[max(start - 2, 0) : start], block.text[end])


def _joint(before: str, after: str) -> str:
    """Put a space where the script uses spaces; a hyphen that ends a line inside a word stays with it.

    So does an address with the brackets around it.
    """
    if (_is_wide(before[-1]) and _is_wide(after)) or before[-1] in "([<" or after in ")]>":
        return ""
    return "" if before[-1] == "-" and before[0].isalpha() and after.isalpha() else " "


def _is_wide(c: str) -> bool:
    """Tell whether a character is Chinese or Japanese, or one of their marks: no spaces stand between these."""
    return "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"


REPAIRS: dict[str, Callable[[Block], Iterator[Change]]] = {
    "mojibake": mojibake,
    "no-break-spaces": no_break_spaces,
    "invisible": invisible,
    "soft-breaks": soft_breaks,
}
"""Repairs of a block, in the order in which they are tried; where two meet, the first wins."""

BLANK_LINES = "blank-lines"
"""The repair of the space between blocks, which belongs to none of them."""

TRACKED_LINKS = "tracked-links"
"""The repair of addresses, which stand in the markup and not in the text."""


def without_trackers(block: Block) -> Block:
    """Return a block whose links lead to the same pages without telling who clicked."""
    if not block.links:
        return block
    from cleaner.trackers import untrack  # its data is read only for documents with links

    return block._replace(links=tuple(link._replace(href=untrack(link.href).url) for link in block.links))


def untracked_links(block: Block) -> Iterator[tuple[Span, str]]:
    """Yield the addresses in a block's markup that are tracked, and what they become, as markup."""
    for link in block.links:
        if link.place is not None and link.href:
            from html import escape

            from cleaner.trackers import untrack  # its data is read only for documents with links

            address = untrack(link.href).url
            if address != link.href:
                yield link.place, escape(address)


def opaque_links(blocks: Iterable[Block]) -> Iterator[OpaqueLink]:
    """Yield the links of blocks that are tracked and lead where nobody can tell without following them."""
    seen: set[Span] = set()  # a link that is never closed stands in many blocks
    for block in blocks:
        for link in block.links:
            place = link.place or Span(block.span.start + link.start, block.span.start + link.end)
            if place in seen:
                continue
            seen.add(place)
            from cleaner.trackers import untrack  # its data is read only for documents with links

            found = untrack(link.href)
            if found.how == "opaque":
                yield OpaqueLink(place, found.vendor)


def changes_in(block: Block, names: Container[str]) -> Iterator[tuple[str, Change]]:
    """Yield what the named repairs change in a block, with their names. Code is left as it is."""
    if block.kind is Kind.CODE or (block.text.isascii() and not block.breaks):
        return
    for name, repair in REPAIRS.items():
        if name in names:
            for change in repair(block):
                yield name, change


def changes_between(outer: str, names: Container[str]) -> Iterator[tuple[str, Change]]:
    """Yield what changes in the blank space beside a block on its line: no-break spaces go."""
    if not outer.isascii() and "no-break-spaces" in names:
        for m in NO_BREAK.finditer(outer):
            yield "no-break-spaces", (*m.span(), "")
