"""Many short links in a row."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import navigation
from cleaner.patterns.folding import fold
from cleaner.readers import markup

LABELS = ("Timetables", "Our fares", "The fleet", "Work with us", "Lost things", "Harbour shop")
HEADLINES = ("Otters take over the slipway",) * 6
TEXT = "<p>They change on Monday, when the ice is gone."


def found(page: str, **thresholds: float) -> list[int]:
    blocks = markup.read(*decode(page)).blocks
    return [index for index, _ in navigation.find(blocks, [fold(block.text) for block in blocks], thresholds)]


def links(*labels: str) -> str:
    return "".join(f'<p><a href="/{number}">{label}</a>' for number, label in enumerate(labels))


@pytest.mark.parametrize(
    ("page", "menu"),
    [
        pytest.param(links(*LABELS), [0, 1, 2, 3, 4, 5], id="six labels"),
        pytest.param(TEXT + links(*LABELS) + TEXT, [1, 2, 3, 4, 5, 6], id="between text"),
        pytest.param(links(*LABELS[:3]) + "<hr>" + links(*LABELS[3:]), [0, 1, 2, 3, 4, 5], id="past a drawn line"),
        pytest.param(links(*LABELS[:5]), [], id="five labels"),
        pytest.param(links(*LABELS[:3]) + TEXT + links(*LABELS[3:]), [], id="text among them"),
        pytest.param(links(*HEADLINES), [], id="headlines"),
        pytest.param("".join(f"<p>{label}" for label in LABELS), [], id="no links"),
        pytest.param("".join(f'<p><a href="/"><img alt="{label}"></a>' for label in LABELS), [], id="pictures"),
    ],
)
def test_menus_are_found(page: str, menu: list[int]) -> None:
    assert found(page) == menu


def test_fewer_links_can_be_asked_for() -> None:
    assert found(links(*LABELS[:3]), min_links=3) == [0, 1, 2]
