"""A file with a line of JSON a document, which a killed run leaves in a state that the next one can go on from.

New lines go to a journal beside the file; the file itself is replaced at the end, in the order of the documents.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from cleaner.batch.files import sweep, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a lineage record has before the name of its source. It can't stand inside a string, whose quotes are escaped.
BEFORE_NAME = b'"source": {"name": '
LONGEST_NAME = 32 * 1024  # bytes; a path of the longest kind with every character escaped
JOURNAL = ".journal"


class _Line(NamedTuple):
    """Where a line stands: in the journal or in the file, from byte `start`, `length` bytes with its end."""

    in_journal: bool
    start: int
    length: int


class Lines:
    """The file at `path`, to be written line by line; use it in a `with` block.

    Raises:
        OSError: the file, its folder or its journal can't be read or written.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._journal_path = path.with_name(f".{path.name}{JOURNAL}")
        self._known: dict[str, _Line] = {}
        self._order: list[_Line] = []

    def __enter__(self) -> Self:
        """Learn what earlier runs have written."""
        sweep(self.path.parent)
        self._file = self.path.open("rb") if self.path.exists() else None
        self._journal = self._journal_path.open("a+b")
        self._size = sum(line.length for line in self._index(self._file, in_journal=False)) if self._file else 0
        whole = sum(line.length for line in self._index(self._journal, in_journal=True))
        self._journal.truncate(whole)  # a run may have been killed within a line
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Replace the file, unless something went wrong; then the journal stays for the next run."""
        try:
            if kind is None:
                self._replace()
        finally:
            self._journal.close()
            if self._file:
                self._file.close()
        if kind is None:
            self._journal_path.unlink()

    def earlier(self, name: str) -> bytes:
        """Return the line that earlier runs have written for a document, or nothing."""
        line = self._known.get(name)
        return self._read(line) if line else b""

    def keep(self, name: str) -> None:
        """Let the line of an earlier run stand next."""
        self._order.append(self._known[name])

    def add(self, data: bytes) -> None:
        """Let a new line stand next."""
        start = self._journal.seek(0, 2)
        self._journal.write(data)
        self._journal.flush()
        self._order.append(_Line(True, start, len(data)))

    def _index(self, file: IO[bytes], *, in_journal: bool) -> Iterator[_Line]:
        """Note for each whole line of a file which document it is about."""
        start = file.seek(0)
        for data in file:
            if not data.endswith(b"\n"):
                return
            line = _Line(in_journal, start, len(data))
            if name := _name_in(data):
                self._known[name] = line
            start += len(data)
            yield line

    def _read(self, line: _Line) -> bytes:
        file = self._journal if line.in_journal else self._file
        assert file is not None
        file.seek(line.start)
        return file.read(line.length)

    def _replace(self) -> None:
        at = 0
        for line in self._order:
            if line.in_journal or line.start != at:
                break
            at += line.length
        else:
            if self._file and at == self._size:
                return  # it stands as it must
        with writing(self.path) as out:
            for line in self._order:
                out.write(self._read(line))


def _name_in(line: bytes) -> str:
    """Find the name of the source in a line that holds a lineage record, without reading all of it."""
    at = line.rfind(BEFORE_NAME)
    if at < 0:
        return ""
    try:
        name, _ = json.JSONDecoder().raw_decode(line[at + len(BEFORE_NAME) :][:LONGEST_NAME].decode("utf-8", "replace"))
    except ValueError:
        return ""
    return str(name)
