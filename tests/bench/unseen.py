"""Estimate how well newsletters of unseen senders come out: each is cleaned without what only its own sender needs.

People who write rules look at the labelled cases, so their scores flatter. Here every case is cleaned by rules that
have lost the phrases, and where they have none the rules, that are found in no other sender's cases. A phrase with
`this|that` counts as one, and thresholds were chosen with all cases in view, so what is left is a little kind still.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cleaner
from cleaner.patterns.phrases import find_phrase
from tests.bench.evidence import senders
from tests.bench.quality import KINDS, SETS, cases_of, figures, scored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block, Match, Rule
    from cleaner.packs import RuleSet

NEWSLETTERS = SETS[:2]


class Need(NamedTuple):
    """What a hit rested on: a rule's phrase in a field (`phrase`, `href`, ...), or a rule without phrases ("")."""

    rule: str
    field: str = ""
    phrase: str = ""


def score_unseen(shared: Path) -> Iterator[tuple[str, ...]]:
    """Score both forms of the newsletters, each case without what only its own sender needs."""
    for name, folder, pattern in NEWSLETTERS:
        cases = cases_of(shared / folder, pattern)
        if not cases:
            yield name, "not there"
            continue
        sender_of = senders(cases_of(shared / folder, "source.*"))
        of_sender: dict[str, list[Path]] = defaultdict(list)
        for path in cases:
            of_sender[sender_of[path.parent.name]].append(path)
        needs = {sender: set().union(*map(_needs, paths)) for sender, paths in of_sender.items()}
        result = _score(of_sender, needs, shared, pattern)
        yield name, str(result["cases"]), str(result["failed"]), *figures(result)


def _score(
    of_sender: Mapping[str, Sequence[Path]], needs: Mapping[str, set[Need]], shared: Path, pattern: str
) -> dict[str, object]:
    known, rules = Counter(need for found in needs.values() for need in found), cleaner.load()
    with tempfile.TemporaryDirectory() as folder:
        for sender, paths in of_sender.items():
            rest = without(rules, {need for need in needs[sender] if known[need] == 1})
            for path in paths:
                text = cleaner.clean(path.read_bytes(), name=path.name, rules=rest).body
                (Path(folder) / f"{path.parent.name}.txt").write_text(text, "utf-8", newline="")
        return scored(shared / "bench/newsletters", Path(folder), shared, *KINDS.get(pattern, ()))


def _needs(path: Path) -> set[Need]:
    """Find what the hits in a case rested on."""
    cleaned = cleaner.clean(path.read_bytes(), name=path.name)
    pairs = zip(cleaned.document.blocks, cleaned.verdicts, strict=True)
    hits = ((block, hit.rule) for block, verdict in pairs for hit in verdict.hits if hit.origin is None)
    return {need for block, rule in hits for need in needs_of(rule, block)}


def needs_of(rule: Rule, block: Block) -> Iterator[Need]:
    """Yield what a hit of a rule on a block rested on: the phrases that stand there."""
    fields = {
        "phrase": [block.text],
        "href": [link.href for link in block.links],
        "alt": [image.alt for image in block.images],
        "mark": block.marks,
    }
    wanted = [(field, phrase) for field in fields for phrase in getattr(rule.match, field)]
    if not wanted:
        yield Need(rule.id)
    for field, phrase in wanted:
        if any(_stands(phrase, text) for text in fields[field]):
            yield Need(rule.id, field, phrase)


@cache
def _stands(phrase: str, text: str) -> bool:
    return bool(text) and bool(find_phrase(phrase, text))


def without(rules: RuleSet, needs: set[Need]) -> RuleSet:
    """Return the rules without some phrases; a rule that has lost all phrases of a field goes as a whole."""
    lost = {need.rule for need in needs if not need.field}
    left = (rule._replace(match=_less(rule.match, rule.id, needs)) for rule in rules.rules if rule.id not in lost)
    before = {rule.id: rule.match for rule in rules.rules}
    return replace(rules, rules=tuple(rule for rule in left if _asks_as_much(rule.match, before[rule.id])))


def _less(match: Match, rule: str, needs: set[Need]) -> Match:
    fields = ("phrase", "href", "alt", "mark")
    return match._replace(
        **{field: tuple(p for p in getattr(match, field) if Need(rule, field, p) not in needs) for field in fields}
    )


def _asks_as_much(left: Match, before: Match) -> bool:
    """Tell whether a rule still has a phrase in each field in which it looks for some."""
    return all(bool(now) == bool(then) for now, then in zip(left, before, strict=True))
