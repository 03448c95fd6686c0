"""Bytes to text, once, at the edge, in a way that can be undone."""

from __future__ import annotations

import codecs
import hashlib
import re

from cleaner.errors import NotTextError, UnknownEncodingError
from cleaner.model import Replaced, Source

# Longest first: the UTF-16 mark is the beginning of the UTF-32 one.
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What UnicodeDammit tries after UTF-8, in this order. Without a fixed list its answer would depend on which
# detectors happen to be installed. The second reads any byte, so every source gets a reversible reading.
LAST_RESORT = ("windows-1252", "iso-8859-1")
# Control bytes that text does not hold; compressed and binary formats are full of them.
BINARY_BYTES = bytes({*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)})
BINARY_SHARE = 0.05
SNIFFED_BYTES = 64 * 1024
# Declared names that in mails and pages mean more than they say (WHATWG Encoding Standard).
SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030"}
# Where senders use more characters than the declared encoding has.
WIDER = {"iso2022_jp": ("iso2022_jp_ext", "iso2022_jp_2004")}
# These write a byte order mark of their own; one that was there has been taken off before they are asked.
WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
ESCAPED = re.compile("[\udc80-\udcff]+")
# Bytes from here on begin a character of UTF-8 that has several bytes; those from 0x80 continue one.
LEAST_LEAD = 0xC0


def decode(
    data: bytes | str,
    *,
    name: str = "-",
    media_type: str = "text/plain",
    encoding: str | None = None,
    declared: str | None = None,
) -> tuple[str, Source]:
    """Read bytes as text and say how it was done.

    A byte order mark decides, then `encoding`, then `declared` (what the document says of itself) if it fits, then
    strict UTF-8, then UTF-8 with some unreadable bytes, then UnicodeDammit with the fixed list `LAST_RESORT`.
    Bytes of windows-1252 that were pasted into UTF-8 are read as such; other unreadable bytes become U+FFFD. Both are
    kept in `Source.replaced`, so that `encode` gives the same bytes back.

    Raises:
        NotTextError: the bytes are binary.
        UnknownEncodingError: `encoding` does not exist or can't read these bytes.

    """
    if isinstance(data, str):
        digest = hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
        return data, Source(name, media_type, digest, "utf-8", "text")
    text, used, found_by, bom, replaced = _read(data, name, encoding, declared)
    source = Source(name, media_type, hashlib.sha256(data).hexdigest(), used, found_by, bom, replaced)
    if used != "utf-8" and not replaced and not _is_exact(text, used, data[len(bom) :]):
        source = source._replace(exact=False)
    return text, source


def encode(text: str, source: Source) -> bytes:
    """Turn a source's whole text back into its bytes: the inverse of `decode`."""
    out, at = [source.bom], 0
    for replaced in source.replaced:
        out += [_encode(text[at : replaced.offset], source.encoding), replaced.raw]
        at = replaced.offset + 1
    out.append(_encode(text[at:], source.encoding))
    return b"".join(out)


def _encode(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, "surrogatepass")


_Read = tuple[str, str, str, bytes, tuple[Replaced, ...]]


def _read(data: bytes, name: str, encoding: str | None, declared: str | None) -> _Read:
    for bom, used in BOMS:
        if data.startswith(bom):
            text, replaced = _with_replacements(data[len(bom) :], used, name)
            return text, used, "bom", bom, replaced
    if encoding is not None:
        used = known_encoding(encoding)
        text, replaced = _with_replacements(data, used, name)
        return text, used, "given", b"", replaced
    if (found := _declared(data, declared)) is not None:
        return found
    if (
        ISO_2022_JP.search(data)
        and (japanese := _strict(data, "iso2022_jp"))
        and _is_exact(japanese, "iso2022_jp", data)
    ):
        return japanese, "iso2022_jp", "escape", b"", ()
    if (text_or_none := _strict(data, "utf-8")) is not None:
        return text_or_none, "utf-8", "utf-8", b"", ()
    if _is_binary(data):
        raise NotTextError(f"{name}: this is not text (binary data); give a text file")
    escaped = data.decode("utf-8", "surrogateescape")
    bad = sum(1 for _ in ESCAPED.finditer(escaped))
    good = sum(1 for c in escaped if c > "\x7f" and not "\udc80" <= c <= "\udcff")
    if good >= bad:
        text, replaced = _take_out(escaped, "utf-8")
        return text, "utf-8", "utf-8", b"", replaced
    return _dammit(data)


def _declared(data: bytes, declared: str | None) -> _Read | None:
    """Read the bytes as the document itself says, if that fits; UTF-8 that is valid needs no word for it."""
    try:
        used = known_encoding(declared) if declared else "utf-8"
    except UnknownEncodingError:
        return None
    used = SUPERSETS.get(used, used)
    if used == "utf-8" or (data.isascii() and not used.startswith("iso2022")):
        return None
    for codec in (used, *WIDER.get(used, ())):
        if (text := _strict(data, codec)) is not None:
            return text, codec, "declared", b"", ()
    return None


def _dammit(data: bytes) -> _Read:
    from bs4.dammit import UnicodeDammit  # imported here because it costs more than all the rest

    dammit = UnicodeDammit(data, known_definite_encodings=list(LAST_RESORT))
    text, used = dammit.unicode_markup, dammit.original_encoding
    if text is None or used is None or _encode(text, used) != data:
        text, used = data.decode("iso-8859-1"), "iso-8859-1"
    return text, used, "dammit", b"", ()


def _is_exact(text: str, encoding: str, data: bytes) -> bool:
    """Tell whether encoding a text gives just these bytes."""
    try:
        return _encode(text, encoding) == data
    except UnicodeError:
        return False


def _strict(data: bytes, encoding: str) -> str | None:
    """Read `data`, or return None where that fails."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_replacements(data: bytes, encoding: str, name: str) -> tuple[str, tuple[Replaced, ...]]:
    """Read `data` in an encoding that is certain, whatever single bytes it can't read."""
    if encoding.startswith(("utf-16", "utf-32")):
        width = int(encoding[4:6]) // 8
        whole = len(data) - len(data) % width
        try:
            text = data[:whole].decode(encoding, "surrogatepass")
        except UnicodeDecodeError as error:
            raise NotTextError(f"{name}: this starts like {encoding} text but is not: {error.reason}") from None
        rest = data[whole:]
        return (text + "\ufffd", (Replaced(len(text), rest),)) if rest else (text, ())
    try:
        text, replaced = _take_out(data.decode(encoding, "surrogateescape"), encoding)
    except UnicodeError:
        raise UnknownEncodingError(f"{name}: these bytes can't be read as {encoding}") from None
    return text, replaced


def _take_out(escaped: str, encoding: str) -> tuple[str, tuple[Replaced, ...]]:
    """Read the bytes that surrogateescape let through as what they are likely to be, else put one U+FFFD a run."""
    out: list[str] = []
    replaced: list[Replaced] = []
    at = length = 0
    for run in ESCAPED.finditer(escaped):
        raw = run.group().encode("ascii", "surrogateescape")
        pasted = _pasted(raw, is_end=run.end() == len(escaped)) if encoding == "utf-8" else ""
        length += run.start() - at
        pieces = [raw[i : i + 1] for i in range(len(raw))] if pasted else [raw]
        replaced += [Replaced(length + i, piece) for i, piece in enumerate(pieces)]
        out += [escaped[at : run.start()], pasted or "\ufffd"]
        at, length = run.end(), length + len(pieces)
    out.append(escaped[at:])
    return "".join(out), tuple(replaced)


def _pasted(raw: bytes, *, is_end: bool) -> str:
    """Read bytes among UTF-8 as windows-1252, a character each; not those of a character of UTF-8 that was cut off."""
    is_cut_off = raw[0] >= LEAST_LEAD and (is_end if len(raw) == 1 else raw[1] < LEAST_LEAD)
    return "" if is_cut_off else _strict(raw, "cp1252") or ""


def known_encoding(encoding: str) -> str:
    """Return Python's name of an encoding.

    Raises:
        UnknownEncodingError: there is none of this name.

    """
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)
    except (LookupError, ValueError):
        raise UnknownEncodingError(
            f"unknown encoding {encoding!r}; Python's names are meant, such as utf-8, cp1252, shift_jis, koi8-r"
        ) from None
    return WITHOUT_MARK.get(info.name, info.name)


def _is_binary(data: bytes) -> bool:
    head = data[:SNIFFED_BYTES]
    return len(head) - len(head.translate(None, BINARY_BYTES)) > BINARY_SHARE * len(head)
