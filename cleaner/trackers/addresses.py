"""Addresses of the web in pieces, and which texts are one. Nothing here knows a tracker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points; longer ones are no host names (RFC 1035), and their labels would take quadratic time.
MAX_HOST = 253

# Groups: what stands before the path (its host is cut out in code), and path with query. ASCII: else ſ is an s.
ADDRESS = re.compile(r"(?:https?:)?//([^/?#\\]*)([^#]*)", re.I | re.A)
PORT = re.compile(r":[0-9]*$")
SCHEME = re.compile(r"(https?):/{1,2}(?!/)", re.I | re.A)
# What a redirect may lead to: nothing that a reader of the result would have to guess at.
TARGET = re.compile(
    r"[Hh][Tt][Tt][Pp][Ss]?://[\w-]+(?:\.[\w-]+)+\.?(?::[0-9]+)?(?:[/?#][^\s<>\"\x00-\x20\x7f\ud800-\udfff]*)?"
)


def split(url: str) -> tuple[str, str] | None:
    """Split an address into its host, in lower case without port, and path with query, which starts with a slash."""
    found = ADDRESS.match(url)
    if found is None:
        return None
    host = PORT.sub("", found[1].rpartition("@")[2]).lower().rstrip(".")
    rest = found[2]
    if not host or len(host) > MAX_HOST:
        return None
    return host, rest if rest.startswith("/") else f"/{rest}"


def homes(host: str) -> Iterator[str]:
    """Yield a host and what it is below: `mail.example.com`, `example.com`, `com`."""
    while host:
        yield host
        host = host.partition(".")[2]


def as_target(text: str) -> str | None:
    """Return an address that is one; a slash that a program on the way took for a double one is put back."""
    text = SCHEME.sub(r"\1://", text, count=1)
    return text if TARGET.fullmatch(text) and split(text) else None
