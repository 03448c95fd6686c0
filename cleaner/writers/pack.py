"""A pack as TOML, as its author would write it: what is as by default is left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cleaner.model import DetectorCall, Examples, Match, Rule, Scope, Signs, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import RulePack

Table = Signs | Match | When | Examples

EFFECTS = ("points", "verdict", "repair")
DELETE = "\x7f"  # which JSON writes as it is and TOML does not allow


def write(pack: RulePack) -> str:
    """Write a pack; reading it gives the same rules. Class and conditions stand with each rule, none in `[pack]`."""
    head = ["[pack]", f"title = {_toml(pack.title)}", *_given("signs", pack.signs, Signs())]
    return "\n\n".join("\n".join(lines) for lines in (head, *map(_rule, pack.rules))) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield "[[rule]]"
    yield f"id = {_toml(rule.id.partition('/')[2])}"
    yield f"class = {_toml(rule.chrome)}"
    yield f"why = {_toml(rule.why)}"
    yield from (f"{name} = {_toml(value)}" for name in EFFECTS if (value := getattr(rule, name)) is not None)
    yield f"since = {_toml(rule.since)}"
    if rule.scope is not Scope.BLOCK:
        yield f"scope = {_toml(rule.scope)}"
    yield from _given("match", rule.match, Match())
    yield from _given("when", rule.when, When())
    yield from _given("examples", rule.examples, Examples())


def _given(name: str, table: Table, default: Table) -> Iterator[str]:
    """Write the keys of a table that are not as by default."""
    for key, value in table._asdict().items():
        if value != getattr(default, key):
            yield f"{name}.{key} = {_toml(value)}"


def _toml(value: object) -> str:
    if isinstance(value, DetectorCall):
        given = "".join(f", {key} = {_toml(setting)}" for key, setting in (*value.thresholds, *value.words))
        return f"{{ name = {_toml(value.name)}{given} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(value, ensure_ascii=False).replace(DELETE, "\\u007f")
