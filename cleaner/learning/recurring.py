"""Which lines come back in issue after issue, and which of those look like content.

A line comes back if its words do, numbers and addresses counting as any; failing that, names as well. Lines are looked
up by their words, so the time is linear in the issues' text.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import groupby, takewhile
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cleaner.learning.issues import LEAST_ISSUES, different
from cleaner.learning.wording import ANY, Key, Wording, key_of, wording_of
from cleaner.patterns.folding import word_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cleaner.learning.issues import Issue, Lines
    from cleaner.learning.wording import Line
    from cleaner.model import Block

# A line must stand in at least this share of the issues; what stands in fewer may be a series.
LEAST_SHARE = 0.5
# Lines of a title: the title, and a second one above or below it.
TITLE_LINES = 2
# Lines that may stand together between texts that change: a signature, a title, and what its column is about. Where
# more come back together they are something else.
NOTE_LINES = 3
NOTHING: tuple[Key, ...] = ((), (ANY,))
COMMAS = (",", "，", "、")
# Words of the text that changes and is shown beside a line that does not: about one line.
SAMPLE_WORDS = 20


class Place(StrEnum):
    """Where a line stands among the text that changes from issue to issue."""

    TOP = "at the top"
    MIDDLE = "in the middle"
    END = "at the end"


class Stays(StrEnum):
    """Why a line that comes back is not proposed; fits behind "as"."""

    TITLE = "it may be a title or a greeting, above text that changes"
    SIGNATURE = "it may be a signature, below text that changes"
    GREETING = "it may be a greeting or a sign-off, with its comma"
    NOTE = "it may be what a column is about, between its title and text that changes"
    LOOSE = "too few of its words are the same each time"
    HOLDS = "without it other rules would take text that changes"


class Recurring(NamedTuple):
    """A line that comes back.

    Attributes:
        text: how it reads in the first issue that has it.
        texts: how it reads in all.
        issues: in how many issues it stands.
        places: where, each place once.
        wording: how it is found.
        stays: why it is not proposed; None if it is.

    """

    text: str
    texts: frozenset[str]
    issues: int
    places: tuple[Place, ...]
    wording: Wording
    stays: Stays | None


class Learned(NamedTuple):
    """What was found in the issues of one sender.

    Attributes:
        issues: the names of those that count.
        repeats: the names of those that do not.
        recurring: the lines that come back, as they are read.
        changing: the texts that do not come back, short lines aside.
        sample: the beginning of one of them.

    """

    issues: tuple[str, ...]
    repeats: tuple[str, ...]
    recurring: tuple[Recurring, ...]
    changing: frozenset[str]
    sample: str

    @property
    def proposals(self) -> list[Recurring]:
        """The lines that could go."""
        return [line for line in self.recurring if line.stays is None]


class _Seen(NamedTuple):
    """A line in one issue: the issue's number, the line, where it stands, why it should stay there."""

    issue: int
    line: Line
    place: Place
    stays: Stays | None


def learn(issues: Iterable[Issue]) -> Learned:
    """Find the lines that come back in the issues of one sender.

    Raises:
        LearningError: there are too few different issues.

    """
    count, repeats = different(issues)
    changing: list[Line] = []
    seen: dict[Key, list[_Seen]] = {}
    for number, (issue, keys) in enumerate(zip(count, _keys(count), strict=True)):
        changing += (line for line, key in zip(issue.lines, keys, strict=True) if not key)
        for key, one in _seen(number, issue.lines, keys):
            seen.setdefault(key, []).append(one)
    found = tuple(_recurring(key, places) for key, places in seen.items())
    texts = frozenset(text_of(line.block) for line in changing if not line.is_short)
    return Learned(tuple(issue.name for issue in count), tuple(repeats), found, texts, _sample(changing))


def limited(learned: Learned, places: Collection[Place]) -> Learned:
    """Propose only what stands at these places."""
    return learned._replace(
        recurring=tuple(
            line if line.stays or set(line.places) <= set(places) else line._replace(stays=Stays.HOLDS)
            for line in learned.recurring
        )
    )


def text_of(block: Block) -> str:
    """Return a block's text on one line."""
    return " ".join(block.text.split())


def _keys(issues: Sequence[Lines]) -> list[list[Key]]:
    """For each line of each issue, find the key that it comes back by; an empty one if it does not come back."""
    least = max(LEAST_ISSUES, ceil(LEAST_SHARE * len(issues)))
    plain = [[line.key for line in issue.lines] for issue in issues]
    often = _often(plain, least)
    named = [
        [() if key in often else key_of(line.named) for line, key in zip(issue.lines, keys, strict=True)]
        for issue, keys in zip(issues, plain, strict=True)
    ]
    often |= _often(named, least)
    return [
        [next((key for key in both if key in often), ()) for both in zip(*keys, strict=True)]
        for keys in zip(plain, named, strict=True)
    ]


def _often(keys: Iterable[Iterable[Key]], least: int) -> set[Key]:
    """Find the keys that stand in at least `least` issues. What is but numbers, names or addresses tells nothing."""
    counts = Counter(key for own in keys for key in set(own))
    return {key for key, count in counts.items() if count >= least and key not in NOTHING}


def _seen(issue: int, lines: Sequence[Line], keys: Sequence[Key]) -> Iterator[tuple[Key, _Seen]]:
    """Go through the runs of lines that come back."""
    end = 0
    for comes_back, run in groupby(keys, bool):
        start, end = end, end + len(list(run))
        if not comes_back:
            continue
        above, below = start > 0, end < len(lines)
        place = Place.MIDDLE if above and below else Place.TOP if below else Place.END
        stays = _staying(lines[start:end], above=above, below=below)
        for at in range(start, end):
            yield keys[at], _Seen(issue, lines[at], place, stays.get(at - start))


def _staying(run: Sequence[Line], *, above: bool, below: bool) -> dict[int, Stays]:
    """Find the lines of a run that look like content. `above`, `below`: whether text that changes stands there."""
    short, last = [line.is_short for line in run], len(run) - 1
    stays = {}
    if above and short[0] and not run[0].block.links:
        stays[0] = Stays.SIGNATURE
    for i, line in enumerate(run):
        if short[i] and line.block.text.endswith(COMMAS):
            stays[i] = Stays.GREETING
            if i < last and short[i + 1]:
                stays[i + 1] = Stays.SIGNATURE
    if below:
        upwards = range(last, max(last - TITLE_LINES, -1), -1)
        stays |= dict.fromkeys(takewhile(short.__getitem__, upwards), Stays.TITLE)
    if above and below and 0 < last < NOTE_LINES and short[last - 1] and not short[last]:
        stays |= dict.fromkeys((last - 1, last), Stays.NOTE)
    return stays


def _recurring(key: Key, seen: Sequence[_Seen]) -> Recurring:
    wording = wording_of(key, [one.line for one in seen])
    stays = next((one.stays for one in seen if one.stays), None)  # a single place speaks for all
    return Recurring(
        text_of(seen[0].line.block),
        frozenset(text_of(one.line.block) for one in seen),
        len({one.issue for one in seen}),
        tuple(dict.fromkeys(one.place for one in seen)),
        wording,
        Stays.LOOSE if wording.is_loose else stays,
    )


def _sample(lines: Sequence[Line]) -> str:
    """Choose the first line of some length, else the longest; its first words, as they stand there.

    There is one: the last issue that counts brings something new.
    """
    line = next((line for line in lines if len(line.words) >= SAMPLE_WORDS), None)
    line = line or max(lines, key=lambda line: len(line.words))
    text = line.block.text
    _, end = word_places(text)[:SAMPLE_WORDS][-1]
    return " ".join(text[:end].split())
