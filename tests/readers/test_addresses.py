from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.readers.addresses import MAX_BASE, base_of, whole

BASE = "https://example.com/a/b.html"


@pytest.mark.parametrize(
    ("href", "base"),
    [
        pytest.param(BASE, BASE, id="page"),
        pytest.param("http://example.com", "http://example.com", id="host"),
        pytest.param(f"\n {BASE} ", BASE, id="blank space around it"),
        pytest.param("HTTPS://Example.com/a/", "HTTPS://Example.com/a/", id="capitals"),
        pytest.param(f"{BASE}?token=1#c", BASE, id="query and fragment"),
        pytest.param("https://example.com?a", "https://example.com", id="query behind the host"),
        pytest.param("", "", id="nothing"),
        pytest.param("/a/", "", id="relative itself"),
        pytest.param("//example.com/", "", id="no scheme"),
        pytest.param("javascript:alert(1)", "", id="script"),
        pytest.param("data:text/html,a", "", id="data"),
        pytest.param("file:///a/", "", id="file"),
        pytest.param("https://", "", id="no host"),
        pytest.param("https:///a", "", id="path without a host"),
        pytest.param("http://[", "", id="open bracket"),
        pytest.param("http://[x]/", "", id="brackets without an address"),
        pytest.param("http://exa mple.com/", "", id="blank space inside it"),
        pytest.param('http://example.com/"><b>', "", id="markup"),
        pytest.param("http://example.com/" + "a" * MAX_BASE, "", id="longer than a base may be"),
    ],
)
def test_base(href: str, base: str) -> None:
    assert base_of(href) == base


@pytest.mark.parametrize(
    ("address", "resolved"),
    [
        pytest.param("c", "https://example.com/a/c", id="beside it"),
        pytest.param("c/d.png", "https://example.com/a/c/d.png", id="below it"),
        pytest.param("../c", "https://example.com/c", id="above it"),
        pytest.param("../../../c", "https://example.com/c", id="above the root"),
        pytest.param("/c", "https://example.com/c", id="from the root"),
        pytest.param("?c=d", "https://example.com/a/b.html?c=d", id="query"),
        pytest.param("//example.org/c", "https://example.org/c", id="other host"),
        pytest.param("#c", "#c", id="place on the page"),
        pytest.param(" #c", " #c", id="place on the page behind a space"),
        pytest.param("", "", id="nothing"),
        pytest.param(" ", " ", id="blank space"),
        pytest.param("http://example.org/c", "http://example.org/c", id="whole"),
        pytest.param("mailto:c@example.org", "mailto:c@example.org", id="mail"),
        pytest.param("cid:1", "cid:1", id="part of a mail"),
        pytest.param("javascript:alert(1)", "javascript:alert(1)", id="script"),
        pytest.param("java\tscript:alert(1)", "java\tscript:alert(1)", id="script with a tab"),
        pytest.param("//[", "//[", id="open bracket"),
        pytest.param("http://[x]/", "http://[x]/", id="brackets without an address"),
    ],
)
def test_whole_address(address: str, resolved: str) -> None:
    assert whole(address, BASE) == resolved


@given(st.text(), st.text())
def test_any_address_is_taken_and_grows_by_the_base_at_most(href: str, address: str) -> None:
    base = base_of(f"http://{href}")
    assert not base or len(whole(address, base)) <= len(base) + len(address) + len("http:")


@given(st.text())
def test_whole_address_stays(address: str) -> None:
    once = whole(address, BASE)
    assert whole(once, BASE) == once
