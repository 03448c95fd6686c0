"""Labels and their addresses in plain text and Markdown, which show one behind the other.

A label does not get longer by its address: `Upgrade today (https://example.com/upgrade)` is three words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import fold, word_count

if TYPE_CHECKING:
    from cleaner.model import Block, Link

# How an address begins that is shown as it is, and what stands around it and its label.
SHOWN_ADDRESS, NO_BRACKETS = ("http://", "https://", "www."), str.maketrans("", "", "()<>[]")
# Words that make a label; the number of a list makes none. Markdown shows what is one: a button may be one word.
LABEL_WORDS = 2
BEHIND_LABEL = "]("
BLANK = "\x7f"
# What Markdown shows behind a label besides addresses of the web.
OTHER_TARGET = re.compile(r"\]\((?:mailto:|tel:|#)[^()\s]*\)", re.I)
# The title of a link, which Markdown shows behind its address.
LINK_TITLE = re.compile(r"\]\(\s+\"[^\"]*\"\)")


def label_of(block: Block) -> str:
    """Return a block's text without the addresses shown in it; nothing if it shows none, or little else."""
    shown = _shown(block)
    if not shown:
        return ""
    label = LINK_TITLE.sub("]", OTHER_TARGET.sub("]", without_addresses(block))).translate(NO_BRACKETS)
    is_sure = block.kind is not Kind.HEADING and block.text.endswith(BEHIND_LABEL, 0, shown[0].start)
    return label if word_count(fold(label)) >= (1 if is_sure else LABEL_WORDS) else ""


def without_addresses(block: Block) -> str:
    """Return a block's text without the addresses shown in it, and with the brackets around them."""
    shown = _shown(block)
    ends = [0, *(link.end for link in shown)]
    starts = [*(link.start for link in shown), len(block.text)]
    return "".join(block.text[end:start] for end, start in zip(ends, starts, strict=True))


def _shown(block: Block) -> list[Link]:
    return [link for link in block.links if block.text.startswith(SHOWN_ADDRESS, link.start)]


def fold_with_blanks(block: Block) -> str:
    """Fold a block's text as Markdown shows it: an address behind a label leaves its first word, the others are blank.

    So all words keep their places.
    """
    words: list[str] = []
    at = 0
    for link in _shown(block):
        words += fold(block.text[at : link.start]).split()
        address = fold(block.text[link.start : link.end]).split()
        is_behind = block.text.endswith(BEHIND_LABEL, 0, link.start)
        words += address[:1] + [BLANK] * (len(address) - 1) if is_behind else address
        at = link.end
    words += fold(block.text[at:]).split()
    return f" {' '.join(words)} "


def words_of(block: Block) -> int:
    """Count a block's words; of one with a label, those of the label."""
    return word_count(fold(label_of(block) or block.text))
