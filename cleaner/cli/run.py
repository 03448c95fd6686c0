"""`clean run`: clean documents."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.batch.files import sweep, write_atomically
from cleaner.batch.inputs import STDIN, Input, documents, find_inputs
from cleaner.batch.job import Done, Job, Task
from cleaner.batch.targets import ENDINGS, Files, claimed
from cleaner.cli.options import build, cleaning_options
from cleaner.cli.report import FORMS, advice, say, write_stdout
from cleaner.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.changes import Finding

FORMATS = ("text", "markdown", "html", "jsonl", "source")
EXIT_FOUND, EXIT_SOME_FAILED, EXIT_BUG = 1, 3, 123


@click.command(short_help="Clean documents (the default command).")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to write: the clean text, Markdown, a line of JSON a document with its lineage, or the source's own "
    "format.",
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
@cleaning_options
@click.option(
    "--stdin-filename",
    metavar="NAME",
    default=STDIN,
    help="The name that standard input goes by; its ending tells the format.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
def run(
    paths: tuple[str, ...],
    output_format: str,
    output: Path | None,
    lineage_path: Path | None,
    lineage_text: str,
    check: bool,
    findings_format: str,
    diff: bool,
    fix: bool,
    fix_html: bool,
    stdin_filename: str,
    quiet: bool,
    **cleaning: Any,
) -> None:
    """Clean the documents at PATH: text, pages and mails in files, folders, mailboxes, or - for standard input.

    The clean text goes to standard output, in UTF-8; everything else is said on standard error.
    """
    if not paths:
        if sys.stdin.isatty():
            raise click.UsageError("nothing to clean: give a file or folder, or text on standard input")
        paths = (STDIN,)
    if findings_format != "text" and not check:
        raise click.UsageError("--output-format is for --check; --format is for the clean text")
    task = _task(check=check, diff=diff, fix=fix or fix_html)
    inputs = find_inputs(paths, stdin_filename)
    many = len(inputs) > 1 or any(document.holds_many for document in inputs) or Path(paths[0]).is_dir()
    if task is Task.FIX:
        if output or lineage_path:
            raise click.UsageError("--fix writes over the files, with records beside them: leave -o and --lineage out")
        inputs = _each_once(inputs)
    _check_target("-o", output, many and not (output and output.is_dir()), "a folder that exists")
    lines = lineage_path is not None and lineage_path.suffix == ".jsonl" and not lineage_path.is_dir()
    _check_target(
        "--lineage", lineage_path, many and not lines and not (lineage_path and lineage_path.is_dir()),
        "a .jsonl file or a folder that exists",
    )  # fmt: skip
    rules, options = build(**cleaning)
    outputs = Files(output, ENDINGS.get(output_format, "")) if output else None
    records = Files(lineage_path, ".lineage.json", adds=True) if lineage_path and not lines else None
    job = Job(rules, options, task, output_format, lineage_text, outputs, records, lines, fix_html)
    outcome = _Outcome(task, quiet)
    done = outcome.told(map(job, claimed(documents(inputs), filter(None, (outputs, records)))))
    if task is Task.CHECK:
        for line in FORMS[findings_format](outcome.counted(found for one in done for found in one.findings)):
            write_stdout(f"{line}\n".encode("utf-8", "backslashreplace"))
    else:
        written = []
        for one in done:
            write_stdout(one.output)
            written.append(one.record)
        if lines and lineage_path:
            write_atomically(lineage_path, b"".join(written))
    outcome.finish()


def _task(*, check: bool, diff: bool, fix: bool) -> Task:
    wanted = [task for task, given in ((Task.CHECK, check), (Task.DIFF, diff), (Task.FIX, fix)) if given]
    if len(wanted) > 1:
        raise click.UsageError(f"--{wanted[0]} and --{wanted[1]} can't go together: give one of them")
    return wanted[0] if wanted else Task.CLEAN


def _each_once(inputs: list[Input]) -> list[Input]:
    """Leave out files that are named twice, and take away what a killed run left beside the others."""
    files = {given.path.resolve(): given for given in reversed(inputs) if given.path}
    for folder in {path.parent for path in files}:
        sweep(folder)
    return [given for given in inputs if given.path is None or files[given.path.resolve()] is given]


def _check_target(option: str, path: Path | None, is_wrong: bool, wanted: str) -> None:
    if path is None:
        return
    if is_wrong:
        raise click.UsageError(f"{option} {path}: for several documents give {wanted}")
    if not path.is_dir() and not path.parent.is_dir():
        raise click.UsageError(f"{option} {path}: there is no folder {path.parent}")


@dataclass
class _Outcome:
    """How it went, told while it goes and by the exit code."""

    task: Task
    quiet: bool
    failed: bool = False
    bug: bool = False
    changed: bool = False
    found: Counter[str] = field(default_factory=Counter)

    def told(self, results: Iterable[Done]) -> Iterator[Done]:
        """Let results through, and say what there is to say of each."""
        for done in results:
            if done.error:
                say(done.error)
            if done.bug:
                self._tell_bug(done.bug)
            if not self.quiet:
                self._tell(done)
            self.failed |= bool(done.error) or done.status in (Status.GUARDED, Status.LIMIT)
            self.changed |= done.changes > 0
            yield done

    def counted(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Let findings through, and count them by document."""
        for found in findings:
            self.found[found.name] += 1
            yield found

    def finish(self) -> None:
        """Say how to go on, and exit as it went."""
        if self.found and not self.quiet:
            say(advice(self.found))
        if self.bug:
            raise click.exceptions.Exit(EXIT_BUG)
        if self.failed:
            raise click.exceptions.Exit(EXIT_SOME_FAILED)
        if self.changed and self.task in (Task.CHECK, Task.FIX):
            raise click.exceptions.Exit(EXIT_FOUND)

    def _tell(self, done: Done) -> None:
        for warning in done.warnings:
            say(f"{done.name}: {warning}")
        if self.task is Task.FIX and done.changes:
            places = f"{done.changes} place{'s' * (done.changes > 1)}"
            say(f"{done.name}: {places} cleaned; {done.name}.lineage.json leads back")

    def _tell_bug(self, trace: str) -> None:
        self.bug = True
        if os.environ.get("CLEAN_TRACEBACK"):
            click.echo(trace, err=True)
        else:
            say("set CLEAN_TRACEBACK=1 to see where it happened")
