"""Sponsors' names: which words of a mark, or below it, are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.judge.advert.limits import NAME_WORDS, PROSE_BLOCKS
from cleaner.model import Scope
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.model import Block, Hit

# Letters of a word that can be a name.
MIN_LETTERS = 4
BEFORE_NAME = re.compile(
    r"\b(?:to|by|with|from|von|mit|par|avec|de|por|con|com|da|di|do|door|met|van|av|från|med|przez|z|от|с)\b:?\s|"
    r"\b(?:content|sponsor|sponsored|promoted|partner|post|message|story|spotlight|advertisement)\s*\|\s+"
    r"(?!(?:read|view|open|see|learn|sign|subscribe|share|advertise|online)\b)",
    re.I,
)
# What a mark with a capital to each word says besides a name: `A MESSAGE FROM OUR SPONSOR`.
NO_NAME = re.compile(
    r"our|your|this|today|friends|benefits|support|community|(?:a|un)?nostr|notre|nos$|nuestr|noss|unser|onze|vår|nasz|наш|"
    r"spons|partn|parten|parceir|socio|advert|annonc|annons|anunci|inserz|werbe|patroc|реклам|спонс|партн",
    re.I,
)
WORD = re.compile(r"[^\W_]+")
# Where an address that is shown begins.
SHOWN = re.compile(r"[(\[<]*\s*(?:https?://|www\.)")
# A mark that says that a name follows.
OPEN_MARK = re.compile(r"\b(?:by|with|sponsors?|partners?)\W*$", re.I)


def names_in(mark: str) -> frozenset[str]:
    """Return the words of a mark that are its sponsor's name: those with a capital behind `by` and the like."""
    behind = BEFORE_NAME.split(mark)[1:]
    words = (word for part in behind for word in WORD.findall(part)[:NAME_WORDS])
    names = (word for word in words if not word[0].islower() and (len(word) >= MIN_LETTERS or _is_initials(word, mark)))
    return frozenset(fold(word).strip() for word in names if not NO_NAME.match(word))


def capitals_in(text: str) -> frozenset[str]:
    """Return the words of a text that begin with a capital, and so may be names."""
    words = (word for word in WORD.findall(text) if len(word) >= MIN_LETTERS and word[0].isupper())
    return frozenset(fold(word).strip() for word in words if not NO_NAME.match(word))


def sponsors_above(index: int, blocks: Sequence[Block], hits: Sequence[Mapping[str, Hit]]) -> frozenset[str]:
    """Return the names of sponsors whom marks above name by lines that end in them, or right below such a line."""
    found = set()
    for above in range(max(index - PROSE_BLOCKS, 0), index):
        if not any(hit.rule.scope is Scope.ADVERT and hit.origin in (None, above) for hit in hits[above].values()):
            continue
        text = blocks[above].text
        if is_open(text):
            name = WORD.findall(SHOWN.split(blocks[above + 1].text, maxsplit=1)[0])
        else:
            name = WORD.findall(BEFORE_NAME.split(text)[-1]) if names_in(text) else []
        if 0 < len(name) <= NAME_WORDS and all(w[0].isupper() and not NO_NAME.match(w) for w in name):
            found.add(fold(" ".join(name)).strip())
    return frozenset(name for name in found if len(name) >= MIN_LETTERS)


def is_open(mark: str) -> bool:
    """Tell whether a mark says that a name follows: `Presented by:`, `Together with`."""
    return bool(OPEN_MARK.search(mark))


def _is_initials(word: str, mark: str) -> bool:
    return len(word) > 2 and word.isupper() and not mark.isupper()
