"""How the points of evidence rules are learnt and written; the learning itself needs what `make fit` installs."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.bench import evidence
from tests.bench.evidence import MOST, PRIOR, THRESHOLD, Row, evidence_in, fit, held_out, priors, rows_of, senders
from tests.bench.fit import write_points
from tests.private import rule_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.evidence import Points

LEARNS = pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is not installed; make fit installs it")
MAIL = "From: {sender}\nMessage-ID: <1@example.org>\nSubject: Tides\n{more}Content-Type: text/plain\n\nHigh water.\n"
HARBOUR = "The Harbour <letter@harbour.example>"
SENDERS = [f"sender {number}" for number in range(12)]
PACK = """\
# What the tide brings.
[pack]
title = "Test"
class = "legal"

[[rule]]
id = "tide"  # permanent
why = "speaks of the tide"
points = 3  # a guess
since = "0.1"
match.phrase = ["tide"]
examples.drop = ["tide"]
examples.keep = ['''
[pack]
points = 1
''']

[[rule]]
points = -2
id = "fog"
why = "speaks of the fog"
since = "0.1"
match.phrase = ["fog"]
examples.drop = ["fog"]
examples.keep = ["tide"]
"""


def case(folder: Path, name: str, source: str, lines: Sequence[tuple[str, str]] = ()) -> Path:
    """Write a labelled case and return its source."""
    path = folder / name / "source.eml"
    path.parent.mkdir()
    path.write_text(source, "utf-8")
    (path.parent / "gold.json").write_text(json.dumps({"lines": lines}), "utf-8")
    return path


def rows(hits: Points, *, chrome: int, text: int = 0) -> list[Row]:
    """Make a block of each of so many senders, first those of chrome."""
    return [Row(sender, hits, is_chrome=number < chrome) for number, sender in enumerate(SENDERS[: chrome + text])]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(("a-org-1", "a@a.example", ""), ("a-org-2", "b@b.example", ""), True, id="site"),
        pytest.param(("a-org-1", "Ann <a@a.example>", ""), ("b-org-1", "A@A.example", ""), True, id="address"),
        pytest.param(("a-org-1", "a@a.example", "tides"), ("b-org-1", "b@b.example", "tides"), True, id="list"),
        pytest.param(("a-org-1", "a@a.example", "tides"), ("b-org-1", "b@a.example", "fogs"), False, id="none"),
    ],
)
def test_cases_of_one_sender_are_told_by(
    tmp_path: Path, first: tuple[str, str, str], second: tuple[str, str, str], same: bool
) -> None:
    paths = [
        case(tmp_path, name, MAIL.format(sender=sender, more=f"List-Id: <{of_list}>\n" if of_list else ""))
        for name, sender, of_list in (first, second)
    ]
    found = senders(paths)
    assert list(found) == [first[0], second[0]]
    assert (len(set(found.values())) == 1) is same


def test_cases_that_a_third_joins_are_of_one_sender(tmp_path: Path) -> None:
    paths = [
        case(tmp_path, "a-org-1", MAIL.format(sender=HARBOUR, more="")),
        case(tmp_path, "b-org-1", MAIL.format(sender="b@b.example", more="List-Id: <tides.example>\n")),
        case(tmp_path, "c-org-1", MAIL.format(sender=HARBOUR, more="List-Id: <tides.example>\n")),
    ]
    assert len(set(senders(paths).values())) == 1


def test_rows_are_the_labelled_blocks_on_which_points_decide(tmp_path: Path) -> None:
    rules = rule_set(
        tmp_path,
        {
            "tide": 'points = 2\nmatch.phrase = ["tide"]',
            "lamp": 'points = 6\nmatch.phrase = ["lamp"]',
            "fog": 'verdict = "drop"\nmatch.phrase = ["fog"]',
        },
    )
    lines = ["The tide and the lamp are late.", "The tide comes in.", "The tide may stay.", "Fog and tide."]
    labels = ["chrome:promo", "keep", "either", "chrome:promo"]
    source = MAIL.format(sender=HARBOUR, more="") + "\n" + "\n\n".join(lines) + "\n"
    path = case(tmp_path, "a-org-1", source, list(zip(labels, lines, strict=True)))
    assert list(rows_of(path, "a", rules)) == [
        Row("a", {"test/tide": 0.0, "test/lamp": 6.0}, is_chrome=True),
        Row("a", {"test/tide": 0.0}, is_chrome=False),
    ]


def test_evidence_is_what_does_not_decide_alone(tmp_path: Path) -> None:
    points = {"weak": 4.5, "against": -1, "decisive": 5}
    rules = rule_set(tmp_path, {name: f'points = {value}\nmatch.phrase = ["x"]' for name, value in points.items()})
    assert [rule.id for rule in evidence_in(rules)] == ["test/weak", "test/against"]


def test_rule_that_few_senders_have_hits_of_is_not_learnt(tmp_path: Path) -> None:
    rules = rule_set(tmp_path, dict.fromkeys(("few", "many"), 'points = 1\nmatch.phrase = ["x"]'))
    found = priors(evidence_in(rules), [*rows({"test/few": 0.0}, chrome=2), *rows({"test/many": 0.0}, chrome=3)])
    assert found == {"test/many": PRIOR}


@LEARNS
def test_fit_finds_what_separates() -> None:
    told = [*rows({"a": 0.0, "c": 0.0}, chrome=9), *rows({"b": 0.0, "c": 0.0}, chrome=3, text=6)]
    points = fit(told, {"a": PRIOR, "b": PRIOR, "c": PRIOR})
    assert points["a"] + points["c"] >= THRESHOLD > points["b"] + points["c"]
    assert all(value % 0.5 == 0 for value in points.values())


@LEARNS
def test_nothing_told_nothing_learnt() -> None:
    assert fit([], {"a": PRIOR, "b": -PRIOR}) == {"a": PRIOR, "b": -PRIOR}


@LEARNS
def test_lost_block_weighs_more_than_one_left_over() -> None:
    points = fit(rows({"a": 0.0, "b": 0.0}, chrome=6, text=6), {"a": PRIOR, "b": PRIOR})
    assert points["a"] + points["b"] < THRESHOLD


@LEARNS
def test_points_of_decisive_rules_are_not_learnt_again() -> None:
    assert fit(rows({"a": 0.0, "decisive": 6.0}, chrome=0, text=9), {"a": PRIOR}) == {"a": PRIOR}


@LEARNS
def test_no_rule_comes_to_decide_alone() -> None:
    assert fit(rows({"a": 0.0}, chrome=12), {"a": PRIOR}) == {"a": MOST}


@LEARNS
def test_sender_that_repeats_itself_says_no_more_with_it() -> None:
    once = [*rows({"a": 0.0}, chrome=6), Row("loud", {"a": 0.0}, is_chrome=False)]
    assert fit(once, {"a": PRIOR}) == fit([*once, *once[-1:] * 30], {"a": PRIOR})


@LEARNS
def test_points_for_a_sender_are_learnt_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [row for sender in SENDERS for row in [Row(sender, {"a": 0.0}, is_chrome=True)] * 2]

    def seen(train: list[Row], prior: Points) -> Points:
        return dict.fromkeys((row.sender for row in train), 1.0)

    monkeypatch.setattr(evidence, "fit", seen)
    found = held_out(told, {"a": PRIOR}, [sender for sender in SENDERS for _ in range(3)])
    assert set(found) == set(SENDERS)
    assert [sender for sender, points in found.items() if sender in points] == []
    assert set().union(*found.values()) == set(SENDERS)


@pytest.mark.parametrize(
    ("points", "before", "after"),
    [
        pytest.param({"test/tide": 4.5}, "points = 3  #", "points = 4.5  #", id="with a comment"),
        pytest.param({"test/fog": -0.5}, "points = -2", "points = -0.5", id="negative, above the id"),
        pytest.param({"test/fog": -3.0}, "points = -2", "points = -3", id="whole"),
        pytest.param({"other/tide": 1.0}, "", "", id="of another pack"),
        pytest.param({}, "", "", id="none"),
    ],
)
def test_only_points_are_written(tmp_path: Path, points: Points, before: str, after: str) -> None:
    path = tmp_path / "test.toml"
    path.write_text(PACK, "utf-8", newline="")
    write_points(path, points)
    assert path.read_text("utf-8") == PACK.replace(before, after)
