"""Every rule's own examples, and what all rules have in common."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner.grammar import ID
from cleaner.selfcheck import media_type_of
from tests.examples import Example, builtin_packs, builtin_rules, examples, hits
from tests.private import repairs

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet


def cases(what: str) -> list[ParameterSet]:
    return [pytest.param(example, id=example.name) for example in examples(what)]


@pytest.mark.parametrize("example", cases("drop"))
def test_example_is_hit(example: Example) -> None:
    found = hits(example.rule.id, example.text)
    assert found != []


@pytest.mark.parametrize(
    "example",
    [pytest.param(example, id=example.name) for example in examples("keep") if example.rule.repair is None],
)
def test_near_miss_is_not_hit(example: Example) -> None:
    found = hits(example.rule.id, example.text)
    assert found == []


@pytest.mark.parametrize("example", cases("repair"))
def test_damage_is_repaired(example: Example) -> None:
    cleaned = cleaner.clean(example.text, media_type=media_type_of(example.text), rules=repairs())
    assert cleaned.source == example.after
    assert example.rule.id in {edit.rule for edit in cleaned.edits}


@pytest.mark.parametrize(
    "example",
    [pytest.param(example, id=example.name) for example in examples("keep") if example.rule.repair is not None],
)
def test_what_is_not_damaged_is_not_repaired(example: Example) -> None:
    cleaned = cleaner.clean(example.text, media_type=media_type_of(example.text), rules=repairs())
    assert cleaned.source == example.text


def test_every_why_fits_after_because_it() -> None:
    assert [rule.why for rule in builtin_rules() if not re.fullmatch(r"[a-z][^\n]*[^\s.,;:!]", rule.why)] == []


def test_every_since_is_a_version() -> None:
    assert [rule.since for rule in builtin_rules() if not re.fullmatch(r"\d+\.\d+", rule.since)] == []


def test_points_of_every_rule_count_and_are_no_more_than_twice_the_threshold() -> None:
    assert [rule.id for rule in builtin_rules() if rule.points is not None and not 0 < abs(rule.points) <= 10] == []


def test_ids_are_unique_and_well_formed() -> None:
    ids = [rule.id for rule in builtin_rules()]
    assert [rule_id for rule_id, count in Counter(ids).items() if count > 1] == []
    assert [rule_id for rule_id in ids if not all(map(ID.fullmatch, rule_id.split("/")))] == []


def test_packs_have_a_title_each() -> None:
    titles = [pack.title for pack in builtin_packs()]
    assert len(set(titles)) == len(titles)
