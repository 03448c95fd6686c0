"""Lists of earlier issues."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import dated_titles
from cleaner.patterns.folding import fold
from cleaner.readers import plain


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param("It runs.|March 14, 2031|A|March 7, 2031|B|May 2, 2030|C|End", [1, 2, 3, 4, 5, 6], id="three"),
        pytest.param("Monday, March 14, 2031|A|Friday, May 2, 2030|B|May 1, 2030|C", [0, 1, 2, 3, 4, 5], id="weekdays"),
        pytest.param("March 14, 2031|A|March 7, 2031|B", [], id="two"),
        pytest.param("March 7, 2031|A|March 14, 2031|B|March 21, 2031|C", [], id="what is to come"),
        pytest.param("March 14, 2031|A|March 7, 2031|B|May 2, 2031|C|May 1, 2031|D|April 2, 2031|E", [4, 5, 6, 7, 8, 9],
                     id="from the newest"),
        pytest.param("March 14, 2031|March 7, 2031|February 28, 2031", [], id="dates alone"),
        pytest.param("March 14, 2031|" + "otter " * 31 + "|March 7, 2031|B|March 1, 2031|C", [], id="a text"),
        pytest.param("March 14, 2031|A|March 7, 2031|B|February 28, 2031", [], id="the last without a title"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_dates_and_titles_are_found(lines: str, found: list[int]) -> None:
    blocks = plain.read(*decode("\n\n".join(lines.split("|")))).blocks
    assert [index for index, _ in dated_titles.find(blocks, [fold(b.text) for b in blocks], {})] == found
