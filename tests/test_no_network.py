"""Nothing is ever fetched: the whole run of the tests has no network, and documents full of addresses need none."""

from __future__ import annotations

import http.client
import socket
import urllib.request
from typing import TYPE_CHECKING

import pytest

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."
PAGE = f"""\
<!DOCTYPE html>
<html><head>
<base href="https://example.com/">
<link rel="stylesheet" href="https://example.com/style.css"><link rel="preload" href="https://example.com/a.js">
<script src="https://example.com/a.js"></script><style>@import url(https://example.com/b.css);</style>
<meta http-equiv="refresh" content="0; url=https://example.com/next">
</head><body background="https://example.com/back.png">
<p>{PROSE} <a href="https://click.example.com/?url=https%3A%2F%2Fexample.org%2F&amp;utm_source=a">More</a></p>
<img src="https://example.us1.list-manage.com/track/open.php?u=1&amp;id=2" width="1" height="1">
<img src="https://example.com/otters.jpg" alt="Otters">
<iframe src="https://example.com/frame"></iframe><object data="https://example.com/film"></object>
<p>{PROSE}</p>
</body></html>
"""
MAIL = (
    "From: Kim <kim@example.com>\nSubject: Otters\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n' + PAGE + "\n--b\n"
    "Content-Type: message/external-body; access-type=URL; URL=https://example.com/more\n\n\n--b--\n"
)


@pytest.mark.parametrize(
    "connect",
    [
        pytest.param(lambda: socket.socket(), id="socket"),
        pytest.param(lambda: socket.create_connection(("127.0.0.1", 80)), id="connection"),
        pytest.param(lambda: socket.getaddrinfo("example.com", 80), id="name"),
        pytest.param(lambda: urllib.request.urlopen("https://example.com/"), id="address"),
        pytest.param(lambda: http.client.HTTPConnection("127.0.0.1").connect(), id="HTTP"),
    ],
)
def test_tests_have_no_network(connect: Callable[[], object]) -> None:
    with pytest.raises(AssertionError, match="a test reached for the network"):
        connect()


@pytest.mark.parametrize("form", ["text", "markdown", "html", "source"])
@pytest.mark.parametrize("data", [pytest.param(PAGE, id="page"), pytest.param(MAIL.encode(), id="mail")])
def test_nothing_in_a_document_is_fetched(data: bytes | str, form: str) -> None:
    cleaned = cleaner.clean(data)
    assert PROSE in cleaned.output(form)
    assert cleaned.record(form)["edits"] != []
