"""`clean explain`: why each block went or stayed."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.batch.inputs import Raw, documents, find_inputs
from cleaner.cli.options import build, cleaning_options
from cleaner.model import Block, Decision, Edit, Verdict
from cleaner.pipeline import Cleaned, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

SNIPPET = 76
COLOURS = {Decision.DROP: "red", Decision.FLAG: "yellow", Decision.KEEP: "green"}


@click.command(short_help="Say for each block why it went or stayed.")
@click.argument("file", metavar="FILE[:LINE]")
@cleaning_options
def explain(file: str, **cleaning: Any) -> None:
    """Say for each block of FILE, or for the one at LINE, what became of it and which rules counted."""
    name, line = _split(file)
    document = _only(name)
    rules, options = build(**cleaning)
    cleaned = clean(document.read(), name=name, media_type=document.media_type, rules=rules, options=options)
    shown = list(_blocks(cleaned, line))
    if not shown:
        raise click.UsageError(f"{file}: no text at this line" if line else f"{file}: no text")
    for block, verdict, edits in shown:
        _show(block, verdict, edits)
    for warning in cleaned.warnings:
        click.echo(f"clean: {name}: {warning}", err=True)


def _only(name: str) -> Raw:
    found = list(islice(documents(find_inputs((name,), name)), 2))
    if len(found) != 1:
        raise click.UsageError(f"{name}: give one document")
    return found[0]


def _split(file: str) -> tuple[str, int | None]:
    """Take `FILE:12` apart, unless a file has just that name."""
    name, colon, line = file.rpartition(":")
    return (name, int(line)) if colon and line.isdecimal() and not Path(file).exists() else (file, None)


def _blocks(cleaned: Cleaned, line: int | None) -> Iterator[tuple[Block, Verdict, list[Edit]]]:
    edits = list(cleaned.edits)
    for block, verdict in zip(cleaned.document.blocks, cleaned.verdicts, strict=True):
        inside = [e for e in edits if e.span.start < block.extent.end and block.extent.start < e.span.end]
        first = int(block.anchor)
        last = first + block.text.count("\n")
        if line is None or first <= line <= last:
            yield block, verdict, inside


def _show(block: Block, verdict: Verdict, edits: list[Edit]) -> None:
    gone = next((e for e in edits if e.span.start <= block.span.start and block.span.end <= e.span.end), None)
    decision = Decision.DROP if gone else verdict.decision
    text = " ".join(block.text.split())
    snippet = text if len(text) <= SNIPPET else text[: SNIPPET - 3] + "..."
    points = f"{verdict.points:+.1f}" if verdict.hits else ""
    head = click.style(f"{decision.value:4}", fg=COLOURS[decision])
    click.echo(f"{block.anchor:>5}  {head} {points:>6}  {block.kind.value:9}  {snippet}")
    for hit in sorted(verdict.hits, key=lambda h: -h.points):
        weight = hit.rule.verdict.value if hit.rule.verdict else f"{hit.points:+.1f}"
        click.echo(f"{'':11} {weight:>6}  {hit.rule.id}: it {hit.rule.why}")
    for edit in edits:
        if edit is not gone:
            change = f"{edit.removed!r} becomes {edit.replacement!r}"
            click.echo(f"{'':11} {'':6}  {edit.rule}: {change}")
        elif not any(hit.rule.id == edit.rule for hit in verdict.hits):
            click.echo(f"{'':11} {'':6}  {edit.rule}: it {edit.why} (once the rest was gone)")
