"""The table of addresses at the end of a plain text: what a program writes that turns links into numbers.

A writer's own notes are numbered too. A program numbers all links, also the one that leads off the list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Addresses that make a table, and words of the heading over it at most.
MIN_ENTRIES, MAX_HEADING_WORDS = 2, 4
HEADING = re.compile(r"[\W_]*(?:visible |hidden )?(?:links?|references|urls?|footnotes|liens|enlaces|verweise)\b", re.I)
LINE = re.compile(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}\.)[:.]?\s*<?(?:https?://|mailto:|ftp://|www\.)\S+\s*")
# What stands in an address that leads off the list.
WAY_OUT = re.compile(r"unsub|opt-?out|list-manage|manage-?subscription|email-?preferences|preference-?cent", re.I)
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the entries of tables, and the headings over them."""
    start = 0
    while start < len(blocks):
        end, entries = start, 0
        while end < len(blocks) and (lines := _entries(blocks[end])):
            entries += lines
            end += 1
        table = blocks[start:end]
        if entries >= MIN_ENTRIES and any(WAY_OUT.search(block.text) for block in table):
            above = start - 1
            while above > 0 and blocks[above].kind is Kind.RULE:
                above -= 1
            if above > 0 and _is_heading(blocks[above], folded[above]):
                yield above, f"stands over {entries} addresses"
            for block in table:
                yield block.index, f"one of {entries} addresses in a row"
        start = max(end, start + 1)


def _entries(block: Block) -> int:
    """Count the addresses of a block, if it is nothing else."""
    lines = block.text.splitlines()
    return len(lines) if lines and all(LINE.fullmatch(line) for line in lines) else 0


def _is_heading(block: Block, folded: str) -> bool:
    return len(folded.split()) <= MAX_HEADING_WORDS and HEADING.match(block.text) is not None
