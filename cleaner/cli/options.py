"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleaner import packs
from cleaner.batch.inputs import STDIN, TEXT_FIELD, Selection, find_inputs, listed
from cleaner.decode import known_encoding
from cleaner.model import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.batch.inputs import Input
    from cleaner.packs import RuleSet

MIB = 1024 * 1024

CLEANING = (
    click.option(
        "--rules", "folders", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
        help="Use the packs of this folder, or this one pack, as well.",
    ),
    click.option(
        "--disable", metavar="ID|CLASS", multiple=True, help="Switch off a rule, a pack or a whole class of chrome."
    ),
    click.option(
        "--threshold", metavar="POINTS", type=float, default=Options().threshold, show_default=True,
        help="Points from which a block goes; higher keeps more.",
    ),
    click.option("--encoding", metavar="NAME", help="Read the bytes in this encoding instead of finding it."),
    click.option(
        "--max-bytes", metavar="N", type=click.IntRange(min=1), default=Options().max_bytes,
        show_default=f"{Options().max_bytes // MIB} MiB", help="Pass a document above this size unchanged.",
    ),
)  # fmt: skip


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
        help=f"Where JSON lines (.jsonl) hold the text, if not in {TEXT_FIELD!r}; folders are searched for them then.",
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
    missing = [path for path in paths if path != STDIN and not os.path.lexists(path)]
    if missing:
        raise click.UsageError("\n".join(f"{path}: no such file or folder" for path in missing))
    selection = Selection(named.include, named.exclude, outputs, named.text_field is not None)
    names = _names(named.files_from, b"\0" if named.null else b"\n") if named.files_from is not None else []
    return find_inputs(paths, named.stdin_filename, selection) + listed(names)


def _names(path: str, end: bytes) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise click.UsageError(f"--files-from {path}: {error.strerror}") from None
    return [os.fsdecode(name) for name in data.split(end) if name]


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to clean."""
    for option in reversed(CLEANING):
        command = option(command)
    return command


def build(
    folders: tuple[Path, ...], disable: tuple[str, ...], threshold: float, encoding: str | None, max_bytes: int
) -> tuple[RuleSet, Options]:
    """Load the rules and gather the options that `cleaning_options` has read."""
    if encoding is not None:
        known_encoding(encoding)
    return packs.load(*folders, disable=disable), Options(threshold, encoding, max_bytes)
