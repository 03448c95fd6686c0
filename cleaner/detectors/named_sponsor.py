"""A short line that names the sponsor whom another line names as such.

`A message from Millwork` may be news of the mill; in an issue that says `Presented by Millwork` it opens an advert.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Words of a label, and of the name in it.
MAX_LABEL_WORDS, MAX_NAME_WORDS = 12, 4
# Letters of a name; shorter ones are words of many other texts.
MIN_LETTERS = 3
# Labels that are read, from the top. An issue has a few sponsors; with all of many each line would take as long.
MAX_NAMES = 50
LABEL = re.compile(
    r"^[^a-z0-9]*(?:(?:this|today s) [a-z]+ is )?(?:proudly )?"
    r"(?:(?:presented|sponsored|supported|brought to you|made possible) by|together with|in partnership with)"
    r" (?:our (?:partner|partners|friends|sponsor)(?: at)? )?(?P<name>.+)$"
)
THRESHOLDS = ()


def find(
    blocks: Sequence[Block],
    folded: Sequence[str],
    thresholds: Mapping[str, float],
) -> Iterator[tuple[int, str]]:
    """Find the lines that name a sponsor, but for those that say first that it is one."""
    labels = {index: name for index, text in enumerate(folded) if (name := _name(text))}
    names = sorted(set(islice(labels.values(), MAX_NAMES)))
    for index, (block, text) in enumerate(zip(blocks, folded, strict=True)):
        if not names or index in labels or len(text.split()) > MAX_LABEL_WORDS or not block.text:
            continue
        padded = f" {text.strip()} "
        if name := next((name for name in names if f" {name} " in padded), ""):
            yield index, f"names the sponsor, {name}"


def _name(text: str) -> str:
    """Return the name in a label, if the text is one."""
    if len(text.split()) > MAX_LABEL_WORDS or not (found := LABEL.match(text.strip())):
        return ""
    words = found["name"].split()
    name = " ".join(words)
    return name if len(words) <= MAX_NAME_WORDS and len(name) >= MIN_LETTERS else ""
