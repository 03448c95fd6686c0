"""What there is to clean: files, folders, mailboxes, JSON lines and standard input, as raw documents."""

from __future__ import annotations

import os
import sys
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from cleaner.batch import packed
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MBOX, JSON_LINES, PARQUET = "application/mbox", "application/jsonl", "application/vnd.apache.parquet"
TABLES = (JSON_LINES, PARQUET)
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".mbox": MBOX,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".parquet": PARQUET,
}
"""What a file is by its ending. In a folder only these are read; of other files that are named the content tells."""

STDIN = "-"
TEXT_FIELD = "text"


class Earlier(NamedTuple):
    """What a run before has written of a document, as bytes: its record and its output; None for what is not there."""

    record: bytes | None = None
    output: bytes | None = None


NOTHING = Earlier()


class Raw(NamedTuple):
    """One document before it is read.

    Attributes:
        name: what it goes by in messages and in its record.
        place: where it stands below the folder that was given, with `#` for what is in a file; outputs go by it.
        media_type: None where only the content tells.
        path: the file that holds it and nothing else; None where `data` has it.
        data: its bytes, or its text where it comes from JSON.
        fields: the whole object of its line of JSON.
        problem: why it can't be read; then there is nothing else.
        earlier: what stands of it in files that it shares with others.

    """

    name: str
    place: str
    media_type: str | None = None
    path: Path | None = None
    data: bytes | str = b""
    fields: dict[str, Any] | None = None
    problem: str = ""
    earlier: Earlier = NOTHING

    def read(self) -> bytes | str:
        """Return its bytes or text.

        Raises:
            CleanerError: it has a problem.
            OSError: the file can't be read.
            PackedError: the file can't be unpacked.

        """
        if self.problem:
            raise CleanerError(self.problem)
        return packed.read(self.path) if self.path else self.data


class Input(NamedTuple):
    """Something to read: a path, or None for standard input; the name it goes by; its place; its media type.

    `problem` says why it can't be read.
    """

    path: Path | None
    name: str
    place: str
    media_type: str | None
    problem: str = ""

    @property
    def holds_many(self) -> bool:
        """Whether it is a mailbox, JSON lines or Parquet by its name."""
        return self.media_type in (MBOX, *TABLES)


class Selection(NamedTuple):
    """Which files of a folder are read. A glob with a slash is for the path below it, one without for any part of that.

    Attributes:
        include: globs of which one must match; by default the known endings tell.
        exclude: globs of which none may match.
        outputs: folders that are written to, and so are not read.
        tables: whether files of JSON lines and Parquet are read without being included.

    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = ()
    tables: bool = False


EVERYTHING = Selection()


def find_inputs(paths: Iterable[str], stdin_name: str, selection: Selection = EVERYTHING) -> list[Input]:
    """List what is at paths: files, folders with documents, Maildirs, and `-`. What can't be read has a problem."""
    found: list[Input] = []
    for given in paths:
        path = Path(given)
        if given == STDIN:
            place = "stdin.txt" if stdin_name == STDIN else Path(stdin_name).name
            media_type = media_type_of(stdin_name) or (JSON_LINES if selection.tables else None)
            found.append(Input(None, stdin_name, place, media_type))
        elif path.is_dir():
            found += _in_folder(path, selection)
        else:
            found.append(_file(path, given, path.name))
    return found


def listed(names: Sequence[str]) -> list[Input]:
    """List files that are named one by one; their outputs go by their whole paths."""
    places = (PurePath(name).relative_to(PurePath(name).anchor) for name in names)
    clean = (PurePath(*(part for part in place.parts if part != "..")) for place in places)
    return [_file(Path(name), name, place.as_posix()) for name, place in zip(names, clean, strict=True)]


def _file(path: Path, name: str, place: str) -> Input:
    problem = "" if os.path.lexists(path) else f"{name}: no such file or folder"
    return Input(path, name, place, media_type_of(name), problem)


def documents(inputs: Iterable[Input], text_field: str = TEXT_FIELD) -> Iterator[Raw]:
    """Open inputs one after the other; what can't be read comes with its problem."""
    for given in inputs:
        try:
            yield from _open(given, text_field)
        except CleanerError as error:
            yield Raw(given.name, given.place, problem=str(error))
        except OSError as error:
            yield Raw(given.name, given.place, problem=f"{given.name}: {error.strerror or error}")


def media_type_of(name: str) -> str | None:
    """Tell a file's media type by its ending, that of packed files by the one before."""
    return MEDIA_TYPES.get(packed.inner(Path(name)).suffix.lower())


def _open(given: Input, text_field: str) -> Iterator[Raw]:
    if given.problem:
        yield Raw(given.name, given.place, problem=given.problem)
    elif given.media_type == JSON_LINES:
        with packed.opened(given.path) if given.path else _standard_input(given) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _from_json(line, f"{given.name}#{number}", f"{given.place}#{number}", text_field)
    elif given.media_type == PARQUET:
        yield from _rows(given, text_field)
    elif given.path is not None and _is_one_document(given.path, given.media_type):
        yield Raw(given.name, given.place, given.media_type, given.path)
    else:
        data = packed.read(given.path) if given.path else _standard_input(given).read()
        if given.media_type == MBOX or (given.media_type is None and data.startswith(b"From ")):
            yield from _mails(given, data)
        else:
            yield Raw(given.name, given.place, given.media_type, data=data)


def _standard_input(given: Input) -> IO[bytes]:
    return packed.unpacked(sys.stdin.buffer, Path(given.name))


def _is_one_document(path: Path, media_type: str | None) -> bool:
    """Tell whether a file can be left to be read later: it is no pipe, and no mailbox by its name or first bytes."""
    if media_type is not None or not path.is_file():
        return media_type not in (None, MBOX)
    with packed.opened(path) as file:
        return file.read(5) != b"From "


def _mails(given: Input, data: bytes) -> Iterator[Raw]:
    """Take a mailbox apart; its mails go by `name#1`, `name#2`, ..."""
    from cleaner.readers.mailboxes import split_mbox

    ranges = list(split_mbox(data))
    for number, (start, end) in enumerate(ranges, 1):
        suffix = f"#{number}" if len(ranges) > 1 else ""
        yield Raw(given.name + suffix, given.place + suffix, "message/rfc822", data=data[start:end])


def _rows(given: Input, text_field: str) -> Iterator[Raw]:
    """Read the rows of a Parquet file, which go by `name#1`, `name#2`, ..."""
    from cleaner.batch.tables import rows

    if given.path is None:
        raise CleanerError(f"{given.name}: Parquet is read from files only, not from standard input")
    for number, (text, fields) in enumerate(rows(given.path, text_field), 1):
        name, place = f"{given.name}#{number}", f"{given.place}#{number}"
        if isinstance(text, str | bytes):
            yield Raw(name, place, data=text, fields=fields)
        else:
            yield Raw(name, place, problem=f"{name}: no text in the column {text_field!r}")


def _from_json(line: bytes, name: str, place: str, text_field: str) -> Raw:
    """Read a line of JSON that holds a text and other fields."""
    import json  # imported where used, as a start of the command counts

    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Raw(name, place, problem=f"{name}: this line is not JSON: {error}")
    if not isinstance(fields, dict):
        return Raw(name, place, problem=f"{name}: this line is no JSON object")
    if not isinstance(text := fields.get(text_field), str):
        there = ", ".join(name for name, value in fields.items() if isinstance(value, str)) or "none"
        return Raw(name, place, problem=f"{name}: no text in the field {text_field!r}; --text-field NAME, of: {there}")
    return Raw(name, place, data=text, fields=fields)


def _in_folder(folder: Path, selection: Selection) -> Iterator[Input]:
    from cleaner.readers.mailboxes import maildir_messages

    if messages := maildir_messages(folder):
        places = [path.relative_to(folder).as_posix() for path in messages]
        yield from (Input(p, str(p), place, "message/rfc822") for p, place in zip(messages, places, strict=True))
        return
    outputs = {path.resolve() for path in selection.outputs}
    yield from sorted(_walk(folder, "", selection, outputs, (folder.resolve(),)), key=lambda found: Path(found.name))


def _walk(
    folder: Path, place: str, selection: Selection, outputs: set[Path], above: tuple[Path, ...]
) -> Iterator[Input]:
    """Find documents below a folder; `place` is its path below the one that was given, `above` where it really is."""
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        yield Input(folder, str(folder), place, None, f"{folder}: {error.strerror}")
        return
    for entry in entries:
        path, inside = folder / entry.name, place + entry.name
        if any(_matches(inside, glob) for glob in selection.exclude):
            continue
        is_link = entry.is_symlink()
        if not (path.is_dir() if is_link else entry.is_dir()):
            if _is_wanted(inside, selection) and (is_link or entry.is_file()):
                yield Input(path, str(path), inside, media_type_of(entry.name))
        elif (real := path.resolve()) in above:
            problem = f"{path}: a link to a folder that it is in; not followed (--exclude {entry.name} leaves it out)"
            yield Input(path, str(path), inside, None, problem)
        elif real not in outputs:
            yield from _walk(path, f"{inside}/", selection, outputs, (*above, real))


def _is_wanted(place: str, selection: Selection) -> bool:
    if selection.include:
        return any(_matches(place, glob) for glob in selection.include)
    media_type = media_type_of(place)
    return media_type is not None and (media_type not in TABLES or selection.tables)


def _matches(place: str, glob: str) -> bool:
    return fnmatch(place, glob) if "/" in glob else any(fnmatch(part, glob) for part in place.split("/"))
