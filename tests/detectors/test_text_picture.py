"""Pictures that are lines of type."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import text_picture
from cleaner.readers import markup


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param('width="420" height="32"', [0], id="flat"),
        pytest.param('width="420" height="300"', [], id="high"),
        pytest.param('width="60" height="12"', [], id="an icon"),
        pytest.param('width="150" height="48"', [], id="not as flat as type"),
        pytest.param('width="420"', [], id="of unknown height"),
    ],
)
def test_lines_of_type_are_found(size: str, expected: list[int]) -> None:
    blocks = markup.read(*decode(f'<img src="/a" {size} alt="New boats"><p>They are green.</p>')).blocks
    assert [index for index, _ in text_picture.find(blocks, [block.text for block in blocks], {})] == expected
