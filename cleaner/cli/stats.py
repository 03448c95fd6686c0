"""`clean stats`: what lineage records say, summed up."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.batch.records import records_at
from cleaner.batch.tally import Tally, counts_of
from cleaner.cli.outcome import EXIT_SOME_FAILED
from cleaner.cli.report import say, summary
from cleaner.errors import LineageError


@click.command(short_help="Sum up lineage records.")
@click.argument("records", metavar="LINEAGE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def stats(records: tuple[Path, ...]) -> None:
    """Sum up what LINEAGE says: records, files of JSON lines with records, or folders with *.lineage.json."""
    tally, failed = Tally(), False
    for path in records:
        for found in records_at(path):
            if isinstance(found, LineageError):
                say(str(found))
                failed = True
            else:
                tally.add(counts_of(found))
    for line in summary(tally):
        click.echo(line)
    if failed:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)
