"""Packs that were read once, kept in the user's cache folder: reading TOML costs ten times as much as this.

What is kept is named by the hash of the packs' bytes and the version, so it is never stale; without a folder to write
to, everything works as well, only slower. Examples are left out: they are most of the bytes, and cleaning needs none.
"""

from __future__ import annotations

import json
import os
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
    from enum import StrEnum

FORMAT = 8
MATCH_FIELDS = Match._fields
WHEN_FIELDS = When._fields
# A rule's fields before its match; they are kept as they are.
PLAIN_FIELDS = Rule._fields.index("match")
# To look a member up takes a quarter of the time that calling its class takes.
CHROMES = {chrome.value: chrome for chrome in Chrome}
SCOPES = {scope.value: scope for scope in Scope}
DECISIONS = {decision.value: decision for decision in Decision}
MATCH_ENUMS: dict[str, type[StrEnum]] = {"kind": Kind, "zone": Zone}
WHEN_ENUMS: dict[str, type[StrEnum]] = {"kind": DocumentKind}
NO_MATCH, NO_WHEN = Match(), When()


def recall(key: str) -> list[RulePack] | None:
    """Return the packs that were kept under a key, or None."""
    try:
        packs = json.loads(_path(key).read_bytes())
        return [
            RulePack(name, title, path, tuple(map(_to_rule, rules)), Signs(*map(tuple, signs)))
            for name, title, path, signs, rules in packs
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(key: str, packs: list[RulePack]) -> None:
    """Keep packs under a key, if there is a place to."""
    rows = [[p.name, p.title, p.path, [p.signs.header, p.signs.text], [*map(_from_rule, p.rules)]] for p in packs]
    data = json.dumps(rows)
    import tempfile

    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        return


def _path(key: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    return Path(root).expanduser() / "newsletter-cleaner" / f"rules-{FORMAT}-{key}.json"


def _from_rule(rule: Rule) -> list[Any]:
    return [
        *rule[:PLAIN_FIELDS],
        _given(rule.match, NO_MATCH, MATCH_FIELDS),
        _given(rule.when, NO_WHEN, WHEN_FIELDS),
    ]


def _given(value: Match | When, empty: Match | When, names: tuple[str, ...]) -> dict[str, Any]:
    out = {name: given for name in names if (given := getattr(value, name)) != getattr(empty, name)}
    if isinstance(call := out.get("detector"), DetectorCall):
        out["detector"] = [*call]
    return out


def _to_rule(item: list[Any]) -> Rule:
    name, chrome, why, since, points, verdict, repair, scope, match, when = item
    return Rule(
        name,
        CHROMES[chrome],
        why,
        since,
        points,
        verdict and DECISIONS[verdict],
        repair,
        SCOPES[scope],
        Match(**_values(match, MATCH_ENUMS)) if match else NO_MATCH,
        When(**_values(when, WHEN_ENUMS)) if when else NO_WHEN,
    )


def _values(given: dict[str, Any], enums: dict[str, type[StrEnum]]) -> dict[str, Any]:
    for name, value in given.items():
        if name in enums:
            given[name] = tuple(map(enums[name], value))
        elif name == "detector":
            given[name] = _to_call(*value)
        elif isinstance(value, list):
            given[name] = tuple(value)
    return given


def _to_call(name: str, thresholds: list[Any], words: list[Any]) -> DetectorCall:
    return DetectorCall(
        name,
        tuple((key, number) for key, number in thresholds),
        tuple((key, tuple(texts)) for key, texts in words),
    )
