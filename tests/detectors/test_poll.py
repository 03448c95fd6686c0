"""Questions with answers to click on."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import poll
from cleaner.patterns.folding import fold
from cleaner.readers import plain
from tests.detectors.given import words_of


def found(text: str) -> list[int]:
    blocks = plain.read(*decode(text)).blocks
    folded = [fold(block.text) for block in blocks]
    return [index for index, _ in poll.find(blocks, folded, {}, **words_of("structure/poll"))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("Is the pier green?|Strongly agree|It is blue|Not sure", [0, 1, 2, 3], id="what only polls say"),
        pytest.param("Is the pier green?|Very green|Too green|Not sure", [0, 1, 2, 3], id="one such answer is enough"),
        pytest.param("Wie war die Fahrt?|Gut|Geht so|Schlecht", [0, 1, 2, 3], id="ratings"),
        pytest.param("Pick one:|🤩 Muito boa|😐 Mediana|🙁 Ruim", [0, 1, 2, 3], id="announced, with signs"),
        pytest.param("Is it green?|Yes, all of it|No, not the rail", [0, 1, 2], id="longer answers"),
        pytest.param(
            "Is it green?|Not sure|No opinion|Harbour Notes", [0, 1, 2], id="what stands below the last stays"
        ),
        pytest.param(
            "Is it green?|1. [Yes](https://example.com/1)|2. [No](https://example.com/2)",
            [0, 1, 2],
            id="numbered links",
        ),
        pytest.param("Is it green?|Yes (https://example.com/1)|No (https://example.com/2)", [0, 1, 2], id="addresses"),
        pytest.param("Results: is it green?|1. Yes: 59%|2. No: 41% (12 votes)", [0, 1, 2], id="shares"),
        pytest.param(
            "Is it green?|Yes|No|What would you add?|Rope|Tea|Salt|It closes.",
            [0, 1, 2, 3, 4, 5, 6],
            id="the next poll",
        ),
        pytest.param("Is it green?|Yes|No|What would you add?|Rope|Tea|It closes.", [0, 1, 2], id="two lines below"),
        pytest.param("Is it green?|Yes|No|It is.|What now?|Rope|Tea|Salt", [0, 1, 2], id="text between two questions"),
        pytest.param("The votes were counted twice:|Yes|No", [], id="a yes and a no below an announcement"),
        pytest.param("What does the shop sell?|Tea|Good rope|Salt", [], id="one rating"),
        pytest.param("Is it green?|Good question.|Bad answer.", [], id="sentences"),
        pytest.param("Is it green?|Is it good?|Is it bad?", [], id="questions"),
        pytest.param(
            "- Is it green?|- No, I mean the pier that the boys painted!|- Yes, and who paid them for it",
            [],
            id="a talk",
        ),
        pytest.param("Not sure|No opinion", [], id="no question"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_polls_are_found(lines: str, expected: list[int]) -> None:
    assert found(lines.replace("|", "\n\n")) == expected


def test_a_long_question_is_text() -> None:
    assert found(f"{'and so on ' * 20}?\n\nNot sure\n\nNo opinion") == []
