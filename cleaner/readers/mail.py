"""Mail: the part of a message that holds its text, and what stands around that part in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.errors import NoTextError
from cleaner.model import Envelope, Headers
from cleaner.readers.fields import HEADER_LINES, LEAD, codec_of, end_of, read_fields, read_headers
from cleaner.readers.mailboxes import is_mbox, maildir_messages, split_mbox
from cleaner.readers.mime import Part, Scan
from cleaner.readers.transfer import decode_transfer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Mail", "is_mail", "is_mbox", "maildir_messages", "open_mail", "split_mbox"]

# An HTML part with less than this share of the plain part's letters is a stub, such as "your program can't show this".
STUB_SHARE = 0.2
# Bytes at the beginning in which the headers show whether a file is a mail.
SNIFFED_BYTES = 64 * 1024
# Names of attachments in an error, and characters of each.
NAMES_SHOWN, NAME_SHOWN = 5, 60

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = HTML_TYPES | {"text/plain", "text/markdown", "text/x-markdown"}
MIXED, ALTERNATIVE = "multipart/mixed", "multipart/alternative"
# Headers that a mail system writes. The others stand in mails that somebody copied as text, too.
SYSTEM_HEADERS = frozenset(
    "message-id mime-version received return-path delivered-to dkim-signature list-id content-type "
    "content-transfer-encoding".split()
)
PERSON_HEADERS = frozenset("from to subject date sender".split())

TAG_AND_TEXT = re.compile(r"(?:\A|<(/?+\w*+)[^<>]*+>)([^<>]*+)")
UNSEEN = frozenset({"style", "script", "title"})
PADDING = re.compile(r"&(?:nbsp|zwnj|zwj|shy|#(?:160|173|847|8199|820[34]|65279)|#x(?:a0|ad|34f|200[bc]|feff));", re.I)
URL = re.compile(r"https?://\S+", re.I)
NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """The text of a mail, and what was around it.

    Attributes:
        headers: what the mail says about itself.
        envelope: the file around the part; `before + encoded + after` is the file.
        media_type: `text/html` or `text/plain`.
        charset: as the part declares it, in lower case; None where that can't be used.
        data: the part's body with its transfer encoding undone.
        flowed: whether a line that ends in a space goes on in the next one (RFC 3676).
        delsp: whether that space belongs to the line break and not to the text (RFC 3676).
        warnings: what the user should know, one sentence each.

    """

    headers: Headers
    envelope: Envelope
    media_type: str
    charset: str | None
    data: bytes
    flowed: bool
    delsp: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A part that may be read: its body, a rough reading of it that serves to count letters, and what was wrong."""

    part: Part
    body: bytes
    rough: str
    problem: str

    @property
    def is_html(self) -> bool:
        """Whether it is HTML; else it is plain text."""
        return self.part.labels.media_type in HTML_TYPES

    @property
    def form(self) -> str:
        """What to call it."""
        return "HTML" if self.is_html else "plain text"

    def letters(self, enough: float | None = None) -> int:
        """Count the letters and digits that a reader sees, addresses left out; may stop when it has `enough`."""
        count = 0
        for run in _visible(self.rough) if self.is_html else [URL.sub("", self.rough)]:
            count += len(NO_LETTERS.sub("", run))
            if enough is not None and count >= enough:
                break
        return count

    def is_alternative_to(self, other: Candidate) -> bool:
        """Whether both say the same: the innermost part around them is multipart/alternative."""
        path = self.part.path
        common = next(part for part in other.part.path if part in path)
        return other is not self and common.labels.media_type == ALTERNATIVE


@dataclass(frozen=True, slots=True)
class Choice:
    """The part to read, why, and the places of texts that are not read."""

    candidate: Candidate
    reason: str
    unread: Sequence[str] = ()


def open_mail(data: bytes, name: str) -> Mail:
    """Read one mail (RFC 5322, MIME): its headers, and the part that holds its text best. Takes linear time.

    HTML is preferred to plain text unless it is a stub. Attachments are never read; a forwarded mail is when nothing
    else has text.

    Raises:
        LimitError: there are too many parts, or they are nested too deep; see `mime`.
        NoTextError: there are only attachments.

    """
    scan = Scan(data, name)
    choice = _choose(scan.root, data, name)
    chosen, part = choice.candidate, choice.candidate.part
    charset, charset_problem = _charset(part.labels.charset, chosen.body)
    warnings = [*scan.problems, charset_problem]
    if chosen.problem:
        warnings.append(f"part {part.number} {chosen.problem}")
    if scan.cut and part.end == len(data):
        warnings.append(f"the mail ends inside part {part.number}, so its end may be missing")
    if choice.unread:
        warnings.append(f"only part {part.number} is read; there is more text in {_listed(choice.unread)}")
    return Mail(
        headers=read_headers(scan.fields, charset),
        envelope=Envelope(
            part=part.number,
            transfer_encoding=part.labels.transfer,
            reason=choice.reason,
            before=data[: part.start],
            encoded=data[part.start : part.end],
            after=data[part.end :],
        ),
        media_type="text/html" if chosen.is_html else "text/plain",
        charset=charset,
        data=chosen.body,
        flowed=part.labels.flowed and not chosen.is_html,
        delsp=part.labels.delsp and not chosen.is_html,
        warnings=tuple(filter(None, warnings)),
    )


def is_mail(data: bytes) -> bool:
    """Tell whether the bytes start with headers of a mail, some that a mail system writes among them.

    Copied text with `From:` and `Subject:` on top, as forwarding leaves it, is no mail. A mail that was saved with its
    envelope line is a mail, and an mbox of one message too.
    """
    head = data[:SNIFFED_BYTES]
    start = end_of(LEAD, head, 0)
    names = {name.lower() for name, _ in read_fields(head[start : end_of(HEADER_LINES, head, start)])}
    return not names.isdisjoint(SYSTEM_HEADERS) and not names.isdisjoint(PERSON_HEADERS)


def _choose(root: Part, data: bytes, name: str) -> Choice:
    """Pick the part to read: one of the mail's own, else a named one (a text file), else one of a forwarded mail."""
    parts = list(root.walk())
    groups: dict[tuple[bool, bool], list[Part]] = {}
    for part in filter(_may_be_read, parts):
        forwarded = any(outer.holds_mail for outer in part.path)
        groups.setdefault((forwarded, _is_file(part)), []).append(part)
    empty: list[Candidate] = []
    for (forwarded, _), group in sorted(groups.items()):
        candidates = [_candidate(part, data) for part in group]
        if full := [candidate for candidate in candidates if candidate.letters(1)]:
            chosen = _best(full)
            return Choice(chosen, _reason(chosen, full, forwarded=forwarded), _unread(chosen, full, parts))
        empty += candidates
    attachments = [part for part in parts if not part.children and not _may_be_read(part)]
    if attachments:
        empty = [candidate for candidate in empty if candidate.body.strip()]
    if not empty:
        raise NoTextError(f"{name}: has no text: only attachments ({_names(attachments)})")
    chosen = max(empty, key=lambda candidate: (bool(candidate.body.strip()), candidate.is_html))
    return Choice(chosen, f"the {chosen.form} part: no part has text")


def _may_be_read(part: Part) -> bool:
    return part.labels.media_type in TEXT_TYPES and not part.labels.attached


def _is_file(part: Part) -> bool:
    """Tell whether a part is shown as a file of its own; names in multipart/alternative mean nothing."""
    return bool(part.labels.file_name) and part.parent is not None and part.parent.labels.media_type == MIXED


def _candidate(part: Part, data: bytes) -> Candidate:
    body, problem = decode_transfer(data[part.start : part.end], part.labels.transfer)
    charset, _ = _charset(part.labels.charset, body)
    try:
        rough = body.decode(charset or "utf-8")
    except UnicodeError:
        rough = body.decode("latin-1")
    return Candidate(part, body, rough, problem)


def _visible(markup: str) -> Iterator[str]:
    """Give the runs of text between tags, roughly: a comment with tags in it counts as text."""
    for found in TAG_AND_TEXT.finditer(markup):
        tag, run = found.groups()
        if not tag or tag.lower() not in UNSEEN:
            yield PADDING.sub("", run)


def _best(candidates: Sequence[Candidate]) -> Candidate:
    markup = _richest([candidate for candidate in candidates if candidate.is_html])
    plain = _richest([candidate for candidate in candidates if not candidate.is_html])
    if markup is None or plain is None:
        return markup or plain or candidates[0]
    needed = STUB_SHARE * plain.letters()
    return markup if markup.letters(needed) >= needed else plain


def _richest(candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the first of those with the most letters."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    return max(candidates, key=Candidate.letters)


def _reason(chosen: Candidate, candidates: Sequence[Candidate], *, forwarded: bool) -> str:
    what = f"the {chosen.form} part" + " of a forwarded mail" * forwarded
    if len(candidates) == 1:
        return f"{what}: there is no other text"
    if not chosen.is_html and any(candidate.is_html for candidate in candidates):
        return f"{what}: the HTML part has hardly any text"
    alternatives = 1 + sum(chosen.is_alternative_to(candidate) for candidate in candidates)
    if alternatives == 2:
        return f"{what}: the richer of two alternatives"
    if alternatives > 2:
        return f"{what}: the richest of {alternatives} alternatives"
    return f"{what}: the richest of {len(candidates)} texts"


def _unread(chosen: Candidate, candidates: Sequence[Candidate], parts: Sequence[Part]) -> list[str]:
    """Say where texts stand that are neither read nor alternatives of the one that is."""
    path = chosen.part.path
    texts = [
        f"{candidate.part.number} ({candidate.form})"
        for candidate in candidates
        if candidate is not chosen and not chosen.is_alternative_to(candidate)
    ]
    return texts + [f"{part.number} (a forwarded mail)" for part in parts if part.holds_mail and part not in path]


def _names(attachments: Sequence[Part]) -> str:
    names = [part.labels.file_name or part.labels.media_type for part in attachments]
    return _listed(["".join(c if c.isprintable() else "?" for c in name[:NAME_SHOWN]) for name in names])


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - NAMES_SHOWN} more" if len(items) > NAMES_SHOWN else ""
    return ", ".join(items[:NAMES_SHOWN]) + more


def _charset(declared: str, body: bytes) -> tuple[str | None, str]:
    """Give the declared charset if it can be used; or None, and why not if something was declared."""
    codec = codec_of(declared)
    if codec == "ascii" and not body.isascii():
        return None, f"the declared charset is {declared}, but there are other characters"
    if codec or not declared:
        return declared or None, ""
    return None, f"the declared charset, {declared[:NAME_SHOWN]!a}, is unknown or not read here"
