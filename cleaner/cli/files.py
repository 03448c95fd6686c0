"""Finding inputs, and writing outputs so that nothing is ever half-written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
}
"""What a file is by its ending. In a folder only these are read; of other files that are named the content tells."""

STDIN = "-"


class Message(NamedTuple):
    """One document: its bytes, the name it goes by, its media type where it is known."""

    data: bytes
    name: str
    media_type: str | None


class Input(NamedTuple):
    """Something to read: a path, or None for standard input; the name it goes by; its media type where it is known."""

    path: Path | None
    name: str
    media_type: str | None

    @property
    def holds_many(self) -> bool:
        """Whether it is a mailbox by its name."""
        return self.media_type == "application/mbox"

    def open(self) -> Iterator[Message]:
        """Read the document, or the mails of a mailbox, which go by `name#1`, `name#2`, ...

        Raises:
            OSError: it can't be read.

        """
        data = self.path.read_bytes() if self.path else sys.stdin.buffer.read()
        if not self.holds_many and (self.media_type is not None or not data.startswith(b"From ")):
            yield Message(data, self.name, self.media_type)
            return
        from cleaner.readers.mailboxes import split_mbox

        ranges = list(split_mbox(data))
        for number, (start, end) in enumerate(ranges, 1):
            name = f"{self.name}#{number}" if len(ranges) > 1 else self.name
            yield Message(data[start:end], name, "message/rfc822")


def find_inputs(paths: tuple[str, ...], stdin_name: str) -> list[Input]:
    """List what is at paths: files, folders with documents, Maildirs, and `-`.

    Raises:
        click.UsageError: a path is missing; all of these are named.

    """
    found: list[Input] = []
    problems: list[str] = []
    for given in paths:
        path = Path(given)
        if given == STDIN:
            found.append(Input(None, stdin_name, media_type_of(Path(stdin_name))))
        elif path.is_dir():
            found += _in_folder(path)
        elif path.exists():
            found.append(Input(path, given, media_type_of(path)))
        else:
            problems.append(f"{given}: no such file or folder")
    if problems:
        raise click.UsageError("\n".join(problems))
    return found


def documents_at(paths: tuple[str, ...]) -> Iterator[Message]:
    """Read all documents at paths; raises what `find_inputs` and `Input.open` do."""
    return (document for found in find_inputs(paths, STDIN) for document in found.open())


def _in_folder(folder: Path) -> list[Input]:
    from cleaner.readers.mailboxes import maildir_messages

    if messages := maildir_messages(folder):
        return [Input(path, str(path), "message/rfc822") for path in messages]
    documents = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in MEDIA_TYPES and path.is_file())
    return [Input(path, str(path), media_type_of(path)) for path in documents]


def media_type_of(path: Path) -> str | None:
    """Tell a file's media type by its ending."""
    return MEDIA_TYPES.get(path.suffix.lower())


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is either as before or complete: same folder, fsync, replace.

    Raises:
        OSError: it can't be written; nothing is left behind.

    """
    import tempfile  # it brings in random and more, for a few milliseconds of every start

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output as they are, without translating line ends."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
