"""Which dropped blocks speak for a footer."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.judge.context import Context
from cleaner.judge.match import Matcher, applies_to
from cleaner.packs import default
from cleaner.readers import plain

PROSE = "The ferry will run again on Monday, the harbour master said, once the last of the ice has gone from the slip."
FOOTNOTE = "* Prices include value added tax. Offers are valid while stocks last, and may not be had at all piers."
LEGAL = "You receive this letter because you signed up at the harbour. Unsubscribe at any time."


def foot_of(*lines: str) -> int:
    document = plain.read(*decode("\n\n".join(lines)))
    languages = lambda: frozenset({"en"})  # noqa: E731 - a name is not needed twice
    matcher = Matcher(default().patterns_for(document, languages), applies_to(document, languages))
    context = Context(document, matcher, 5)
    context.judge()
    return context.zones.foot


@pytest.mark.parametrize(
    ("lines", "foot"),
    [
        pytest.param([PROSE, LEGAL], 1, id="small print at the end"),
        pytest.param([PROSE, "Boats", LEGAL], 2, id="a line above it that is kept"),
        pytest.param([PROSE, "Copyright 2026 Harbour Post", "Monday", "Music", "Painting", LEGAL], 1, id="between two"),
        pytest.param([PROSE, "Nets", FOOTNOTE, "Hooks", "Lines", LEGAL], 5, id="below footnotes to an offer"),
        pytest.param([PROSE, PROSE], 2, id="no small print"),
    ],
)
def test_footer_begins_at_small_print(lines: list[str], foot: int) -> None:
    assert foot_of(*lines) == foot


def test_lines_that_go_by_their_place_do_not_make_the_footer_longer() -> None:
    timetable = [f"Room {number}" for number in "abcdefghijklmnopqrstuvwxyz"]
    assert foot_of(PROSE, "Privacy policy", *timetable, LEGAL) == 1 + 1 + len(timetable)
