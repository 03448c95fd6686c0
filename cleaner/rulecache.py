"""Packs that were read once, kept in the user's cache folder: reading TOML costs twenty times as much as this.

What is kept is named by the hash of the packs' bytes and the version, so it is never stale; without a folder to write
to, everything works as well, only slower. Examples are left out: they are most of the bytes, and cleaning needs none.
The rows are kept as Python keeps compiled modules, by `marshal`, which reads them in half the time that JSON takes.
"""

from __future__ import annotations

import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.model import (
    Chrome,
    Decision,
    DetectorCall,
    DocumentKind,
    Kind,
    Match,
    Rule,
    RulePack,
    Scope,
    Signs,
    When,
    Zone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

# What `marshal` writes is for one version of Python.
FORMAT = f"9-{sys.implementation.cache_tag}"
# To look a member up takes a quarter of the time that calling its class takes.
CHROMES = {chrome.value: chrome for chrome in Chrome}
SCOPES = {scope.value: scope for scope in Scope}
DECISIONS = {decision.value: decision for decision in Decision}
KINDS = {kind.value: kind for kind in Kind}
ZONES = {zone.value: zone for zone in Zone}
DOCUMENT_KINDS = {kind.value: kind for kind in DocumentKind}
NO_MATCH, NO_WHEN = Match(), When()


def recall(key: str) -> list[RulePack] | None:
    """Return the packs that were kept under a key, or None."""
    try:
        packs = marshal.loads(_path(key).read_bytes())
        return [
            RulePack(name, title, path, tuple(map(_to_rule, rules)), Signs(*signs))
            for name, title, path, signs, rules in packs
        ]
    except (OSError, EOFError, ValueError, TypeError, KeyError):
        return None


def keep(key: str, packs: list[RulePack]) -> None:
    """Keep packs under a key, if there is a place to."""
    data = marshal.dumps([(p.name, p.title, p.path, tuple(p.signs), [*map(_from_rule, p.rules)]) for p in packs])
    import tempfile

    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        return


def _path(key: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    return Path(root).expanduser() / "newsletter-cleaner" / f"rules-{FORMAT}-{key}"


def _from_rule(rule: Rule) -> tuple[Any, ...]:
    """Make a row of what `marshal` knows: no members of enums, no named tuples."""
    return (
        *(rule.id, rule.chrome.value, rule.why, rule.since, rule.points),
        *(rule.verdict and rule.verdict.value, rule.repair, rule.scope.value),
        None if rule.match == NO_MATCH else _from_match(rule.match),
        None if rule.when == NO_WHEN else _from_when(rule.when),
    )


def _from_match(match: Match) -> tuple[Any, ...]:
    row = match._asdict()
    row.update(kind=_values(match.kind), zone=_values(match.zone), detector=match.detector and tuple(match.detector))
    return tuple(row.values())


def _from_when(when: When) -> tuple[Any, ...]:
    row = when._asdict()
    row.update(kind=_values(when.kind))
    return tuple(row.values())


def _values(members: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in members)


def _to_rule(row: tuple[Any, ...]) -> Rule:
    name, chrome, why, since, points, verdict, repair, scope, match, when = row
    return Rule(
        name,
        CHROMES[chrome],
        why,
        since,
        points,
        verdict and DECISIONS[verdict],
        repair,
        SCOPES[scope],
        _to_match(match) if match else NO_MATCH,
        _to_when(when) if when else NO_WHEN,
    )


def _to_match(row: tuple[Any, ...]) -> Match:
    match = Match._make(row)
    if not (match.kind or match.zone or match.detector):
        return match
    kinds, zones = (KINDS[kind] for kind in match.kind), (ZONES[zone] for zone in match.zone)
    call = DetectorCall(*match.detector) if match.detector else None
    return match._replace(kind=tuple(kinds), zone=tuple(zones), detector=call)


def _to_when(row: tuple[Any, ...]) -> When:
    when = When._make(row)
    return when._replace(kind=tuple(DOCUMENT_KINDS[kind] for kind in when.kind)) if when.kind else when
