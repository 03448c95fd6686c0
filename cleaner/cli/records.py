"""Reading lineage records: from a file of one, from JSON lines, from standard input."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.files import STDIN
from cleaner.errors import LineageError
from cleaner.lineage import loads

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_paths(paths: tuple[str, ...]) -> None:
    """Refuse paths that hold no records.

    Raises:
        click.UsageError: a path is missing or a folder; all of these are named.

    """
    problems = [
        f"{path}: is a folder; give its records: {path}/*.lineage.json"
        if Path(path).is_dir()
        else f"{path}: no such file"
        for path in paths
        if path != STDIN and not Path(path).is_file()
    ]
    if problems:
        raise click.UsageError("\n".join(problems))


def read_records(paths: tuple[str, ...]) -> Iterator[dict[str, Any] | LineageError]:
    """Yield the records of files, in order; for one that can't be read what is wrong with it."""
    for path in paths:
        try:
            for name, text in _texts(path):
                try:
                    yield loads(text, name)
                except LineageError as error:
                    yield error
        except OSError as error:
            yield LineageError(f"{path}: {error.strerror}")


def _texts(path: str) -> Iterator[tuple[str, bytes]]:
    """Yield each record of a file as JSON, with the name that it goes by in messages."""
    with nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip() == b"{":  # a file of one record, spread over lines
                yield path, line + file.read()
            elif line.strip():
                yield f"{path}:{number}", line
