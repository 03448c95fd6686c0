"""Options that several commands share, and what they come to for a document."""

from __future__ import annotations

import math
import os
import sys
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleaner import packs
from cleaner.batch.inputs import STDIN, TEXT_FIELD, Selection, documents, find_inputs, listed
from cleaner.cli.config import Config, Configs
from cleaner.decode import known_encoding
from cleaner.errors import ConfigError
from cleaner.model import Options
from cleaner.pipeline import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.batch.inputs import Input, Raw
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
    click.option(
        "--redact", type=click.Choice(("recipient",)),
        help="Replace the recipient's address, name and tokens in links, in the output and in the record.",
    ),
    *CONFIG,
)  # fmt: skip


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which configuration counts."""
    return _with(CONFIG, command)


def in_force_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which rules are in force."""
    return _with((RULES, *CONFIG), command)


INPUT = (
    click.option(
        "--files-from", metavar="FILE", help="Clean the files that this file names, one a line; - for standard input."
    ),
    click.option("-0", "--null", is_flag=True, help="Names in --files-from end in NUL, as find -print0 writes them."),
    click.option(
        "--include", metavar="GLOB", multiple=True,
        help="In folders, read the files that match, instead of those with known endings.",
    ),
    click.option("--exclude", metavar="GLOB", multiple=True, help="In folders, leave out what matches."),
    click.option(
        "--text-field", metavar="NAME",
        help=f"Where JSON lines (.jsonl) and .parquet hold the text, if not in {TEXT_FIELD!r}; folders are searched "
        "for these then.",
    ),
    click.option(
        "--stdin-filename", metavar="NAME", default=STDIN,
        help="The name that standard input goes by; its ending tells the format.",
    ),
)  # fmt: skip


class Named(NamedTuple):
    """What `input_options` have read."""

    files_from: str | None
    null: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    text_field: str | None
    stdin_filename: str


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to clean; the command gets them as one argument, `named`."""

    @wraps(command)
    def with_named(**given: Any) -> Any:
        named = Named(**{name: given.pop(name) for name in Named._fields})
        return command(named=named, **given)

    for option in reversed(INPUT):
        with_named = option(with_named)
    return with_named


def gather(paths: tuple[str, ...], named: Named, outputs: tuple[Path, ...]) -> list[Input]:
    """List what the arguments and `input_options` name, but for what is in folders that are written to.

    Raises:
        click.UsageError: nothing is named, or a path is missing, or options contradict each other.

    """
    if named.null and named.files_from is None:
        raise click.UsageError("-0 is for --files-from")
    if named.files_from == STDIN and STDIN in paths:
        raise click.UsageError("standard input can hold names or a document, not both")
    if not paths and named.files_from is None:
        if sys.stdin.isatty():
            raise click.UsageError("nothing to clean: give a file or folder, or text on standard input")
        paths = (STDIN,)
    _refuse_missing(paths)
    selection = Selection(named.include, named.exclude, outputs, named.text_field is not None)
    names = _names(named.files_from, b"\0" if named.null else b"\n") if named.files_from is not None else []
    return find_inputs(paths, named.stdin_filename, selection) + listed(names)


def documents_at(paths: tuple[str, ...]) -> Iterator[Raw]:
    """Yield the documents at paths; raises click.UsageError if one of these is missing."""
    _refuse_missing(paths)
    return documents(find_inputs(paths, STDIN))


def _refuse_missing(paths: tuple[str, ...]) -> None:
    missing = [path for path in paths if path != STDIN and not os.path.lexists(path)]
    if missing:
        raise click.UsageError("\n".join(f"{path}: no such file or folder" for path in missing))


def _names(path: str, end: bytes) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise click.UsageError(f"--files-from {path}: {error.strerror}") from None
    return [os.fsdecode(name) for name in data.split(end) if name]


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
        folders: tuple[Path, ...] = (),
        config: Path | None = None,
        no_config: bool = False,
        disable: tuple[str, ...] = (),
        threshold: float | None = None,
        encoding: str | None = None,
        max_bytes: int = Options().max_bytes,
        redact: str | None = None,
    ) -> None:
        if config is not None and no_config:
            raise click.UsageError("--config and --no-config: give one of them")
        if threshold is not None and not math.isfinite(threshold):
            raise click.UsageError(f"--threshold {threshold}: give a number of points, such as 5")
        if encoding is not None:
            known_encoding(encoding)
        self._stated = (folders, config, no_config, disable, threshold, encoding, max_bytes, redact)
        self._threshold, self._options = threshold, Options(encoding=encoding, max_bytes=max_bytes, redact=redact)
        self._load = cache(lambda rules: packs.load(*rules, *folders))
        self._rules = cache(lambda rules, off: self._load(rules).without(*off, *disable))
        self._configs = Configs(self._load)
        self._given = Config() if no_config else self._configs.given(config) if config else None

    def __reduce__(self) -> tuple[type[Settings], tuple[Any, ...]]:
        """Let another process read the same again: rules are no message to send."""
        return Settings, self._stated

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
        options = self._options._replace(threshold=next(p for p in points if p is not None))
        return self._rules(config.rules, config.disable), options

    def clean(self, raw: Raw) -> Cleaned:
        """Clean a document; raises what `of` and `pipeline.clean` do."""
        rules, options = self.of(raw.name)
        return clean(raw.read(), name=raw.name, media_type=raw.media_type, rules=rules, options=options)

    def _config(self, folder: Path) -> Config:
        return self._configs.nearest(folder) if self._given is None else self._given
