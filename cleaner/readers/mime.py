"""The parts of a mail (MIME), each with the place of its body in the file.

One pass over the lines that start with `--`, without recursion. The standard library's parser does not tell where a
part stands, fails at 1,000 levels and takes 15 s for 100,000 parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cleaner.errors import LimitError
from cleaner.readers.fields import (
    DASHED_HEADER_LINE,
    HEADER_LINES,
    LEAD,
    NEWLINE,
    Fields,
    end_of,
    parameters,
    read_fields,
    value_of,
)
from cleaner.readers.transfer import AS_IT_STANDS, SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Containers (multipart or forwarded mail) inside one another, and parts in all. Newsletters have about 3 and 20.
MAX_DEPTH, MAX_PARTS = 32, 1000

MAIL_TYPES = frozenset({"message/rfc822", "message/global"})
MEDIA_TYPE = re.compile(r"[^\s/]+/[^\s/]+")
TRANSFER = re.compile(r"[\w.-]+")
LINE_BREAK = re.compile(NEWLINE)
DASHED_LINE = re.compile(rb"--[^\r\n]*+")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a part's headers say about its body; empty where they say nothing.

    `media_type`, `charset` and `transfer` are in lower case; `boundary` is that of a multipart only.
    """

    media_type: str
    charset: str
    transfer: str
    boundary: bytes
    attached: bool
    file_name: str
    flowed: bool
    delsp: bool


@dataclass(slots=True, eq=False)
class Part:
    """A part of a mail: its number in the tree, and its body as a half-open range of bytes of the file.

    A multipart that is a whole mail has no number of its own but that of the mail, "" for the file's.
    """

    number: str
    labels: Labels
    parent: Part | None
    start: int
    end: int = -1
    children: list[Part] = field(default_factory=list)

    @property
    def holds_mail(self) -> bool:
        """Whether its body is a mail that was forwarded."""
        return self.labels.media_type in MAIL_TYPES and self.labels.transfer in AS_IT_STANDS

    @property
    def path(self) -> list[Part]:
        """Itself and the parts that it is in, from the inside out."""
        path = [self]
        while (parent := path[-1].parent) is not None:
            path.append(parent)
        return path

    def walk(self) -> Iterator[Part]:
        """Give itself and all parts in it, in the order of the file."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


class Scan:
    """One pass over a mail that finds its parts.

    Attributes:
        root: the whole mail.
        fields: its headers, as they stand.
        cut: whether the mail ends before the boundary that closes it.
        problems: what is wrong with its form, one sentence each.

    """

    def __init__(self, data: bytes, name: str) -> None:
        """Find all parts.

        Raises:
            LimitError: there are more than `MAX_PARTS`, or they are nested deeper than `MAX_DEPTH`.

        """
        self.fields: Fields = []
        self.problems: list[str] = []
        self._data, self._name = data, name
        self._open: list[Part] = []  # from the whole mail to the part that is being read
        self._depths: dict[bytes, list[int]] = {}  # where in `_open` the owners of a boundary stand
        self._count = 0
        at = self._enter(None, end_of(LEAD, data, 0))
        self.root = self._open[0]
        while self._depths and (line := DASHED_LINE.search(data, at)):
            at = self._pass(line)
        self.cut = any(self._open[depth].children for depths in self._depths.values() for depth in depths)
        self._leave(-1, len(data))

    def _pass(self, line: re.Match[bytes]) -> int:
        """Do what a line asks for that may be a boundary. Gives the place to go on from."""
        if line.start() and self._data[line.start() - 1] not in b"\r\n":
            return line.end()
        depth, closes = self._owner(line.group())
        if depth < 0:
            return line.end()
        self._leave(depth, _without_line_break(self._data, line.start()))
        owner = self._open[depth]
        if closes:
            self._forget(owner, depth)
            return line.end()
        return self._enter(owner, end_of(LINE_BREAK, self._data, line.end()))

    def _enter(self, parent: Part | None, at: int) -> int:
        """Start the part whose headers stand at `at`, and the mail in it if it holds one. Gives the body's place."""
        while True:
            header_end = self._header_end(at)
            fields = read_fields(self._data[at:header_end])
            at = end_of(LINE_BREAK, self._data, header_end)
            in_digest = parent is not None and parent.labels.media_type == "multipart/digest"
            labels = _labels(fields, "message/rfc822" if in_digest else "text/plain")
            part = Part(_number(parent, labels), labels, parent, at)
            if parent is None:
                self.fields = fields
            else:
                parent.children.append(part)
            self._open.append(part)
            self._check_limits()
            if labels.boundary:
                self._depths.setdefault(labels.boundary, []).append(len(self._open) - 1)
            if not part.holds_mail:
                return at
            parent = part

    def _header_end(self, at: int) -> int:
        """Find the end of the headers: the first line that can't be one, or is a boundary."""
        while True:
            at = end_of(HEADER_LINES, self._data, at)
            line = DASHED_HEADER_LINE.match(self._data, at)
            if line is None or self._owner(line.group().rstrip(b"\r\n"))[0] >= 0:
                return at
            at = line.end()

    def _owner(self, line: bytes) -> tuple[int, bool]:
        """Tell whose boundary a line is, as its depth (-1: nobody's), and whether it is the closing one."""
        mark = line[2:].rstrip(b" \t")
        opens = self._depths.get(mark, (-1,))[-1]
        closes = self._depths.get(mark[:-2], (-1,))[-1] if mark.endswith(b"--") else -1
        return max(opens, closes), closes > opens

    def _leave(self, depth: int, end: int) -> None:
        """End all parts that are deeper than `depth`."""
        while len(self._open) > depth + 1:
            part = self._open.pop()
            part.end = max(part.start, end)
            self._forget(part, len(self._open))
            if part.labels.media_type.startswith("multipart/") and not part.children:
                part.number = part.number or "1"
                part.labels = replace(part.labels, media_type="text/plain")
                self.problems.append(f"part {part.number} should have parts but has none; it is read as plain text")

    def _forget(self, part: Part, depth: int) -> None:
        """Look no longer for a part's boundary."""
        depths = self._depths.get(part.labels.boundary, [])
        if depths and depths[-1] == depth:
            depths.pop()
            if not depths:
                del self._depths[part.labels.boundary]

    def _check_limits(self) -> None:
        self._count += 1
        if self._count > MAX_PARTS + 1:
            raise LimitError(f"{self._name}: over the limit of {MAX_PARTS:,} parts in a mail")
        if len(self._open) > MAX_DEPTH + 1:
            raise LimitError(f"{self._name}: over the limit of {MAX_DEPTH} parts inside one another in a mail")


def _without_line_break(data: bytes, at: int) -> int:
    """Step back over the line break before `at`: it belongs to the boundary line (RFC 2046)."""
    return at - (2 if data[max(at - 2, 0) : at] == b"\r\n" else min(at, 1))


def _number(parent: Part | None, labels: Labels) -> str:
    """Give a part the number that IMAP gives it (RFC 3501, 6.4.5)."""
    if parent is None:
        return "" if labels.boundary else "1"
    if parent.holds_mail:
        return parent.number if labels.boundary else f"{parent.number}.1"
    return f"{parent.number}.{len(parent.children) + 1}".lstrip(".")


def _labels(fields: Fields, default: str) -> Labels:
    """Read the headers that say how a body is to be read; `default` is the type of one that does not say its own."""
    found: dict[str, str] = {}
    for name, value in fields:
        if name[:8].lower() == "content-":
            found.setdefault(name.lower(), value)
    declared, content = parameters(found.get("content-type", default))
    media_type = declared if MEDIA_TYPE.fullmatch(declared) else "text/plain"
    disposition, disposed = parameters(found.get("content-disposition", ""))
    transfer = TRANSFER.search(found.get("content-transfer-encoding", "").lower())
    encoding = transfer.group() if transfer else ""
    boundary = content.get("boundary", "").rstrip() if media_type.startswith("multipart/") else ""
    return Labels(
        media_type=media_type,
        charset=" ".join(content.get("charset", "").strip("' ").lower().split()[:1]),
        transfer=SPELLINGS.get(encoding, encoding),
        boundary=boundary.encode("latin-1"),
        attached=disposition == "attachment",
        file_name=value_of(disposed.get("filename") or content.get("name") or ""),
        flowed=content.get("format", "").lower() == "flowed",
        delsp=content.get("delsp", "").lower() == "yes",
    )
