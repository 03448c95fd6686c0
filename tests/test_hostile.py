"""Hostile texts, pages and mails are cleaned like others. How their time grows is measured in `tests.bench`."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import Cleaned, CleanerError, lineage
from cleaner.errors import LimitError
from tests.shapes import EVERY_CHARACTER, HEAD, HTML, MAILS, PAGES, PROSE, SHAPES

SIZES = (5_000, 20_000)
CASES = [pytest.param(SHAPES[name](size), id=f"{name}, {size:,} characters") for name in SHAPES for size in SIZES]


def clean(data: str | bytes) -> Cleaned:
    return cleaner.clean(data, media_type="text/plain")


@pytest.mark.parametrize("text", CASES)
def test_hostile_text_is_cleaned_and_accounted_for(text: str) -> None:
    cleaned = clean(text)
    assert cleaner.apply(text, cleaned.edits) == cleaned.body
    assert cleaner.invert(cleaned.body, cleaned.edits) == text


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in SHAPES])
def test_hostile_text_is_clean_after_one_cleaning(name: str) -> None:
    body = clean(SHAPES[name](SIZES[0])).body
    assert clean(body).body == body


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in SHAPES])
def test_hostile_text_is_a_document_of_any_kind(name: str) -> None:
    data = SHAPES[name](SIZES[0]).encode()
    try:
        cleaned = cleaner.clean(data)
    except CleanerError:
        return
    assert cleaner.apply(cleaned.document.text, cleaned.edits) == cleaned.source


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SHAPES["one line"](1_000_000), id="one line of 1 MB"),
        pytest.param(SHAPES["short lines"](100_000), id="50,000 lines"),
        pytest.param(SHAPES["blank lines"](50_000), id="50,000 blank lines"),
        pytest.param(SHAPES["drawn lines"](300_000), id="50,000 drawn lines"),
        pytest.param(SHAPES["list items"](160_000), id="20,000 list items"),
        pytest.param(SHAPES["quote marks"](100_000), id="100,000 quote marks"),
        pytest.param(SHAPES["brackets"](50_000), id="50,000 brackets"),
        pytest.param(SHAPES["wildcard phrase"](350_000), id="50,000 words of a phrase"),
        pytest.param(EVERY_CHARACTER, id="all of Unicode once"),
    ],
)
def test_large_text_is_cleaned_and_accounted_for(text: str) -> None:
    cleaned = clean(text)
    assert cleaner.apply(text, cleaned.edits) == cleaned.body


PAGE_CASES = [pytest.param(PAGES[name](size), id=f"{name}, {size:,} characters") for name in PAGES for size in SIZES]
# How much longer than its page an output may be: each open element may be written once more in each paragraph.
MOST_GROWTH = 25
# Shapes that are over a published limit at the larger size, and say so.
LIMITED = ("parts", "parts in parts", "forwarded mails")


def clean_page(page: str) -> Cleaned:
    return cleaner.clean(page, media_type="text/html")


@pytest.mark.parametrize("page", PAGE_CASES)
def test_hostile_page_is_cleaned_and_accounted_for(page: str) -> None:
    page = f"<p>{PROSE}</p>{page}"
    cleaned = clean_page(page)
    assert cleaner.apply(page, cleaned.edits) == cleaned.source
    assert cleaner.invert(cleaned.source, cleaned.edits) == page
    assert PROSE.strip() in cleaned.body


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in PAGES])
def test_hostile_page_is_clean_after_one_cleaning(name: str) -> None:
    source = clean_page(PAGES[name](SIZES[0])).source
    assert clean_page(source).source == source


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in PAGES])
def test_hostile_page_does_not_grow_in_any_format(name: str) -> None:
    page = PAGES[name](SIZES[1])
    cleaned = clean_page(page)
    sizes = {form: len(cleaned.output(form)) for form in ("text", "markdown", "html")}
    assert {form: size for form, size in sizes.items() if size > MOST_GROWTH * len(page)} == {}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 100_000 + "a" + "</div>" * 100_000, id="100,000 elements in one another"),
        pytest.param("<b><p>" * 50_000 + "a", id="50,000 inline elements in one another"),
        pytest.param("<p " + "a=b " * 200_000 + ">a", id="200,000 attributes"),
        pytest.param("<a " * 200_000, id="200,000 starts of a tag"),
        pytest.param("<!--" * 200_000, id="200,000 starts of a comment"),
        pytest.param(f"<p title='{'a' * 10_000_000}'>a", id="attribute of 10 MB"),
        pytest.param("<table><tr><td>" * 20_000 + "a", id="20,000 tables in one another"),
        pytest.param("<html>" + "\0" * 1_000_000 + "a", id="1,000,000 NULs"),
        pytest.param("<p>a" * 20_000, id="20,000 paragraphs"),
        pytest.param("<p>" + "a" * 2_000_000, id="paragraph of 2 MB"),
    ],
)
def test_large_page_is_cleaned_and_accounted_for(page: str) -> None:
    cleaned = clean_page(page)
    assert cleaner.apply(page, cleaned.edits) == cleaned.source
    assert cleaned.body.strip() != ""


@pytest.mark.parametrize("cut", [pytest.param(cut, id=f"at {cut}") for cut in range(0, 240, 8)])
def test_page_that_is_cut_off_is_cleaned(cut: int) -> None:
    page = (
        '<!DOCTYPE html><html><head><title>Otters</title><style>.a{display:none}</style></head><body class="b">'
        '<table><tr><td style="color:red"><a href="https://example.com/?a=b&amp;c=d">Otters &amp; seals</a><!-- a -->'
        '<img src="a.png" alt="A boat"></td></tr></table>'
    )[:cut]
    cleaned = clean_page(page)
    assert cleaner.invert(cleaned.source, cleaned.edits) == page


@pytest.mark.parametrize("size", [pytest.param(size, id=f"{size:,} bytes") for size in SIZES])
@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in MAILS if name not in LIMITED])
def test_hostile_mail_is_cleaned_and_can_be_restored(name: str, size: int) -> None:
    data = MAILS[name](size)
    cleaned = cleaner.clean(data, media_type="message/rfc822")
    assert cleaned.body.strip() != ""
    assert lineage.restore(cleaned.source, cleaned.record("source"), name) == data


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in LIMITED])
def test_hostile_mail_over_a_limit_says_so(name: str) -> None:
    with pytest.raises(LimitError, match="over the limit"):
        cleaner.clean(MAILS[name](SIZES[1]), media_type="message/rfc822")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HEAD + HTML + PAGES["start of a tag"](600_000).encode(), id="page of 200,000 starts of a tag"),
        pytest.param(HEAD + HTML + b"\xff" * 100_000, id="page of 100,000 bytes that are not UTF-8"),
        pytest.param(MAILS["base64"](4_000_000), id="base64 of 4 MB"),
        pytest.param(MAILS["encoded words"](2_000_000), id="header of 2 MB"),
        pytest.param(MAILS["dashes"](4_000_000), id="boundary of 4 MB"),
    ],
)
def test_large_mail_is_cleaned_and_can_be_restored(data: bytes) -> None:
    cleaned = cleaner.clean(data, media_type="message/rfc822")
    assert lineage.restore(cleaned.source, cleaned.record("source"), "x") == data
