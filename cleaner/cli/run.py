"""`clean run`: clean documents."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.batch.files import sweep
from cleaner.batch.inputs import TABLES, TEXT_FIELD, Earlier, documents
from cleaner.batch.job import Done, Job, Task
from cleaner.batch.pool import in_order
from cleaner.batch.targets import ENDINGS, SIDECAR, Files, claimed
from cleaner.cli.config import FORMATS
from cleaner.cli.options import Named, Settings, cleaning_options, gather, input_options
from cleaner.cli.outcome import Outcome, with_bar
from cleaner.cli.report import FORMS, say, write_stdout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cleaner.batch.inputs import Input, Raw
    from cleaner.batch.lines import Lines
    from cleaner.cli.config import Config

DEFAULT_FORMAT = "text"


@click.command(short_help="Clean documents (the default command).")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    show_default=DEFAULT_FORMAT,
    help="What to write: the clean text, Markdown, a line of JSON a document with its lineage, or the source's own "
    "format.",
)
@click.option(
    "--split", is_flag=True, help="With --format jsonl: a line for each article of a digest, with its places."
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write to this file, or for several documents into this folder, instead of standard output.",
)
@click.option(
    "--lineage",
    "lineage_path",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write the record of what went, and why, to this file; for several documents a .jsonl file, a line each, or "
    "a folder.",
)
@click.option(
    "--lineage-text",
    type=click.Choice(("full", "hash")),
    default="full",
    show_default=True,
    help="Whether the record holds the removed text, or only its hash; from hashes the source can't be rebuilt.",
)
@click.option("--check", is_flag=True, help="Write nothing; list what would go and exit with 1 if anything would.")
@click.option(
    "--output-format",
    "findings_format",
    type=click.Choice(tuple(FORMS)),
    default="text",
    show_default=True,
    help="How --check lists what it found: a line each for people, JSON lines, GitHub's annotations, or a SARIF log.",
)
@click.option("--diff", is_flag=True, help="Write a unified diff from the source to the clean text.")
@click.option(
    "--fix",
    is_flag=True,
    help="Clean text and Markdown files in place, with the record in NAME.lineage.json beside each; exit with 1 if "
    "anything changed.",
)
@click.option("--fix-html", is_flag=True, help="The same, HTML files too. Mails are never rewritten.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Clean in so many processes; what comes out is the same.",
)
@input_options
@cleaning_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
def run(
    paths: tuple[str, ...],
    output_format: str | None,
    split: bool,
    output: Path | None,
    lineage_path: Path | None,
    lineage_text: str,
    check: bool,
    findings_format: str,
    diff: bool,
    fix: bool,
    fix_html: bool,
    jobs: int,
    quiet: bool,
    named: Named,
    **cleaning: Any,
) -> None:
    """Clean the documents at PATH: text, pages and mails in files, folders, mailboxes, or - for standard input.

    The clean text goes to standard output, in UTF-8; everything else is said on standard error.
    """
    task = _task(check=check, diff=diff, fix=fix or fix_html)
    if findings_format != "text" and task is not Task.CHECK:
        raise click.UsageError("--output-format is for --check; --format is for the clean text")
    if task is Task.FIX and (output or lineage_path):
        raise click.UsageError("--fix writes over the files, with records beside them: leave -o and --lineage out")
    inputs = gather(paths, named, _written_folders(paths, output, lineage_path, quiet=quiet))
    settings = Settings(**cleaning)
    output_format = output_format or _one_format(settings.configs(given.name for given in inputs), task)
    if split and output_format != "jsonl":
        raise click.UsageError("--split writes a line of JSON an article, so it needs --format jsonl")
    if split and any(given.media_type in TABLES for given in inputs):
        raise click.UsageError("--split has no place for the other fields of JSON lines and Parquet; leave it out")
    if task is Task.FIX:
        inputs = _each_once(inputs)
    many = len(inputs) != 1 or any(given.holds_many for given in inputs) or any(Path(path).is_dir() for path in paths)
    shared = _shared(output, lineage_path, output_format, many=many)
    outputs = Files(output, ENDINGS.get(output_format, "")) if output and "output" not in shared else None
    records = Files(lineage_path, SIDECAR, adds=True) if lineage_path and "record" not in shared else None
    job = Job(
        settings.of, task, output_format, lineage_text, outputs, records, "record" in shared, fix_html,
        named.text_field or TEXT_FIELD, split,
    )  # fmt: skip
    outcome = Outcome(task, quiet)
    has_bar = many and not quiet and sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())
    try:
        with ExitStack() as stack:
            lines = {sort: stack.enter_context(_lines(path)) for sort, path in shared.items()}
            results = _results(inputs, job, jobs, lines, has_bar=has_bar)
            _put(outcome.told(results), outcome, lines, findings_format)
    except BrokenPipeError:
        raise
    except OSError as error:  # in what documents share; what is one document's own stops no other
        outcome.fail(f"{error.filename or output or 'standard output'}: {error.strerror}")
    outcome.finish()


def _results(inputs: list[Input], job: Job, jobs: int, lines: Mapping[str, Lines], *, has_bar: bool) -> Iterable[Done]:
    """Treat all documents, one after the other: open, see what is done of them already, do the rest."""
    raws = claimed(documents(inputs, job.text_field), filter(None, (job.outputs, job.records)))
    results = in_order(job, _with_earlier(raws, lines), jobs, job.lost)
    length = None if any(given.holds_many for given in inputs) else len(inputs)
    return with_bar(results, length) if has_bar else results


def _lines(path: Path) -> Lines:
    from cleaner.batch.lines import Lines  # imported where used, as a start of the command counts

    return Lines(path)


def _put(results: Iterable[Done], outcome: Outcome, lines: Mapping[str, Lines], findings_format: str) -> None:
    """Write what jobs give back: findings and texts to standard output, or to files that documents share."""
    if outcome.task is Task.CHECK:
        for line in FORMS[findings_format](outcome.counted(found for done in results for found in done.findings)):
            write_stdout(f"{line}\n".encode("utf-8", "backslashreplace"))
        return
    for done in results:
        for sort, data in (("record", done.record), ("output", done.output)):
            if sort in lines and done.earlier:
                lines[sort].keep(done.name)
            elif sort in lines and data:
                lines[sort].add(data)
            elif sort == "output":
                write_stdout(data)


def _with_earlier(raws: Iterable[Raw], lines: Mapping[str, Lines]) -> Iterable[Raw]:
    """Give each document what a run before has written of it into files that documents share."""
    if not lines:
        return raws
    return (
        raw._replace(earlier=Earlier(**{sort: one.earlier(raw.name) for sort, one in lines.items()})) for raw in raws
    )


def _task(*, check: bool, diff: bool, fix: bool) -> Task:
    wanted = [task for task, given in ((Task.CHECK, check), (Task.DIFF, diff), (Task.FIX, fix)) if given]
    if len(wanted) > 1:
        raise click.UsageError(f"--{wanted[0]} and --{wanted[1]} can't go together: give one of them")
    return wanted[0] if wanted else Task.CLEAN


def _one_format(configs: list[Config], task: Task) -> str:
    """Return the format that the documents' configurations ask for; only cleaning writes one."""
    formats = {config.output_format or DEFAULT_FORMAT: config for config in configs}
    if len(formats) > 1 and task is Task.CLEAN:
        asked = "; ".join(f"{config.path or 'without a configuration'}: {form}" for form, config in formats.items())
        raise click.UsageError(f"these documents are to be written in several formats ({asked}); give --format")
    return next(iter(formats), DEFAULT_FORMAT)


def _each_once(inputs: list[Input]) -> list[Input]:
    """Leave out files that are named twice, and take away what a killed run left beside the others."""
    files = {Path(realpath(given.path)): given for given in reversed(inputs) if given.path}
    for folder in {path.parent for path in files}:
        sweep(folder)
    return [given for given in inputs if given.path is None or files[Path(realpath(given.path))] is given]


def _written_folders(
    paths: tuple[str, ...], output: Path | None, lineage_path: Path | None, *, quiet: bool
) -> tuple[Path, ...]:
    """List the folders that are written to, and say of those inside others that they are not read.

    Raises:
        click.UsageError: the outputs would stand between the sources.

    """
    if output is not None and output.is_dir() and any(Path(path).is_dir() and output.samefile(path) for path in paths):
        raise click.UsageError(f"-o {output}: the sources are in this folder; give another one, or use --fix")
    written = tuple(path for path in (output, lineage_path) if path is not None and path.is_dir())
    for folder in written:
        if not quiet and any(Path(realpath(path)) in folder.resolve().parents for path in paths):
            say(f"{folder}: written to, so not read")
    return written


def _shared(output: Path | None, lineage_path: Path | None, output_format: str, *, many: bool) -> dict[str, Path]:
    """Tell which files documents share, a line each: `output`, `record`.

    Raises:
        click.UsageError: a path is none that so many documents can be written to.

    """
    shared = {}
    if output is not None and _is_shared(output) and output_format == "jsonl":
        shared["output"] = output
    if lineage_path is not None and _is_shared(lineage_path) and lineage_path.suffix == ".jsonl":
        shared["record"] = lineage_path
    _check("-o", output, many and "output" not in shared, "a folder that exists, or with --format jsonl a file")
    _check("--lineage", lineage_path, many and "record" not in shared, "a .jsonl file or a folder that exists")
    return shared


def _is_shared(path: Path) -> bool:
    return path.is_file() or not path.exists()


def _check(option: str, path: Path | None, is_wrong: bool, wanted: str) -> None:
    if path is None or path.is_dir():
        return
    if is_wrong:
        raise click.UsageError(f"{option} {path}: for several documents give {wanted}")
    if not path.parent.is_dir():
        raise click.UsageError(f"{option} {path}: there is no folder {path.parent}")
