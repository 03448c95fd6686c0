"""Links that lead somewhere else: who redirects, and where to, as far as the address says it."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.trackers import coded, data, targets
from cleaner.trackers.addresses import split


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect: whose it is (a host if no known vendor's), and its target, "" if only they know it."""

    service: str
    target: str


def find_redirect(url: str) -> Redirect | None:
    """Tell who redirects at an address, and where to; None if nobody does."""
    address, _, fragment = url.partition("#")
    found = split(address)
    if found is None:
        return None
    host, rest = found
    path = rest.partition("?")[0]
    known = data.redirectors()
    service = known.readable.find(host, rest)
    readings = (targets.read(where, rest) for where in (service.targets if service else ()))
    target = next((target for target in readings if target), None) or coded.address_in_path(path)
    service = service or known.opaque.find(host, rest)
    if target is None and service is None:
        target = _guess(host, rest, known.generic)
    if target is None:
        return Redirect(service.name, "") if service else None
    if fragment and "#" not in target:
        target = f"{target}#{fragment}"
    return Redirect(service.name if service else host, target)


def _guess(host: str, rest: str, generic: data.Generic) -> str | None:
    """Read the target of what looks like a redirect of no known vendor."""
    path, _, query = rest.partition("?")
    if not coded.HINT.search(query) or not _looks_like_one(host, path, generic):
        return None
    return next((target for name in generic.params if (target := targets.in_query(query, name))), None)


def _looks_like_one(host: str, path: str, generic: data.Generic) -> bool:
    """Whether a link looks like a redirect, by the pieces of its path and the labels of its host."""
    words = {piece.partition(".")[0] for piece in path.lower().split("/")}
    words.update(host.split(".")[:-2])
    return not words.isdisjoint(generic.words) and words.isdisjoint(generic.never)
