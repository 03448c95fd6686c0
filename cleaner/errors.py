"""What can go wrong, in words for the person who has to put it right."""

from __future__ import annotations

from typing import NamedTuple


class CleanerError(Exception):
    """Something a user can put right. The message names the place and the remedy."""


class NotTextError(CleanerError):
    """The bytes are not text."""


class UnknownEncodingError(CleanerError):
    """The named encoding does not exist, or can't read these bytes."""


class NoTextError(CleanerError):
    """A mail holds nothing that can be read as text."""


class LimitError(CleanerError):
    """A document is over a published limit."""


class UnknownRuleError(CleanerError):
    """A rule, pack or class was named that does not exist."""


class LineageError(CleanerError):
    """A record can't be read, or does not belong to the text it was given with."""


class LearningError(CleanerError):
    """Issues from which nothing can be learned."""


class ColumnError(CleanerError):
    """A table of documents lacks a column, or has one of another type."""


class Problem(NamedTuple):
    """One mistake in a file: where it is and what to do. `rule` is empty where no rule is meant."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}"
        return f"{where}: {self.rule}: {self.message}" if self.rule else f"{where}: {self.message}"


class MistakesError(CleanerError):
    """Files with mistakes; `problems` lists them all."""

    where = ""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = f"{len(problems)} mistake{'s' * (len(problems) > 1)} in the {self.where}"
        super().__init__("\n".join([*map(str, problems), count]))


class PackError(MistakesError):
    """Rule packs with mistakes."""

    where = "rules"


class ConfigError(MistakesError):
    """A configuration with mistakes."""

    where = "configuration"
