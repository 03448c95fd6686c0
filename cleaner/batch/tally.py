"""Counts over documents, from their lineage records: what a run's summary and `clean stats` say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaner.model import Status


class Counts(NamedTuple):
    """One document in figures: status, words of the clean text, and characters (code points) of each change.

    A change is (class of chrome, rule, characters of the source that went).
    """

    status: Status
    words: int
    changes: tuple[tuple[str, str, int], ...]


def counts_of(record: dict[str, Any]) -> Counts:
    """Count what a lineage record says."""
    changes = tuple((edit["class"], edit["rule"], edit["end"] - edit["start"]) for edit in record["edits"])
    return Counts(Status(record["status"]), record["output"]["words"], changes)


@dataclass
class Tally:
    """The sum over many documents.

    Attributes:
        statuses: documents by how they came out.
        failed: documents that could not be cleaned.
        earlier: documents that a run before has done.
        words: of all clean texts.
        places: changes by class of chrome.
        characters: of the sources that went, in code points, by class of chrome.
        rules: changes by rule.

    """

    statuses: Counter[Status] = field(default_factory=Counter)
    failed: int = 0
    earlier: int = 0
    words: int = 0
    places: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> int:
        """How many there were, those that failed too."""
        return self.statuses.total() + self.failed

    def add(self, counts: Counts) -> None:
        """Count one more document."""
        self.statuses[counts.status] += 1
        self.words += counts.words
        for chrome, rule, characters in counts.changes:
            self.places[chrome] += 1
            self.characters[chrome] += characters
            self.rules[rule] += 1
