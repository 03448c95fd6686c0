"""The first line of a mail that stands again below."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import first_line_again
from cleaner.patterns.folding import fold
from cleaner.readers import plain


def found(text: str) -> list[tuple[int, str]]:
    blocks = plain.read(*decode(text)).blocks
    return list(first_line_again.find(blocks, [fold(block.text) for block in blocks], {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Well again\n\nHarbour Notes\n\nWell again!\n\nIce.", [(0, "stands again as block 3")], id="again"
        ),
        pytest.param("Well again\n\nWell again\n\nIce.", [], id="right below, as a refrain"),
        pytest.param("Well\n\nHarbour Notes\n\nWell\n\nIce.", [], id="one word"),
        pytest.param("Well again\n\nHarbour Notes\n\nWell again and well\n\nIce.", [], id="in a longer line"),
        pytest.param("Well again\n\n" + "A line\n\n" * 9 + "Well again", [], id="too far down"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected
