"""Short lines that name the sponsor whom another line names."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import named_sponsor
from cleaner.patterns.folding import fold
from cleaner.readers import plain

LONG = "Millwork " + "watches the hay " * 4


def found(*lines: str) -> list[int]:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    return [index for index, _ in named_sponsor.find(blocks, [fold(block.text) for block in blocks], {})]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("Presented by Millwork", "A message from Millwork"), [1], id="below its label"),
        pytest.param(("A message from Millwork", "Presented by Millwork"), [0], id="above it"),
        pytest.param(("Together with our friends at Fen Jams", "More from Fen Jams"), [1], id="a name of two words"),
        pytest.param(("Presented by Millwork", "Presented by Millwork"), [], id="labels only"),
        pytest.param(("Presented by Millwork", "A message from the mill"), [], id="another name"),
        pytest.param(("Presented by Millwork", "A message from Millworks"), [], id="a longer word"),
        pytest.param(("Presented by Millwork", LONG), [], id="a sentence"),
        pytest.param(("Presented by the men who have kept the mill", "The men"), [], id="no name but a clause"),
        pytest.param(("Presented by us", "A message from us"), [], id="too short"),
        pytest.param(("A message from Millwork",), [], id="no label"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_names_are_found(lines: tuple[str, ...], expected: list[int]) -> None:
    assert found(*lines) == expected
