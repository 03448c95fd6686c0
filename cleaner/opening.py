"""Bytes of any format to decoded text: which format it is, which part of a mail is meant, which encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.decode import decode
from cleaner.model import Headers
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from cleaner.model import Source

MAIL = "message/rfc822"
# Bytes of a page in which its declarations stand.
SNIFFED = 4096
PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s++html|html|head|body|table|div|meta)\b",
    re.I,
)
# A part of a page, as somebody cut it out: it begins and ends with a tag, where Markdown ends with text.
FRAGMENT = re.compile(
    r"\s*+<(?:a|article|center|font|h[1-6]|img|main|ol|p|section|span|td|th|tr|ul)(?=[\s/>])[^<>]*+>", re.I
)
# How a mail begins at the latest behind what an editor left before it: with a header, or the line of an envelope.
HEADER = re.compile(rb"(?:\xef\xbb\xbf)?+[\r\n]*+(?:From |[!-9;-~]++:)")
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)


class Opened(NamedTuple):
    """A source that can be read: its decoded text, where that came from, what its headers say."""

    text: str
    source: Source
    headers: Headers
    warnings: tuple[str, ...] = ()


def open_source(data: bytes | str, name: str, media_type: str | None, encoding: str | None) -> Opened:
    """Open a text, page or mail.

    `media_type` None means that the content tells. Raises what `decode` and `open_mail` raise.
    """
    if isinstance(data, bytes) and (media_type == MAIL or (media_type is None and _is_mail(data))):
        return _open_mail(data, name, encoding)
    declared = None
    if isinstance(data, bytes) and media_type != "text/plain":
        declared = declared_in(data)
    text, source = decode(data, name=name, media_type=media_type or "text/plain", encoding=encoding, declared=declared)
    if media_type is None and _is_page(text):
        source = source._replace(media_type="text/html")
    return Opened(text, source, Headers())


def _is_page(text: str) -> bool:
    head, end = text[:SNIFFED], text[-SNIFFED:].rstrip()
    return bool(PAGE.match(head)) or (end.endswith(">") and bool(FRAGMENT.match(head)))


def declared_in(data: bytes) -> str | None:
    """Return the encoding that a page names in its first bytes, unless it could not be read there in that encoding."""
    head = data[:SNIFFED]
    found = META_CHARSET.search(head) or XML_CHARSET.search(head)
    name = found.group(1).decode("ascii") if found else ""
    return name if not name.lower().startswith(("utf-16", "utf-32", "ucs-2")) else None


def _is_mail(data: bytes) -> bool:
    if not HEADER.match(data):
        return False  # without reading what reads mails, which takes long to import
    from cleaner.readers.mail import is_mail

    return is_mail(data)


def _open_mail(data: bytes, name: str, encoding: str | None) -> Opened:
    from cleaner.readers.mail import open_mail

    mail = open_mail(data, name)
    declared = mail.charset or (declared_in(mail.data) if is_markup(mail.media_type) else None)
    text, source = decode(mail.data, name=name, media_type=mail.media_type, encoding=encoding, declared=declared)
    source = source._replace(envelope=mail.envelope)
    return Opened(text, source, mail.headers, mail.warnings)
