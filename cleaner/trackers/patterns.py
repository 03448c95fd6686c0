"""Patterns of addresses, and whose address one is by them. `rules/trackers/vendors.toml` says how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import re2

from cleaner.trackers.addresses import homes

if TYPE_CHECKING:
    from collections.abc import Iterable

WILDCARD = re.compile(r"(\*|#|<code>)")
WILDCARDS = {"*": ".*", "#": "[0-9]+", "<code>": r"(?:[^?]*/)?[^/.?]*(?:\?.*)?"}


@dataclass(frozen=True, slots=True)
class Service:
    """A vendor or redirector, and where the target of its redirects stands."""

    name: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern or regex, a text without which it can't hold, and whose addresses it finds."""

    text: str
    is_regex: bool
    literal: bytes
    service: Service


class Index:
    """Patterns by their hosts, so that an address meets only those that may hold."""

    def __init__(self, tables: Iterable[dict[str, Any]]) -> None:
        self._by_host: dict[str, list[_Pattern]] = {}
        self._anywhere: list[_Pattern] = []
        for table in tables:
            service = Service(table["name"], tuple(table.get("target", ())))
            for pattern in table.get("urls", ()):
                self._add(pattern, service)
            self._anywhere += [_Pattern(regex, True, b"", service) for regex in table.get("regexes", ())]

    def _add(self, pattern: str, service: Service) -> None:
        host = pattern.partition("/")[0]
        literal = max(WILDCARD.split(pattern)[::2], key=len).encode()
        home = self._anywhere if WILDCARD.search(host) else self._by_host.setdefault(host, [])
        home.append(_Pattern(pattern, False, literal, service))

    def find(self, host: str, rest: str) -> Service | None:
        """Find whose address it is: patterns with the longest host first, then those for any, in their order."""
        raw = f"{host}{rest}".encode("utf-8", "replace")
        near = (pattern for home in homes(host) for pattern in self._by_host.get(home, ()))
        for pattern in chain(near, self._anywhere):
            if pattern.literal in raw and _compiled(pattern.text, pattern.is_regex).fullmatch(raw):
                return pattern.service
        return None


@cache
def _compiled(text: str, is_regex: bool) -> Any:
    options = re2.Options()
    options.dot_nl = True
    options.log_errors = False
    return re2.compile((text if is_regex else _regex(text)).encode(), options)


def _regex(pattern: str) -> str:
    """Turn a pattern into a regex."""
    host, slash, rest = pattern.partition("/")
    if host == "**":
        front = "[^?]*"
    elif host == "*":
        front = "[^/]*"
    else:
        front = r"(?:[^/]*\.)?" + _filled(host, {**WILDCARDS, "*": "[^/]*"})
    return front + _filled(slash + rest, WILDCARDS)


def _filled(text: str, wildcards: dict[str, str]) -> str:
    return "".join(wildcards.get(part) or re.escape(part) for part in WILDCARD.split(text))
