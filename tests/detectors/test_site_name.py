"""The name of the site at the top."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import site_name
from cleaner.patterns.folding import fold
from cleaner.readers import markup, plain


def found(text: str, read=plain.read) -> list[tuple[int, str]]:
    blocks = read(*decode(text)).blocks
    return list(site_name.find(blocks, [fold(block.text) for block in blocks], {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Harbour Notes\n\nSee https://harbournotes.example/1", [(0, "harbournotes.example")], id="run together"
        ),
        pytest.param("Harbour Notes\n\nSee www.harbour-notes.com/1", [(0, "harbour-notes.com")], id="with hyphens"),
        pytest.param(
            "Harbour Notes\n\nWrite to ann@harbournotes.co.uk", [(0, "harbournotes.co.uk")], id="in a mail address"
        ),
        pytest.param(
            "Harbour Notes [https://www.harbournotes.com/r/1]", [(0, "harbournotes.com")], id="its address behind it"
        ),
        pytest.param("Harbour Notes https://harbournotes.com/ is back", [], id="an address in a sentence"),
        pytest.param("Ice\n\nA\n\nB\n\nC\n\nHarbour Notes\n\nhttps://harbournotes.com/", [], id="too far down"),
        pytest.param("Harbour Notes\n\nSee https://example.com/harbournotes", [], id="elsewhere in the address"),
        pytest.param("Harbour Notes\n\nSee https://myharbournotes.com/", [], id="in a longer name"),
        pytest.param("Ice\n\nSee https://ice.com/", [], id="short"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected


def test_links_of_markup_count() -> None:
    page = '<p>Harbour Notes</p><p><a href="https://harbournotes.com/7">Ice</a></p>'
    assert found(page, markup.read) == [(0, "harbournotes.com")]
