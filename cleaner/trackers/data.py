"""What is known about trackers: the files in `rules/trackers/`, each read once, when it is first needed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from cleaner.packs import builtin_folder
from cleaner.trackers.patterns import Index


def _read(name: str) -> dict[str, Any]:
    with (builtin_folder() / "trackers" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def recipient_data() -> dict[str, list[str]]:
    """Say by which headers, greetings and parameters of links a recipient is known; see `recipient.toml`."""
    return _read("recipient")


@cache
def vendors() -> Index:
    """Return the vendors by the addresses of their pixels; see `vendors.toml`."""
    return Index(_read("vendors")["vendor"])


@dataclass(frozen=True, slots=True)
class Generic:
    """What a redirect of no known vendor looks like."""

    words: frozenset[str]
    never: frozenset[str]
    params: tuple[str, ...]
    json: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redirectors:
    """Redirectors whose targets can be read, and those whose can't."""

    readable: Index
    opaque: Index
    generic: Generic


@cache
def redirectors() -> Redirectors:
    """Return the redirectors by the addresses of their links; see `redirectors.toml`."""
    data = _read("redirectors")
    tables, of = data["redirector"], data["generic"]
    return Redirectors(
        Index(table for table in tables if "target" in table),
        Index(table for table in tables if "target" not in table),
        Generic(frozenset(of["words"]), frozenset(of["never"]), tuple(of["params"]), tuple(of["json"])),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Names of tracking parameters with their vendors: whole ones, and how some begin."""

    whole: dict[str, str]
    beginnings: tuple[tuple[str, str], ...]

    def whose(self, name: str) -> str:
        """Return the vendor who tracks by a parameter of this name, in lower case, else ""."""
        begun = (vendor for beginning, vendor in self.beginnings if name.startswith(beginning))
        return self.whole.get(name) or next(begun, "")


@cache
def parameters() -> dict[str, Names]:
    """Return the names by the host that they are bound to, "" for those of any host; see `params.toml`."""
    by_host: dict[str, dict[str, str]] = {}
    for table in _read("params")["param"]:
        for host in table.get("hosts", ("",)):
            by_host.setdefault(host, {}).update(dict.fromkeys(table["names"], table["vendor"]))
    return {host: _names(names) for host, names in by_host.items()}


def _names(vendors: dict[str, str]) -> Names:
    return Names(
        {name: vendor for name, vendor in vendors.items() if not name.endswith("*")},
        tuple((name[:-1], vendor) for name, vendor in vendors.items() if name.endswith("*")),
    )
