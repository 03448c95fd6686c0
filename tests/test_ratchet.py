"""The scores reached on labelled cases: a change may raise them, and writes the new ones down here, never lower them."""

from __future__ import annotations

import pytest

from tests.bench.quality import SETS, cases_of, ours, run
from tests.cases import SHARED

# Body recall, chrome removed and F1, as `make bench` prints them.
REACHED = {
    "newsletters, pasted": (0.996, 0.665, 0.919),
    "newsletters, as they came": (0.996, 0.736, 0.938),
    "articles with teasers": (1.0, 0.998, 0.999),
    "seeds": (1.0, 1.0, 1.0),
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
    assert (scores["body_recall"], scores["chrome_removed"], scores["f1_macro"]) >= REACHED[name]
