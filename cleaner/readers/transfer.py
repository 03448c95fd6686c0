"""Transfer encodings of mail (RFC 2045): undone as far as that goes, with a count of what could not be read."""

from __future__ import annotations

import binascii
import re
import string

AS_IT_STANDS = frozenset({"7bit", "8bit", "binary"})
SPELLINGS = {"": "7bit", "7-bit": "7bit", "8-bit": "8bit", "uuencode": "x-uuencode", "x-uue": "x-uuencode"}

SPACE = b" \t\r\n"
DIGITS = (string.ascii_letters + string.digits + "+/").encode("ascii")
NO_DIGITS = bytes({*range(256)} - {*DIGITS})
# A character that base64 does not have, or words with blank space between.
NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]|\S[ \t]++\S")
PADDING = re.compile(rb"=++")
SOFT_BREAK = re.compile(rb"=[ \t]*+(?:\r\n|\r|\n|\Z)")
UU_BEGIN = re.compile(rb"(?:\A|(?<=[\r\n]))begin [0-7]{3,4} [^\r\n]*+(?:\r\n|\r|\n)")
LINE_END = re.compile(rb"\r\n|\r|\n")


def decode_transfer(body: bytes, encoding: str) -> tuple[bytes, str]:
    """Undo a transfer encoding, named in lower case. The second is what was wrong, as a clause, or ""."""
    if encoding in AS_IT_STANDS:
        return body, ""
    if encoding == "quoted-printable":
        # binascii takes a soft break that ends in a lone CR for one that goes on to the next LF.
        return binascii.a2b_qp(SOFT_BREAK.sub(b"", body)), ""
    if encoding == "base64":
        if _looks_plain(body):
            return body, "should be base64 but is not; it is read as it stands"
        decoded, lost = _base64(body)
    elif encoding == "x-uuencode":
        begin = UU_BEGIN.search(body)
        if begin is None:
            return body, "should be uuencoded but is not; it is read as it stands"
        decoded, lost = _uudecode(body[begin.end() :])
    else:
        return body, f"has an unknown transfer encoding, {encoding[:40]!a}; it is read as it stands"
    return decoded, f"has {lost:,} bytes that are no {encoding}; they are left out" if lost else ""


def _looks_plain(body: bytes) -> bool:
    """Tell whether a body is text, and its header wrong, by its first line."""
    first = LINE_END.split(body.lstrip()[:1000], maxsplit=1)[0].rstrip()
    return first.startswith(b"<") or b" " in first


def _base64(body: bytes) -> tuple[bytes, int]:
    """Undo base64, also pieces of it one after another; count the bytes that made no sense.

    A padded piece may be followed by something else, such as the plain footer of a mailing list: that is left out.
    """
    pad = body.find(b"=")
    tail = pad + len(body[pad:]) - len(body[pad:].lstrip(b"=")) if pad >= 0 else len(body)
    lost = 0
    if NO_BASE64.search(body, tail):
        lost = len(body[tail:].strip())
        body = body[:tail]
    out: list[bytes] = []
    for piece in PADDING.split(body):
        digits = piece.translate(None, NO_DIGITS)
        whole = len(digits) - (len(digits) % 4 == 1)
        lost += len(piece.translate(None, SPACE)) - whole
        out.append(binascii.a2b_base64(digits[:whole] + b"=" * (-whole % 4)))
    return b"".join(out), lost


def _uudecode(body: bytes) -> tuple[bytes, int]:
    """Undo uuencode, from behind its `begin` to its `end`; count the bytes that made no sense."""
    out: list[bytes] = []
    lost = 0
    for line in filter(None, LINE_END.split(body)):
        if line.strip() == b"end":
            break
        try:
            # The first character says how many bytes the line holds; some writers put more behind them.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            out.append(binascii.a2b_uu(line[:length]))
        except binascii.Error:
            lost += len(line)
    return b"".join(out), lost
