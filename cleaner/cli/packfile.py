"""Writing packs for a user to change: with the JSON Schema of packs beside them, which editors check them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import packs
from cleaner.batch.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def write_pack(path: Path, text: str) -> Path:
    """Write a pack that names its schema; return where that is. A schema that is there already stays.

    Raises:
        OSError: one of them can't be written.

    """
    beside = path.parent / packs.SCHEMA
    if not beside.exists():
        write_atomically(beside, packs.schema())
    write_atomically(path, f"#:schema ./{packs.SCHEMA}\n{text}".encode("utf-8", "replace"))
    return beside
