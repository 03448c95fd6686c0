"""Which decisions about a document a person should look at first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from cleaner.judge.resolve import decisive
from cleaner.model import Decision, Scope
from cleaner.patterns.folding import fold, word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Block, Hit, Verdict
    from cleaner.pipeline import Cleaned


class Doubt(NamedTuple):
    """A decision that could have been another.

    Attributes:
        block: what was decided about.
        went: whether it went; else it stayed, but was close.
        hit: what it went by, or what spoke most for it.
        points: of all hits together.
        margin: how many points would have made it another decision; infinite where a rule decides by its verdict.
        words: of the block.

    """

    block: Block
    went: bool
    hit: Hit
    points: float
    margin: float
    words: int

    @property
    def weight(self) -> float:
        """Return the words that hang on each point of certainty: what weighs most is to be looked at first."""
        return self.words / (1 + self.margin)


def doubts(cleaned: Cleaned) -> Iterator[Doubt]:
    """Yield what went and what nearly went, in order, but for what has no words."""
    threshold = cleaned.options.threshold
    for block, verdict in zip(cleaned.document.blocks, cleaned.verdicts, strict=True):
        if _is_close(verdict) and (words := word_count(fold(block.text))):
            hit = decisive(verdict)
            alone = hit.rule.verdict is Decision.DROP
            margin = math.inf if alone else abs(verdict.points - threshold)
            yield Doubt(block, verdict.decision is Decision.DROP, hit, verdict.points, margin, words)


def _is_close(verdict: Verdict) -> bool:
    """Tell whether a block went or was flagged; in a document that was kept whole all are, without any hit too."""
    return verdict.decision is not Decision.KEEP and any(hit.rule.scope is not Scope.INLINE for hit in verdict.hits)
