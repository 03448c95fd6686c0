"""An address alone on a line that stands nearby once more."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import address_again
from cleaner.patterns.folding import fold
from cleaner.readers import plain

A, B = "<https://example.com/a>", "<https://example.com/b>"


def found(text: str) -> list[tuple[int, str]]:
    blocks = plain.read(*decode(text)).blocks
    return list(address_again.find(blocks, [fold(block.text) for block in blocks], {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"The ferry\n\n{A}\n\nIt ran.\n\n{A}", [(3, "the same as in block 2")], id="again"),
        pytest.param(f"See {A} for more.\n\n{A}", [(1, "the same as in block 1")], id="behind a label above"),
        pytest.param(f"{A}\n\nThe ferry {A}", [], id="behind a label below"),
        pytest.param(f"The ferry\n\n{A}\n\nIt ran.\n\n{B}", [], id="another address"),
        pytest.param("\n\n".join([A, *["It ran."] * 5, A]), [], id="far apart"),
        pytest.param(f"{A}\n\n{A} is where it ran.", [], id="with words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_addresses_again_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected
