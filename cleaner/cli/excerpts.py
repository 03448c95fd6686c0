"""Places and excerpts of a document, and what rules count, as all commands show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.places import line_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.model import Rule


def line_numbers(text: str) -> Callable[[int], int]:
    """Return what tells the line, from 1, of a place in a text, in code points."""
    place = line_places(text)
    return lambda at: place(at)[0]


def excerpt(text: str, width: int) -> str:
    """Return a text on one line, or its first `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width] + "..."


def effect(rule: Rule) -> str:
    """Return a rule's points, or its verdict, or that it repairs."""
    if rule.points is not None:
        return f"{rule.points:+g}"
    return rule.verdict.value if rule.verdict else "repair"
