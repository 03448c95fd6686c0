"""The first words of a document."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import first_words
from cleaner.patterns import fold
from cleaner.readers import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ice\n\nIt is gone.", [0], id="the first block"),
        pytest.param("-----\n\n...\n\nIce", [2], id="past what has no words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_first_block_with_words_is_found(text: str, expected: list[int]) -> None:
    blocks = plain.read(*decode(text)).blocks
    assert [index for index, _ in first_words.find(blocks, [fold(block.text) for block in blocks], {})] == expected
