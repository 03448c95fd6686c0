from __future__ import annotations

import base64
import email
from email.message import EmailMessage
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import CleanerError, LimitError, NoTextError
from cleaner.readers.mail import Mail, is_mail, is_mbox, maildir_messages, open_mail, split_mbox
from cleaner.readers.mime import Scan

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends."
ENVELOPE_LINE = b"From kim@example.com Mon Jan  1 10:00:00 2024\n"


def leaf(body: str, media_type: str = "text/plain", *more: str) -> str:
    """Write a part, or a mail of one part, with LF line ends."""
    return "\n".join([f"Content-Type: {media_type}", *more, "", body])


def multipart(kind: str, *parts: str, boundary: str = "b1", top: str = "") -> str:
    """Write a multipart, or a mail of several parts, with LF line ends."""
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'{top}Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def html(body: str = PROSE) -> str:
    return f"<html><head><title>Harbour</title></head><body><p>{body}</p></body></html>"


def attachment(name: str, media_type: str = "application/pdf") -> str:
    return leaf("otters", media_type, f'Content-Disposition: attachment; filename="{name}"')


def opened(text: str | bytes) -> Mail:
    """Open a mail and see that its envelope is exact."""
    data = text if isinstance(text, bytes) else text.encode()
    mail = open_mail(data, "otters.eml")
    assert mail.envelope.before + mail.envelope.encoded + mail.envelope.after == data
    return mail


FORWARDED = "Content-Type: message/rfc822\n\nSubject: Inside\n"
PLAIN, HTML = leaf(PROSE), leaf(html(), "text/html")
IMAGE = leaf("R0lGOD", "image/gif", 'Content-Disposition: inline; filename="logo.gif"', "Content-ID: <logo>")
STUB = leaf(html("No HTML."), "text/html")
CHOICES = {
    "one plain part": (PLAIN, "1", "the plain text part: there is no other text"),
    "one HTML part": (HTML, "1", "the HTML part: there is no other text"),
    "no headers": (f"\n{PROSE}", "1", "the plain text part: there is no other text"),
    "neither headers nor a blank line": (PROSE, "1", "the plain text part: there is no other text"),
    "nothing": ("", "1", "the plain text part: no part has text"),
    "only headers": ("Subject: Otters\n", "1", "the plain text part: no part has text"),
    "only headers, no line end": ("Subject: Otters", "1", "the plain text part: no part has text"),
    "two alternatives": (multipart("alternative", PLAIN, HTML), "2", "the HTML part: the richer of two alternatives"),
    "three alternatives": (
        multipart("alternative", PLAIN, HTML, STUB), "2", "the HTML part: the richest of 3 alternatives",
    ),
    "HTML that is a stub": (
        multipart("alternative", PLAIN, STUB), "1", "the plain text part: the HTML part has hardly any text",
    ),
    "HTML that is a stub but for its style": (
        multipart("alternative", PLAIN, leaf(f"<style>{PROSE}</style>No HTML.", "text/html")),
        "1", "the plain text part: the HTML part has hardly any text",
    ),
    "HTML of images": (
        multipart("alternative", PLAIN, leaf('<img src="a.png" alt="Otters">', "text/html")),
        "1", "the plain text part: there is no other text",
    ),
    "nothing but HTML of images": (leaf('<img src="a.png">', "text/html"), "1", "the HTML part: no part has text"),
    "plain part that is full of addresses": (
        multipart("alternative", leaf("https://example.com/otters " * 50 + PROSE), HTML),
        "2", "the HTML part: the richer of two alternatives",
    ),
    "plain part that is empty": (
        multipart("alternative", leaf(" "), HTML), "2", "the HTML part: there is no other text",
    ),
    "HTML alternative with a name": (
        multipart("alternative", PLAIN, leaf(html(), 'text/html; name="mail.html"')),
        "2", "the HTML part: the richer of two alternatives",
    ),
    "HTML with images": (
        multipart("related", multipart("alternative", PLAIN, HTML, boundary="b2"), IMAGE),
        "1.2", "the HTML part: the richer of two alternatives",
    ),
    "alternatives and an attachment": (
        multipart("mixed", multipart("related", multipart("alternative", PLAIN, HTML, boundary="b3"), boundary="b2"),
                  attachment("otters.pdf")),
        "1.1.2", "the HTML part: the richer of two alternatives",
    ),
    "attached text": (
        multipart("mixed", PLAIN, attachment("more.html", "text/html")),
        "1", "the plain text part: there is no other text",
    ),
    "named text beside the text": (
        multipart("mixed", leaf(PROSE), leaf(PROSE * 9, 'text/plain; name="log.txt"')),
        "1", "the plain text part: there is no other text",
    ),
    "nothing but named text": (
        multipart("mixed", IMAGE, leaf(PROSE, 'text/plain; name="log.txt"')),
        "2", "the plain text part: there is no other text",
    ),
    "forwarded mail": (
        multipart("mixed", leaf(""), FORWARDED + PLAIN),
        "2.1", "the plain text part of a forwarded mail: there is no other text",
    ),
    "forwarded mail with alternatives": (
        multipart("mixed", leaf("<br>", "text/html"), FORWARDED + multipart("alternative", PLAIN, HTML, boundary="b2")),
        "2.2", "the HTML part of a forwarded mail: the richer of two alternatives",
    ),
    "forwarded mail with text above": (
        multipart("mixed", leaf("See below."), FORWARDED + HTML), "1", "the plain text part: there is no other text",
    ),
    "the mail is a forwarded mail": (
        FORWARDED + multipart("alternative", PLAIN, HTML),
        "1.2", "the HTML part of a forwarded mail: the richer of two alternatives",
    ),
    "digest": (
        multipart("digest", f"\nSubject: One\n\n{PROSE}", f"\nSubject: Two\n\n{PROSE * 2}"),
        "2.1", "the plain text part of a forwarded mail: the richest of 2 texts",
    ),
    "two texts": (
        multipart("mixed", PLAIN, leaf(PROSE * 2)), "2", "the plain text part: the richest of 2 texts",
    ),
    "signed": (
        multipart("signed", PLAIN, leaf("otters", "application/pgp-signature")),
        "1", "the plain text part: there is no other text",
    ),
    "type without a slash": (leaf(PROSE, "html"), "1", "the plain text part: there is no other text"),
    "Markdown": (leaf(PROSE, "text/markdown"), "1", "the plain text part: there is no other text"),
    "byte order mark and blank lines above": ("\ufeff\n\n" + HTML, "1", "the HTML part: there is no other text"),
    "envelope line above": (ENVELOPE_LINE.decode() + HTML, "1", "the HTML part: there is no other text"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "part", "reason"), CHOICES.values(), ids=CHOICES)
def test_the_best_part_is_chosen(text: str, part: str, reason: str) -> None:
    mail = opened(text)
    assert (mail.envelope.part, mail.envelope.reason) == (part, reason)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(attachment("otters.pdf"), "only attachments (otters.pdf)", id="the mail is a file"),
        pytest.param(multipart("mixed", IMAGE, attachment("a.zip")), "(logo.gif, a.zip)", id="names in order"),
        pytest.param(multipart("mixed", leaf("\n"), attachment("a.zip")), "(a.zip)", id="beside a blank text"),
        pytest.param(leaf("x", "image/png"), "(image/png)", id="no name"),
        pytest.param(multipart("mixed", *map(attachment, "abcdefg")), "(a, b, c, d, e and 2 more)", id="many"),
        pytest.param(attachment("../a\x1b[1m\u202e.pdf"), "(../a?[1m?.pdf)", id="name that plays tricks"),
        pytest.param(attachment("=?utf-8?q?F=C3=A4hre.pdf?="), "(Fähre.pdf)", id="name in encoded words"),
        pytest.param(
            leaf("x", "image/png", "Content-Disposition: attachment; filename*0*=utf-8''F%C3; filename*1*=%A4hre"),
            "(Fähre)",
            id="name in the long form",
        ),
        pytest.param(
            leaf(base64.b64encode(PLAIN.encode()).decode(), "message/rfc822", "Content-Transfer-Encoding: base64"),
            "(message/rfc822)",
            id="forwarded mail that is encoded",
        ),
    ],
)
def test_a_mail_without_text_says_what_it_has(text: str, shown: str) -> None:
    with pytest.raises(NoTextError, match=r"otters\.eml: has no text") as error:
        opened(text)
    assert shown in str(error.value)


@pytest.mark.parametrize("newline", [pytest.param(n, id=repr(n)) for n in ("\n", "\r\n", "\r")])
@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param(leaf(f"{PROSE}\n"), f"{PROSE}\n", id="one part"),
        pytest.param(multipart("mixed", PLAIN), PROSE, id="the break before a boundary is the boundary's"),
        pytest.param(multipart("mixed", leaf(f"{PROSE}\n\n")), f"{PROSE}\n\n", id="other breaks are the text's"),
        pytest.param(
            f"Content-Type: multipart/mixed; boundary=b1\n\n--b1 \t\n{PLAIN}\n--b1-- \t\nBye",
            PROSE,
            id="blank space behind a boundary",
        ),
        pytest.param(f"Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\n{PROSE}", PROSE, id="never closed"),
        pytest.param(
            f"Content-Type: multipart/mixed; boundary=b1\n\nlook: --b1\n--b12\n--b1\n{PLAIN}\n--b1--",
            PROSE,
            id="something like the boundary in the preamble",
        ),
        pytest.param(
            f"Content-Type: multipart/mixed;\n\tboundary=b1\n\n--b1\n{PLAIN}\n--b1--\n--b1\n\nMore {PROSE}",
            PROSE,
            id="something like the boundary in the epilogue",
        ),
        pytest.param(
            multipart("mixed", multipart("mixed", PLAIN, boundary="b").removesuffix("\n--b--\n"), boundary="b1"),
            PROSE,
            id="the outer boundary ends the inner multipart",
        ),
        pytest.param(
            multipart("mixed", multipart("mixed", PLAIN, boundary="b1--"), boundary="b1"),
            PROSE,
            id="one boundary is the closing line of the other",
        ),
        pytest.param(multipart("mixed", leaf("--\nKim")), "--\nKim", id="lines that start like a boundary"),
        pytest.param(
            "Content-Type: multipart/mixed; boundary=_:b1\n\n--_:b1\n--x: y\n\nOne\n--_:b1\n--_:b1--",
            "One",
            id="headers that look like boundaries, boundaries that look like headers",
        ),
        pytest.param(
            "Content-Type: multipart/mixed; boundary*=us-ascii''b%31\n\n--b1\n\nOne\n--b1--", "One", id="long form"
        ),
        pytest.param('Content-Type: multipart/mixed; boundary="b\\"1"\n\n--b"1\n\nOne\n--b"1--', "One", id="quoted"),
        pytest.param("Content-Type: multipart/mixed; boundary=b1\n\nOne", "One", id="no parts"),
        pytest.param('Content-Type: multipart/mixed; boundary=""\n\nOne\n--\nTwo', "One\n--\nTwo", id="empty boundary"),
        pytest.param("Content-Type: multipart/mixed\n\nOne", "One", id="no boundary"),
        pytest.param("Subject: Otters\nOne", "One", id="no blank line behind the headers"),
        pytest.param("Subject: Otters\n\n\0One\0", "\0One\0", id="NULs in the body"),
        pytest.param("Sub\0ject: Otters\n\nOne", "Sub\0ject: Otters\n\nOne", id="NUL in a header's name"),
    ],
)  # fmt: skip
def test_the_body_is_found_in_the_file(text: str, body: str, newline: str) -> None:
    mail = opened(text.replace("\n", newline))
    assert mail.envelope.encoded == mail.data == body.replace("\n", newline).encode()


@pytest.mark.parametrize(
    ("declared", "encoding", "body", "data", "warned"),
    [
        pytest.param("7bit", "7bit", b"Otters=20", b"Otters=20", "", id="7bit"),
        pytest.param(" 8BIT ", "8bit", "Fähre".encode(), "Fähre".encode(), "", id="8bit"),
        pytest.param("8-bit", "8bit", b"Otters", b"Otters", "", id="8-bit"),
        pytest.param("binary", "binary", b"\0\xff", b"\0\xff", "", id="binary"),
        pytest.param("", "7bit", b"Otters", b"Otters", "", id="nothing"),
        pytest.param("quoted-printable;", "quoted-printable", b"F=C3=A4h=\nre", "Fähre".encode(), "", id="qp"),
        pytest.param("quoted-printable", "quoted-printable", b"a=\r\nb=\rc=  \nd=", b"abcd", "", id="qp, soft breaks"),
        pytest.param("quoted-printable", "quoted-printable", b"a=b =3d =zz", b"a=b = =zz", "", id="qp, broken"),
        pytest.param("base64", "base64", b"T3R0\r\nZXJz\r\n", b"Otters", "", id="base64"),
        pytest.param("BASE64", "base64", b"T3R0ZXI=\n", b"Otter", "", id="base64, padded"),
        pytest.param("base64", "base64", b"T3R0ZXI", b"Otter", "", id="base64, no padding"),
        pytest.param("base64", "base64", b"T3R0ZXI=\nT3R0ZXI=\n", b"OtterOtter", "", id="base64, two pieces"),
        pytest.param("base64", "base64", b"T3!R0\0ZXI=", b"Otter", "2 bytes that are no base64", id="base64, rubbish"),
        pytest.param("base64", "base64", b"T3R0ZXJzT", b"Otters", "1 bytes that are no base64", id="base64, cut off"),
        pytest.param(
            "base64", "base64", b"T3R0ZXI=\n\n____\nTo leave: x", b"Otter", "left out", id="base64, a footer below"
        ),
        pytest.param("base64", "base64", b"", b"", "", id="base64 of nothing"),
        pytest.param("base64", "base64", b"<p>Otters", b"<p>Otters", "should be base64 but is not", id="HTML"),
        pytest.param("base64", "base64", b"The otters", b"The otters", "should be base64 but is not", id="words"),
        pytest.param("uuencode", "x-uuencode", b"begin 644 a.txt\n&3W1T97)S\n \nend\n", b"Otters", "", id="uuencode"),
        pytest.param("x-uue", "x-uuencode", b"Hi\nbegin 644 a\n&3W1T97)S~~\n`\nend\nx", b"Otters", "", id="x-uue"),
        pytest.param(
            "x-uuencode", "x-uuencode", b"begin 644 a\n&3W\x7f1T97)S\n&3W1T97)S\n", b"Otters", "10 bytes", id="broken"
        ),
        pytest.param("x-uuencode", "x-uuencode", b"Otters", b"Otters", "should be uuencoded but is not", id="not uu"),
        pytest.param("x-otter", "x-otter", b"Otters", b"Otters", "unknown transfer encoding, 'x-otter'", id="unknown"),
    ],
)  # fmt: skip
def test_transfer_encodings_are_undone(declared: str, encoding: str, body: bytes, data: bytes, warned: str) -> None:
    mail = opened(f"Content-Transfer-Encoding: {declared}\n\n".encode() + body)
    assert (mail.data, mail.envelope.encoded, mail.envelope.transfer_encoding) == (data, body, encoding)
    assert (warned in mail.warnings[0]) if warned else not mail.warnings


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-2022-jp", "今週のカワウソ"),
        ("koi8-r", "Выдры вернулись"),
        ("euc-kr", "수달이 돌아왔다"),
        ("windows-1251", "Выдры вернулись"),
        ("windows-1252", "“Otters” – a Fähre’s"),
        ("utf-8", "Otters 🦦 今週"),
    ],
)
def test_charsets(charset: str, text: str, encoding: str) -> None:
    body = EmailMessage()
    body["Subject"] = email.header.Header(text, charset).encode()
    body.set_content(text.encode(charset), "text", "html", cte=encoding)
    body.replace_header("Content-Type", f'text/html; charset="{charset.upper()}"')
    mail = opened(body.as_bytes())
    assert mail.charset == charset
    assert mail.data.decode(charset).rstrip("\n") == text
    assert mail.headers.title == text


@pytest.mark.parametrize(
    ("declared", "charset", "warned"),
    [
        pytest.param("", None, "", id="none"),
        pytest.param('; charset=""', None, "", id="empty"),
        pytest.param("; charset='UTF-8'", "utf-8", "", id="single quotes"),
        pytest.param("; CharSet = Latin1 (Western)", "latin1", "", id="blank space and a comment"),
        pytest.param("; charset*=us-ascii'en'koi8-r", "koi8-r", "", id="long form"),
        pytest.param("; charset=us-ascii", None, "is us-ascii, but there are other characters", id="not ASCII"),
        pytest.param("; charset=utf-7", None, "'utf-7', is unknown or not read", id="UTF-7"),
        pytest.param("; charset=unicode-1-1-utf-7", None, "is unknown or not read", id="UTF-7 by another name"),
        pytest.param("; charset=x-otter", None, "'x-otter', is unknown or not read", id="unknown"),
        pytest.param("; charset=rot13", None, "is unknown or not read", id="no charset but a codec"),
        pytest.param("; charset=unicode_escape", None, "is unknown or not read", id="Python's own"),
        pytest.param("; charset=\x1b[1m", None, "is unknown or not read", id="control characters"),
        pytest.param("; charset=" + "x" * 100_000, None, "is unknown or not read", id="long"),
    ],
)
def test_a_charset_that_cannot_be_used_is_none(declared: str, charset: str | None, warned: str) -> None:
    mail = opened(f"Content-Type: text/plain{declared}\n\nFähre")
    assert mail.charset == charset
    assert (warned in mail.warnings[0]) if warned else not mail.warnings


@pytest.mark.parametrize(
    ("media_type", "flowed", "delsp"),
    [
        ("text/plain; format=flowed", True, False),
        ('text/plain; Format="Flowed"; DelSp=Yes', True, True),
        ("text/plain; format=fixed", False, False),
        ("text/html; format=flowed; delsp=yes", False, False),
    ],
)
def test_format_flowed(media_type: str, flowed: bool, delsp: bool) -> None:
    mail = opened(leaf(PROSE, media_type))
    assert (mail.flowed, mail.delsp) == (flowed, delsp)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param(
            multipart("mixed", PLAIN, leaf("More."), FORWARDED + PLAIN),
            "only part 1 is read; there is more text in 2 (plain text), 3 (a forwarded mail)",
            id="texts that are not read",
        ),
        pytest.param(
            multipart("mixed", PLAIN).removesuffix("--b1--\n"),
            "the mail ends inside part 1, so its end may be missing",
            id="boundary never closed",
        ),
        pytest.param(
            "Content-Type: multipart/mixed; boundary=b1\n\nOne",
            "part 1 should have parts but has none; it is read as plain text",
            id="no parts",
        ),
    ],
)
def test_warnings(text: str, warning: str) -> None:
    assert opened(text).warnings == (warning,)


def test_alternatives_are_not_missed() -> None:
    assert opened(multipart("alternative", PLAIN, HTML)).warnings == ()


HEADERS = b"""\
From: =?utf-8?q?Kim_Ex=C3=A4mple?= <kim@example.com>
Subject: =?utf-8?B?4pq+IEh?=
 =?utf-8?B?YXJib3VyIG5ld3M=?= no. 5
Date: Mon, 1 Jan 2024 10:00:00 +0100
Message-ID: <1@example.com>
List-Id: "Harbour news" <harbour.example.com>
List-Unsubscribe: <mailto:leave@example.com>,
\t<https://example.com/leave?
 u=1>
X-Folded: one
\ttwo

"""


def test_headers() -> None:
    headers = opened(HEADERS).headers
    assert headers.title == "⚾ Harbour news no. 5"
    assert headers.sender == "Kim Exämple <kim@example.com>"
    assert headers.date == "2024-01-01T10:00:00+01:00"
    assert headers.message_id == "<1@example.com>"
    assert headers.list_id == '"Harbour news" <harbour.example.com>'
    assert headers.unsubscribe_url == "https://example.com/leave?u=1"
    assert headers.fields[-1] == ("x-folded", "one two")
    assert [name for name, _ in headers.fields] == [
        "from", "subject", "date", "message-id", "list-id", "list-unsubscribe", "x-folded",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        pytest.param(b"Otters", "Otters", id="plain"),
        pytest.param(b"  Otters \t are\r\n\tback ", "Otters are back", id="blank space"),
        pytest.param(b"", "", id="empty"),
        pytest.param("Fähre".encode(), "Fähre", id="raw UTF-8"),
        pytest.param(b"F\xe4hre", "F\ufffdhre", id="raw bytes that are no UTF-8"),
        pytest.param(b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", id="bytes of a lone surrogate"),
        pytest.param(b"=?utf-8?q?Otters_are?= back", "Otters are back", id="a word and text"),
        pytest.param(b"The =?utf-8?q?otters?= =?utf-8?q?_are?=", "The otters are", id="blank space between words goes"),
        pytest.param(b"=?utf-8?q?F=C3?= =?utf-8?q?=A4hre?=", "Fähre", id="a character cut in two"),
        pytest.param(b"=?utf-8?q?F?= =?latin1?q?=E4hre?=", "Fähre", id="words of two charsets"),
        pytest.param(b"=?utf-8*de?q?F=C3=A4hre?=", "Fähre", id="word with a language"),
        pytest.param(b"=?utf-8?q?Why otters??=", "Why otters?", id="question mark and blank space inside"),
        pytest.param(b'"=?utf-8?q?Otters?="', '"Otters"', id="word in quotes"),
        pytest.param(b"=?utf-8?q?a=0Ab=00?=", "a b\0", id="line break in a word"),
        pytest.param(b"=?utf-8?q?F=C3?=", "F\ufffd", id="word that ends inside a character"),
        pytest.param(b"=?utf-8?b?T3R0ZXI?=", "Otter", id="base64 without padding"),
        pytest.param(b"=?utf-8?b?T?=", "=?utf-8?b?T?=", id="broken base64"),
        pytest.param(b"=?x-otter?q?Otters?=", "=?x-otter?q?Otters?=", id="unknown charset"),
        pytest.param(b"=?utf-7?q?+AGE-?=", "=?utf-7?q?+AGE-?=", id="UTF-7"),
        pytest.param(b"=?utf-8?x?Otters?=", "=?utf-8?x?Otters?=", id="unknown encoding"),
        pytest.param(b"=?utf-8?q?Otters", "=?utf-8?q?Otters", id="never closed"),
        pytest.param("=?utf-8?q?Fähre?=".encode(), "=?utf-8?q?Fähre?=", id="word that is not ASCII"),
    ],
)
def test_subjects(raw: bytes, title: str) -> None:
    assert opened(b"Subject: " + raw + b"\n\n").headers.title == title


def test_a_raw_header_is_read_in_the_charset_of_the_text() -> None:
    mail = opened("Subject: Выдры\nContent-Type: text/plain; charset=koi8-r\n\nВыдры".encode("koi8-r"))
    assert mail.headers.title == "Выдры"


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("Mon, 1 Jan 2024 10:00:00 -0000", "2024-01-01T10:00:00"),
        ("1 Jan 24 10:00 EST", "2024-01-01T10:00:00-05:00"),
        ("Mon, 32 Jan 2024 10:00:00 +0000", "Mon, 32 Jan 2024 10:00:00 +0000"),
        ("Mon, 1 Jan 2024 10:00:00 +9999999", "Mon, 1 Jan 2024 10:00:00 +9999999"),
        ("yesterday", "yesterday"),
        ("1" * 5000, "1" * 5000),
        ("", ""),
    ],
    ids=["no zone", "old form", "no such day", "no such zone", "words", "long", "empty"],
)
def test_dates(raw: str, date: str) -> None:
    assert opened(f"Date: {raw}\n\n").headers.date == date


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("<mailto:leave@example.com>", "mailto:leave@example.com"),
        ("<mailto:leave@example.com>, <HTTPS://example.com/>", "HTTPS://example.com/"),
        ("https://example.com/leave", "https://example.com/leave"),
        ("<tel:1>, <", ""),
        ("by letter", ""),
    ],
)
def test_unsubscribe_urls(raw: str, url: str) -> None:
    assert opened(f"List-Unsubscribe: {raw}\n\n").headers.unsubscribe_url == url


TOP = b"From: kim@example.com\nMIME-Version: 1.0\n"
MIXED = TOP + b"Content-Type: multipart/mixed; boundary=b\n\n"
LEVELS = [b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1000)]
ENDLESS = {
    "a header of 10 MB": TOP + b"Subject: " + b"a" * 10_000_000 + b"\n\nOtters",
    "a header of 10 MB of words that never end": TOP + b"Subject: " + b"=?utf-8?q?a " * 900_000 + b"\n\nOtters",
    "200,000 headers": TOP + b"X-A: b\n" * 200_000 + b"\nOtters",
    "200,000 lines in a header": TOP + b"Subject: a\n" + b" b\n" * 200_000 + b"\nOtters",
    "200,000 lines like boundaries": MIXED + b"--x\n" * 200_000,
    "200,000 headers like boundaries": MIXED + b"--b\n" + b"--x: y\n" * 200_000 + b"\nOtters\n--b--",
    "200,000 parameters": TOP + b"Content-Type: text/plain" + b';a="\\' * 200_000 + b"\n\nOtters",
    "200,000 pieces of base64": TOP + b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * 200_000,
    "200,000 brackets": TOP + b"Content-Type: text/html\n\n" + b"<a " * 200_000,
    "32 levels": b"".join(LEVELS[:32]) + b"\nOtters",
    "1,000 parts": MIXED + b"--b\n\nOtters\n" * 1000 + b"--b--",
}  # fmt: skip


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_hostile_mails_are_read(data: bytes) -> None:
    opened(data)


OVER_LIMIT = {
    "33 levels": b"".join(LEVELS[:33]),
    "1,000 levels": b"".join(LEVELS),
    "1,000 levels with one boundary": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 1000,
    "1,000 forwarded mails": b"Content-Type: message/rfc822\n\n" * 1000,
    "1,001 parts": MIXED + b"--b\n\nOtters\n" * 1001 + b"--b--",
    "100,000 parts": MIXED + b"--b\n\nOtters\n" * 100_000 + b"--b--",
    "100,000 mails in a digest": MIXED.replace(b"mixed", b"digest") + b"--b\n\n\n" * 100_000,
}


@pytest.mark.parametrize("data", OVER_LIMIT.values(), ids=OVER_LIMIT)
def test_a_mail_over_a_limit_says_so(data: bytes) -> None:
    with pytest.raises(LimitError, match=r"otters\.eml: over the limit of (32|1,000) parts"):
        opened(data)


def fragments() -> st.SearchStrategy[bytes]:
    """Pieces of mails in any order, and any bytes."""
    headers = st.sampled_from([
        b"Subject: =?utf-8?b?", b"From: kim@example.com", b"Date: 1 Jan", b"List-Unsubscribe: <", b"MIME-Version: 1.0",
        b"Content-Type: text/html; charset=", b"Content-Type: text/plain; format=flowed", b"Content-Type: image/png",
        b'Content-Type: multipart/mixed; boundary="a"', b"Content-Type: multipart/alternative; boundary=a--",
        b"Content-Type: multipart/digest; boundary=ab", b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Transfer-Encoding: x-uuencode", b"Content-Disposition: attachment; filename*=utf-8''%", b"From kim ",
    ])  # fmt: skip
    marks = st.sampled_from(
        [b"--a", b"--a--", b"--a----", b"--ab", b"--ab--", b"=", b"begin 644 a", b"<p>", b";", b'"']
    )
    piece = st.one_of(
        headers, marks, st.binary(max_size=8), st.sampled_from([b"T3R0", b"Otters", b"?=", b"&#1;", b" "])
    )
    ends = st.sampled_from([b"\n", b"\n", b"\n\n", b"\r\n", b"\r", b""])
    return st.lists(st.tuples(piece, ends), max_size=30).map(lambda pairs: b"".join(p for pair in pairs for p in pair))


@given(st.one_of(fragments(), fragments(), st.binary()))
def test_any_bytes_give_a_mail_or_an_error(data: bytes) -> None:
    try:
        mail = opened(data)
    except CleanerError:
        return
    mail.headers.title.encode()
    "".join(name + value for name, value in mail.headers.fields).encode()
    assert not any(value.splitlines()[1:] for _, value in mail.headers.fields)


def trees(boundaries: str = "abcd") -> st.SearchStrategy[bytes]:
    """Well-formed mails, with lines in them that are nearly boundaries."""
    line = st.sampled_from([b"", b"Otters", b"--", b"--a-", b"--abc", b"-- a", b"a: b", b" ", b"x--a", b"--e--"])
    text = st.lists(line, max_size=5).map(lambda lines: b"X: y\n\n" + b"\n".join(lines))
    if not boundaries:
        return text
    mark, inner = boundaries[0].encode(), trees(boundaries[1:])
    top = b"Content-Type: multipart/mixed; boundary=" + mark + b"\n\n"
    several = st.lists(inner, min_size=1, max_size=3).map(
        lambda parts: top + b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts) + b"--" + mark + b"--\n"
    )
    return st.one_of(text, several, several, inner.map(lambda mail: b"Content-Type: message/rfc822\n\n" + mail))


@given(trees(), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_the_parts_are_those_of_the_standard_library(mail: bytes, newline: bytes) -> None:
    data = mail.replace(b"\n", newline)
    bodies = [data[part.start : part.end] for part in Scan(data, "otters.eml").root.walk() if not part.children]
    expected = [
        part.get_payload(decode=True) for part in email.message_from_bytes(data).walk() if not part.is_multipart()
    ]
    assert bodies == expected


MAIL = b"Subject: Otters\nMessage-ID: <1@example.com>\n\nThe otters are back.\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(MAIL, True, id="a mail"),
        pytest.param(MAIL.replace(b"\n", b"\r\n"), True, id="CRLF"),
        pytest.param(b"\xef\xbb\xbf\r\n" + MAIL, True, id="byte order mark and a blank line above"),
        pytest.param(b"X-A: " + b"a" * 2000 + b"\n" + MAIL, True, id="a long header first"),
        pytest.param(ENVELOPE_LINE + MAIL, True, id="with its envelope line"),
        pytest.param(b"From: kim@example.com\nContent-Type: text/html\n\n<p>Text", True, id="the type of its content"),
        pytest.param(b"From: kim@example.com\nSubject: Otters\nDate: today\n\nText", False, id="copied headers"),
        pytest.param(b"\n\nThe otters\n\n" + MAIL, False, id="a mail below a text"),
        pytest.param(b"Title: Otters\nTags: harbour\n\nText", False, id="other headers"),
        pytest.param(html().encode(), False, id="HTML"),
        pytest.param(b"", False, id="nothing"),
        pytest.param(b"\0\xff", False, id="binary"),
    ],
)
def test_is_mail(data: bytes, expected: bool) -> None:
    assert is_mail(data) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(ENVELOPE_LINE + MAIL, True, id="an mbox"),
        pytest.param(b"\xef\xbb\xbf\n" + ENVELOPE_LINE + MAIL, True, id="byte order mark and a blank line above"),
        pytest.param(b"From - Mon Jan 01 10:00:00 2024\r\nX: y\r\n\r\n", True, id="no sender"),
        pytest.param(b"From 1@xxx Mon Jan 01 10:00:00 +0000 2024\nX: y\n\n", True, id="zone"),
        pytest.param(b"From kim at example.com  Mon, 1 Jan 2024 10:00:00 +0000\nX: y\n\n", True, id="date of a header"),
        pytest.param(b"From \nX: y\n\n", True, id="nothing in the envelope line"),
        pytest.param(b"From Monday on, all is new.\nX: y\n", False, id="prose"),
        pytest.param(b"From Kim: Mon Jan 1 10:00 was fine\n\nText", False, id="no headers below"),
        pytest.param(b"From: kim@example.com\n" + MAIL, False, id="a mail"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_is_mbox(data: bytes, expected: bool) -> None:
    assert is_mbox(data) is expected


def spelled(data: bytes) -> list[bytes]:
    return [data[start:end] for start, end in split_mbox(data)]


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"\n\n", [], id="blank lines"),
        pytest.param(MAIL, [MAIL], id="no envelope line"),
        pytest.param(ENVELOPE_LINE + MAIL, [MAIL], id="one message"),
        pytest.param((ENVELOPE_LINE + MAIL + b"\n") * 3, [MAIL + b"\n"] * 3, id="three"),
        pytest.param(
            (ENVELOPE_LINE + MAIL + b"\n").replace(b"\n", b"\r\n") * 2,
            [(MAIL + b"\n").replace(b"\n", b"\r\n")] * 2,
            id="CRLF",
        ),
        pytest.param(
            (ENVELOPE_LINE + MAIL + b"\n").replace(b"\n", b"\r") * 2,
            [(MAIL + b"\n").replace(b"\n", b"\r")] * 2,
            id="CR",
        ),
        pytest.param(b"\n" + ENVELOPE_LINE + MAIL, [MAIL], id="blank line first"),
        pytest.param(MAIL + b"\n" + ENVELOPE_LINE + MAIL, [MAIL + b"\n", MAIL], id="no envelope line on top"),
        pytest.param(ENVELOPE_LINE + b"\n" + ENVELOPE_LINE, [b"\n", b""], id="empty messages"),
        pytest.param(ENVELOPE_LINE + MAIL + ENVELOPE_LINE, [MAIL + ENVELOPE_LINE], id="no blank line before"),
        pytest.param(
            ENVELOPE_LINE + MAIL + b"\nFrom Monday on, all is new.\n",
            [MAIL + b"\nFrom Monday on, all is new.\n"],
            id="prose",
        ),
        pytest.param(
            ENVELOPE_LINE + MAIL + b"\n>" + ENVELOPE_LINE, [MAIL + b"\n>" + ENVELOPE_LINE], id="an escaped line stays"
        ),
        pytest.param(ENVELOPE_LINE + MAIL + b"\nFrom \n\n", [MAIL + b"\nFrom \n\n"], id="bare From, no header below"),
        pytest.param(ENVELOPE_LINE + MAIL + b"\nFrom \n" + MAIL, [MAIL + b"\n", MAIL], id="bare From, a header below"),
    ],
)
def test_mboxes_are_split(data: bytes, messages: list[bytes]) -> None:
    assert spelled(data) == messages


MBOX_PIECES = st.sampled_from([ENVELOPE_LINE, MAIL, b"\n", b"\r\n", b"From ", b"x", b">From ", b"From -\n"])


@given(st.lists(MBOX_PIECES, max_size=20))
def test_an_mbox_is_messages_and_envelope_lines(pieces: list[bytes]) -> None:
    data = b"".join(pieces).lstrip(b"\r\n")
    ranges = [(0, 0), *split_mbox(data)]
    between = [data[end:start] for (_, end), (start, _) in pairwise(ranges)]
    assert [line for line in between[1:] if not line.startswith(b"From ")] == []
    assert not between or between[0] == b"" or between[0].startswith(b"From ")
    assert ranges[-1][1] == len(data)


def written(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MAIL)
    return path


def test_maildir(tmp_path: Path) -> None:
    names = ["new/3", "cur/2:2,S", "cur/1:2,", "tmp/4", "cur/.hidden", "cur/folder/5"]
    paths = [written(tmp_path / name) for name in names]
    assert maildir_messages(tmp_path) == [paths[2], paths[1], paths[0]]


def test_no_maildir(tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    assert maildir_messages(tmp_path) == []
    assert maildir_messages(tmp_path / "nowhere") == []
