"""The name of the site: a few words at the top that, run together, are the name in an address further down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.labels import without_addresses
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Blocks from the top that can hold the name: it stands there alone, below a preview, or below a link and a preview.
TOP_BLOCKS = 4
# Words that a name has at most, and letters that it has at least: shorter ones are in some address by chance.
MAX_WORDS, MIN_LENGTH = 5, 4
# In an address a name stands behind one of these and in front of the top-level domain.
BEFORE, AFTER = r"[/.@]", r"(?:\.[a-z]{2,3})?\.[a-z]{2,12}\b"
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks at the top that are nothing but the name of a site that the text leads to."""
    names = [(block.index, words) for block in blocks[:TOP_BLOCKS] if (words := _words(block, folded[block.index]))]
    names = [(index, words) for index, words in names if len(words) <= MAX_WORDS and not words[-1].isdigit()]
    if not names:
        return
    addresses = "\n".join(_addresses(blocks)).lower()
    for index, words in names:
        found = _address_of("".join(words), addresses) or _address_of("-".join(words), addresses)
        if found:
            yield index, found


def _words(block: Block, folded: str) -> list[str]:
    """Return a block's words, without the address that plain text shows behind a label."""
    if len(block.links) == 1 and not fold(block.text[block.links[0].end :]).strip():
        return fold(without_addresses(block)).split() or folded.split()
    return folded.split()


def _address_of(name: str, addresses: str) -> str:
    """Return the address that has a name in front of its top-level domain, or nothing."""
    if len(name) < MIN_LENGTH or f"{name}." not in addresses:
        return ""
    found = re.search(f"{BEFORE}({re.escape(name)}{AFTER})", addresses)
    return found[1] if found else ""


def _addresses(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (link.href for link in block.links)
        if "." in block.text and ("@" in block.text or "/" in block.text or "www." in block.text):
            yield block.text
