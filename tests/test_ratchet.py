"""The scores reached on labelled cases. A change may raise them, and writes the new ones down; it never lowers them."""

from __future__ import annotations

import pytest

from tests.bench.quality import SETS, cases_of, ours, run
from tests.cases import SHARED

# As `make bench` prints them, cut off after three digits.
REACHED = {
    "newsletters, pasted": {"body_recall": 0.996, "chrome_removed": 0.922, "f1_macro": 0.977},
    "newsletters, as they came": {"body_recall": 0.996, "chrome_removed": 0.939, "f1_macro": 0.982},
    "articles with teasers": {"body_recall": 1.0, "chrome_removed": 0.998, "f1_macro": 0.999},
    "seeds": {"body_recall": 1.0, "chrome_removed": 1.0, "f1_macro": 1.0},
}


@pytest.mark.parametrize(
    ("name", "folder", "pattern"), [pytest.param(*which, id=which[0].replace(" ", "-")) for which in SETS]
)
def test_scores_are_not_below_those_reached(name: str, folder: str, pattern: str) -> None:
    cases = cases_of(SHARED / folder, pattern)
    if not cases:
        pytest.skip(f"the labelled cases are not at {SHARED / folder}")
    scores, _ = run(ours, cases, SHARED, pattern)
    assert scores["failed"] == 0
    assert {which: scores[which] for which, least in REACHED[name].items() if scores[which] < least} == {}
