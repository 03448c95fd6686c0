"""`clean lineage`: what else can be done with lineage records."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.files import write_stdout
from cleaner.cli.records import check_paths, read_records
from cleaner.errors import LineageError
from cleaner.exports import dolma, openlineage, web_annotation
from cleaner.lineage import dumps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXIT_SOME_FAILED = 3
TARGETS = ("dolma", "openlineage", "web-annotation")
EXPORT = """Write RECORDS in the format of another tool, in JSON lines.

RECORDS are files of one record or of JSON lines, or - for standard input.

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
@click.argument("records", nargs=-1, required=True)
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
def export(records: tuple[str, ...], target: str, namespace: str, time: str | None) -> None:
    """Write records in another tool's format, in JSON lines."""
    check_paths(records)
    write = _exporter(target, namespace, time)
    failed = hashed = 0
    for record in read_records(records):
        if isinstance(record, LineageError):
            click.echo(f"clean: {record}", err=True)
            failed += 1
            continue
        hashed += record["text"] == "hash"
        for item in write(record):
            write_stdout((dumps(item) + "\n").encode())
    if hashed and target == "web-annotation":
        click.echo(f"clean: records with hashes and no text, whose annotations have no quotes: {hashed}", err=True)
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
