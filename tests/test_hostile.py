"""Hostile texts are cleaned like others. How their time grows is measured in `tests.bench`."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import Cleaned, CleanerError
from tests.shapes import EVERY_CHARACTER, SHAPES

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
