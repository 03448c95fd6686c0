"""What stands inside a block's text: links and emphasis, put around it as a format writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


# What an address may begin with; others can run code or read files.
SAFE = ("http://", "https://", "mailto:", "tel:", "//", "/", "#")


def is_safe(address: str) -> bool:
    """Tell whether an address only leads somewhere."""
    address = address.strip().lower()
    return address.startswith(SAFE) or (bool(address) and ":" not in address)


class Wrap(NamedTuple):
    """A range of a text, in code points, and what to write before and behind it.

    What is `verbatim` is written as it is: nothing in it is escaped or wrapped.
    """

    start: int
    end: int
    before: str
    behind: str
    verbatim: bool = False


def wrap(text: str, wraps: Iterable[Wrap], escape: Callable[[str], str]) -> str:
    """Write a text with wraps around its ranges; of two that cross, the one that begins later is left out."""
    out: list[str] = []
    open_wraps: list[Wrap] = []
    at = 0

    def close() -> None:
        nonlocal at
        done = open_wraps.pop()
        rest = text[at : done.end]
        out.extend((rest if done.verbatim else escape(rest), done.behind))
        at = done.end

    for item in sorted(wraps, key=lambda w: (w.start, -w.end)):
        while open_wraps and open_wraps[-1].end <= item.start:
            close()
        if open_wraps and (open_wraps[-1].verbatim or item.end > open_wraps[-1].end):
            continue
        out += [escape(text[at : item.start]), item.before]
        at = item.start
        open_wraps.append(item)
    while open_wraps:
        close()
    return "".join([*out, escape(text[at:])])
