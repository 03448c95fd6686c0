"""The table of addresses at the end of a plain text."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import link_table
from cleaner.patterns.folding import fold
from cleaner.readers import plain

TABLE = "[1] https://example.com/ferry\n[2] https://example.com/unsubscribe"


def found(text: str) -> list[str]:
    blocks = plain.read(*decode(text)).blocks
    folded = [fold(block.text) for block in blocks]
    return [blocks[index].text for index, _ in link_table.find(blocks, folded, {})]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"The ferry [1].\n\n{TABLE}\n", 2, id="table"),
        pytest.param(f"The ferry [1].\n\nLinks:\n------\n{TABLE}\n", 3, id="with a heading and a line"),
        pytest.param(f"The ferry [1].\n\nThe otters.\n\n{TABLE}\n", 2, id="below a line that is no heading"),
        pytest.param("The ferry.\n\n[1] https://example.com/ferry\n[2] https://example.com/ice\n", 0, id="notes"),
        pytest.param("The ferry.\n\n[1] https://example.com/unsubscribe\n", 0, id="one address"),
        pytest.param("The ferry.\n\n[1] Ferry, https://example.com/a\n[2] https://example.com/unsub\n", 0, id="titles"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_tables_are_found(text: str, lines: int) -> None:
    assert len("\n".join(found(text)).splitlines()) == lines
