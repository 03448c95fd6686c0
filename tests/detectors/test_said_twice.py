"""A line that stands twice in a row."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import said_twice
from cleaner.patterns.folding import fold
from cleaner.readers import plain


def found(text: str, **thresholds: float) -> list[tuple[int, str]]:
    blocks = plain.read(*decode(text)).blocks
    return list(said_twice.find(blocks, [fold(block.text) for block in blocks], thresholds))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry at sea\n\nThe ferry at sea\n\nIt ran.", [(0, "the same as block 2")], id="twice"),
        pytest.param(
            "The ferry at sea\n\nTHE FERRY AT SEA\n\nIt ran.", [(0, "the same as block 2")], id="in capital letters"
        ),
        pytest.param(
            "\n\n".join(["The ferry at sea"] * 3),
            [(0, "the same as block 2"), (1, "the same as block 3")],
            id="three times",
        ),
        pytest.param(
            "The ferry at sea\n\n-----\n\nThe ferry at sea", [(0, "the same as block 3")], id="a line drawn between"
        ),
        pytest.param("The ferry at sea\n\nIt ran.\n\nThe ferry at sea", [], id="text between"),
        pytest.param("The ferry\n\nThe ferry\n\nIt ran.", [], id="two words"),
        pytest.param("The ferry runs again.\n\nThe ferry runs again.", [], id="sentences"),
        pytest.param("Tickets at 4 pounds\n\nTickets at 4 pounds", [], id="numbers"),
        pytest.param(
            "Tickets for the ferry at 4 pounds\n\nTickets for the ferry at 4 pounds",
            [(0, "the same as block 2")],
            id="a number in a longer line",
        ),
        pytest.param("- The ferry at sea\n- The ferry at sea", [], id="items of a list"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected


def test_shorter_lines_can_be_asked_for() -> None:
    assert found("The ferry\n\nThe ferry", min_words=2) == [(0, "the same as block 2")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Offers"] * 3, [0, 1, 2], id="three times"),
        pytest.param(["At sea", "Offers", "Offers", "OFFERS"], [1, 2, 3], id="in capital letters"),
        pytest.param(["Offers"] * 2, [], id="twice"),
        pytest.param(["Offers", "At sea", "Offers", "Offers"], [], id="text between"),
        pytest.param(["Never again!"] * 3, [], id="a cry"),
        pytest.param(["4 pounds"] * 3, [], id="numbers"),
        pytest.param(["* * *"] * 3, [], id="marks"),
    ],
)
def test_lines_that_stand_often_are_found(lines: list[str], expected: list[int]) -> None:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    assert [index for index, _ in said_twice.find_many(blocks, [fold(b.text) for b in blocks], {})] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry at sea\n\nIt ran.\n\nTHE FERRY AT SEA", [(2, "the same as block 1")], id="far above"),
        pytest.param("The ferry\n\nIt ran.\n\nThe ferry", [], id="two words"),
        pytest.param("The ferry is here.\n\nIt ran.\n\nThe ferry is here.", [], id="sentences"),
        pytest.param("- The ferry at sea\n\nIt ran.\n\n- The ferry at sea", [], id="items of a list"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_that_stood_above_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    blocks = plain.read(*decode(text)).blocks
    assert list(said_twice.find_before(blocks, [fold(block.text) for block in blocks], {})) == expected
