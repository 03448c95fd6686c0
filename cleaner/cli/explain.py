"""`clean explain`: why each block went or stayed, and what was nearest to tipping it."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleaner.cli.excerpts import effect, excerpt, line_numbers
from cleaner.cli.options import Settings, cleaning_options, documents_at
from cleaner.judge.explanation import Explanation, Reason, disable_to_keep
from cleaner.model import Block, Decision, Edit, Verdict
from cleaner.places import matched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.inputs import Raw
    from cleaner.model import Rule
    from cleaner.pipeline import Cleaned

WIDTH = 73
NEAREST = 3  # near misses that are shown; --json has all
COLOURS = {Decision.DROP: "red", Decision.FLAG: "yellow", Decision.KEEP: "green"}


class Explained(NamedTuple):
    """A block, what became of it, and why."""

    block: Block
    line: int
    verdict: Verdict
    why: Explanation
    removal: list[Edit]  # what took all of it off
    changes: list[Edit]  # what changed in it

    @property
    def decision(self) -> Decision:
        """What became of the block in the end."""
        return Decision.DROP if self.removal else self.verdict.decision

    def short(self, threshold: float) -> float:
        """Return how many points a block lacks that stayed although rules spoke against it; else 0."""
        is_kept = any(hit.rule.verdict is Decision.KEEP for hit in self.verdict.hits)
        points = self.verdict.points
        return threshold - points if 0 < points < threshold and not self.removal and not is_kept else 0.0

    def disable(self, threshold: float) -> list[str]:
        """Name the rules without which a block that went would have stayed."""
        if not self.removal:
            return []
        return disable_to_keep(self.verdict, threshold) or sorted({edit.rule for edit in self.removal})


@click.command(short_help="Say for each block why it went or stayed.")
@click.argument("file", metavar="FILE[:LINE]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, an object a block.")
@cleaning_options
def explain(file: str, as_json: bool, **cleaning: Any) -> None:
    """Say for each block of FILE, or for the one at LINE, what became of it, which rules counted, and which nearly did.

    For the block at LINE it also says what would have kept it, or taken it off.
    """
    name, line = _split(file)
    cleaned = Settings(**cleaning).clean(_only(name))
    line_of = line_numbers(cleaned.document.text)
    lines = [line_of(block.span.start) for block in cleaned.document.blocks]
    shown = [
        block
        for block in _blocks(cleaned, lines)
        if line is None or block.line <= line <= line_of(max(block.block.span.start, block.block.span.end - 1))
    ]
    if not shown:
        raise click.UsageError(f"{file}: no text at this line" if line else f"{file}: no text")
    threshold = cleaned.options.threshold
    if as_json:
        rows = [_row(block, lines, threshold) for block in shown]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        for block in shown:
            click.echo("\n".join(_text(block, lines, threshold, advise=line is not None)))
    for warning in cleaned.warnings:
        click.echo(f"clean: {name}: {warning}", err=True)


def _only(name: str) -> Raw:
    found = list(islice(documents_at((name,)), 2))
    if len(found) != 1:
        raise click.UsageError(f"{name}: give one document")
    return found[0]


def _split(file: str) -> tuple[str, int | None]:
    """Take `FILE:12` apart, unless a file has just that name."""
    name, colon, line = file.rpartition(":")
    return (name, int(line)) if colon and line.isdecimal() and not Path(file).exists() else (file, None)


def _blocks(cleaned: Cleaned, lines: list[int]) -> Iterator[Explained]:
    blocks = cleaned.document.blocks
    for block, line, verdict, why in zip(blocks, lines, cleaned.verdicts, cleaned.explain(), strict=True):
        extent = block.extent
        edits = [e for e in cleaned.edits if e.span.start < extent.end and extent.start < e.span.end]
        removal = _removal(block, edits)
        yield Explained(block, line, verdict, why, removal, [edit for edit in edits if edit not in removal])


def _removal(block: Block, edits: list[Edit]) -> list[Edit]:
    """Return the edits that take all of a block's text off, if there are such."""
    cuts = [edit for edit in edits if not edit.replacement]
    texts = block.runs or (block.span,)
    gone = all(any(cut.span.start <= start and end <= cut.span.end for cut in cuts) for start, end in texts)
    return cuts if gone else []


def _text(shown: Explained, lines: list[int], threshold: float, *, advise: bool) -> Iterator[str]:
    """Say in lines what became of a block, and why."""
    block, verdict, decision = shown.block, shown.verdict, shown.decision
    points = f"{verdict.points:+.1f}" if verdict.hits else ""
    head = click.style(f"{decision.value:4}", fg=COLOURS[decision])
    yield f"{shown.line:>5}  {head} {points:>6}  {block.kind.value:9}  {excerpt(block.text, WIDTH)}"
    for reason in shown.why.reasons:
        because = "; ".join(_because(reason, block, lines))
        said = f"{reason.hit.rule.id}: it {reason.hit.rule.why}"
        yield _line(effect(reason.hit.rule), f"{said} ({because})" if because else said)
    for edit in shown.changes:
        yield _line("", f"{edit.rule}: {edit.removed!r} becomes {edit.replacement!r}")
    ids = {hit.rule.id for hit in verdict.hits}
    for rule_id, why in dict.fromkeys((edit.rule, edit.why) for edit in shown.removal if edit.rule not in ids):
        yield _line("", f"{rule_id}: it {why} (once the rest was gone)")
    if short := shown.short(threshold):
        yield _line("", click.style(f"{short:g} points short of going", dim=True))
    for miss in shown.why.misses[:NEAREST]:
        nearly = f"nearly {miss.rule.id}: it {miss.rule.why}; but {miss.failed[0]}"
        yield _line(effect(miss.rule), click.style(nearly, dim=True))
    if advise:
        yield _line("", _advice(shown, threshold))


def _line(weight: str, text: str) -> str:
    return f"{'':11} {weight:>6}  {text}"


def _because(reason: Reason, block: Block, lines: list[int]) -> Iterator[str]:
    """Say what counted for a hit, besides what its rule says."""
    hit = reason.hit
    if hit.origin is not None:
        yield f"it goes with line {lines[hit.origin]}"
    if hit.words is not None:
        start, end = matched(block, hit)
        yield f'"{excerpt(block.text[start:end], WIDTH)}"'
    if hit.detail:
        yield hit.detail
    yield from (f"in the {zone}" for zone in reason.zones)
    if reason.above is not None and reason.above < len(lines):
        yield f"below line {lines[reason.above]}"
    if reason.below is not None and reason.below < len(lines):
        yield f"above line {lines[reason.below]}"


def _advice(shown: Explained, threshold: float) -> str:
    if names := shown.disable(threshold):
        return f"to keep it: {' '.join(f'--disable {name}' for name in names)}"
    lower = f"--threshold {shown.verdict.points:g}, or " if shown.short(threshold) else ""
    return f"to take it off: {lower}a rule of your own, which clean rules new begins"


def _row(shown: Explained, lines: list[int], threshold: float) -> dict[str, Any]:
    """Say the same for other programs, with all near misses."""
    block, why = shown.block, shown.why
    return {
        "line": shown.line,
        "anchor": block.anchor,
        "kind": block.kind,
        "zones": why.zones,
        "text": block.text,
        "decision": shown.decision,
        "points": shown.verdict.points,
        "threshold": threshold,
        "short": shown.short(threshold),
        "hits": [{**_rule(reason.hit.rule), "because": [*_because(reason, block, lines)]} for reason in why.reasons],
        "edits": [
            {"rule": edit.rule, "why": edit.why, "removed": edit.removed, "replacement": edit.replacement}
            for edit in (*shown.removal, *shown.changes)
        ],
        "nearly": [{**_rule(miss.rule), "but": miss.failed[0]} for miss in why.misses],
        "disable": shown.disable(threshold),
    }


def _rule(rule: Rule) -> dict[str, str]:
    return {"rule": rule.id, "class": rule.chrome, "effect": effect(rule), "why": rule.why}
