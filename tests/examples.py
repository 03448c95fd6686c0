"""The rules' own examples, and whether a rule hits a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import packs, selfcheck

if TYPE_CHECKING:
    from cleaner.model import Rule, RulePack


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: `what` is drop, keep or repair, `number` counts from 1."""

    rule: Rule = field(repr=False)
    what: str
    number: int
    text: str
    after: str = ""

    @property
    def name(self) -> str:
        """The name of its test."""
        return f"{self.rule.id} {self.what} {self.number}"


@cache
def builtin_packs() -> tuple[RulePack, ...]:
    """Read the packs of the project, with their examples."""
    paths = [Path(pack.path) for pack in packs.default().packs]
    return tuple(packs.read_packs((path, path.read_bytes()) for path in paths))


@cache
def builtin_rules() -> tuple[Rule, ...]:
    """List the rules of the project, with their examples."""
    return tuple(rule for pack in builtin_packs() for rule in pack.rules)


def examples(what: str) -> list[Example]:
    """List all rules' examples of a kind: `drop` or `keep`; `repair` gives the pairs."""
    if what == "repair":
        return [
            Example(rule, what, number, before, after)
            for rule in builtin_rules()
            for number, (before, after) in enumerate(rule.examples.repair, 1)
        ]
    return [
        Example(rule, what, number, text)
        for rule in builtin_rules()
        for number, text in enumerate(getattr(rule.examples, what), 1)
    ]


def hits(rule_id: str, text: str) -> list[int]:
    """Return the indexes of the blocks of a text that a rule hits, the whole rule set judging."""
    rules = packs.default()
    return selfcheck.hits(next(rule for rule in rules.rules if rule.id == rule_id), text, rules)
