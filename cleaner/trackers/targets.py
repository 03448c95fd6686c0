"""Where in an address redirectors put the target: a reader for each place that `redirectors.toml` names."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from cleaner.trackers import coded
from cleaner.trackers.addresses import SCHEME, as_target

if TYPE_CHECKING:
    from collections.abc import Callable

PARAMETER = re.compile(r"(?:^|&(?:amp;)?)([^=&]*)=([^&]*)")
# The number that Amazon gives a message.
AMAZON = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f-]+")
# `*` stands for a character, `**` and one of these for a run of 2, 3, ... 65.
URLDEFENSE_TOKEN = re.compile(r"\*(?:\*(.))?", re.S)
URLDEFENSE_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read(where: str, rest: str) -> str | None:
    """Read a target where a redirector puts it, in the path with query of its address."""
    if where.startswith("?"):
        return in_query(rest.partition("?")[2], where[1:])
    return READERS[where](rest)


def in_query(query: str, name: str) -> str | None:
    """Read the first parameter of a name. An address that stands there as it is takes its own query along."""
    found = next((found for found in PARAMETER.finditer(query) if found[1].lower() == name), None)
    if found is None:
        return None
    if "?" in found[2] and SCHEME.match(found[2]):
        return as_target(query[found.start(2) :])
    return coded.address_in(found[2])


def _in_path(rest: str) -> str | None:
    found = coded.START.search(rest)
    if found is None:
        return None
    text = rest[found.start() :]
    if found[0].endswith("//"):
        # A program on the way decoded the slashes; Amazon puts a digit, the message and a signature behind.
        pieces = text.rsplit("/", 3)
        return as_target(pieces[0] if len(pieces) == 4 and AMAZON.fullmatch(pieces[2]) else text)
    return coded.address_in(text.partition("/")[0])


def _govdelivery(rest: str) -> str | None:
    return as_target(rest.rpartition("&&&")[2])


def _postmark(rest: str) -> str | None:
    pieces = rest.split("/", 3)
    return as_target(f"https://{coded.from_percent(pieces[2])}") if len(pieces) > 3 else None


def _urldefense_2(rest: str) -> str | None:
    value = next((found[2] for found in PARAMETER.finditer(rest.partition("?")[2]) if found[1] == "u"), "")
    return as_target(coded.from_percent(value.replace("-", "%").replace("_", "/")))


def _urldefense_3(rest: str) -> str | None:
    text, mark, behind = rest.partition("/v3/__")[2].partition("__;")
    if not mark:
        return None
    characters = iter(coded.from_base64(behind.partition("!")[0]) or "")

    def put_back(token: re.Match[str]) -> str:
        run = URLDEFENSE_RUNS.find(token[1]) + 2 if token[1] else 1
        return "".join(c if c.isprintable() and not c.isspace() else quote(c) for c in islice(characters, run))

    return as_target(URLDEFENSE_TOKEN.sub(put_back, text))


READERS: dict[str, Callable[[str], str | None]] = {
    "/": _in_path,
    "govdelivery": _govdelivery,
    "postmark": _postmark,
    "urldefense-2": _urldefense_2,
    "urldefense-3": _urldefense_3,
}
