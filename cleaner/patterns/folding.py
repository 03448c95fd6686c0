"""The forms that patterns are matched on: folded words for phrases, squeezed text for regexes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts without spaces between words, and Korean, which hangs particles on them: a character is a word.
SINGLES = (
    ("\u3005", "\u3007"), ("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7af"),
    ("\uf900", "\ufaff"),
)  # fmt: skip
FIRST_SINGLE = SINGLES[0][0]
WORD = re.compile(r"[^\W_]+")
# Typographic quotes, dashes and spaces: without them most texts are ASCII, which is folded in a third of the time.
MARKS = re.compile("[\u00a0\u2000-\u206f]+")
# Letters that are two letters where they can't be typed.
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l"}
SURROGATE = re.compile("[\ud800-\udfff]")


class _Letters(dict[int, str]):
    """What `str.translate` puts for a character: lower case, a word of its own, or a space; as they come."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        is_single = any(first <= c <= last for first, last in SINGLES)
        self[code] = f" {c} " if is_single else without_accent(_lower(c)) if c.isalnum() else " "
        return self[code]


LETTERS = _Letters()


def fold(text: str) -> str:
    """Return the text's words in lower case and without accents, between single spaces: ` view in browser `."""
    words = (text if text.isascii() else MARKS.sub(" ", text)).translate(LETTERS).split()
    return f" {' '.join(words)} " if words else " "


def fold_all(texts: Iterable[str]) -> str:
    """Fold several texts into one, in which no phrase reaches from one to the next."""
    return "\n".join(map(_fold_short, texts))


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    """Fold a class name, an alternative text or an address: the same ones come again and again."""
    return fold(text)


def word_count(folded: str) -> int:
    """Count the words of a folded text."""
    return folded.count(" ") - 1


def word_places(text: str) -> list[tuple[int, int]]:
    """Where the words of `fold(text)` stand in `text`, in code points, half-open."""
    return [m.span() for m in _word_pattern(text).finditer(text)]


def _word_pattern(text: str) -> re.Pattern[str]:
    return WORD if text.isascii() or max(text) < FIRST_SINGLE else _pattern_with_singles()


@cache
def _pattern_with_singles() -> re.Pattern[str]:
    """Compile the pattern for texts with single-character words; ranges this large take 5 ms."""
    singles = "".join(f"{first}-{last}" for first, last in SINGLES)
    return re.compile(rf"[{singles}]|[^\W_{singles}]+")


def _lower(text: str) -> str:
    """Put into lower case. Sigma has two forms there, by its place in a word; one will do."""
    return text.lower().replace("ς", "σ")


def without_accent(text: str) -> str:
    """Take the accent off a Latin letter, or spell it as those do who can't type it: `e`, and `ae` for an umlaut."""
    if text in SPELT_OUT:
        return SPELT_OUT[text]
    letter = unicodedata.normalize("NFD", text)[0]
    return letter if letter.isascii() else text


def encodable(text: str) -> str:
    """Put U+FFFD for lone surrogates, which neither RE2 nor the automaton can take."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def squeeze(text: str) -> str:
    """Return the text in lower case with blank space folded to single spaces: what a regex is matched on."""
    return encodable(_lower(" ".join(text.split())))


def squeeze_with_places(text: str) -> tuple[str, list[int]]:
    """Do what `squeeze` does and say for each character where it came from, in code points of `text`.

    A space stands where its blank space begins.
    """
    chars: list[str] = []
    places: list[int] = []
    for word in re.finditer(r"\S+", text):
        if chars:
            chars.append(" ")
            places.append(places[-1] + 1)
        for i, c in enumerate(word.group(), word.start()):
            for lower in c.lower():
                chars.append(lower)
                places.append(i)
    return encodable(_lower("".join(chars))), places
