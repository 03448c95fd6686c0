"""Hostile texts, pages and mails, made to a size: what could take more than linear time, or break something."""

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
    "adverts": lambda n: "Sponsored by Otter\n\nOtter\n\n" * (n // 27),
    "labels of sponsors": lambda n: "".join(
        f"PRESENTED BY OTTER{i}\n\nA message from Otter{i}\n\n" for i in range(n // 45)
    ),
    "labels over items": lambda n: f"{PROSE}\n\n" + "# From our sponsors\n\n![a](https://e.test/b.png)\n\n" * (n // 47),
    "the same line again": lambda n: "The otters at sea\n\n" * (n // 19),
    "buttons under headings": lambda n: "RELATED\n\nRead on\n\n" * (n // 18),
    "headings over teasers": lambda n: "RELATED\n\nOTTERS\n\nThey are back\n\nRead on\n\n" * (n // 41),
    "labels of comments": lambda n: "2 Comments\n\nOtter\n\n" * (n // 19),
    "comments below a label": lambda n: "Comments\n\n" + "Otter\n\nReply\n\n" * (n // 14),
    "dates and titles": lambda n: f"{PROSE}\n\n" + "March 14, 2031\n\nOtter\n\n" * (n // 23),
    "contents": lambda n: "Otters\n\nBoats\n\nPiers\n\n" * (n // 22),
    "marks before an address": lambda n: "Otters\n\n" + "!" * n + " ://\n\n" + "!" * n + "<http://e.test/a>",
    "pictures in links": lambda n: "[![](https://e.test/a)Like](https://e.test/b) " * (n // 46),
    "dots behind a sponsor": lambda n: f"{PROSE}\n\nPresented by:\n\nwww.a" + "." * n + "x y",
    "addresses below a question": lambda n: f"{PROSE}\n\nDo you like it?\n\n" + "https://e.test/a " * (n // 17),
    "sponsored titles": lambda n: "OTTERS ARE BACK (SPONSOR)\n\n" * (n // 27),
    "addresses in brackets": lambda n: "Read (\nhttps://e.test/a\n) " * (n // 27),
    "title with a long address": lambda n: "Read next\n\nhttps://" + "www." * (n // 4) + "a))\n\nOtter",
    "marks over nothing": lambda n: "Sponsor\n\n[image: ]\n\n" * (n // 20),
    "titles": lambda n: "In case you missed it\n\nOtter\n\nPier\n\n" * (n // 36),
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

PAGES: dict[str, Callable[[int], str]] = {
    "divisions in divisions": lambda n: "<div>" * (n // 5) + "a",
    "text in divisions in divisions": lambda n: "<div>a" * (n // 6),
    "emphasis in emphasis": lambda n: "<b>" * (n // 3) + "a",
    "emphasis over paragraphs": lambda n: "<b><p>a" * (n // 7),
    "tables in tables": lambda n: "<table><tr><td>a" * (n // 16),
    "rows of a table": lambda n: "<table>" + "<tr><td>a<td>1" * (n // 14) + "</table>",
    "cells of a table": lambda n: "<table><tr>" + "<td>a" * (n // 5),
    "lists in lists": lambda n: "<ol><li>a" * (n // 9),
    "paragraphs of an item": lambda n: "<li>" + "<p>a" * (n // 4),
    "items in what is never closed": lambda n: "<li>" + "<b>" * (n // 6) + "<li></li>" * (n // 18),
    "quotes in quotes": lambda n: "<blockquote>a" * (n // 13),
    "links that are never closed": lambda n: '<a href="https://example.com/">a ' * (n // 32),
    "tracked links": lambda n: (
        '<a href="https://example.com/?u=http%3A%2F%2Fexample.org&utm_source=a">a</a> ' * (n // 75)
    ),
    "one long address": lambda n: f'<p>a <a href="https://example.com/?{"utm_source=a&" * (n // 13)}">a</a>',
    "relative links of a long base": lambda n: f"<base href=http://{'a' * 190}/>" + "<a href=b>a " * (n // 12),
    "bases": lambda n: "<base href=http://[><a href=b>a" * (n // 31),
    "attributes": lambda n: "<p " + "a=b " * (n // 4) + ">a",
    "one long attribute": lambda n: f'<p title="{"a" * n}">a',
    "class names": lambda n: f'<p class="{"a " * (n // 2)}">a',
    "class names on elements": lambda n: "".join(f"<p class=a{i}>a" for i in range(n // 15)),
    "one long style": lambda n: f'<p style="{"font:" * (n // 5)}">a',
    "digits in a style": lambda n: f'<p style="font:{"1" * n}">a',
    "styles": lambda n: '<p style="color:#fff;background:#000;font-size:0">a' * (n // 50),
    "style sheets": lambda n: "".join(f"<style>.a{i}{{display:none}}</style>a" for i in range(n // 36)),
    "one style sheet": lambda n: f"<style>{'.a{display:none}' * (n // 16)}</style>a",
    "style sheet without rules": lambda n: f"<style>{'none ' * (n // 5)}</style>a",
    "media queries": lambda n: f"<style>none{'@media{' * (n // 7)}</style>a",
    "start of a tag": lambda n: "<a " * (n // 3),
    "less than": lambda n: "<" * n,
    "end tags": lambda n: "</p>" * (n // 4),
    "end tags of other elements": lambda n: "<i>" * (n // 7) + "</b>" * (n // 7),
    "start of a comment": lambda n: "<!--" * (n // 4),
    "comments": lambda n: "<!-- -->" * (n // 8),
    "comments that are closed in the wrong way": lambda n: "<!-- --!>" * (n // 9) + "-->",
    "scripts that are never closed": lambda n: "<script>" * (n // 8),
    "drawings that are never closed": lambda n: "<svg>a" * (n // 6),
    "drawings": lambda n: "<svg>a</svg>" * (n // 12),
    "quotes that are never closed": lambda n: "<a b=\"<c d='>" * (n // 13),
    "images": lambda n: '<img src="https://example.com/a.gif" width=1 height=1>' * (n // 53),
    "images with words": lambda n: '<img src="https://example.com/a.png" alt="A boat">' * (n // 50),
    "emoji": lambda n: "<p>a" + '<img alt="🙂">' * (n // 14),
    "entities": lambda n: "&amp;" * (n // 5),
    "entities that are none": lambda n: "&a" * (n // 2),
    "line breaks": lambda n: "a<br>" * (n // 5),
    "chrome in lines": lambda n: "unsubscribe<br>" * (n // 15),
    "chrome in paragraphs": lambda n: f"<p>{PROSE}</p><p>{CHROME}</p>" * (n // (len(PROSE) + len(CHROME) + 14)),
    "chrome and tags in turn": lambda n: "unsubscribe <b>here</b> " * (n // 24),
    "chrome in inline elements": lambda n: "<i>" * (n // 10) + "unsubscribe" + "</i>" * (n // 10),
    "inline elements around chrome": lambda n: "<p><b><i>unsubscribe</i></b></p>" * (n // 33),
    "empty brackets": lambda n: "<p>a" + " (<b></b>)" * (n // 10),
    "mojibake": lambda n: "<p>" + "Ã©<i>â€™</i> " * (n // 13),
    "padding": lambda n: "<p>" + "&zwnj;\u200c&nbsp;" * (n // 13),
    "joiners": lambda n: "<p>a" + "\u200d" * n + "b",
    "hidden words": lambda n: "<p>a<i hidden>b</i>" * (n // 19),
    "options": lambda n: "<select>" + "<option>a" * (n // 9),
    "code": lambda n: "<pre>" + "a\n\n" * (n // 3),
    "NULs": lambda n: "<p>" + "\0" * n,
    "letters": lambda n: "<p>" + "a" * n,
    "spaces": lambda n: "<p>a" + " " * n + "b",
}
"""Name to the page of about so many characters."""

HEAD = b"From: kim@example.com\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"
HTML = b"Content-Type: text/html\n\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"


def _nested(size: int) -> bytes:
    """Return a mail with parts in parts, each boundary its own."""
    numbers = range(size // 60)
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in numbers)


MAILS: dict[str, Callable[[int], bytes]] = {
    "headers": lambda n: HEAD + b"X-A: b\n" * (n // 7) + b"\n" + PROSE.encode(),
    "one long header": lambda n: HEAD + b"Subject: " + b"a" * n + b"\n\n" + PROSE.encode(),
    "folded header": lambda n: HEAD + b"Subject: a\n" + b" b\n" * (n // 3) + b"\n" + PROSE.encode(),
    "encoded words": lambda n: HEAD + b"Subject:" + b" =?utf-8?q?a?=" * (n // 14) + b"\n\n" + PROSE.encode(),
    "start of encoded words": lambda n: HEAD + b"Subject: " + b"=?a?b?" * (n // 6) + b"\n\n" + PROSE.encode(),
    "parameters": lambda n: HEAD + b"Content-Type: text/plain" + b";a=b" * (n // 4) + b"\n\n" + PROSE.encode(),
    "unsubscribe addresses": lambda n: HEAD + b"List-Unsubscribe: " + b"<h" * (n // 2) + b"\n\n" + PROSE.encode(),
    "parts": lambda n: HEAD + MIXED + b"--b\n\nOtters\n" * (n // 12) + b"--b--\n",
    "parts in parts": lambda n: HEAD + _nested(n) + PROSE.encode(),
    "forwarded mails": lambda n: HEAD + b"Content-Type: message/rfc822\n\n" * (n // 30) + PROSE.encode(),
    "boundaries that are none": lambda n: (
        HEAD + MIXED + b"--bb\n" * (n // 5) + b"--b\n\n" + PROSE.encode() + b"\n--b--"
    ),
    "dashes": lambda n: HEAD + MIXED + b"-" * n,
    "base64": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"T3R0ZXJz\n" * (n // 9),
    "rubbish in base64": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"T!3R0\0ZXJz" * (n // 10),
    "quoted-printable": lambda n: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=C3=A4=\n" * (n // 8),
    "equals signs": lambda n: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * n,
    "uuencoded": lambda n: HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"#86)C\n" * (n // 6),
    "flowed lines": lambda n: HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"otter \n" * (n // 7),
    "page of start tags": lambda n: HEAD + HTML + b"<a " * (n // 3),
    "page of tables": lambda n: HEAD + HTML + b"<table><tr><td>a" * (n // 16),
    "unreadable bytes": lambda n: HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + b"a\xff " * (n // 3),
}
"""Name to the mail of about so many bytes."""
