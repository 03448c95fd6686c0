"""Learn the points of evidence rules from labelled blocks, by a logistic regression that would rather leave than lose.

A point is a unit of log odds; at the threshold a block is as likely to be chrome as not. Evidence rules are those whose
points do not reach it. What the others give a block is an offset that stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Options, Scope
from cleaner.opening import open_source
from tests.bench.rules import judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from cleaner.model import Rule
    from cleaner.packs import RuleSet

THRESHOLD = Options().threshold
# Points of a rule of which nothing is known: half of what a rule without a doubt has. The fit begins with these and not
# with what stands in the packs, which earlier fits have learnt from the very senders that this one is scored on.
PRIOR = 3.0
# How hard a rule is held to that. At 0.5 some five senders that all say the same move it by a point.
HOLD = 0.5
# No rule falls silent, and none decides alone: that is for people to say, by the report.
LEAST, MOST = 0.5, 4.5
# What it costs to lose a block, against leaving one.
CAUTION = 10.0
# Senders that must have hits of a rule for it to be learnt; others keep the points that were set by hand.
MIN_SENDERS = 3
FOLDS = 5
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")

Points = dict[str, float]
"""A rule's full id to its points."""


class Row(NamedTuple):
    """A labelled block: who sent it, the points of the rules that hit it (0 for evidence), whether it is chrome."""

    sender: str
    hits: Points
    is_chrome: bool

    @property
    def is_open(self) -> bool:
        """Whether it stays unless evidence speaks against it."""
        return sum(self.hits.values()) < THRESHOLD


def evidence_in(rules: RuleSet) -> list[Rule]:
    """List the rules whose points are learnt."""
    scored = (rule for rule in rules.rules if rule.points is not None and rule.scope is not Scope.INLINE)
    return [rule for rule in scored if rule.points < THRESHOLD]


def with_points(rules: RuleSet, points: Mapping[str, float]) -> RuleSet:
    """Return the rules with other points."""
    changed = (rule._replace(points=points[rule.id]) if rule.id in points else rule for rule in rules.rules)
    return replace(rules, rules=tuple(changed))


def senders(cases: Iterable[Path]) -> dict[str, str]:
    """Name the sender of each case, by the case's folder: one name for all that share an address, a list or a site."""
    of_key: dict[str, str] = {}
    of_case: dict[str, str] = {}
    for path in cases:
        keys = list(_sender_keys(path))
        met = {of_key[key] for key in keys if key in of_key}
        name = min(met, default=keys[0])
        of_key = {key: name if other in met else other for key, other in of_key.items()} | dict.fromkeys(keys, name)
        of_case = {case: name if other in met else other for case, other in of_case.items()} | {path.parent.name: name}
    return of_case


def _sender_keys(path: Path) -> Iterator[str]:
    yield path.parent.name.rpartition("-")[0]  # a case is named by its site and a hash
    headers = open_source(path.read_bytes(), path.name, None, None).headers
    yield from ADDRESS.findall(headers.sender.lower())
    if headers.list_id:
        yield headers.list_id.lower()


def rows_of(path: Path, sender: str, rules: RuleSet) -> Iterator[Row]:
    """Yield the blocks of a labelled case on which points decide, judged with the prior points of all evidence."""
    prior = {rule.id: _prior(rule) for rule in evidence_in(rules)}
    for block in judged(path, with_points(rules, prior)):
        hits = [hit for hit in block.verdict.hits if hit.rule.scope is not Scope.INLINE]
        if block.is_chrome is not None and not any(hit.rule.verdict for hit in hits):
            points = {hit.rule.id: 0.0 if hit.rule.id in prior else hit.points for hit in hits}
            yield Row(sender, points, block.is_chrome)


def _prior(rule: Rule) -> float:
    return PRIOR if rule.points > 0 else -PRIOR


def priors(evidence: Iterable[Rule], rows: Iterable[Row]) -> Points:
    """Return what rules count before anything is learnt; those that few senders have hits of are left out."""
    hit_by: dict[str, set[str]] = {}
    for row in rows:
        for rule in row.hits:
            hit_by.setdefault(rule, set()).add(row.sender)
    return {rule.id: _prior(rule) for rule in evidence if len(hit_by.get(rule.id, ())) >= MIN_SENDERS}


def fit(rows: Iterable[Row], prior: Points) -> Points:
    """Learn the points of the rules in `prior`, rounded to halves; they keep their signs.

    A sender counts once for each set of hits: a letter that has the same line thirty times says no more with it. Blocks
    that go anyway count only for rules that could keep them.
    """
    import numpy as np
    from scipy.optimize import minimize

    against = {rule for rule, points in prior.items() if points < 0}
    told = {
        (row.sender, tuple(sorted(row.hits.items())), row.is_chrome)
        for row in rows
        if (row.is_open or row.hits.keys() & against) and row.hits.keys() & prior
    }
    if not told:
        return dict(prior)
    found = [(dict(hits), is_chrome) for _, hits, is_chrome in sorted(told)]
    hit = np.array([[rule in hits for rule in prior] for hits, _ in found], dtype=float)
    offset = np.array([sum(points for rule, points in hits.items() if rule not in prior) for hits, _ in found])
    side = np.array([1 if is_chrome else -1 for _, is_chrome in found])
    cost = np.array([1 if is_chrome else CAUTION for _, is_chrome in found])
    start = np.array(list(prior.values()))

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        odds = side * (hit @ points + offset - THRESHOLD)
        slope = -cost * side / (1 + np.exp(odds))
        away = points - start
        return (cost * np.logaddexp(0, -odds)).sum() + HOLD * away @ away, slope @ hit + 2 * HOLD * away

    bounds = [(LEAST, MOST) if value > 0 else (-MOST, -LEAST) for value in start]
    learnt = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {rule: round(2 * value) / 2 for rule, value in zip(prior, learnt.tolist(), strict=True)}


def held_out(rows: Sequence[Row], prior: Points, cases: Sequence[str]) -> dict[str, Points]:
    """Return for each sender the points that are learnt without it. `cases`: the sender of each case."""
    from sklearn.model_selection import GroupKFold

    points: dict[str, Points] = {}
    for seen, scored in GroupKFold(FOLDS).split(cases, groups=cases):
        train = {cases[i] for i in seen}
        learnt = fit([row for row in rows if row.sender in train], prior)
        points.update((cases[i], learnt) for i in scored)
    return points
