"""Points to one verdict a block, and the loss guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Decision, Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.model import Block, Hit

# Points from which a block is flagged: more than one weak piece of evidence, not yet enough.
FLAG_POINTS = 3.0
# The loss guard keeps a document of which less than this share of the characters would stay. Pure adverts reach 85 %
# chrome; beyond that it is likelier that a rule misread the whole document.
GUARD_SHARE = 0.05


def resolve(block: int, hits: Sequence[Hit], threshold: float) -> Verdict:
    """Add the points up: one verdict. A keep rule wins over all, a drop rule over points."""
    if not hits:
        return Verdict(block, Decision.KEEP)
    points = sum(hit.points for hit in hits if hit.rule.scope is not Scope.INLINE)
    return Verdict(block, _decision(points, hits, threshold), points, tuple(hits))


def _decision(points: float, hits: Sequence[Hit], threshold: float) -> Decision:
    verdicts = {hit.rule.verdict for hit in hits if hit.rule.scope is not Scope.INLINE}
    if Decision.KEEP in verdicts:
        return Decision.KEEP
    if Decision.DROP in verdicts or points >= threshold:
        return Decision.DROP
    return Decision.FLAG if points >= FLAG_POINTS else Decision.KEEP


def decides_alone(hit: Hit, threshold: float) -> bool:
    """Tell whether a hit is enough by itself to remove text."""
    return hit.rule.verdict is Decision.DROP or hit.points >= threshold


def decisive(verdict: Verdict) -> Hit:
    """Return the hit that a dropped block is put down to: a drop rule, else the one with the most points."""
    return max(
        (hit for hit in verdict.hits if hit.rule.scope is not Scope.INLINE),
        key=lambda hit: (hit.rule.verdict is Decision.DROP, hit.points),
    )


def loses_too_much(before: Iterable[Block], after: Iterable[Block]) -> bool:
    """Tell whether so little of a document's text would stay that it is better kept whole."""
    total, kept = (sum(len(block.text) for block in blocks) for blocks in (before, after))
    return total > 0 and kept < GUARD_SHARE * total
