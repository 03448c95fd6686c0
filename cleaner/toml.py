"""TOML read strictly: every mistake is noted with its line and the valid choices."""

from __future__ import annotations

import difflib
import re
import tomllib
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar

from cleaner.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum
    from pathlib import Path

E = TypeVar("E", bound="StrEnum")


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean ...?` when a known word is close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {str(close[0])!r}?" if close else ""


class TomlReader:
    """Reads one file and notes every mistake, each with its line.

    Attributes:
        path: the file.
        lines: its text, by lines.
        part: the lines in which keys are looked for now, as a half-open range from 0.
        subject: what is being read, such as a rule's id; nothing for the file as a whole.

    """

    def __init__(self, path: Path, data: bytes, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self.text = data.decode("utf-8", "replace")
        self.is_utf_8 = data == self.text.encode()
        self.lines = self.text.split("\n")
        self.part = (0, len(self.lines))
        self.subject = ""

    def problem(self, message: str, key: str = "") -> None:
        """Note a mistake at a key, or where the part begins that is being read."""
        self.problems.append(Problem(str(self.path), self._line(key), self.subject, message))

    def _line(self, key: str) -> int:
        """Find the line of a key in the part being read, else the line where that part starts; from 1."""
        start, end = self.part
        if key:
            pattern = re.compile(rf"[ \t]*\[*[ \t]*(?:[\w-]+[ \t]*\.[ \t]*)*[\"']?{re.escape(key)}[\"']?[ \t]*[].=]")
            for number in range(start, end):
                if pattern.match(self.lines[number]):
                    return number + 1
        return start + 1

    def parse(self) -> dict[str, Any] | None:
        """Parse the file; None if it is no TOML."""
        if not self.is_utf_8:
            self.problem("not UTF-8, which TOML is written in")
            return None
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            number = int(line.group(1)) if line else 1
            self.problems.append(Problem(str(self.path), number, "", f"not valid TOML: {error}"))
            return None

    def keys(self, table: dict[str, Any], known: tuple[str, ...], prefix: str) -> None:
        """Note the keys of a table that are not known."""
        for key in table:
            if key not in known:
                choices = ", ".join(known)
                hint = suggest(key, known)
                self.problem(f"unknown key {prefix + key!r}{hint}; valid are {choices}", key)

    def table(self, parent: dict[str, Any], key: str, known: tuple[str, ...]) -> dict[str, Any]:
        """Return a table of a table, empty if it is not there."""
        value = parent.get(key, {})
        if not isinstance(value, dict):
            self.problem(f"{key} must be a table, such as {key}.{known[0]} = ...", key)
            return {}
        self.keys(value, known, f"{key}.")
        return value

    def string(self, table: dict[str, Any], key: str) -> str:
        """Return a text that must be there."""
        value = table.get(key, "")
        if not isinstance(value, str) or not value.strip():
            what = f"no {key}: " if key not in table else f"{key} is {value!r}: "
            self.problem(f"{what}it must be a text that is not empty", key)
            return ""
        return value

    def strings(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        """Return texts, of which one may stand alone; none if the key is not there."""
        value = table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.problem(f"{key} must be a text or a list of texts, not {value!r}", key)
            return ()
        return tuple(items)

    def number(self, table: dict[str, Any], key: str, kind: type[int] | type[float], prefix: str = "") -> Any:
        """Return a number, 0 or more; None if the key is not there."""
        value = table.get(key)
        if value is None:
            return None
        right = isinstance(value, int) or (kind is float and isinstance(value, float))
        if isinstance(value, bool) or not right or not 0 <= value < inf:
            what = "whole number" if kind is int else "number"
            self.problem(f"{prefix}{key} must be a {what}, not {value!r}", key)
            return None
        return kind(value)

    def choice(self, enum: type[E], value: object, key: str) -> E:
        """Return the member that a word names, or any if there is none."""
        try:
            return enum(str(value))
        except ValueError:
            hint = suggest(str(value), list(enum))
            self.problem(f"unknown {key} {value!r}{hint}; one of {', '.join(enum)}", key)
            return next(iter(enum))
