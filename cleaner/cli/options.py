"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner import packs
from cleaner.decode import known_encoding
from cleaner.model import Options

if TYPE_CHECKING:
    from collections.abc import Callable

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
    click.option(
        "--redact", type=click.Choice(("recipient",)),
        help="Replace the recipient's address, name and tokens in links, in the output and in the record.",
    ),
)  # fmt: skip


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to clean."""
    for option in reversed(CLEANING):
        command = option(command)
    return command


def build(
    folders: tuple[Path, ...],
    disable: tuple[str, ...],
    threshold: float,
    encoding: str | None,
    max_bytes: int,
    redact: str | None,
) -> tuple[RuleSet, Options]:
    """Load the rules and gather the options that `cleaning_options` has read."""
    if encoding is not None:
        known_encoding(encoding)
    return packs.load(*folders, disable=disable), Options(threshold, encoding, max_bytes, redact)
