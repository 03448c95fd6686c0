from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner.learning.recurring import Stays, learn
from cleaner.learning.trial import gone, harmless
from cleaner.model import When
from tests.learning.letters import FOOT, MORE, filled, issue

if TYPE_CHECKING:
    from cleaner.learning.issues import Issue
    from cleaner.model import RulePack

NOTICE = "Flour from the mill shop comes in two-pound bags, and whoever brings a sack of their own pays a tenth less."
ISSUES = [issue(text, text[:9]) for text in filled("{story}\n\n" + NOTICE + "\n\n{more}\n\n" + FOOT)]


def without(texts: set[str]) -> list[Issue]:
    """Return the issues without some blocks."""
    return [one._replace(blocks=tuple(block for block in one.blocks if block.text not in texts)) for one in ISSUES]


@pytest.mark.parametrize(
    ("trigger", "also", "stays"),
    [
        pytest.param(NOTICE, "The Old House", {NOTICE: None, FOOT: None}, id="nothing else goes"),
        pytest.param(NOTICE, MORE[0], {NOTICE: Stays.HOLDS, FOOT: None}, id="text goes with what stands in the middle"),
        pytest.param(
            FOOT, MORE[0], {NOTICE: Stays.HOLDS, FOOT: Stays.HOLDS}, id="text goes with what stands elsewhere"
        ),
    ],
)
def test_no_line_is_proposed_with_which_text_would_go(trigger: str, also: str, stays: dict[str, Stays | None]) -> None:
    def leave(pack: RulePack) -> list[Issue]:
        taken = {text for rule in pack.rules for text in rule.examples.drop}
        return without(taken | {also} if trigger in taken else taken)

    found = harmless(learn(ISSUES), ISSUES, "mill", When(), leave)
    assert {line.text: line.stays for line in found.learned.recurring} == stays
    assert [rule.examples.drop[0] for rule in found.pack.rules] == [text for text, why in stays.items() if why is None]
    assert gone(ISSUES, found.after) == {text for text, why in stays.items() if why is None}
