"""`clean restore` and `clean verify`: what the lineage record is for."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner import lineage
from cleaner.batch.files import write_atomically
from cleaner.batch.inputs import media_type_of
from cleaner.cli.report import write_stdout
from cleaner.opening import MAIL, open_source
from cleaner.redact import redact

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Give the source back from a clean text and its record.")
@click.argument("body", type=FILE)
@click.argument("record", metavar="LINEAGE", type=FILE)
@click.option(
    "-o", "--output", metavar="PATH", type=click.Path(path_type=Path), help="Write here, not to standard output."
)
def restore(body: Path, record: Path, output: Path | None) -> None:
    """Rebuild the source's bytes from BODY, the text that `clean` wrote, and its record LINEAGE."""
    found = lineage.loads(record.read_bytes(), str(record))
    data = lineage.restore(lineage.read_body(body.read_bytes(), found, str(body)), found, str(record))
    if output is None:
        write_stdout(data)
    else:
        write_atomically(output, data)


@click.command(short_help="Check that a record belongs to its source.")
@click.argument("source", type=FILE)
@click.argument("record", metavar="LINEAGE", type=FILE)
def verify(source: Path, record: Path) -> None:
    """Check that LINEAGE is the record of SOURCE: its hashes, every removed text, and that it can be undone."""
    found = lineage.loads(record.read_bytes(), str(record))
    encoding = found["source"]["encoding"] if found["source"]["found_by"] == "given" else None
    media_type = found["source"]["media_type"]
    if found["source"]["envelope"] is not None:
        media_type = MAIL
    if "redact" in found["options"]:  # whose mail is not in the record
        media_type = media_type_of(source.name)
    opened = open_source(source.read_bytes(), str(source), media_type, encoding)
    if "redact" in found["options"]:
        opened = redact(opened)
    text, read = opened.text, opened.source
    problems = lineage.verify(text, read, found, str(record))
    for problem in problems:
        click.echo(f"clean: {record}: {problem}", err=True)
    if problems:
        raise click.exceptions.Exit(1)
    click.echo(f"{record}: right; {len(found['edits'])} edits, {found['status']}")
