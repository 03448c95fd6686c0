"""Files and folders with many mails: mbox and Maildir."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.readers.fields import FIRST_HEADER, HEADER_LINES, NEWLINE, end_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Bytes at the beginning that show whether a file is an mbox.
SNIFFED_BYTES = 16 * 1024

DAY = rb"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,3}"
MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DATE = DAY + rb"(?:" + MONTH + rb" {1,3}\d{1,2}|\d{1,2} {1,3}" + MONTH + rb"(?: \d{4})?) {1,3}\d{1,2}:\d\d"
# With a date, or with nothing (some programs leave it out) and a header below.
ENVELOPE_LINE = re.compile(
    rb"From (?:[^\r\n]*?" + DATE + rb"[^\r\n]*+(?:" + NEWLINE + rb"|\Z)|-?[ \t]*+" + NEWLINE + FIRST_HEADER + rb")"
)
# A byte order mark and blank lines before everything.
LEAD = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*+")


def is_mbox(data: bytes) -> bool:
    """Tell whether they start with an envelope line (`From kim@example.com Mon Jan  1 10:00:00 2024`) and headers."""
    head = data[:SNIFFED_BYTES]
    line = ENVELOPE_LINE.match(head, end_of(LEAD, head, 0))
    return line is not None and end_of(HEADER_LINES, head, line.end()) > line.end()


def split_mbox(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the range of bytes of each message of an mbox, without its envelope line. Takes linear time.

    An envelope line stands at the start of the file or behind a blank line. The ranges and the envelope lines together
    are the whole file, but for blank lines before the first; what stands before the first envelope line is a message
    too. A message's range ends with the blank line that mbox puts behind it. `>From ` is not made `From ` again: the
    bytes must stay those of the file.
    """
    start = first = end_of(LEAD, data, 0)
    seen = False
    at = data.find(b"From ", first)
    while at >= 0:
        line = ENVELOPE_LINE.match(data, at) if at == first or _is_behind_blank_line(data, at) else None
        if line is not None:
            if seen or at > start:
                yield start, at
            start, seen = line.end(), True
        at = data.find(b"From ", line.end() if line else at + 1)
    if seen or start < len(data):
        yield start, len(data)


def maildir_messages(folder: Path) -> list[Path]:
    """List the messages of a Maildir, those of `cur` before those of `new`, each sorted; none if it is no Maildir."""
    boxes = [folder / "cur", folder / "new"]
    if not all(box.is_dir() for box in boxes):
        return []
    return [path for box in boxes for path in sorted(box.iterdir()) if path.is_file() and not path.name.startswith(".")]


def _is_behind_blank_line(data: bytes, at: int) -> bool:
    return data[max(at - 3, 0) : at].endswith((b"\n\n", b"\n\r\n", b"\r\r"))
