"""Lines by their words: what makes two of them the same line, and the phrase that finds them all."""

from __future__ import annotations

import re
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from cleaner.labels import words_of
from cleaner.patterns.folding import fold, word_places
from cleaner.patterns.phrases import WILDCARD_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.model import Block

# Characters of folded text up to which a line may be a title, a greeting or a signature: about ten words.
SHORT_LINE = 60
# Words of a phrase: enough for a person to recognise the line and to tell it from any other.
PHRASE_WORDS = 24
# A line with words that change needs so many words and letters that do not, and this share of its words, or its phrase
# could stand in a sentence. Japanese has a word a letter.
FIXED_WORDS, FIXED_LETTERS, FIXED_SHARE = 3, 10, 0.5

ANY = "*"
TOKEN = re.compile(r"\S+")
DIGIT = re.compile(r"\d")

Key = tuple[str, ...]
"""Words with `*` for what may change; lines with the same key are the same line."""


class Line(NamedTuple):
    """A block's words.

    Attributes:
        block: the block.
        words: its words, folded.
        plain: the same with `*` for numbers and addresses.
        named: the same with `*` also for words that begin with a capital, which may be names or dates.

    """

    block: Block
    words: tuple[str, ...]
    plain: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What makes it the same line as others, names told apart."""
        return key_of(self.plain)

    @property
    def is_short(self) -> bool:
        """Whether it may be a title, a greeting or a signature."""
        return sum(map(len, self.words)) + len(self.words) < SHORT_LINE


def line_of(block: Block) -> Line:
    """Read a block's words."""
    text, words = block.text, tuple(fold(block.text).split())
    addresses = {at for found in TOKEN.finditer(text) if _is_address(found.group()) for at in range(*found.span())}
    plain, named = [], []
    for word, (start, _) in zip(words, word_places(text), strict=True):
        may_change = start in addresses or DIGIT.search(word) is not None
        plain.append(ANY if may_change else word)
        named.append(ANY if may_change or text[start].isupper() else word)
    return Line(block, words, tuple(plain), tuple(named))


def _is_address(token: str) -> bool:
    return "://" in token or "www." in token or "@" in token[1:]


def key_of(words: Sequence[str]) -> Key:
    """Make a key: several words in a row that may change count as one, as a date may be longer than another."""
    return tuple(word for i, word in enumerate(words) if word != ANY or i == 0 or words[i - 1] != ANY)


class Wording(NamedTuple):
    """How the wordings of one line are found.

    Attributes:
        phrase: their words, `*` for those that differ. Where they differ in more words than a `*` stands for, it is the
            longest stretch between.
        min_words: the least words of such a line, if the phrase leaves some out.
        max_words: the most words of such a line.
        is_loose: whether it would find other lines too.

    """

    phrase: str
    min_words: int | None
    max_words: int
    is_loose: bool


def wording_of(key: Key, lines: Sequence[Line]) -> Wording:
    """Find the wording for lines with the same key."""
    phrase, differing = _phrase(key, [_gaps(key, line) for line in lines])
    shortest = min(len(line.words) for line in lines)
    counts = [words_of(line.block) for line in lines]
    return Wording(
        " ".join(phrase),
        min(counts) - differing if len(phrase) < shortest else None,
        max(counts) + differing,
        differing > 0 and _is_loose(phrase, shortest),
    )


def _is_loose(phrase: Sequence[str], words: int) -> bool:
    """Tell whether a phrase for lines of at least so many words says too little of them."""
    fixed = [word for word in phrase if word != ANY]
    least = max(FIXED_WORDS, FIXED_SHARE * min(words, PHRASE_WORDS))
    return len(fixed) < least or sum(map(len, fixed)) < FIXED_LETTERS


def _gaps(key: Key, line: Line) -> list[tuple[str, ...]]:
    """List the words that stand in a line for each `*` of its key."""
    masked = line.plain if line.key == key else line.named
    runs = groupby(zip(masked, line.words, strict=True), lambda pair: pair[0] == ANY)
    return [tuple(word for _, word in run) for is_gap, run in runs if is_gap]


def _phrase(key: Key, gaps: Sequence[Sequence[tuple[str, ...]]]) -> tuple[list[str], int]:
    """Fill the gaps of a key with what all lines have there; return the longest stretch, and how many gaps differ."""
    stretches: list[list[str]] = [[]]
    differing = 0
    fillings = iter(zip(*gaps, strict=True))
    for word in key:
        if word != ANY:
            stretches[-1].append(word)
            continue
        found = next(fillings)
        start = _shared(found)
        end = _shared([words[len(start) :][::-1] for words in found])[::-1]
        between = max(map(len, found)) - len(start) - len(end)
        differing += between > 0
        stretches[-1] += [*start, *([ANY] if 0 < between <= WILDCARD_WORDS else [])]
        if between > WILDCARD_WORDS:
            stretches.append([])
        stretches[-1] += end
    longest = max(stretches, key=lambda words: sum(word != ANY for word in words))
    return _trimmed(_trimmed(longest)[:PHRASE_WORDS]), differing


def _shared(wordings: Iterable[Sequence[str]]) -> list[str]:
    """Return the first words that all have in common."""
    return [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*wordings, strict=False))]


def _trimmed(phrase: list[str]) -> list[str]:
    """Take the `*` at both ends off, which say nothing."""
    fixed = [i for i, word in enumerate(phrase) if word != ANY]
    return phrase[fixed[0] : fixed[-1] + 1] if fixed else []
