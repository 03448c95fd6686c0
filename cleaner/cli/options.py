"""Options that several commands share, and what they come to for a document."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner import packs
from cleaner.cli.config import Config, Configs
from cleaner.cli.files import STDIN
from cleaner.decode import known_encoding
from cleaner.errors import ConfigError
from cleaner.model import Options
from cleaner.pipeline import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cleaner.cli.files import Message
    from cleaner.packs import RuleSet
    from cleaner.pipeline import Cleaned

MIB = 1024 * 1024

RULES = click.option(
    "--rules", "folders", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
    help="Use the packs of this folder, or this one pack, as well.",
)  # fmt: skip
CONFIG = (
    click.option(
        "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Use this configuration, instead of the nearest .cleaner.toml or pyproject.toml.",
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration."),
)  # fmt: skip
CLEANING = (
    RULES,
    click.option(
        "--disable", metavar="ID|PACK|CLASS", multiple=True, help="Switch off a rule, a pack or a class of chrome."
    ),
    click.option(
        "--threshold", metavar="POINTS", type=float, show_default=f"{Options().threshold:g}",
        help="Points from which a block goes; higher keeps more.",
    ),
    click.option("--encoding", metavar="NAME", help="Read the bytes in this encoding instead of finding it."),
    click.option(
        "--max-bytes", metavar="N", type=click.IntRange(min=1), default=Options().max_bytes,
        show_default=f"{Options().max_bytes // MIB} MiB", help="Pass a document above this size unchanged.",
    ),
    *CONFIG,
)  # fmt: skip


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which configuration counts."""
    return _with(CONFIG, command)


def in_force_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which rules are in force."""
    return _with((RULES, *CONFIG), command)


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to clean."""
    return _with(CLEANING, command)


def _with(options: tuple[Callable[..., Any], ...], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


class Settings:
    """How documents are cleaned: by what `cleaning_options` has read, and else by the configuration of each.

    `rules` and `disable` of both add up; of the others those of the command line win.
    """

    def __init__(
        self,
        *,
        folders: tuple[Path, ...] = (),
        config: Path | None = None,
        no_config: bool = False,
        disable: tuple[str, ...] = (),
        threshold: float | None = None,
        encoding: str | None = None,
        max_bytes: int = Options().max_bytes,
    ) -> None:
        if config is not None and no_config:
            raise click.UsageError("--config and --no-config: give one of them")
        if threshold is not None and not math.isfinite(threshold):
            raise click.UsageError(f"--threshold {threshold}: give a number of points, such as 5")
        if encoding is not None:
            known_encoding(encoding)
        self._threshold, self._encoding, self._max_bytes = threshold, encoding, max_bytes
        self._load = cache(lambda rules: packs.load(*rules, *folders))
        self._rules = cache(lambda rules, off: self._load(rules).without(*off, *disable))
        self._configs = Configs(self._load)
        self._given = Config() if no_config else self._configs.given(config) if config else None

    def configs(self, names: Iterable[str]) -> list[Config]:
        """Return the configurations that documents go by, each once; their rules have been read too.

        A name without a folder means the working directory.

        Raises:
            ConfigError: mistakes in them, all of them.
            PackError, UnknownRuleError: mistakes in the rules that hold with them.

        """
        found = list(dict.fromkeys(self._config(folder) for folder in dict.fromkeys(Path(n).parent for n in names)))
        if self._configs.problems:
            raise ConfigError(self._configs.problems)
        for config in found:
            self._rules(config.rules, config.disable)
        return found

    def of(self, name: str = STDIN) -> tuple[RuleSet, Options]:
        """Return the rules in force for a document, and the options to clean it with; raises what `configs` does."""
        (config,) = self.configs([name])
        points = (self._threshold, config.threshold, Options().threshold)
        threshold = next(p for p in points if p is not None)
        return self._rules(config.rules, config.disable), Options(threshold, self._encoding, self._max_bytes)

    def clean(self, document: Message) -> Cleaned:
        """Clean a document; raises what `of` and `pipeline.clean` do."""
        rules, options = self.of(document.name)
        return clean(document.data, name=document.name, media_type=document.media_type, rules=rules, options=options)

    def _config(self, folder: Path) -> Config:
        return self._configs.nearest(folder) if self._given is None else self._given
