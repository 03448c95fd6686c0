"""What readers wrote below a text, in a page that was copied: `5 Comments`, and under it names, texts and `Reply`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# The label above the thread, and what stands under each comment. One of the second may stand under a letter too.
HEADING = re.compile(r"(?:[0-9]+ )?(?:comments?|responses|replies|discussion)|comments? [0-9]+")
UNDER = re.compile(
    r"(?:like |likes? [0-9]+ )?reply(?: share| like| report)*|expand full comment|reply to this comment|report comment"
    r"|(?:[0-9]+ )?(?:more )?(?:comments|repl(?:y|ies))(?: by .*)?|(?:load|show|view|see) (?:[0-9]+ )?more comments"
)
MIN_UNDER = 2
# Words between two such lines; a longer text is no comment.
MAX_WORDS = 300
# Characters of a line that can be one of them.
MAX_LENGTH = 80
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the threads of comments, from their label to the last line that stands under one."""
    lines = [text.strip() if len(text) <= MAX_LENGTH else "" for text in folded]
    index = 0
    while index < len(blocks):
        end, under = _thread(index, lines, folded) if HEADING.fullmatch(lines[index]) else (index, 0)
        if under >= MIN_UNDER:
            yield from ((inside, f"{under} lines stand under comments") for inside in range(index, end + 1))
        index = end + 1


def _thread(start: int, lines: Sequence[str], folded: Sequence[str]) -> tuple[int, int]:
    """Return the last line that stands under a comment below a label, and how many such lines there are."""
    end, under, words = start, 0, 0
    for index in range(start + 1, len(lines)):
        words += folded[index].count(" ")
        if words > MAX_WORDS:
            break
        if UNDER.fullmatch(lines[index]):
            end, under, words = index, under + 1, 0
    return end, under
