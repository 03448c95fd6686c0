"""Menus of plain lines."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import menu
from cleaner.patterns.folding import fold
from cleaner.readers import plain
from tests.detectors.given import words_of

TEXT = "The ferry will run again on Monday, once the last of the ice has been cleared from the slip."


def found(text: str, **thresholds: float) -> list[int]:
    blocks = plain.read(*decode(text)).blocks
    folded = [fold(block.text) for block in blocks]
    return [index for index, _ in menu.find(blocks, folded, thresholds, **words_of("structure/menu"))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("Home|Boats|Fares|Jobs|Shop|About us", [0, 1, 2, 3, 4, 5], id="two labels of menus or more"),
        pytest.param("Startseite|Boote|Preise|Fahrplan|Presse|Impressum", [0, 1, 2, 3, 4, 5], id="in German"),
        pytest.param(
            "Search|Latest boats|Our fares|The fleet|Find a pier|About lamps", [0, 1, 2, 3, 4, 5], id="one label"
        ),
        pytest.param(
            "Home|Boats|Fares|Jobs|Shop|About us|Ice on the slip", [0, 1, 2, 3, 4, 5], id="a title below stays"
        ),
        pytest.param(
            "Ann Carver|Home|Boats|Fares|Jobs|Shop|About us", [1, 2, 3, 4, 5, 6], id="a signature above stays"
        ),
        pytest.param(f"{TEXT}{TEXT}|Home|Boats|Fares|Jobs|About us", [], id="five lines"),
        pytest.param("Tea|Rope|Lamps|Nets|Salt|Paint|Oil", [], id="a list without a label"),
        pytest.param("Shop|Rope|Lamps|Nets|Salt|Paint|Oil", [], id="a list with one label"),
        pytest.param("Home|Boats|Fares|Tell us!|Shop|About us", [0, 1, 2, 3, 4, 5], id="a short call among them"),
        pytest.param(f"{TEXT}{TEXT}|Home|Boats|Fares|How the ice went!|Shop|About us", [], id="an outcry among them"),
        pytest.param("Home.|Boats.|Fares.|Jobs.|Shop.|About us.", [], id="sentences"),
        pytest.param(f"{TEXT}{TEXT}|Home|Boats|Fares|{TEXT}|Jobs|Shop|About us", [], id="text among them"),
        pytest.param(f"Home|Boats|About us|{TEXT}{TEXT}", [0, 1, 2], id="three lines above all text"),
        pytest.param(f"Home|About us|{TEXT}{TEXT}", [], id="two lines above all text"),
        pytest.param(f"{TEXT}{TEXT}|Home|Boats|About us", [], id="three lines below text"),
        pytest.param(f"{TEXT}{TEXT}|Shop now|Nets|0,99 €|Shop now|Rope|$1.49|Shop now", [], id="goods with prices"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_menus_are_found(lines: str, expected: list[int]) -> None:
    assert found(lines.replace("|", "\n\n")) == expected


def test_more_lines_can_be_asked_for_at_the_top() -> None:
    assert found("Home\n\nBoats\n\nAbout us", min_lines_at_top=4) == []


def test_fewer_lines_can_be_asked_for() -> None:
    assert found(f"{TEXT}{TEXT}\n\nHome\n\nBoats\n\nAbout us", min_lines=3) == [1, 2, 3]
