"""Comments below a text that was copied from a page."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import comment_thread
from cleaner.patterns.folding import fold
from cleaner.readers import plain

ANN, JO = "Ann Carver|At last!|Reply|Share", "Jo Marlow|And not a day too soon.|Reply"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(f"It runs.|2 Comments|{ANN}|{JO}|Harbour Post", list(range(1, 9)), id="two comments"),
        pytest.param("It runs.|Comments|Ann Carver|At last!|Expand full comment|Reply", [1, 2, 3, 4, 5], id="one, cut"),
        pytest.param(f"It runs.|Comments|{JO}", [], id="one reply"),
        pytest.param(f"It runs.|{ANN}|{JO}", [], id="no label"),
        pytest.param(f"It runs.|2 comments were made|{ANN}|{JO}", [], id="a sentence is no label"),
        pytest.param("Comments|" + "otter " * 301 + "|Reply|Reply", [], id="a text above the first reply"),
        pytest.param(f"Comments|{ANN}|{JO}|" + "otter " * 301 + "|Reply", list(range(8)), id="a text below"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_comments_are_found(lines: str, found: list[int]) -> None:
    blocks = plain.read(*decode("\n\n".join(lines.split("|")))).blocks
    assert [index for index, _ in comment_thread.find(blocks, [fold(b.text) for b in blocks], {})] == found
