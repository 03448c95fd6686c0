"""Postal addresses over several lines."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import address_block
from cleaner.patterns.folding import fold
from cleaner.readers import plain

PROSE = "The ferry will run again on Monday, the harbour master said, once the last of the ice has gone from the slip."


def found(*lines: str) -> list[str]:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    return [blocks[i].text for i, _ in address_block.find(blocks, [fold(block.text) for block in blocks], {})]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(("12 Slip Road", "Velda, CA 94025"), id="street and town"),
        pytest.param(("12 Slip Road", "Suite 4", "Velda, CA 94025-1234"), id="with a suite"),
        pytest.param(("P.O. Box 611", "Port Velda MO 63044"), id="box"),
        pytest.param(("12 Slip Road", "Velda, ON K1A 0B1", "Canada"), id="with a country"),
        pytest.param(("| 12 Slip Road", "Velda, CA 94025 |"), id="rests of a table"),
    ],
)
def test_address_at_the_end(address: tuple[str, ...]) -> None:
    assert found(PROSE, "Harbour Friends", *address, "Unsubscribe") == list(address)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Velda, CA 94025",), id="town alone"),
        pytest.param(("12 Slip Road", "Velda"), id="town without a code"),
        pytest.param(("Doors at 7 pm", "12 Slip Road", "Velda, CA 94025"), id="below a time"),
        pytest.param(("Where:", "Harbour Hall", "12 Slip Road", "Velda, CA 94025"), id="below where"),
        pytest.param(("Sunday, 4 May", "12 Slip Road", "Velda, CA 94025"), id="below a day"),
        pytest.param(("12 Slip Road", "Velda, CA 94025", "7 pm"), id="above a time"),
        pytest.param(("12 Slip Road", "Velda, CA 94025", *[PROSE] * 14), id="far from the end"),
    ],
)
def test_other_lines(lines: tuple[str, ...]) -> None:
    assert found(PROSE, *lines) == []
