"""`clean review`: the decisions that a person should look at first."""

from __future__ import annotations

import json
from heapq import nlargest
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleaner.cli.excerpts import excerpt, line_numbers
from cleaner.cli.options import Settings, cleaning_options, documents_at
from cleaner.cli.outcome import EXIT_SOME_FAILED
from cleaner.cli.report import reason, say
from cleaner.doubts import doubts
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.inputs import Raw
    from cleaner.doubts import Doubt

WIDTH = 90
MOST = 20
COLOURS = {"went": "red", "stayed": "yellow"}


class Found(NamedTuple):
    """A doubtful decision, and where it was made."""

    name: str
    line: int
    doubt: Doubt

    @property
    def became(self) -> str:
        """What became of the block."""
        return "went" if self.doubt.went else "stayed"


@click.command(short_help="List the decisions to look at first.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--most", metavar="N", type=click.IntRange(min=1), default=MOST, show_default=True, help="How many to list."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON lines, an object a decision.")
@cleaning_options
def review(paths: tuple[str, ...], most: int, as_json: bool, **cleaning: Any) -> None:
    """List the decisions about the documents at PATH that a person should look at first.

    These are the ones where the most words hang on the least evidence: long texts that went with hardly more points
    than it takes, and long texts that nearly went. Nothing is written.
    """
    settings, problems, counts = Settings(**cleaning), list[str](), {"went": 0, "stayed": 0}
    settings.of(paths[0])  # mistakes in rules show before all the work

    def counted() -> Iterator[Found]:
        for raw in documents_at(paths):
            for found in _found(raw, settings, problems):
                counts[found.became] += 1
                yield found

    for found in nlargest(most, counted(), key=lambda found: found.doubt.weight):
        click.echo(json.dumps(_row(found), ensure_ascii=False) if as_json else _text(found))
    say(
        f"blocks that went: {counts['went']:,}, that nearly did: {counts['stayed']:,}; clean explain FILE:LINE says why"
    )
    if problems:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


def _found(raw: Raw, settings: Settings, problems: list[str]) -> Iterator[Found]:
    try:
        cleaned = settings.clean(raw)
    except (CleanerError, OSError) as error:
        problems.append(reason(error))
        say(problems[-1])
        return
    line = line_numbers(cleaned.document.text)
    for doubt in doubts(cleaned):
        yield Found(raw.name, line(doubt.block.span.start), doubt)


def _text(found: Found) -> str:
    doubt, rule = found.doubt, found.doubt.hit.rule
    became = click.style(found.became, fg=COLOURS[found.became])
    words = f"{doubt.words} word{'s' * (doubt.words > 1)}"
    return (
        f"{found.name}:{found.line}: {became} with {doubt.points:g} points, {words}: {rule.id}: it {rule.why}\n"
        f"    {excerpt(doubt.block.text, WIDTH)}"
    )


def _row(found: Found) -> dict[str, Any]:
    doubt, rule = found.doubt, found.doubt.hit.rule
    return {
        "file": found.name,
        "line": found.line,
        "became": found.became,
        "points": doubt.points,
        "words": doubt.words,
        "rule": rule.id,
        "class": rule.chrome,
        "why": rule.why,
        "text": doubt.block.text,
    }
