"""Headings with nothing but titles below."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import titles_below
from cleaner.detectors.titles_below import MAX_TITLES
from cleaner.patterns.folding import fold
from cleaner.readers import markup, plain

TEXT = "The ferry will run again on Monday, once the ice is gone."


def found(text: str, **thresholds: float) -> list[str]:
    reader = markup.read if text.startswith("<") else plain.read
    blocks = reader(*decode(text)).blocks
    folded = [fold(block.text) for block in blocks]
    return [blocks[index].text for index, _ in titles_below.find(blocks, folded, thresholds)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TEXT}\n\nMore to read\n\n- Otters\n- The pier", id="to the end"),
        pytest.param(f"More to read\n\n- Otters\n- The pier\n\n# Letters\n\n{TEXT}", id="to a heading"),
        pytest.param(f"More to read\n\n- Otters\n- The pier\n\n-----\n\n{TEXT}", id="to a drawn line"),
        pytest.param(f"More to read\n\n- Otters\n- The pier\n\n{TEXT}", id="to the end of the list"),
        pytest.param("More to read\n\n- Do otters?\n- They do!", id="questions"),
        pytest.param(
            f"<h3>More to read</h3><p><a href='/a'>{TEXT}</a></p><p><a href='/b'>Otters</a></p>", id="linked sentences"
        ),
        pytest.param("<h3>More to read</h3><p>Otters</p><img src='/a'><p>Piers</p>", id="past a picture"),
    ],
)
def test_headings_are_found_over_titles(text: str) -> None:
    assert found(text) == ["More to read"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"More to read\n\n- Otters\n- {TEXT}", id="a sentence among them"),
        pytest.param(f"More to read\n\nOtters\n\nThe pier\n\n{TEXT}", id="a text below"),
        pytest.param("More to read\n\n- Otters", id="one title"),
        pytest.param(f"{TEXT}\n\n- Otters\n- The pier", id="a sentence above"),
        pytest.param(f"{TEXT} {TEXT}\n\n- Otters\n- The pier", id="a paragraph above"),
        pytest.param("<h3>More</h3><p>Otters, <a href='/a'>here</a></p><p>Piers</p>", id="a link in a line"),
        pytest.param("", id="nothing"),
    ],
)
def test_others_are_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("titles", "is_list"),
    [pytest.param(MAX_TITLES, True, id="at the limit"), pytest.param(MAX_TITLES + 1, False, id="one above it")],
)
def test_too_many_titles_are_what_the_issue_is_about(titles: int, is_list: bool) -> None:
    assert ("More to read" in found("More to read\n\n" + "- Otters\n" * titles)) is is_list


def test_fewer_titles_can_be_asked_for() -> None:
    assert found("More to read\n\n- Otters", min_titles=1) == ["More to read"]
