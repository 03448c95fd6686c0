"""Lists of events of the sender's."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import house_events
from cleaner.patterns.folding import fold
from cleaner.readers import plain

ANN, JO = "Ann Carver | Harbour Board event today at 5:30 p.m. ET", "Jo Marlow | HB event on Thursday, October 24"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(("It runs.", "The end of the ferry?", ANN, "A talk", JO, "End"), [1, 2, 3, 4], id="two"),
        pytest.param(("The end of the ferry?", ANN, "A talk", "Jo Marlow | The Mill Race"), [], id="one among others"),
        pytest.param(("The end of the ferry?", ANN, JO), [], id="lines without titles"),
        pytest.param(("otter " * 31, ANN, "A talk", JO), [], id="a text above"),
        pytest.param((ANN, "A talk", JO), [], id="nothing above the first"),
        pytest.param(("A", "The main event today | Harbour", "B", "The event on Friday | Mill"), [], id="other lines"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_events_in_a_row_are_found(lines: tuple[str, ...], found: list[int]) -> None:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    assert [index for index, _ in house_events.find(blocks, [fold(b.text) for b in blocks], {})] == found
