from __future__ import annotations

import pytest

from cleaner.judge.resolve import decides_alone, decisive, loses_too_much, resolve
from cleaner.model import Block, Chrome, Decision, Hit, Kind, Rule, Scope, Span, Verdict


def hit(effect: float | str, scope: Scope = Scope.BLOCK, name: str = "a") -> Hit:
    """Make a hit of a rule with points, or with the verdict of that name."""
    points, verdict = (None, Decision(effect)) if isinstance(effect, str) else (effect, None)
    rule = Rule(f"test/{name}", Chrome.LEGAL, "is a test", "0.1", points=points, verdict=verdict, scope=scope)
    return Hit(0, rule, points or 0.0)


@pytest.mark.parametrize(
    ("hits", "decision", "points"),
    [
        pytest.param([], "keep", 0, id="no hit"),
        pytest.param([hit(5)], "drop", 5, id="at the threshold"),
        pytest.param([hit(4.9)], "flag", 4.9, id="just below it"),
        pytest.param([hit(3)], "flag", 3, id="enough for a flag"),
        pytest.param([hit(2.9)], "keep", 2.9, id="not enough for a flag"),
        pytest.param([hit(2), hit(3)], "drop", 5, id="points add up"),
        pytest.param([hit(6), hit(-2)], "flag", 4, id="negative points argue for keeping"),
        pytest.param([hit("drop")], "drop", 0, id="drop decides alone"),
        pytest.param([hit("drop"), hit(-9)], "drop", -9, id="drop wins over points"),
        pytest.param([hit("keep"), hit(9)], "keep", 9, id="keep wins over points"),
        pytest.param([hit("drop"), hit("keep")], "keep", 0, id="keep wins over drop"),
        pytest.param([hit(9, Scope.INLINE)], "keep", 0, id="inline rules do not count for the block"),
        pytest.param([hit("drop", Scope.INLINE)], "keep", 0, id="nor do inline verdicts"),
    ],
)
def test_points_come_to_one_verdict(hits: list[Hit], decision: str, points: float) -> None:
    assert resolve(7, hits, 5.0) == Verdict(7, Decision(decision), points, tuple(hits))


@pytest.mark.parametrize(
    ("threshold", "decision"),
    [
        pytest.param(2.0, "drop", id="lower"),
        pytest.param(4.0, "drop", id="equal"),
        pytest.param(8.0, "flag", id="higher"),
    ],
)
def test_threshold_moves_the_line(threshold: float, decision: str) -> None:
    assert resolve(0, [hit(4)], threshold).decision is Decision(decision)


@pytest.mark.parametrize(
    ("one", "alone"),
    [
        pytest.param(hit(5), True, id="points at the threshold"),
        pytest.param(hit(4), False, id="points below it"),
        pytest.param(hit("drop"), True, id="drop"),
        pytest.param(hit("keep"), False, id="keep"),
    ],
)
def test_one_hit_is_enough_to_remove_text(one: Hit, alone: bool) -> None:
    assert decides_alone(one, 5.0) is alone


@pytest.mark.parametrize(
    ("hits", "name"),
    [
        pytest.param([hit(2, name="a"), hit(4, name="b")], "b", id="the most points"),
        pytest.param([hit(9, name="a"), hit("drop", name="b")], "b", id="a verdict before points"),
        pytest.param([hit(4, name="a"), hit(4, name="b")], "a", id="the first of equals"),
        pytest.param([hit(9, Scope.INLINE, name="a"), hit(5, name="b")], "b", id="not an inline rule"),
    ],
)
def test_dropped_block_is_put_down_to_one_hit(hits: list[Hit], name: str) -> None:
    assert decisive(resolve(0, hits, 5.0)).rule.id == f"test/{name}"


@pytest.mark.parametrize(
    ("before", "after", "too_much"),
    [
        pytest.param(["x" * 95, "y" * 5], ["y" * 5], False, id="a twentieth stays"),
        pytest.param(["x" * 96, "y" * 4], ["y" * 4], True, id="less than a twentieth stays"),
        pytest.param(["x" * 10], [], True, id="nothing stays"),
        pytest.param(["", ""], [], False, id="no text to lose"),
        pytest.param([], [], False, id="no blocks"),
    ],
)
def test_loss_guard(before: list[str], after: list[str], too_much: bool) -> None:
    assert loses_too_much(map(block_of, before), map(block_of, after)) is too_much


def block_of(text: str) -> Block:
    return Block(0, Kind.PARAGRAPH, Span(0, len(text)), Span(0, len(text)), text, "1")
