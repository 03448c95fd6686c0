"""Verdicts to edits: what a dropped block, a matched phrase, a repair and blank space come to in the source."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cleaner.judge.resolve import decides_alone, decisive
from cleaner.model import Decision, Edit, Kind, Scope, Span
from cleaner.patterns.phrases import find_phrase
from cleaner.patterns.regexes import find_regex
from cleaner.places import extents, places_in
from cleaner.readers import is_markup
from cleaner.repair import BLANK_LINES, TRACKED_LINKS, Change, changes_between, changes_in, untracked_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Block, Document, Hit, Rule, Verdict


def cut(document: Document, verdicts: Sequence[Verdict], rules: Iterable[Rule], threshold: float) -> list[Edit]:
    """Turn verdicts into edits of the document's text, in order and without overlap.

    `verdicts` holds one verdict a block, in order. Where two changes meet the first stands; the next pass over the
    result sees to the other.
    """
    repairs = repairs_among(rules)
    edits: list[Edit] = []
    for block, verdict in zip(document.blocks, verdicts, strict=True):
        if verdict.decision is Decision.DROP:
            edits += _drop(document.text, block, verdict)
        else:
            edits += changes_inside(document, block, verdict, repairs, threshold)
            edits += _links(document.text, block, repairs)
    if (rule := repairs.get(BLANK_LINES)) and not is_markup(document.source.media_type):
        edits += [_edit(document.text, span, "", rule) for span in _blank_lines(document, verdicts)]
    return list(_in_order(document.text, edits))


_Change = tuple[Change, "Rule", float]
"""A change in a block's text, the rule that wants it, and its points."""


def repairs_among(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Return the rules that repair, by the name of their repair."""
    return {rule.repair: rule for rule in rules if rule.repair is not None}


def changes_inside(
    document: Document, block: Block, verdict: Verdict, repairs: dict[str, Rule], threshold: float
) -> Iterator[Edit]:
    """Turn what changes in the text of a kept block into edits."""
    places = places_in(document, block)
    for (start, end, replacement), rule, points in (*_inline(block, verdict, threshold), *_repairs(block, repairs)):
        for span in places(start, end):  # the tags between them stay
            yield _edit(document.text, span, replacement, rule, points)
            replacement = ""
    if not block.runs:
        yield from _beside(document.text, block, repairs)


def _links(text: str, block: Block, repairs: dict[str, Rule]) -> Iterator[Edit]:
    if rule := repairs.get(TRACKED_LINKS):
        for span, address in untracked_links(block):
            yield _edit(text, span, address, rule)


def _edit(text: str, span: Span, replacement: str, rule: Rule, points: float = 0.0, why: str = "") -> Edit:
    removed = text[span.start : span.end]
    return Edit(span, replacement, rule.id, rule.chrome, why or rule.why, points, removed)


def _drop(text: str, block: Block, verdict: Verdict) -> Iterator[Edit]:
    hit = decisive(verdict)
    for span in extents(text, block):
        yield _edit(text, span, "", hit.rule, verdict.points, _why(hit))


def _why(hit: Hit) -> str:
    if hit.origin is not None:
        return f"goes with a block that {hit.rule.why}"
    return f"{hit.rule.why}: {hit.detail}" if hit.detail else hit.rule.why


def _inline(block: Block, verdict: Verdict, threshold: float) -> Iterator[_Change]:
    """Remove what rules of scope `inline` matched; such a rule decides alone."""
    for hit in verdict.hits if block.kind is not Kind.CODE else ():
        rule = hit.rule
        if rule.scope is not Scope.INLINE or not decides_alone(hit, threshold):
            continue
        phrases = (find_phrase(phrase, block.text) for phrase in rule.match.phrase)
        regexes = (find_regex(regex, block.text) for regex in rule.match.regex)
        for start, end in chain(*phrases, *regexes):
            yield (start, end, ""), rule, hit.points


def _repairs(block: Block, repairs: dict[str, Rule]) -> Iterator[_Change]:
    for name, change in changes_in(block, repairs):
        yield change, repairs[name], 0.0


def _beside(text: str, block: Block, repairs: dict[str, Rule]) -> Iterator[Edit]:
    """Repair the blank space beside a block on its lines."""
    for outer in (Span(block.extent.start, block.span.start), Span(block.span.end, block.extent.end)):
        for name, (start, end, replacement) in changes_between(text[outer.start : outer.end], repairs):
            yield _edit(text, Span(outer.start + start, outer.start + end), replacement, repairs[name])


def _blank_lines(document: Document, verdicts: Sequence[Verdict]) -> Iterator[Span]:
    """Find the blank lines that go: all at the ends, and between kept blocks all but one."""
    kept = [verdict.block for verdict in verdicts if verdict.decision is not Decision.DROP]
    if not kept:
        return
    stay = set(kept)
    at, may_stay = 0, False
    ends = [(block.index, block.extent.start, block.extent.end) for block in document.blocks]
    for index, start, end in [*ends, (len(verdicts), len(document.text), 0)]:
        if at < start and may_stay and kept[0] < index <= kept[-1]:
            at += len(document.text[at:start].splitlines(keepends=True)[0])
            may_stay = False
        if at < start:
            yield Span(at, start)
        may_stay = may_stay or index in stay
        at = end


def _in_order(text: str, edits: list[Edit]) -> Iterator[Edit]:
    """Sort edits, leave out those that meet an earlier one, and merge blank lines that touch."""
    last: Edit | None = None
    for edit in sorted(edits, key=lambda e: e.span.start):
        if last is None:
            last = edit
        elif edit.span.start < last.span.end:
            continue
        elif edit.span.start == last.span.end and edit.removed.isspace() and last.removed.isspace():
            # What it removed is `edit.removed` until its end is known: joining it each time would take quadratic time.
            last = edit._replace(span=Span(last.span.start, edit.span.end))
        else:
            yield last._replace(removed=text[last.span.start : last.span.end])
            last = edit
    if last is not None:
        yield last._replace(removed=text[last.span.start : last.span.end])
