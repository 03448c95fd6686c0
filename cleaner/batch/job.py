"""What is done with each document: clean it, and write or give back what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.batch import packed
from cleaner.batch.changes import Finding, difference, findings
from cleaner.batch.files import write_atomically
from cleaner.batch.inputs import TEXT_FIELD, Earlier
from cleaner.batch.tally import Counts, counts_of
from cleaner.errors import CleanerError
from cleaner.pipeline import Cleaned, clean
from cleaner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.batch.inputs import Raw
    from cleaner.batch.targets import Files
    from cleaner.model import Options, Status
    from cleaner.packs import RuleSet


class Task(StrEnum):
    """What a job is to give."""

    CLEAN = "clean"
    CHECK = "check"
    DIFF = "diff"
    FIX = "fix"


class Done(NamedTuple):
    """What came of a document.

    Attributes:
        name: of the document.
        error: why it could not be cleaned or written; then the rest says nothing.
        bug: where in the program that happened, if it is no fault of the document.
        status: how it came out.
        warnings: what the user should know, one sentence each.
        changes: number of edits.
        counts: figures for a summary, where something was written.
        earlier: whether a run before has done it, so that nothing was written now.
        output: what was asked for, unless it has been written already.
        record: the lineage record as a line of JSON, where it was asked for and has not been written already.
        findings: what would go, where that was asked for.

    """

    name: str
    error: str = ""
    bug: str = ""
    status: Status | None = None
    warnings: tuple[str, ...] = ()
    changes: int = 0
    counts: Counts | None = None
    earlier: bool = False
    output: bytes = b""
    record: bytes = b""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Job:
    """How to treat a document; the same in every process.

    Attributes:
        how: gives, for the name of a document, the rules in force and the options.
        task: what to do.
        form: format of the output.
        lineage_text: `full` or `hash`.
        outputs: where outputs go, if each document has its own file; else they are given back.
        records: the same for records.
        gives_record: whether records are given back.
        text_field: where the text is in JSON lines.
        splits: whether JSON lines hold an article each, not a document.
        fixes_pages: whether HTML may be cleaned in place.

    """

    how: Callable[[str], tuple[RuleSet, Options]]
    task: Task = Task.CLEAN
    form: str = "text"
    lineage_text: str = "full"
    outputs: Files | None = None
    records: Files | None = None
    gives_record: bool = False
    fixes_pages: bool = False
    text_field: str = TEXT_FIELD
    splits: bool = False

    def __call__(self, raw: Raw) -> Done:
        """Treat one document. Whatever goes wrong is in what is returned, so that it never stops the others."""
        try:
            data = raw.read()
            return self._done_before(raw, data) or self._do(raw, data)
        except CleanerError as error:
            return Done(raw.name, str(error))
        except OSError as error:
            return Done(raw.name, f"{error.filename or raw.name}: {error.strerror or error}")
        except Exception as error:
            import traceback  # imported where used, as a start of the command counts

            what = f"{raw.name}: a bug of ours, please report it: {type(error).__name__}: {error}"
            return Done(raw.name, what, traceback.format_exc())

    def lost(self, raw: Raw) -> Done:
        """Say what came of a document whose process was killed, twice."""
        return Done(
            raw.name, f"{raw.name}: the process that cleaned it was killed, twice; was there too little memory?"
        )

    def _done_before(self, raw: Raw, data: bytes | str) -> Done | None:
        """Tell whether a run before has done all of it; that takes its output and its record."""
        wants_record = self.records is not None or self.gives_record
        if self.task is not Task.CLEAN or not (wants_record or self.form == "jsonl"):
            return None
        found = Earlier(
            _standing(self.records, raw) if self.records else raw.earlier.record,
            _standing(self.outputs, raw) if self.outputs else raw.earlier.output,
        )
        if found.output is None or (wants_record and found.record is None):
            return None
        from cleaner.batch.earlier import record_of

        record = record_of(found, raw, data, self._same(raw), self._field(raw) if self.form == "jsonl" else "")
        if record is None:
            return None
        counts = counts_of(record)
        return Done(raw.name, "", "", counts.status, tuple(record["warnings"]), len(counts.changes), counts, True)

    def _same(self, raw: Raw) -> dict[str, Any]:
        """Return what stands in the records of all documents that are treated like this one."""
        from cleaner.lineage import made_with

        rules, options = self.how(raw.name)
        made = made_with(__version__, rules.hash, rules.private, rules.disabled, options.stated())
        return {**made, "text": self.lineage_text, "format": self.form}

    def _field(self, raw: Raw) -> str:
        from cleaner.writers import jsonl

        return jsonl.BODY if raw.fields is None else self.text_field

    def _do(self, raw: Raw, data: bytes | str) -> Done:
        cleaned = self._fix(raw, data) if self.task is Task.FIX else self._clean(raw, data)
        done = Done(raw.name, "", "", cleaned.status, cleaned.warnings, len(cleaned.edits))
        if self.task is Task.CLEAN:
            return self._write(raw, cleaned, done._replace(counts=_counts(cleaned)))
        if self.task is Task.DIFF:
            return done._replace(output=_bytes(difference(cleaned)))
        return done._replace(findings=tuple(findings(cleaned))) if self.task is Task.CHECK else done

    def _clean(self, raw: Raw, data: bytes | str) -> Cleaned:
        rules, options = self.how(raw.name)
        return clean(data, name=raw.name, media_type=raw.media_type, rules=rules, options=options)

    def _fix(self, raw: Raw, data: bytes | str) -> Cleaned:
        from cleaner.batch import inplace

        if raw.path is None or isinstance(data, str) or packed.inner(raw.path) != raw.path:
            raise inplace.NotRewrittenError(f"{raw.name}: not a file of its own, so it is never rewritten")
        again = partial(self._clean, raw)
        return inplace.fix(raw.path, data, again, pages=self.fixes_pages, text=self.lineage_text)

    def _write(self, raw: Raw, cleaned: Cleaned, done: Done) -> Done:
        """Write the record before the text, so that no cleaned text is ever without one."""
        if self.records is None and not self.gives_record and self.form != "jsonl":
            return self._deliver(raw, cleaned.output(self.form), done)
        from cleaner.lineage import dumps  # imported where used, as a start of the command counts
        from cleaner.writers import jsonl

        record = cleaned.record(self.form, text=self.lineage_text)
        if self.records is not None:
            write_atomically(self.records.of(raw), _bytes(dumps(record, indent=2) + "\n"))
        elif self.gives_record:
            done = done._replace(record=_bytes(dumps(record) + "\n"))
        if self.form != "jsonl":
            return self._deliver(raw, cleaned.output(self.form), done)
        if raw.fields is not None:
            lines = jsonl.write_again(raw.fields, self.text_field, cleaned.body, record)
        elif self.splits:
            lines = jsonl.write_split(raw.name, cleaned.articles, record)
        else:
            lines = jsonl.write(raw.name, cleaned.articles, cleaned.body, record)
        return self._deliver(raw, lines, done)

    def _deliver(self, raw: Raw, output: str, done: Done) -> Done:
        if self.outputs is None:
            return done._replace(output=_bytes(output))
        write_atomically(self.outputs.of(raw), _bytes(output))
        return done


def _counts(cleaned: Cleaned) -> Counts:
    changes = tuple((edit.chrome.value, edit.rule, edit.span.end - edit.span.start) for edit in cleaned.edits)
    return Counts(cleaned.status, len(cleaned.body.split()), changes)


def _standing(files: Files, raw: Raw) -> bytes | None:
    path = files.of(raw)
    return path.read_bytes() if path.is_file() else None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
