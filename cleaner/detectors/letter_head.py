"""What stands above the greeting of a letter: the preview that mail programs show, and the sender's name.

A letter begins with its greeting ("Dear friends,", "Ann --"), in any language: a few words that end in a comma or a
dash. A whole sentence as the very first block, with nothing but a name between it and the greeting, was written for the
list of mails and not for the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

THRESHOLDS = ()
# Blocks above the greeting: the preview, and maybe a name. More of them are a title with what belongs to it.
MAX_ABOVE = 2
GREETING_WORDS, NAME_WORDS = 5, 5
# Words from which a line without a full stop reads as a sentence too; titles are shorter.
SENTENCE_WORDS = 14
GREETING = re.compile(r"[^\W\d_].*(?:[,，、]|\s?(?:--|[-–—]))$")
# A greeting with which a paragraph begins; other names before a dash are where the news comes from.
GREETING_IN_TEXT = re.compile(
    r"(?:dear|hi|hello|hey|friends?|team|folks|patriots?)\b[^.!?:;\n]{0,30}?(?:--|[—–,]) ", re.I
)
CLOSING = re.compile(
    r"\b(?:thank|thanks|best|regards|sincerely|yours|cheers|grüße|gruß|merci|gracias|obrigad\w)\b", re.I
)
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*$")


def find_preview(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find the preview: a sentence as the first block of a letter."""
    greeting = _greeting(blocks)
    if greeting and _is_sentence(blocks[0].text):
        yield 0, f"the letter begins with {_opening(blocks[greeting])!r}"


def find_name(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]
) -> Iterator[tuple[int, str]]:
    """Find the sender's name between a preview and the greeting."""
    greeting = _greeting(blocks)
    if greeting == MAX_ABOVE and _is_sentence(blocks[0].text):
        name = blocks[1].text
        if len(name.split()) <= NAME_WORDS and not SENTENCE_END.search(name):
            yield 1, f"the letter begins with {_opening(blocks[greeting])!r}"


def _greeting(blocks: Sequence[Block]) -> int:
    """Return the index of the greeting that begins a letter, or 0 where none does or nothing stands above it."""
    return next((block.index for block in blocks[: MAX_ABOVE + 1] if _greets(block.text)), 0)


def _greets(text: str) -> bool:
    is_line = len(text.split()) <= GREETING_WORDS and GREETING.match(text) and not CLOSING.search(text)
    return bool(is_line or GREETING_IN_TEXT.match(text))


def _opening(block: Block) -> str:
    in_text = GREETING_IN_TEXT.match(block.text)
    return in_text.group().strip() if in_text else block.text


def _is_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text)) or len(text.split()) >= SENTENCE_WORDS
