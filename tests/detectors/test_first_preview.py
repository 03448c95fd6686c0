"""A sentence at the very top."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import first_preview
from cleaner.patterns.folding import fold
from cleaner.readers import plain

PROSE = (
    "The ferry will run again on Monday, says the harbour master, "
    "once the last of the ice has been cleared from the slip and the pier."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ice is gone.\n\nSo we sail.", [0], id="with a full stop"),
        pytest.param("What the ice left behind on the slip and the pier\n\nA bus.", [0], id="long"),
        pytest.param("-----\n\n...\n\nThe ice is gone.", [2], id="past what has no words"),
        pytest.param("Ice on the slip\n\nIt is gone.", [], id="a title"),
        pytest.param("What the Ice Left Behind on the Slip and Pier\n\nA bus.", [], id="a long title"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_sentence_at_the_top_is_found(text: str, expected: list[int]) -> None:
    blocks = plain.read(*decode(f"{text}\n\n{PROSE}")).blocks
    assert [index for index, _ in first_preview.find(blocks, [fold(block.text) for block in blocks], {})] == expected


def test_a_sentence_without_text_below_is_the_text() -> None:
    blocks = plain.read(*decode("The ice is gone.\n\nHarbour Notes")).blocks
    assert list(first_preview.find(blocks, [fold(block.text) for block in blocks], {})) == []
