"""`clean lineage`: what else can be done with lineage records."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.batch.inputs import STDIN
from cleaner.batch.records import records_at, records_in
from cleaner.cli.outcome import EXIT_SOME_FAILED
from cleaner.cli.report import say, write_stdout
from cleaner.errors import LineageError
from cleaner.exports import dolma, openlineage, web_annotation
from cleaner.lineage import dumps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TARGETS = ("dolma", "openlineage", "web-annotation")
EXPORT = """Write RECORDS in the format of another tool, in JSON lines.

RECORDS are files of one record or of JSON lines, folders with *.lineage.json, or - for standard input.

\b
  dolma           attributes, a line a document: [[start, end, score]] by class
  openlineage     a START and a COMPLETE event a document, with a facet of rules and counts
  web-annotation  an annotation an edit, with text position and text quote selectors

The same record gives the same bytes. Records with hashes give annotations without quotes.
"""


@click.group(short_help="Export lineage records for other tools.")
def lineage() -> None:
    """Work with lineage records, which `--lineage` writes."""


@lineage.command(help=EXPORT, short_help="Write records in another tool's format.")
@click.argument("records", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The format.")
@click.option(
    "--namespace",
    metavar="NAME",
    default="newsletter-cleaner",
    show_default=True,
    help="What the documents belong to: dolma's source, OpenLineage's namespace.",
)
@click.option(
    "--time", metavar="TIME", envvar="SOURCE_DATE_EPOCH", show_envvar=True,
    help="When the documents were cleaned, which openlineage needs and no record holds: 2026-11-21T20:00:00Z, or "
    "seconds since 1970.",
)  # fmt: skip
def export(records: tuple[Path, ...], target: str, namespace: str, time: str | None) -> None:
    """Write records in another tool's format, in JSON lines."""
    write = _exporter(target, namespace, time)
    failed = hashed = 0
    found = (records_in(sys.stdin.buffer, STDIN) if str(path) == STDIN else records_at(path) for path in records)
    for record in chain.from_iterable(found):
        if isinstance(record, LineageError):
            say(str(record))
            failed += 1
            continue
        hashed += record["text"] == "hash"
        for item in write(record):
            write_stdout((dumps(item) + "\n").encode())
    if hashed and target == "web-annotation":
        say(f"records with hashes and no text, whose annotations have no quotes: {hashed}")
    if failed:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


def _exporter(target: str, namespace: str, time: str | None) -> Callable[[dict[str, Any]], Iterator[dict[str, Any]]]:
    if target == "dolma":
        return partial(dolma.export, namespace=namespace)
    if target == "web-annotation":
        return web_annotation.export
    if time is None:
        raise click.UsageError(
            "openlineage needs the time of the run, which no record holds: give --time, such as "
            "2026-11-21T20:00:00Z, or set SOURCE_DATE_EPOCH"
        )
    return partial(openlineage.export, namespace=namespace, time=_rfc3339(time))


def _rfc3339(time: str) -> str:
    try:
        moment = datetime.fromtimestamp(int(time), UTC) if time.isdecimal() else datetime.fromisoformat(time)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise click.UsageError(f"--time {time}: give a time with its zone, such as 2026-11-21T20:00:00Z, or seconds")
    return moment.isoformat()
