"""Learning from labelled real newsletters, which the project does not hold: what goes is chrome.

The project's rules are not in force, so that there is much to learn, whatever they come to know.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner.learning import issues, recurring
from cleaner.learning.issues import LEAST_ISSUES, Issue
from cleaner.learning.proposal import one_sender
from cleaner.learning.recurring import learn
from cleaner.learning.trial import Trial, harmless
from cleaner.patterns.folding import fold
from tests.cases import SHARED, newsletters
from tests.private import repairs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cleaner.model import RulePack
    from cleaner.packs import RuleSet

pytestmark = pytest.mark.skipif(not newsletters(), reason=f"no labelled cases in {SHARED}")


def read(path: Path, rules: RuleSet) -> Issue:
    cleaned = cleaner.clean(path.read_bytes(), name=path.parent.name, rules=rules)
    return Issue(path.parent.name, cleaned.document.headers, cleaned.blocks)


REPAIRS = repairs()


@cache
def original(path: Path) -> Issue:
    """Read an issue, repaired."""
    return read(path, REPAIRS)


@cache
def of_one_sender() -> list[list[Path]]:
    """Group the mails by sender, and take the senders of enough."""
    senders: dict[str, list[Path]] = defaultdict(list)
    for path in newsletters():
        if path.suffix == ".eml":
            sender = BytesHeaderParser().parsebytes(path.read_bytes())["from"]
            senders[parseaddr(str(sender))[1].lower()].append(path)
    return [paths for paths in senders.values() if len(paths) >= LEAST_ISSUES]


def trial(paths: Sequence[Path]) -> Trial:
    found = [original(path) for path in paths]

    def leave(pack: RulePack) -> list[Issue]:
        rules = REPAIRS.plus(pack)
        return [read(path, rules) for path in paths] if pack.rules else found

    return harmless(learn(found), found, "learned", one_sender(found), leave)


def words(path: Path, issue: Issue) -> Counter[str]:
    """Count the words of the labelled lines that are left of an issue, by `keep`, `either` and `chrome`."""
    left = "".join(fold(block.text) for block in issue.blocks)
    counts: Counter[str] = Counter()
    for label, text in json.loads((path.parent / "gold.json").read_bytes())["lines"]:
        counts[label.partition(":")[0]] += (fold(text) in left) * len(fold(text).split())
    return counts


def test_what_would_go_is_chrome() -> None:
    gone: Counter[str] = Counter()
    for paths in of_one_sender():
        for path, after in zip(paths, trial(paths).after, strict=True):
            gone += words(path, original(path)) - words(path, after)
    assert gone["chrome"] > 3000
    assert gone["chrome"] >= 0.98 * gone.total()


def test_an_issue_that_was_not_learned_from_loses_chrome_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most senders have three issues here, so that two are left to learn from."""
    monkeypatch.setattr(issues, "LEAST_ISSUES", 2)
    monkeypatch.setattr(recurring, "LEAST_ISSUES", 2)
    gone: Counter[str] = Counter()
    for paths in of_one_sender():
        for path in paths:
            pack = trial([other for other in paths if other != path]).pack
            if pack.rules:
                gone += words(path, original(path)) - words(path, read(path, REPAIRS.plus(pack)))
    assert gone["chrome"] > 3000
    assert gone["keep"] == 0
