"""Lineage records, wherever runs have left them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cleaner.batch.targets import SIDECAR
from cleaner.errors import LineageError
from cleaner.lineage import checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


def records_at(path: Path) -> Iterator[dict[str, Any] | LineageError]:
    """Read the records in a file, or in the sidecars of a folder; yield what is wrong with one that can't be read."""
    for file in sorted(path.rglob(f"*{SIDECAR}")) if path.is_dir() else (path,):
        try:
            with file.open("rb") as stream:
                yield from records_in(stream, str(file))
        except OSError as error:
            yield LineageError(f"{file}: {error.strerror}")


def records_in(stream: BinaryIO, name: str) -> Iterator[dict[str, Any] | LineageError]:
    """Read the records in a stream: one, spread over lines, or JSON lines of them or of documents that hold them."""
    for number, line in enumerate(stream, 1):
        if line.strip() == b"{":
            yield _record(line + stream.read(), name)
        elif line.strip():
            yield _record(line, f"{name}:{number}")


def _record(data: bytes, name: str) -> dict[str, Any] | LineageError:
    """Read a record, or a cleaned document with its record in it."""
    try:
        found = json.loads(data)
        return checked(found["lineage"] if isinstance(found, dict) and "lineage" in found else found, name)
    except LineageError as error:
        return error
    except ValueError as error:
        return LineageError(f"{name}: not JSON: {error}")
