"""Cleaning a file in place, so that its record always leads back to what the file was at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import lineage
from cleaner.batch.files import write_atomically
from cleaner.batch.targets import SIDECAR
from cleaner.decode import encode
from cleaner.errors import CleanerError, LineageError
from cleaner.opening import open_source
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.pipeline import Cleaned


class NotRewrittenError(CleanerError):
    """A file can't be, or must not be, cleaned in place."""


def sidecar(path: Path) -> Path:
    """Name the file that holds the record of a file that is cleaned in place."""
    return path.with_name(path.name + SIDECAR)


def fix(path: Path, data: bytes, clean: Callable[[bytes], Cleaned], *, pages: bool, text: str) -> Cleaned:
    """Clean a file in place and write its record beside it, the record first.

    If the file is the outcome of an earlier run, by its record, then what it was at first is cleaned again, so that
    the new record leads back to that too. A file with nothing to clean is not touched, nor is its record.

    Args:
        path: the file.
        data: its bytes.
        clean: how to clean.
        pages: whether HTML may be rewritten.
        text: `full` or `hash`, what the record is to hold.

    Raises:
        NotRewrittenError: it is a mail, or a page that was not asked for, or can't be written in its encoding, or was
            changed since its record was written.
        CleanerError: it can't be read.
        OSError: it can't be written; the file is as it was.

    """
    cleaned = clean(data)
    _check_kind(path, cleaned, pages)
    if not cleaned.edits:
        return cleaned
    first = _at_first(path, data)
    if first is not None:
        cleaned = clean(first)
    body = _body(path, cleaned)
    record = cleaned.record("source", text=text, in_place=True)
    write_atomically(sidecar(path), (lineage.dumps(record, indent=2) + "\n").encode())
    write_atomically(path.resolve(), body)
    return cleaned


def _check_kind(path: Path, cleaned: Cleaned, pages: bool) -> None:
    source = cleaned.document.source
    if source.envelope is not None:
        raise NotRewrittenError(f"{path}: a mail, which is never rewritten; clean -o writes the clean text elsewhere")
    if is_markup(source.media_type) and not pages:
        raise NotRewrittenError(f"{path}: a page, which is rewritten only with --fix-html")


def _at_first(path: Path, data: bytes) -> bytes | None:
    """Rebuild what the file was before an earlier run; None if none has changed it."""
    beside = sidecar(path)
    if not beside.exists():
        return None
    record = lineage.loads(beside.read_bytes(), str(beside))
    if lineage.source_sha256(record) == lineage.sha256(data):
        return None  # that run was stopped between the record and the file
    try:
        return lineage.restore(lineage.read_body(data, record, str(path)), record, str(beside))
    except LineageError as error:
        raise NotRewrittenError(
            f"{path}: left as it is, or {beside.name} would no longer lead back to what it was at first; "
            f"rename that record and try again ({error})"
        ) from None


def _body(path: Path, cleaned: Cleaned) -> bytes:
    """Encode the clean document as its source was."""
    source, text = cleaned.document.source, cleaned.source
    message = f"{path}: the clean text can't be written as {source.encoding}, as it was read; turn it into UTF-8 first"
    if source.replaced:
        raise NotRewrittenError(
            f"{path}: left as it is, for it holds bytes that are not {source.encoding}; repair these first"
        )
    if not source.exact:
        raise NotRewrittenError(message)
    try:
        body = encode(text, source)
    except UnicodeEncodeError:
        raise NotRewrittenError(message) from None
    given = source.encoding if source.found_by == "given" else None
    if open_source(body, str(path), source.media_type, given).text != text:
        raise NotRewrittenError(message)
    return body
