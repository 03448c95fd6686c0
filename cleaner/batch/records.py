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


def records_at(path: Path) -> Iterator[dict[str, Any] | LineageError]:
    """Read the records in a file, in a file of JSON lines or in the sidecars of a folder; say where there is none.

    Raises:
        OSError: a file can't be read.

    """
    if path.is_dir():
        for sidecar in sorted(path.rglob(f"*{SIDECAR}")):
            yield from records_at(sidecar)
    elif path.suffix in (".jsonl", ".ndjson"):
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _record(line, f"{path}:{number}")
    else:
        yield _record(path.read_bytes(), str(path))


def _record(data: bytes, name: str) -> dict[str, Any] | LineageError:
    """Read a record, or a cleaned document with its record in it."""
    try:
        found = json.loads(data)
        return checked(found["lineage"] if isinstance(found, dict) and "lineage" in found else found, name)
    except LineageError as error:
        return error
    except ValueError as error:
        return LineageError(f"{name}: not JSON: {error}")
