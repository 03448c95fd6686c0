"""Why each block was judged as it was, and what was nearest to tipping it. It judges again, for people who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.judge.context import Context
from cleaner.judge.resolve import resolve
from cleaner.model import Decision, Hit, Scope, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.judge.match import Matcher, Miss
    from cleaner.model import Document, Rule, Verdict


SHOWN_NAMES = 3  # of the neighbours that a rule asks for


class Reason(NamedTuple):
    """A hit, and what of the block's surroundings counted for it; blocks are named by index.

    Attributes:
        hit: what hit.
        zones: the zones that the rule asks for and the block stands in.
        above: the block above, if the rule asks what that is.
        below: the block below, likewise.

    """

    hit: Hit
    zones: tuple[Zone, ...] = ()
    above: int | None = None
    below: int | None = None


class Explanation(NamedTuple):
    """What counted for a block, and what nearly did.

    Attributes:
        verdict: what was decided when the whole document was judged for the first time.
        zones: the zones that the block stands in.
        reasons: one a hit, those with the most points first.
        misses: rules that would have spoken for another decision but for one condition.

    """

    verdict: Verdict
    zones: tuple[Zone, ...]
    reasons: tuple[Reason, ...]
    misses: tuple[Miss, ...]


def explain(document: Document, matcher: Matcher, threshold: float) -> list[Explanation]:
    """Judge a document and explain it, block by block."""
    judged = _Judged(document, matcher, threshold)
    judged.judge()
    return [judged.explanation(verdict) for verdict in judged.verdicts]


def disable_to_keep(verdict: Verdict, threshold: float) -> list[str]:
    """Name the fewest rules without which a dropped block would stay: the drop rules, then those with most points."""
    hits = [hit for hit in verdict.hits if hit.rule.scope is not Scope.INLINE]
    points, ids = verdict.points, []
    for hit in sorted(hits, key=lambda hit: (hit.rule.verdict is not Decision.DROP, -hit.points)):
        if hit.rule.verdict is Decision.DROP or points >= threshold:
            ids.append(hit.rule.id)
            points -= hit.points
    return ids


class _Judged(Context):
    """A document that was judged, with all that led there."""

    def explanation(self, verdict: Verdict) -> Explanation:
        index = verdict.block
        hits = sorted(verdict.hits, key=lambda hit: -hit.points)
        return Explanation(
            verdict, self._named_zones(index), tuple(map(self._reason, hits)), tuple(self._misses(verdict))
        )

    def _named_zones(self, index: int) -> tuple[Zone, ...]:
        zones = self.zones.of(index)
        return tuple(zone for zone in Zone if zone in zones)

    def _reason(self, hit: Hit) -> Reason:
        match, index = hit.rule.match, hit.block
        if hit.origin is not None:
            return Reason(hit)
        zones = tuple(zone for zone in self._named_zones(index) if zone in match.zone)
        above, below = self.above[index], self.below[index]
        return Reason(hit, zones, above if match.after else None, below if match.before else None)

    def _misses(self, verdict: Verdict) -> list[Miss]:
        hit = {hit.rule.id for hit in verdict.hits}
        near = (
            miss._replace(failed=(*miss.failed, *self._failed(miss.rule, verdict.block)))
            for miss in self.matcher.near_misses(self.blocks[verdict.block])
            if miss.rule.id not in hit and _tips(miss.rule, verdict, self.threshold)
        )
        return [miss for miss in near if len(miss.failed) == 1]

    def _failed(self, rule: Rule, index: int) -> Iterator[str]:
        """Name the conditions on the surroundings and on the document that do not hold."""
        match = rule.match
        zones = self._named_zones(index)
        if match.zone and not set(zones) & set(match.zone):
            yield f"zone is {_any(match.zone)}, it stands in the {' and '.join(zones)}"
        if match.after and self.names[self.above[index]].isdisjoint(match.after):
            yield f"after is {_any(match.after)}, above it is {self._called(self.above[index])}"
        if match.before and self.names[self.below[index]].isdisjoint(match.before):
            yield f"before is {_any(match.before)}, below it is {self._called(self.below[index])}"
        if match.detector and index not in self._detect(match.detector):
            yield f"the detector {match.detector.name} does not find it"
        if match.css and not self._selector_around(match, index):
            yield f"css is {_any(match.css)}, it stands in no such element"
        if rule.when.kind and self.kind not in rule.when.kind:
            yield f"the document's kind is {_any(rule.when.kind)}, it is {self.kind}"

    def _called(self, index: int) -> str:
        return ", ".join(sorted(self.names[index])) or "nothing"


def _any(names: Sequence[str]) -> str:
    more = " or others" if len(names) > SHOWN_NAMES else ""
    return " or ".join(names[:SHOWN_NAMES]) + more


def _tips(rule: Rule, verdict: Verdict, threshold: float) -> bool:
    """Tell whether a block would have been judged otherwise, dropped or not, if a rule had held for it too."""
    more = Hit(verdict.block, rule, rule.points or 0.0)
    other = resolve(verdict.block, (*verdict.hits, more), threshold)
    return (other.decision is Decision.DROP) != (verdict.decision is Decision.DROP)
