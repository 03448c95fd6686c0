"""Proposed rules tried on the issues that they come from: what else goes once they are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.learning.proposal import propose
from cleaner.learning.recurring import Place, limited, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cleaner.learning.issues import Issue
    from cleaner.learning.recurring import Learned
    from cleaner.model import RulePack, When

# Where proposals may stand, trial by trial: what goes between the stories moves the bounds that other rules go by.
TRIALS = (tuple(Place), (Place.TOP, Place.END), ())


class Trial(NamedTuple):
    """What was learned, the pack for it, and what both that and the rules in force leave of the issues."""

    learned: Learned
    pack: RulePack
    after: list[Issue]


def harmless(
    learned: Learned, issues: Sequence[Issue], name: str, when: When, leave: Callable[[RulePack], list[Issue]]
) -> Trial:
    """Try all proposals, then fewer, until no text goes that changes from issue to issue.

    Args:
        learned: what was learned from the issues.
        issues: what the rules in force leave of them.
        name: of the pack.
        when: what holds for the sender's issues.
        leave: cleans the issues with a pack as well.

    """
    trials = (_trial(limited(learned, places), name, when, leave) for places in TRIALS)
    return next(trial for trial in trials if not gone(issues, trial.after) & learned.changing)


def _trial(learned: Learned, name: str, when: When, leave: Callable[[RulePack], list[Issue]]) -> Trial:
    pack = propose(learned, name, when)
    return Trial(learned, pack, leave(pack))


def gone(before: Iterable[Issue], after: Iterable[Issue]) -> set[str]:
    """Return the texts that an issue has before and not after."""
    texts = (({text_of(block) for block in issue.blocks} for issue in pair) for pair in zip(before, after, strict=True))
    return {text for had, has in texts for text in had - has if text}
