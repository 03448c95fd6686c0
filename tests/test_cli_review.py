"""`clean review`: which decisions are listed, and in which order."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.test_cli import BINARY, Clean, clean, write
from tests.test_grammar import PACK

__all__ = ["clean"]

RULES = """
[pack]
title = "Test"
class = "promo"
""" + "".join(
    f"""
[[rule]]
id = "{name}"
why = "says {name}"
{weight}
since = "0.1"
match.phrase = "{name}"
examples.drop = ["a {name} b"]
examples.keep = ["ab"]
"""
    for name, weight in (("sure", "points = 20"), ("close", "points = 5"), ("nearly", "points = 4"),
                         ("by-verdict", 'verdict = "drop"'))
)  # fmt: skip
LINES = {
    "sure": "These words about otters are sure and there are many of them in here.",
    "close": "These words about otters are close and there are many of them in here.",
    "nearly": "These words about otters are nearly chrome.",
    "by-verdict": "These words about otters go by-verdict and there are many of them in here.",
}
PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along.\n"


@pytest.fixture
def listed(clean: Clean) -> list[str]:
    """Write an issue and rules, and return the lines that name a decision."""
    write("issue.txt", "\n\n".join([*LINES.values(), PROSE]))
    write("rules/own.toml", RULES)
    done = clean("review", "issue.txt", "--rules", "rules", "--json")
    assert done.code == 0
    assert done.err == "clean: blocks that went: 3, that nearly did: 1; clean explain FILE:LINE says why\n"
    return done.out.decode().splitlines()


def test_most_words_on_least_evidence_come_first(listed: list[str]) -> None:
    rows = [json.loads(line) for line in listed]
    assert [(row["rule"], row["became"], row["line"]) for row in rows] == [
        ("own/close", "went", 3),
        ("own/nearly", "stayed", 5),
        ("own/sure", "went", 1),
        ("own/by-verdict", "went", 7),
    ]
    assert rows[0] == {
        "file": "issue.txt", "line": 3, "became": "went", "points": 5, "words": 14, "rule": "own/close",
        "class": "promo", "why": "says close", "text": LINES["close"],
    }  # fmt: skip


def test_it_says_where_what_and_why(clean: Clean) -> None:
    write("issue.txt", PROSE + "\nUnsubscribe | Manage your email preferences\n")
    done = clean("review", ".")
    assert re.fullmatch(
        r"issue\.txt:3: went with \d+ points, 5 words: legal/unsubscribe-line: it offers to end the subscription\n"
        r"    Unsubscribe \| Manage your email preferences\n",
        done.out.decode(),
    )
    assert not Path("issue.txt.lineage.json").exists()


def test_no_more_are_listed_than_asked_for(clean: Clean) -> None:
    write("issue.txt", PROSE + "\nUnsubscribe\n\nView this email in your browser\n")
    done = clean("review", "issue.txt", "--most", 1)
    assert done.out.count(b"issue.txt:") == 1
    assert done.err.startswith("clean: blocks that went: 2, that nearly did: 0")


def test_document_that_is_kept_whole_has_all_its_chrome_listed(clean: Clean) -> None:
    write("issue.txt", "Unsubscribe\n\nView this email in your browser\n")
    done = clean("review", "issue.txt")
    assert done.out.count(b"stayed") == 2


def test_document_that_cannot_be_read_is_named_and_the_others_are_listed(clean: Clean) -> None:
    write("a.txt", BINARY)
    write("b.txt", PROSE + "\nUnsubscribe\n")
    done = clean("review", "a.txt", "b.txt")
    assert done.code == 3
    assert done.out.startswith(b"b.txt:3: went")
    assert "a.txt: " in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["none.txt"], "none.txt: no such file or folder", id="no such file"),
        pytest.param([], "Missing argument 'PATH...'", id="nothing"),
        pytest.param([".", "--most", "0"], "0 is not in the range x>=1", id="none wanted"),
        pytest.param([".", "--rules", "bad.toml"], "bad.toml", id="broken pack"),
    ],
)
def test_mistakes_are_told_before_the_work(clean: Clean, arguments: list[str], says: str) -> None:
    write("bad.toml", PACK.replace("points", "pints"))
    done = clean("review", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert says in done.err
