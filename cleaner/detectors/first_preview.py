"""A preview at the very top: mail programs show a mail's first words beside its subject; senders put a sentence there.

A title stands at the top too. It ends in no full stop, and is short or has capital letters throughout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

THRESHOLDS = ()
# Words from which a line without a full stop reads as a sentence, and the share of them that begins with a capital
# letter at most; in a title more do.
SENTENCE_WORDS, MAX_CAPITALS = 9, 0.5
# Characters of folded text from which a paragraph is prose; some must stand below, or the sentence is the text itself.
PROSE_LENGTH = 110
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*$")


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the first block that has words, if they are a sentence and the text is still to come."""
    first = next((block for block in blocks if any(map(str.isalpha, folded[block.index]))), None)
    if first is None or not _is_sentence(first.text):
        return
    if any(len(text) >= PROSE_LENGTH for text in folded[first.index + 1 :]):
        yield first.index, ""


def _is_sentence(text: str) -> bool:
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    return bool(SENTENCE_END.search(text)) or (len(words) >= SENTENCE_WORDS and capitals <= MAX_CAPITALS * len(words))
