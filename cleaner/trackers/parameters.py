"""Parameters that say who clicked, and in which mailing: taken out of a link, and all others left as they stand."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from cleaner.trackers import data
from cleaner.trackers.addresses import homes, split

SEPARATOR = re.compile(r"(&(?:amp;)?)")


class Parameter(NamedTuple):
    """A tracking parameter, and who tracks by it."""

    name: str
    vendor: str


def strip(url: str) -> tuple[str, list[Parameter]]:
    """Take tracking parameters out of the query, and a fragment that is nothing else; name them with their vendors."""
    address, hash_mark, fragment = url.partition("#")
    base, mark, query = address.partition("?")
    host = (split(url) or ("", ""))[0]
    kept, removed = _sift(query, host) if query else ("", [])
    if removed:
        address = f"{base}{mark}{kept}" if kept else base
    left, in_fragment = _sift(fragment, host) if "=" in fragment else (fragment, [])
    if in_fragment and not left:
        return address, removed + in_fragment
    return f"{address}{hash_mark}{fragment}", removed


def _sift(query: str, host: str) -> tuple[str, list[Parameter]]:
    """Split a query into what stays, byte for byte, and what goes."""
    known = [names for home in ("", *homes(host)) if (names := data.parameters().get(home))]
    parts = SEPARATOR.split(query)
    kept: list[str] = []
    removed: list[Parameter] = []
    for i in range(0, len(parts), 2):
        name = _name(parts[i])
        if vendor := next((vendor for names in known if (vendor := names.whose(name))), ""):
            removed.append(Parameter(name, vendor))
        else:
            kept += [parts[i - 1] if kept else "", parts[i]]
    return "".join(kept), removed


def _name(parameter: str) -> str:
    name = parameter.partition("=")[0]
    return (unquote(name) if "%" in name else name).lower()
