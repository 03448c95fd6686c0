"""The header fields of a mail: as they stand, their values as a person reads them, and their parameters.

The standard library splits headers into fields. Its readers of values and parameters are not used: they take quadratic
time on some values and fail on others. Here nothing fails; what is broken stays as it is.
"""

from __future__ import annotations

import binascii
import codecs
import re
from contextlib import suppress
from email.parser import HeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from cleaner.model import Headers

if TYPE_CHECKING:
    from collections.abc import Sequence

# A date in a header is about 31 characters; the standard library should not be asked about much longer ones.
DATE_MAX = 200
# Codecs that are no charsets of mail: UTF-7 writes any character in ASCII, so it can hide what a filter looks for; the
# others take quadratic time or make lone surrogates.
REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})

NEWLINE = rb"(?:\r\n|\r|\n)"
FIRST_HEADER = rb"(?=From |[!-9;-~]++:)"
# What the standard library takes for a line of the headers.
HEADER_LINE = rb"(?:From |[!-9;-~]*+:|[ \t])[^\r\n]*+(?:" + NEWLINE + rb"|\Z)"
# A byte order mark and blank lines that an editor left before the headers.
LEAD = re.compile(rb"(?:(?:\xef\xbb\xbf)?[\r\n]*+" + FIRST_HEADER + rb")?")
# Lines that start like a boundary are for the caller to tell.
HEADER_LINES = re.compile(rb"(?:(?!--)" + HEADER_LINE + rb")*+")
DASHED_HEADER_LINE = re.compile(rb"(?=--)" + HEADER_LINE)

FOLD = re.compile(r"[\r\n]+[ \t]*")
BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
SURROGATE = re.compile("[\ud800-\udfff]")
# RFC 2047, with the single "?" that some senders do not encode. A character is looked at a bounded number of times.
WORD = re.compile(r"=\?([^?\s*]{1,60}+)(?:\*[^?\s]{0,20}+)?\?([bq])\?((?:[^?]++|\?(?!=)){0,9}+)\?=", re.I)
PARAMETER = re.compile(r';\s*+([^\s=;"*]++)(\*[\d*]*+)?+\s*+=\s*+("(?:[^"\\]|\\.)*+"|[^;"]*+)', re.S)
ESCAPED = re.compile(r"\\(.)", re.S)
CHARSET = re.compile(r"[a-z0-9][a-z0-9_.:+()-]{0,40}", re.I | re.A)
BRACKETED = re.compile(r"<([^<>]*)>")
BARE_URL = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.I)

Fields = list[tuple[str, str]]


def end_of(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where a pattern stops that starts at `at`; `at` if it is not there."""
    found = pattern.match(data, at)
    return found.end() if found else at


def read_fields(block: bytes) -> Fields:
    """Split headers into names and raw values; each byte becomes the character of the same number."""
    return list(HeaderParser(policy=compat32).parsestr(block.decode("latin-1")).raw_items())


def read_headers(fields: Fields, charset: str | None = None) -> Headers:
    """Read what a mail says about itself. Of a header that is there twice the first one counts.

    Some mailers write headers in the charset of the text without saying so; that is what `charset` is for.
    """
    decoded = tuple((name.lower(), value_of(value, charset)) for name, value in fields)
    first: dict[str, str] = {}
    for name, value in decoded:
        first.setdefault(name, value)
    return Headers(
        title=" ".join(first.get("subject", "").split()),
        sender=" ".join(first.get("from", "").split()),
        date=_iso_date(first.get("date", "")),
        list_id=first.get("list-id", ""),
        message_id=first.get("message-id", ""),
        unsubscribe_url=_unsubscribe_url(first.get("list-unsubscribe", "")),
        fields=decoded,
    )


def value_of(raw: str, charset: str | None = None) -> str:
    """Read a raw value: unfold it, read its bytes as UTF-8 or else in `charset`, undo its encoded words.

    Bytes that neither can read become U+FFFD.
    """
    text = FOLD.sub(" ", raw).strip()
    if not text.isascii():
        text = _bytes_read(text.encode("latin-1"), charset)
    if "=?" in text:
        text = _words_decoded(text)
    return SURROGATE.sub("\ufffd", BREAKS.sub(" ", text))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Read `text/html; charset="utf-8"` into the part before `;`, in lower case, and the parameters.

    The long form of RFC 2231 (`name*0*=utf-8''...`) is put together in the order in which it stands.
    """
    value = FOLD.sub(" ", value)
    plain: dict[str, str] = {}
    pieces: dict[str, list[str]] = {}
    for name, extended, raw in PARAMETER.findall(value):
        key, text = name.lower(), raw.strip()
        if text.startswith('"'):
            text = ESCAPED.sub(r"\1", text[1:-1])
        if not extended:
            plain.setdefault(key, text)
            continue
        if extended.endswith("*"):
            text = _percent_decoded(text, first=key not in pieces)
        pieces.setdefault(key, []).append(text)
    return value.partition(";")[0].strip().lower(), {key: "".join(texts) for key, texts in pieces.items()} | plain


def codec_of(charset: str) -> str:
    """Python's name of a charset, with hyphens; "" if it is unknown or refused."""
    if not CHARSET.fullmatch(charset):
        return ""
    try:
        codec = codecs.lookup(charset).name.replace("_", "-")
        with suppress(UnicodeError):
            b" ".decode(charset)  # a LookupError for codecs that are no charsets, such as zip
    except LookupError:
        return ""
    return "" if codec in REFUSED else codec


def _bytes_read(raw: bytes, charset: str | None) -> str:
    for encoding in filter(None, ("utf-8", charset)):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("utf-8", "replace")


def _percent_decoded(text: str, *, first: bool) -> str:
    if first and text.count("'") > 1:
        text = text.split("'", 2)[2]
    return unquote_to_bytes(text.encode("latin-1")).decode("latin-1")


def _words_decoded(text: str) -> str:
    """Undo encoded words. Neighbours of one charset are read as one: some senders cut characters in two."""
    out: list[str] = []
    run: list[bytes] = []
    run_codec, at = "", 0
    for word in WORD.finditer(text):
        codec, content = codec_of(word[1]), _word_bytes(word[2], word[3])
        if not codec or content is None:
            continue
        between = text[at : word.start()]
        if run and (between.strip() or codec != run_codec):
            out.append(b"".join(run).decode(run_codec, "replace"))
            run = []
        if between.strip():  # blank space between two words is not part of the text
            out.append(between)
        run.append(content)
        run_codec, at = codec, word.end()
    if run:
        out.append(b"".join(run).decode(run_codec, "replace"))
    return "".join(out) + text[at:]


def _word_bytes(encoding: str, content: str) -> bytes | None:
    try:
        raw = content.encode("ascii")
        if encoding in "qQ":
            return binascii.a2b_qp(raw, header=True)
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except (UnicodeEncodeError, binascii.Error):
        return None


def _iso_date(value: str) -> str:
    """Give a date as ISO 8601, or as it is."""
    try:
        return parsedate_to_datetime(value).isoformat() if len(value) <= DATE_MAX else value
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _unsubscribe_url(value: str) -> str:
    """Give the first web address of a List-Unsubscribe header (RFC 2369), or else the first mailto."""
    urls = ["".join(url.split()) for url in BRACKETED.findall(value)] or BARE_URL.findall(value)
    return _first_with(urls, ("http://", "https://")) or _first_with(urls, ("mailto:",))


def _first_with(urls: Sequence[str], schemes: tuple[str, ...]) -> str:
    return next((url for url in urls if url.lower().startswith(schemes)), "")
