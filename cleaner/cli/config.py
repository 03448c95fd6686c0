"""The configuration: `.cleaner.toml`, or `[tool.cleaner]` in a pyproject.toml.

A document goes by the one nearest to it, in its own folder or above, so that one run may clean documents of several
projects. Configurations do not add up: what stands further above does not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.packs import RuleSet

FORMATS = ("text", "markdown", "html", "jsonl", "source")
OWN_FILE, SHARED_FILE = ".cleaner.toml", "pyproject.toml"
# What the name of our table looks like in a shared file, in any of TOML's ways; most name the program elsewhere.
KEY = re.compile(rb"""(?:^|[.{,])[ \t]*["']?cleaner["']?[ \t]*[].=]""", re.M)


class Config(NamedTuple):
    """What a configuration says.

    Attributes:
        path: its file; None where there is none.
        rules: folders of packs, and single packs.
        disable: rules, packs and classes that are switched off.
        threshold: points from which a block is dropped; None where it does not say.
        output_format: one of `FORMATS`; None where it does not say.

    """

    path: Path | None = None
    rules: tuple[Path, ...] = ()
    disable: tuple[str, ...] = ()
    threshold: float | None = None
    output_format: str | None = None


class Configs:
    """Finds configurations and reads each file once; mistakes in them are added to `problems`.

    `load` returns the rules that hold with packs that a configuration names.
    """

    def __init__(self, load: Callable[[tuple[Path, ...]], RuleSet]) -> None:
        self.load = load
        self.problems: list[Problem] = []
        self._nearest: dict[Path, Config] = {}
        self._own: dict[Path, Config | None] = {}

    def nearest(self, folder: Path) -> Config:
        """Return the configuration of a folder, else of the nearest folder above that has one."""
        found = self._nearest.get(folder)
        if found is None:
            here = folder.resolve()
            own = map(self._own_of, (here, *here.parents))
            found = self._nearest[folder] = next((config for config in own if config), Config())
        return found

    def given(self, path: Path) -> Config:
        """Read a configuration that was named."""
        config = self._read(path)
        if config is None:
            self.problems.append(Problem(str(path), 1, "", "there is no table [tool.cleaner] in this file"))
        return config or Config()

    def _own_of(self, folder: Path) -> Config | None:
        if folder not in self._own:
            self._own[folder] = self._read(folder / OWN_FILE) or self._read(folder / SHARED_FILE)
        return self._own[folder]

    def _read(self, path: Path) -> Config | None:
        """Read a file; None if it is not there or says nothing about cleaning."""
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            self.problems.append(Problem(str(path), 1, "", f"this can't be read: {error.strerror}"))
            return Config(path)
        if path.name == SHARED_FILE and not KEY.search(data):
            return None
        from cleaner.cli.configfile import ConfigReader  # the TOML parser comes with it

        return ConfigReader(path, data, self.problems, self.load).config()
