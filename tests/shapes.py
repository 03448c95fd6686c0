"""Hostile texts, each made to a size: what could take more than linear time, or break something, if it were longer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = "The ferry will stay in port until its owners and the port agree about the fees, said Kim Example on Tuesday. "
CHROME = "You are receiving this email because you signed up on our website. Unsubscribe here at any time."


EVERY_CHARACTER = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
# So far apart that a short text has some of every script, and prime to the rows of the code charts.
STEP = 61


def _all_scripts(size: int) -> str:
    """Return characters from all of Unicode, again and again."""
    some = EVERY_CHARACTER[::STEP]
    return some * (size // len(some)) + some[: size % len(some)]


SHAPES: dict[str, Callable[[int], str]] = {
    "one line": lambda n: PROSE * (n // len(PROSE)),
    "short lines": lambda n: "a\n" * (n // 2),
    "blank lines": lambda n: "\n" * n,
    "blank lines with spaces": lambda n: " \u00a0\n" * (n // 3),
    "blank lines between prose": lambda n: f"{PROSE}\n" + "\n" * n + PROSE,
    "drawn lines": lambda n: "-----\n" * (n // 6),
    "drawn lines of tildes": lambda n: "~~~~~\n\n" * (n // 7),
    "list items": lambda n: "- otter\n" * (n // 8),
    "headings": lambda n: "WHAT ELSE\n\n" * (n // 11),
    "headings of lists": lambda n: "RELATED\n- otter\n" * (n // 16),
    "sections without an end": lambda n: f"{PROSE}\n" + "Related stories:\nx\n" * (n // 19),
    "quote marks": lambda n: ">" * n,
    "quoted lines": lambda n: "> a\n" * (n // 4),
    "wrapped lines": lambda n: (PROSE[:71] + "\n") * (n // 72),
    "flowed lines": lambda n: "otter \n" * (n // 7),
    "table rows": lambda n: "| a | b |\n" * (n // 10),
    "fences": lambda n: "```\na\n" * (n // 6),
    "one fence": lambda n: "```\n" + "a\n\n" * (n // 3),
    "NULs": lambda n: "\0" * n,
    "zero-width characters": lambda n: "\u200b\u200d" * (n // 2),
    "zero-width joiners in a word": lambda n: "a" + "\u200d" * n + "b",
    "no-break spaces": lambda n: "a" + "\u00a0" * n + "b",
    "spaces": lambda n: "a" + " " * n + "b",
    "spaces in a line that is not ascii": lambda n: "é" + " " * n + "b",
    "combining marks": lambda n: "a" + "\u0301" * n,
    "brackets": lambda n: "(" * n,
    "empty brackets": lambda n: " ()" * (n // 3),
    "open image marks": lambda n: "![" * (n // 2),
    "image lines": lambda n: "[image: a]\n" * (n // 11),
    "addresses": lambda n: "https://example.com/a?b=c " * (n // 26),
    "one address": lambda n: "https://example.com/" + "a" * n,
    "one word": lambda n: "a" * n,
    "capitals": lambda n: "A" * n,
    "Chinese": lambda n: "漢" * n,
    "mojibake": lambda n: "Ã©â€™ " * (n // 6),
    "all scripts": _all_scripts,
    "wildcard phrase": lambda n: "manage " * (n // 7),
    "wildcard phrase that nearly ends": lambda n: "manage your email " * (n // 18),
    "chrome": lambda n: f"{CHROME}\n\n" * (n // (len(CHROME) + 2)),
    "chrome and prose in turn": lambda n: f"{PROSE}\n\nUnsubscribe\n\n" * (n // (len(PROSE) + 15)),
    "different lines": lambda n: "".join(f"Otter {i} and ferry {i * 7919}\n" for i in range(n // 28)),
    "nearly chrome": lambda n: "".join(f"Kim {i}\n\nFollow us\n\n" for i in range(n // 20)),
    "labels between chrome": lambda n: "Facebook\n1\nShare\n\n" * (n // 18),
    "repeated preview": lambda n: (PROSE + "\n\n") * (n // (len(PROSE) + 2)),
    "merge tags": lambda n: "*|" * (n // 2),
    "braces": lambda n: "{{" * (n // 2),
    "markup": lambda n: "<a " * (n // 3),
    "comments": lambda n: "<!-- -->" * (n // 8),
    "open comments": lambda n: "<!--" * (n // 4),
    "dashes and stops": lambda n: "-. " * (n // 3),
    "escape sequences": lambda n: "\x1b$B" * (n // 3),
    "line ends of all kinds": lambda n: "a\r\rb\n\rc\u2028\x0c\x85" * (n // 10),
}
"""Name to the text of about so many characters."""
