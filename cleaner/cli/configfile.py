"""One configuration file, read strictly: every mistake is noted with its line and the valid choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cleaner.cli.config import FORMATS, OWN_FILE, SHARED_FILE, Config
from cleaner.errors import PackError, UnknownRuleError
from cleaner.toml import TomlReader, suggest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.errors import Problem
    from cleaner.packs import RuleSet

KEYS = ("rules", "disable", "threshold", "format")
HEADER = re.compile(r"[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?cleaner[\"']?[ \t]*\]")
TABLE = re.compile(r"[ \t]*\[")


class ConfigReader(TomlReader):
    """Reads one file. `load` returns the rules that hold with packs that the file names."""

    def __init__(
        self, path: Path, data: bytes, problems: list[Problem], load: Callable[[tuple[Path, ...]], RuleSet]
    ) -> None:
        super().__init__(path, data, problems)
        self.load = load

    def config(self) -> Config | None:
        """Return what the file says; None if that is nothing about cleaning."""
        data = self.parse()
        if data is None:
            return Config(self.path)
        is_shared = self.path.name == SHARED_FILE or (self.path.name != OWN_FILE and "tool" in data)
        table = self._shared_table(data) if is_shared else data
        if table is None:
            return None
        self.keys(table, KEYS, "tool.cleaner." if is_shared else "")
        rules = self._rules(table)
        return Config(
            self.path, rules, self._disable(table, rules), self.number(table, "threshold", float), self._format(table)
        )

    def _shared_table(self, data: dict[str, Any]) -> dict[str, Any] | None:
        tool = data.get("tool")
        if not isinstance(tool, dict) or "cleaner" not in tool:
            return None
        first = next((number for number, line in enumerate(self.lines) if HEADER.match(line)), None)
        if first is not None:
            ends = (n for n in range(first + 1, len(self.lines)) if TABLE.match(self.lines[n]))
            self.part = (first, next(ends, len(self.lines)))
        if not isinstance(table := tool["cleaner"], dict):
            self.problem(f"tool.cleaner must be a table, not {table!r}", "cleaner")
            return {}
        return table

    def _rules(self, table: dict[str, Any]) -> tuple[Path, ...]:
        paths = []
        for name in self.strings(table, "rules"):
            path = self.path.parent / name
            if path.exists():
                paths.append(path)
            else:
                self.problem(f"rules: no such file or folder: {path}", "rules")
        return tuple(paths)

    def _disable(self, table: dict[str, Any], rules: tuple[Path, ...]) -> tuple[str, ...]:
        names = self.strings(table, "disable")
        try:
            known = self.load(rules)
        except PackError as error:
            self.problems += error.problems
            return ()
        return tuple(name for name in names if self._is_known(name, known))

    def _is_known(self, name: str, known: RuleSet) -> bool:
        try:
            known.without(name)
        except UnknownRuleError as error:
            self.problem(f"disable: {error}", "disable")
            return False
        return True

    def _format(self, table: dict[str, Any]) -> str | None:
        value = table.get("format")
        if value is None or value in FORMATS:
            return value
        self.problem(f"unknown format {value!r}{suggest(str(value), FORMATS)}; one of {', '.join(FORMATS)}", "format")
        return None
