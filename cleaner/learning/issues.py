"""The issues to learn from: their lines, and which issues count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import LearningError
from cleaner.learning.wording import Line, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.learning.wording import Key
    from cleaner.model import Block, Headers

# Two issues agree by accident: a story in two parts, an appeal sent once more. Of the words that would have gone on
# labelled newsletters if two were enough, 4 % were content with only the repairs in force, 13 % with all rules; with
# three none were.
LEAST_ISSUES = 3
# An issue was sent or saved twice if at most this share of its words is new, and at most so many: a short notice over a
# long footer is an issue of its own.
NEW_SHARE, NEW_WORDS = 0.1, 100
BRINGS_NOTHING = "brings nothing that is not in those before, and does not count"


class Issue(NamedTuple):
    """One issue: its name, its headers, and the blocks that the rules in force leave."""

    name: str
    headers: Headers
    blocks: tuple[Block, ...]


class Lines(NamedTuple):
    """An issue's lines: its blocks that hold words, in order."""

    name: str
    lines: tuple[Line, ...]


def different(issues: Iterable[Issue]) -> tuple[list[Lines], list[str]]:
    """Part the issues that count from those that bring nothing that those before them do not have; name the latter.

    Raises:
        LearningError: too few issues count.

    """
    count, repeats = [], []
    known: set[Key] = set()
    for issue in issues:
        lines = tuple(line for line in map(line_of, issue.blocks) if line.words)
        words = sum(len(line.words) for line in lines)
        new = sum(len(line.words) for line in lines if line.key not in known)
        if new <= min(NEW_SHARE * words, NEW_WORDS):
            repeats.append(issue.name)
        else:
            count.append(Lines(issue.name, lines))
            known.update(line.key for line in lines)
    if len(count) < LEAST_ISSUES:
        what = "1 issue" if len(count) == 1 else f"{len(count)} issues"
        rest = "".join(f"\n{name} {BRINGS_NOTHING}" for name in repeats)
        raise LearningError(f"{what} of this sender; it takes {LEAST_ISSUES}, as two agree by accident{rest}")
    return count, repeats
