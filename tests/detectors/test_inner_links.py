"""Links to other places of the same page."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import inner_links
from cleaner.patterns.folding import fold
from cleaner.readers import markup


def found(page: str) -> list[int]:
    blocks = markup.read(*decode(page)).blocks
    return [index for index, _ in inner_links.find(blocks, [fold(block.text) for block in blocks], {})]


@pytest.mark.parametrize(
    ("page", "links"),
    [
        pytest.param('<p><a href="#pier">The pier</a>', [0], id="one"),
        pytest.param('<p><a href="#pier">The pier</a> | <a href="#ferry">The ferry</a>', [0], id="a row"),
        pytest.param('<p><a href="#pier">The pier</a> | <a href="/ferry">The ferry</a>', [], id="one leads elsewhere"),
        pytest.param('<p>It is green, as is <a href="#pier">the pier</a>, the mayor says', [], id="in a sentence"),
        pytest.param('<p><a href="#pier">4</a>', [], id="to a note"),
        pytest.param('<h2><a href="#pier">The pier</a></h2>', [], id="heading that links to itself"),
        pytest.param('<p><a href="#">The pier</a>', [], id="address that was never filled in"),
        pytest.param('<p><a href="#TOP">The pier</a>', [], id="to the top"),
        pytest.param("<p>The pier", [], id="no link"),
    ],
)
def test_links_within_the_page_are_found(page: str, links: list[int]) -> None:
    assert found(page) == links


def test_targets_are_named() -> None:
    blocks = markup.read(*decode('<p><a href="#a">The pier</a> <a href="#b">The ferry</a>')).blocks
    assert list(inner_links.find(blocks, [fold(block.text) for block in blocks], {})) == [(0, "to #a, #b")]
