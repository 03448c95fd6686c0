"""`clean run`: clean documents."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.config import FORMATS
from cleaner.cli.excerpts import excerpt, line_numbers
from cleaner.cli.files import MEDIA_TYPES, STDIN, Input, Message, find_inputs, write_atomically, write_stdout
from cleaner.cli.options import Settings, cleaning_options
from cleaner.errors import CleanerError
from cleaner.model import Status
from cleaner.pipeline import Cleaned, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.cli.config import Config
    from cleaner.model import Options
    from cleaner.packs import RuleSet

DEFAULT_FORMAT = "text"
ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html", "jsonl": ".jsonl"}
EXIT_FOUND, EXIT_SOME_FAILED = 1, 3
WIDTH = 60


@click.command(short_help="Clean documents (the default command).")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    show_default="text",
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
@click.option("--diff", is_flag=True, help="Write a unified diff from the source to the clean text.")
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
    output_format: str | None,
    split: bool,
    output: Path | None,
    lineage_path: Path | None,
    lineage_text: str,
    check: bool,
    diff: bool,
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
    inputs = find_inputs(paths, stdin_filename)
    many = len(inputs) > 1 or any(document.holds_many for document in inputs) or Path(paths[0]).is_dir()
    _check_target("-o", output, many and not (output and output.is_dir()), "a folder that exists")
    lines = lineage_path is not None and lineage_path.suffix == ".jsonl"
    _check_target(
        "--lineage", lineage_path, many and not lines and not (lineage_path and lineage_path.is_dir()),
        "a .jsonl file or a folder that exists",
    )  # fmt: skip
    if output is not None and output.is_dir():
        _check_names(inputs)
    settings = Settings(**cleaning)
    configs = settings.configs(given.name for given in inputs)
    output_format = output_format or _one_format(configs, is_check=check)
    if split and output_format != "jsonl":
        raise click.UsageError("--split writes a line of JSON an article, so it needs --format jsonl")
    job = _Job(output_format, split, output, lineage_path, lineage_text, check, diff, quiet)
    for given in inputs:
        try:
            for document in given.open():
                _clean_one(document, job, *settings.of(given.name))
        except BrokenPipeError:
            raise
        except OSError as error:
            job.fail(f"{given.name}: {error.strerror}")
    job.finish()


def _check_target(option: str, path: Path | None, is_wrong: bool, wanted: str) -> None:
    if path is None:
        return
    if is_wrong:
        raise click.UsageError(f"{option} {path}: for several documents give {wanted}")
    if not path.is_dir() and not path.parent.is_dir():
        raise click.UsageError(f"{option} {path}: there is no folder {path.parent}")


def _one_format(configs: list[Config], *, is_check: bool) -> str:
    """Return the format that the documents' configurations ask for; a check writes none."""
    formats = {config.output_format or DEFAULT_FORMAT: config for config in configs}
    if len(formats) > 1 and not is_check:
        asked = "; ".join(f"{config.path or 'without a configuration'}: {form}" for form, config in formats.items())
        raise click.UsageError(f"these documents are to be written in several formats ({asked}); give --format")
    return next(iter(formats), DEFAULT_FORMAT)


def _check_names(inputs: list[Input]) -> None:
    """Refuse documents that would overwrite each other's output."""
    taken: dict[str, str] = {}
    for document in inputs:
        stem = Path(document.name).stem
        if stem in taken:
            raise click.UsageError(f"{taken[stem]} and {document.name} would have the same output; clean them apart")
        taken[stem] = document.name


def _clean_one(document: Message, job: _Job, rules: RuleSet, options: Options) -> None:
    try:
        cleaned = clean(document.data, name=document.name, media_type=document.media_type, rules=rules, options=options)
    except CleanerError as error:
        job.fail(str(error))
    else:
        job.take(document, cleaned)


@dataclass
class _Job:
    """What is to be done with each cleaned document, and how it went."""

    output_format: str
    split: bool
    output: Path | None
    lineage_path: Path | None
    lineage_text: str
    check: bool
    diff: bool
    quiet: bool
    found: bool = False
    failed: bool = False

    def __post_init__(self) -> None:
        self.records: list[str] = []

    def take(self, document: Message, cleaned: Cleaned) -> None:
        for warning in cleaned.warnings:
            if not self.quiet:
                click.echo(f"clean: {document.name}: {warning}", err=True)
        self.failed |= cleaned.status in (Status.GUARDED, Status.LIMIT)
        self.found |= bool(cleaned.edits)
        if self.check:
            for line in findings(cleaned):
                click.echo(line)
            return
        self._write_lineage(document, cleaned)
        body = (difference(cleaned) if self.diff else self._body(cleaned)).encode("utf-8", "surrogatepass")
        if self.output is None:
            write_stdout(body)
        else:
            write_atomically(_into(self.output, document, ENDINGS.get(self.output_format, "")), body)

    def fail(self, message: str) -> None:
        click.echo(f"clean: {message}", err=True)
        self.failed = True

    def finish(self) -> None:
        if self.lineage_path is not None and self.records:
            try:
                write_atomically(self.lineage_path, "".join(self.records).encode("utf-8"))
            except OSError as error:
                self.fail(f"{self.lineage_path}: {error.strerror}")
        if self.failed:
            raise click.exceptions.Exit(EXIT_SOME_FAILED)
        if self.check and self.found:
            raise click.exceptions.Exit(EXIT_FOUND)

    def _body(self, cleaned: Cleaned) -> str:
        if self.output_format == "jsonl":
            from cleaner.writers import jsonl

            name = cleaned.document.source.name
            if self.split:
                return jsonl.write_split(name, cleaned.articles, self._record(cleaned))
            return jsonl.write(name, cleaned.articles, cleaned.body, self._record(cleaned))
        return cleaned.body if self.output_format == "text" else cleaned.output(self.output_format)

    def _record(self, cleaned: Cleaned) -> dict[str, Any]:
        return cleaned.record(self.output_format, text=self.lineage_text)

    def _write_lineage(self, document: Message, cleaned: Cleaned) -> None:
        """Write the record before the text, so that no cleaned text is ever without one."""
        path = self.lineage_path
        if path is None:
            return
        from cleaner.lineage import dumps  # imported where used, as a start of the command counts

        record = self._record(cleaned)
        if path.suffix == ".jsonl" and not path.is_dir():
            self.records.append(dumps(record) + "\n")
        else:
            text = dumps(record, indent=2) + "\n"
            write_atomically(_into(path, document, ".lineage.json", add=True), text.encode("utf-8"))


def _into(target: Path, document: Message, ending: str, *, add: bool = False) -> Path:
    """Name the file for a document: `target` itself, or in that folder the document's name with `ending`.

    A text or Markdown file that is written as text keeps its own ending.
    """
    if not target.is_dir():
        return target
    name = "stdin.txt" if document.name == STDIN else Path(document.name).name.replace("#", "-")
    if add:
        return target / (name + ending)
    stem, suffix = (name, "") if (path := Path(name)).suffix.lower() not in MEDIA_TYPES else (path.stem, path.suffix)
    is_text = (document.media_type or "text/plain") in ("text/plain", "text/markdown")
    return target / (stem + (suffix if is_text and ending == ENDINGS["text"] and suffix else ending))


def findings(cleaned: Cleaned) -> Iterator[str]:
    """Say for each edit where it is, which rule made it, and why: `file:line: rule: it ...: text`."""
    document = cleaned.document
    line_of = line_numbers(document.text)
    for edit in cleaned.edits:
        text = excerpt(edit.removed, WIDTH)
        shown = f': "{text}"' if text else ""
        yield f"{document.source.name}:{line_of(edit.span.start)}: {edit.rule}: it {edit.why}{shown}"


def difference(cleaned: Cleaned) -> str:
    """Return the unified diff from the source to the clean text."""
    import difflib

    name = cleaned.document.source.name
    before, after = (t.splitlines(keepends=True) for t in (cleaned.document.text, cleaned.source))
    return "".join(map(_diff_line, difflib.unified_diff(before, after, name, f"{name} (clean)")))


def _diff_line(line: str) -> str:
    if line.endswith("\n"):
        return line
    ends = line.splitlines()[0] != line  # in another way than with a line feed
    return line + ("\n" if ends else "\n\\ No newline at end of file\n")
