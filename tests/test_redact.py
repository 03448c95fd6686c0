"""Who got a mail is in nothing that is made of it."""

from __future__ import annotations

import base64
import hashlib
import json
import timeit
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import cleaner
from cleaner import lineage
from cleaner.opening import open_source
from cleaner.redact import recipient_of, redact
from cleaner.trackers import untrack
from tests.strategies import texts
from tests.test_cli import Clean, clean, write

__all__ = ["clean"]

ADDRESS = "kim.novak+otters@example.net"
SAFE = "recipient@example.invalid"
PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."
HEADERS = (
    "Delivered-To: kim.novak@example.net\n"
    "From: The Harbour Letter <letter@harbour.example>\n"
    "To: Kim Novak <kim.novak+otters@example.net>\n"
    "Subject: Kim Novak, the otters are back\n"
    "Message-ID: <4711.kim@mail.harbour.example>\n"
    "List-Unsubscribe: <https://harbour.example/leave/8f3a9c>\n"
    "Content-Type: {}; charset=utf-8\n\n"
)
REDACT = cleaner.Options(redact="recipient")


def mail(body: str, media_type: str = "text/plain") -> bytes:
    return (HEADERS.format(media_type) + body).encode()


def redacted(body: str, media_type: str = "text/plain") -> str:
    """Return the text of a mail without its recipient."""
    return cleaner.clean(mail(body, media_type), options=REDACT).document.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(f"Sent to {ADDRESS}.", f"Sent to {SAFE}.", id="address"),
        pytest.param("Sent to Kim.Novak@Example.NET.", f"Sent to {SAFE}.", id="its mailbox, in other letters"),
        pytest.param("mailto:kim.novak%40example.net", "mailto:recipient%40example.invalid", id="escaped"),
        pytest.param("kim.novak%252botters%2540example.net", "recipient%2540example.invalid", id="escaped twice"),
        pytest.param("%2Ckim.novak@example.net%2C", f"%2C{SAFE}%2C", id="behind an escape"),
        pytest.param("kim.novak&#64;example.net", "recipient&#64;example.invalid", id="reference"),
        pytest.param("b-17-kim.novak=example.net@x.example", "b-17-recipient=example.invalid@x.example", id="bounces"),
        pytest.param("anna.kim.novak@example.net", "anna.kim.novak@example.net", id="a longer address"),
        pytest.param("kim.novak@example.network", "kim.novak@example.network", id="a longer host"),
        pytest.param("Write to letter@harbour.example", "Write to letter@harbour.example", id="the sender's"),
        pytest.param("Made for Kim  Novak.", "Made for REDACTED.", id="name"),
        pytest.param("Hello Kim, good morning", "Hello REDACTED, good morning", id="greeting"),
        pytest.param("Kim, a novel by Kipling", "Kim, a novel by Kipling", id="first name elsewhere"),
        pytest.param("Hello Kimberley", "Hello Kimberley", id="a longer name"),
        pytest.param("https://a.example/x?p=2&uid=8899#top", "https://a.example/x?p=2&uid=REDACTED#top", id="token"),
        pytest.param("https://a.example/x?page=2", "https://a.example/x?page=2", id="parameter of the page"),
        pytest.param("uid=8899", "uid=8899", id="no link"),
        pytest.param("https://harbour.example/leave/8f3a9c", "https://harbour.example/REDACTED", id="unsubscribe link"),
        pytest.param("https://harbour.example/leave", "https://harbour.example/leave", id="another page there"),
        pytest.param(
            f"https://a.example/{base64.urlsafe_b64encode(b'{to: ' + ADDRESS.encode() + b'}').decode()}/x",
            "https://a.example/REDACTED/x",
            id="base64",
        ),
        pytest.param(
            f"https://a.example/{hashlib.md5(ADDRESS.encode()).hexdigest()}", "https://a.example/REDACTED", id="digest"
        ),
    ],
)
def test_recipient_is_replaced(before: str, after: str) -> None:
    assert redacted(before) == after


def test_redirector_loses_what_only_it_can_read() -> None:
    link = "https://u123.ct.sendgrid.net/ls/click?upn=abc"
    assert untrack(link).how == "opaque"
    assert (
        redacted(f'<a href="{link}">More</a>', "text/html")
        == '<a href="https://u123.ct.sendgrid.net/REDACTED">More</a>'
    )


def test_text_without_headers_loses_tokens_and_says_that_nobody_is_known() -> None:
    found = cleaner.clean(f"{PROSE} https://a.example/?uid=8899", options=REDACT)
    assert found.body == f"{PROSE} https://a.example/?uid=REDACTED"
    assert found.warnings == (
        "redacted in 1 places, and the source that can be rebuilt is the redacted one; no header names a recipient, "
        "so no address and no name was looked for",
    )


PAGE = (
    f"<p>Hi Kim,</p><p>{PROSE}</p><p>Sent to <a href='mailto:{ADDRESS}'>{ADDRESS}</a>. "
    "<a href='https://harbour.example/leave/8f3a9c'>Unsubscribe</a></p>"
)


def records(form: str, text: str) -> dict[str, Any]:
    found = cleaner.clean(mail(PAGE, "text/html"), name="issue.eml", options=REDACT)
    return lineage.loads(lineage.dumps(found.record(form, text=text)), "x")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "jsonl", "source"])
@pytest.mark.parametrize("text", ["full", "hash"])
def test_record_holds_nothing_of_the_recipient(form: str, text: str) -> None:
    record = records(form, text)
    written = json.dumps(record).lower()
    assert [word for word in ("kim", "novak", "otters@", "8f3a9c", "4711") if word in written] == []
    assert list(Draft202012Validator(lineage.schema()).iter_errors(record)) == []


def test_record_says_that_its_source_is_the_redacted_one() -> None:
    record = records("source", "full")
    assert record["options"]["redact"] == "recipient"
    assert (record["source"]["envelope"], record["source"]["encoding"]) == (None, "utf-8")
    text = redacted(PAGE, "text/html")
    assert [(text[start:end], what) for start, end, what in record["source"]["redacted"]] == [
        ("REDACTED", "name"),
        (SAFE, "address"),
        (SAFE, "address"),
        ("/REDACTED", "token"),
    ]
    assert record["warnings"][0].startswith(
        "redacted in 4 places, and the source that can be rebuilt is the redacted one"
    )


def test_redacted_source_is_restored() -> None:
    found = cleaner.clean(mail(PAGE, "text/html"), options=REDACT)
    restored = lineage.restore(found.source, found.record("source"), "x")
    assert restored.decode() == found.document.text == redacted(PAGE, "text/html")


def test_without_the_option_nothing_is_redacted() -> None:
    record = cleaner.clean(mail(PAGE, "text/html")).record()
    assert ("redacted" in record["source"], "redact" in record["options"]) == (False, False)


def test_document_over_the_limit_is_redacted_too() -> None:
    found = cleaner.clean(mail(ADDRESS), options=REDACT._replace(max_bytes=10))
    assert (found.status, found.body) == ("limit", SAFE)


FORMS = st.sampled_from(
    [
        ADDRESS,
        "KIM.NOVAK@example.net",
        "kim.novak%40example.net",
        "Kim Novak",
        "Dear Kim",
        "https://a.example/?e=kim&uid=1",
        "https://harbour.example/leave/8f3a9c",
        "kim.novak&#64;example.net",
        "%2Ckim.novak@example.net",
    ]
)


@settings(max_examples=30)
@given(st.lists(st.one_of(FORMS, texts(3)), max_size=8), st.sampled_from([" ", "\n", "\n\n", ">", ""]))
def test_what_is_left_is_accounted_for_and_redacting_again_changes_nothing(pieces: list[str], between: str) -> None:
    found = cleaner.clean(mail(between.join(pieces)), media_type="message/rfc822", options=REDACT)
    record = found.record("source")
    assert lineage.restore(found.source, record, "x").decode("utf-8", "surrogatepass") == found.document.text
    again = cleaner.clean(mail(found.document.text), media_type="message/rfc822", options=REDACT)
    assert again.document.text == found.document.text
    assert [r.what for r in found.document.source.redacted or ()] == [span[2] for span in record["source"]["redacted"]]


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("https://a.example/?e=", id="parameters"),
        pytest.param("kim.novak@", id="addresses cut off"),
        pytest.param("kim.novak%25", id="escapes"),
        pytest.param("hi ", id="greetings"),
        pytest.param("Kim ", id="names"),
        pytest.param("QUJD" * 4 + "/", id="base64"),
    ],
)
def test_time_is_linear(piece: str) -> None:
    assert seconds(piece, 16000) < 6 * max(seconds(piece, 4000), 0.005)


def seconds(piece: str, times: int) -> float:
    """Redact a link of so many pieces; return the processor's time, the best of three."""
    opened = open_source(mail("https://a.example/" + piece * times), "x", "message/rfc822", None)
    return min(timeit.repeat(lambda: redact(opened), timer=process_time, number=1, repeat=3))


@pytest.mark.parametrize(
    "to",
    [
        pytest.param("(" * 50_000, id="comments"),
        pytest.param("a:" * 50_000, id="groups"),
        pytest.param('"' * 50_000, id="quotes"),
        pytest.param("k@example.net," * 50_000, id="addresses"),
        pytest.param("k" * 50_000 + "@example.net", id="long address"),
        pytest.param("\n\tx" * 50_000, id="folds"),
    ],
)
def test_any_header_is_read(to: str) -> None:
    data = f"From: x@y.example\nMessage-ID: <1>\nTo: {to}\nTo: kim.novak@example.net\n\nkim.novak@example.net".encode()
    assert cleaner.clean(data, media_type="message/rfc822", options=REDACT).document.text == SAFE


def test_of_many_recipients_only_some_are_looked_for_and_that_is_said() -> None:
    to = ", ".join(f"a{i}@example.net" for i in range(50))
    found = cleaner.clean(f"To: {to}\nFrom: x@y.example\nMessage-ID: <1>\n\n{PROSE}".encode(), options=REDACT)
    assert len(recipient_of(found.document.headers).addresses) == 50
    assert "the headers name many, and only the first 20 addresses and names were looked for" in found.warnings[0]


def test_command_redacts_and_verifies(clean: Clean) -> None:
    path = write("issue.eml", mail(PAGE, "text/html"))
    done = clean(path, "--redact", "recipient", "--format", "source", "-o", "clean.html", "--lineage", "record.json")
    assert (done.code, b"kim" in Path("clean.html").read_bytes().lower()) == (0, False)
    assert clean("verify", path, "record.json").code == 0
    assert clean("restore", "clean.html", "record.json").out.decode() == redacted(PAGE, "text/html")


def test_command_knows_whom_it_can_redact(clean: Clean) -> None:
    done = clean(write("issue.eml", mail(PAGE)), "--redact", "sender")
    assert (done.code, "'sender' is not 'recipient'" in done.err) == (2, True)
