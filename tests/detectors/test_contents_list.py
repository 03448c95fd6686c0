"""Lists of contents."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import contents_list
from cleaner.patterns.folding import fold
from cleaner.readers import plain

FERRY = "The ferry waits, as it did on all days of the week, for the late ice"
PIER = "The pier has been painted green and white by the boys of the school"
STORIES = "The ferry\n\nIt runs.\n\nThe pier\n\nIt is green.\n\nLetters\n\nNone came."


def found(text: str, **thresholds: float) -> list[int]:
    blocks = plain.read(*decode(text)).blocks
    folded = [fold(block.text) for block in blocks]
    return [index for index, _ in contents_list.find(blocks, folded, thresholds)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param(f"The ferry\nThe pier\nLetters\n\n{STORIES}", [0, 1, 2], id="lines"),
        pytest.param(f"1. The ferry\n2. The pier\n3. Letters\n\n{STORIES}", [0, 1, 2], id="numbered"),
        pytest.param(f"- THE FERRY\n- THE PIER\n- LETTERS\n\n{STORIES}", [0, 1, 2], id="other marks and case"),
        pytest.param(f"The ferry\n[image: rope]\nThe pier\nLetters\n\n{STORIES}", [0, 2, 3], id="past a picture"),
        pytest.param(
            "A\nB\nC\nD\n\nA\n\nB\n\nIt runs.\n\nC\n\nIt is.\n\nD\n\nNone.", [0, 1, 2, 3], id="section and story"
        ),
        pytest.param(f"The ferry\nGreen pier\nLetters\n\n{STORIES}", [], id="two of three"),
        pytest.param(
            "A ferry\nA green pier\nA bus\nA letter\n\n"
            "A ferry\n\nIt runs.\n\nThe pier\n\nGreen.\n\nA bus\n\nIt goes.\n\nA letter\n\nOne.",
            [0, 1, 2, 3],
            id="one worded otherwise",
        ),
        pytest.param(
            "A ferry\nA pier\nA bus\n\n"
            "A ferry back to top\n\nIt runs.\n\nA pier back to top\n\nGreen.\n\nA bus\n\nIt goes.",
            [0, 1, 2],
            id="more words at the title",
        ),
        pytest.param(
            f"Give\nThe ferry\nThe pier\nLetters\n\n{STORIES}\n\nGive",
            [1, 2, 3],
            id="below a line that recurs at the end",
        ),
        pytest.param(
            f"The ferry\nThe pier\nA bus\nA cart\nLetters\n\n{STORIES}", [0, 1, 2, 3, 4], id="two worded otherwise"
        ),
        pytest.param(f"The ferry\nThe pier\nA\nB\nC\nLetters\n\n{STORIES}", [], id="too many worded otherwise"),
        pytest.param(
            f"The ferry\nThe pier\nLetters\n\n{STORIES}\n\nA bus\n\nNone came.", [0, 1, 2], id="up to the first story"
        ),
        pytest.param(
            f"{FERRY}\n{PIER}\n\nA bus\n\nLetters\n\n"
            f"{FERRY}\n\nIt runs.\n\n{PIER}\n\nGreen.\n\nA bus\n\nIt goes.\n\nLetters\n\nOne.",
            [0, 1, 2],
            id="two that were joined",
        ),
        pytest.param(
            f"1. The ferry: it waits\n2. The pier: it is green\n3. Letters\n\n{STORIES}", [0, 1, 2], id="with blurbs"
        ),
        pytest.param(
            "10 May: a walk\n17 May: a talk\n24 May: a fair\n\n"
            "10 May: songs\n\nAt nine.\n\n17 May: a ride\n\nAt ten.\n\n24 May: a ball\n\nAt noon.",
            [],
            id="dates",
        ),
        pytest.param(
            "The ferry ( More <https://example.com/a>...)\nThe pier ( More <https://example.com/b>...)\n"
            f"Letters ( More <https://example.com/c>...)\n\n{STORIES}",
            [0, 1, 2],
            id="with calls",
        ),
        pytest.param(f"The ferry\nThe pier\n\n{STORIES}", [], id="two entries"),
        pytest.param(f"The pier\nThe ferry\nLetters\n\n{STORIES}", [], id="in another order"),
        pytest.param("Price\nPlace\nRating\n\nFerry\n\nPrice\nPlace\nRating", [], id="the lines that every item has"),
        pytest.param("9.95\n8.95\n7.95\n\nA\n\n9.95\n\nB\n\n8.95\n\nC\n\n7.95", [], id="prices"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_entries_are_found_that_stand_again_below(text: str, entries: list[int]) -> None:
    assert found(text) == entries


def test_fewer_entries_can_be_asked_for() -> None:
    assert found(f"The ferry\nThe pier\n\n{STORIES}", min_entries=2) == [0, 1]
