"""How a run goes: told while it goes, by a bar, a summary and the exit code."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from cleaner.batch.job import Done, Task
from cleaner.batch.tally import Tally
from cleaner.cli.report import advice, say, summary
from cleaner.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.changes import Finding

MANY = 10  # documents that are summed up; of fewer each can be looked at
EXIT_FOUND, EXIT_SOME_FAILED, EXIT_BUG = 1, 3, 123


@dataclass
class Outcome:
    """What has come of the documents so far."""

    task: Task
    quiet: bool
    tally: Tally = field(default_factory=Tally)
    bug: bool = False
    changed: bool = False
    stopped: bool = False
    found: Counter[str] = field(default_factory=Counter)

    def told(self, results: Iterable[Done]) -> Iterator[Done]:
        """Let results through, count them, and say what there is to say of each."""
        for done in results:
            self.tally.failed += bool(done.error)
            self.tally.earlier += done.earlier
            if done.counts:
                self.tally.add(done.counts)
            elif done.status:
                self.tally.statuses[done.status] += 1
            self.changed |= done.changes > 0
            self._tell(done)
            yield done

    def counted(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Let findings through, and count them by document."""
        for found in findings:
            self.found[found.name] += 1
            yield found

    def fail(self, message: str) -> None:
        """Say what went wrong for all that was still to come."""
        say(message)
        self.stopped = True

    def finish(self) -> None:
        """Sum up, say how to go on, and exit as it went."""
        if self.found and not self.quiet:
            say(advice(self.found))
        if self.task is Task.CLEAN and self.tally.documents >= MANY and not self.quiet:
            for line in summary(self.tally):
                say(line)
        if self.bug:
            raise click.exceptions.Exit(EXIT_BUG)
        if (
            self.stopped
            or self.tally.failed
            or self.tally.statuses[Status.GUARDED]
            or self.tally.statuses[Status.LIMIT]
        ):
            raise click.exceptions.Exit(EXIT_SOME_FAILED)
        if self.changed and self.task in (Task.CHECK, Task.FIX):
            raise click.exceptions.Exit(EXIT_FOUND)

    def _tell(self, done: Done) -> None:
        if done.error:
            say(done.error)
        if done.bug:
            self._tell_bug(done.bug)
        if self.quiet:
            return
        for warning in done.warnings:
            say(f"{done.name}: {warning}")
        if self.task is Task.FIX and done.changes:
            places = f"{done.changes} place{'s' * (done.changes > 1)}"
            say(f"{done.name}: {places} cleaned; {done.name}.lineage.json leads back")

    def _tell_bug(self, trace: str) -> None:
        self.bug = True
        if os.environ.get("CLEAN_TRACEBACK"):
            click.echo(trace, err=True)
        else:
            say("set CLEAN_TRACEBACK=1 to see where it happened")


def with_bar(results: Iterable[Done], length: int | None) -> Iterator[Done]:
    """Let results through, and show on the terminal how many there were, how fast, and how long it will take.

    `length`: how many there will be, if that is known.
    """
    bar: Any = click.progressbar(results, length, file=sys.stderr, show_pos=True, item_show_func=lambda _: rate_of(bar))
    with bar:
        yield from bar


def rate_of(bar: Any) -> str:
    """Say how many documents a second a bar has seen."""
    return f"{1 / bar.time_per_iteration:.0f}/s" if bar.time_per_iteration else ""
