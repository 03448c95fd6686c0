"""Small private packs, read and compiled as those of the project are, but without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.packs import RuleSet, builtin_folder, read_packs

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
[pack]
title = "Test"
class = "{chrome}"
"""
RULE = """
[[rule]]
id = "{id}"
why = "is a test"
since = "0.1"
examples.drop = ["x"]
examples.keep = ["y"]
{rest}
"""


def rule_set(folder: Path, rules: dict[str, str], chrome: str = "legal") -> RuleSet:
    """Write a pack `test.toml` of rules, id to the keys that matter, and read it."""
    path = folder / "test.toml"
    body = "".join(RULE.format(id=name, rest=rest) for name, rest in rules.items())
    path.write_text(HEAD.format(chrome=chrome) + body, "utf-8")
    return only(path)


def only(path: Path) -> RuleSet:
    """Read one pack, and nothing else."""
    packs = tuple(read_packs([(path, path.read_bytes())]))
    everything = tuple(rule for pack in packs for rule in pack.rules)
    return RuleSet(packs, everything, (), "0" * 64)


def repairs() -> RuleSet:
    """Read the project's repairs, and no rule that drops a block."""
    return only(builtin_folder() / "repair.toml")
