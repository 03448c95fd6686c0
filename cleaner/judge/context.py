"""What only neighbours show: zones, sections under a dropped heading, blocks beside chrome, detectors.

Hits are only ever added, round after round, until none is new; so the rounds end.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from cleaner.detectors import DETECTORS
from cleaner.judge.match import looks_right
from cleaner.judge.reach import Reach
from cleaner.judge.resolve import decisive, resolve
from cleaner.judge.zones import NOWHERE, find_zones
from cleaner.kinds import kind_of
from cleaner.model import Decision, Hit, Kind, Scope, Verdict, Zone
from cleaner.patterns import fits_form
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.judge.match import Matcher, Reading
    from cleaner.model import Block, DetectorCall, Document, DocumentKind, Match, Rule
    from cleaner.patterns import Candidate

KIND_NAMES = {kind: frozenset({kind.value}) for kind in Kind}
# A round per link in a chain of neighbours; real mails settle in 2 to 4.
MAX_ROUNDS = 50


class Context:
    """The state of judging one document."""

    def __init__(self, document: Document, matcher: Matcher, threshold: float) -> None:
        self.document, self.blocks, self.threshold = document, document.blocks, threshold
        self.matcher = matcher
        self.readings: list[Reading] = matcher.read(self.blocks)
        self.hits: list[dict[str, Hit]] = [{} for _ in self.blocks]
        self.verdicts = [Verdict(block.index, Decision.KEEP) for block in self.blocks]
        self.above, self.below = _neighbours(self.blocks)
        # What `after` and `before` may call each block: its kind, and if it is going, the class and rules it goes by.
        self.names: list[frozenset[str]] = [*(KIND_NAMES[block.kind] for block in self.blocks), frozenset()]
        self.reach = Reach(self.blocks, self.readings, self.hits, self.verdicts, self.names)
        self.waiting: dict[int, list[Candidate]] = {}
        self.zones = NOWHERE
        self._spread: set[tuple[int, str]] = set()
        self._detected: dict[tuple[object, ...], dict[int, str]] = {}

    def judge(self) -> list[Verdict]:
        """Run the rounds and return one verdict a block."""
        changed = self._match_alone()
        for _ in range(MAX_ROUNDS):
            self._resolve(changed)
            unsettled = self._unsettled(changed)
            changed = self._match_waiting(unsettled) | self._spread_scopes(changed)
            if not changed:
                break
        return self.verdicts

    def _match_alone(self) -> set[int]:
        changed = set()
        for block, reading in zip(self.blocks, self.readings, strict=True):
            if reading.waiting:
                self.waiting[block.index] = [*reading.waiting]
            for candidate in reading.candidates:
                self._add(block, candidate)
                changed.add(block.index)
        for candidate in self.matcher.detected():
            for index in self._found_by(candidate.rule):
                self.waiting.setdefault(index, []).append(candidate)
        return changed

    def _found_by(self, rule: Rule) -> Iterator[int]:
        """Find the blocks that a rule's detector leads to, and on which its other conditions hold."""
        match = rule.match
        for index in self._detect(match.detector) if match.detector else ():
            block = self.blocks[index]
            if fits_form(match, block.kind, self.readings[index].words) and looks_right(match, block):
                yield index

    def _add(self, block: Block, candidate: Candidate) -> None:
        rule = candidate.rule
        detail = self._detect(rule.match.detector)[block.index] if rule.match.detector else ""
        if selector := self._selector_around(rule.match, block.index):
            detail = f"{detail}, in {selector}" if detail else f"in {selector}"
        self.hits[block.index][rule.id] = Hit(block.index, rule, rule.points or 0.0, candidate.words, detail)

    def _resolve(self, changed: set[int]) -> None:
        for index in changed:
            verdict = resolve(index, list(self.hits[index].values()), self.threshold)
            self.verdicts[index] = verdict
            names = KIND_NAMES[self.blocks[index].kind]
            if verdict.decision is Decision.DROP:
                names = names | {decisive(verdict).rule.chrome} | {hit.rule.id for hit in verdict.hits}
            self.names[index] = names

    def _unsettled(self, changed: set[int]) -> Iterable[int]:
        """Find the blocks whose surroundings have changed: all, if a zone has moved, else the neighbours."""
        zones = find_zones(self.blocks, self.readings, self.verdicts, self.names)
        if zones != self.zones:
            self.zones = zones
            return list(self.waiting)
        beside = {near for index in changed for near in (self.above[index], self.below[index])}
        return sorted(beside & self.waiting.keys())

    def _match_waiting(self, indexes: Iterable[int]) -> set[int]:
        changed = set()
        for index in indexes:
            candidates = self.waiting[index]
            around = self.zones.of(index), self.names[self.above[index]], self.names[self.below[index]]
            held = [c for c in candidates if _agrees(c.rule.match, *around) and self._fits(c.rule, index)]
            if held:
                self.waiting[index] = [c for c in candidates if c not in held]
                changed.add(index)
                for candidate in held:
                    self._add(self.blocks[index], candidate)
        return changed

    def _is_detected(self, match: Match, index: int) -> bool:
        return match.detector is None or index in self._detect(match.detector)

    def _fits(self, rule: Rule, index: int) -> bool:
        """Check what takes longest to find: the rule's detector, its selectors, and the document's kind."""
        kinds = rule.when.kind
        # To few blocks a phrase or a neighbour leads; for them the kind is found sooner than what a detector looks for.
        if kinds and (rule.match.phrase or rule.match.after) and self.kind not in kinds:
            return False
        return (
            self._is_detected(rule.match, index)
            and (not rule.match.css or self._selector_around(rule.match, index) != "")
            and (not kinds or self.kind in kinds)
        )

    @cached_property
    def kind(self) -> DocumentKind:
        """The document's kind as it is judged, chrome and all; the record holds that of the clean text."""
        return kind_of(self.blocks, self.document).kind

    def _selector_around(self, match: Match, index: int) -> str:
        """Return the selector of a rule that selects an element around a block, if there is one."""
        return self.matcher.page(self.document.text).around(self.blocks[index].span, match.css) if match.css else ""

    def _detect(self, call: DetectorCall) -> dict[int, str]:
        key = call.name, call.thresholds, id(call.words) if call.words else 0  # lists of words take long to hash
        if key not in self._detected:
            folded = [reading.folded for reading in self.readings]
            detector = DETECTORS[call.name]
            headers = (self.document.headers,) if detector.reads_headers else ()
            found = detector.find(self.blocks, folded, dict(call.thresholds), *headers, **_folded_words(call))
            self._detected[key] = dict(found)
        return self._detected[key]

    def _spread_scopes(self, dropped: set[int]) -> set[int]:
        """Let what a dropped block's rule covers go with it."""
        changed = set()
        for verdict in (self.verdicts[index] for index in sorted(dropped)):
            if verdict.decision is not Decision.DROP:
                continue
            for hit in verdict.hits:
                if hit.rule.scope in (Scope.BLOCK, Scope.INLINE) or (verdict.block, hit.rule.id) in self._spread:
                    continue
                self._spread.add((verdict.block, hit.rule.id))
                for index in self.reach.of(verdict.block, hit.rule.scope):
                    if hit.rule.id not in self.hits[index]:
                        covered = Hit(index, hit.rule, hit.points, origin=verdict.block)
                        self.hits[index][hit.rule.id] = covered
                        self._spread.add((index, hit.rule.id))
                        changed.add(index)
        return changed


def _neighbours(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """For each block the next one above and below, past drawn lines; beyond the ends `len(blocks)`."""
    above, below = [], [0] * len(blocks)
    near = len(blocks)
    for index, block in enumerate(blocks):
        above.append(near)
        if block.kind is not Kind.RULE:
            near = index
    near = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        below[index] = near
        if blocks[index].kind is not Kind.RULE:
            near = index
    return above, below


def _agrees(match: Match, zones: set[Zone], above: frozenset[str], below: frozenset[str]) -> bool:
    """Tell whether a block's zones and neighbours are what a rule asks for."""
    return (
        (not match.zone or not zones.isdisjoint(match.zone))
        and (not match.after or not above.isdisjoint(match.after))
        and (not match.before or not below.isdisjoint(match.before))
    )


@cache
def _folded_words(call: DetectorCall) -> dict[str, frozenset[str]]:
    """Return the lists of words that a rule gives a detector, folded as the blocks' texts are."""
    return {key: frozenset(fold(text).strip() for text in texts) for key, texts in call.words}
