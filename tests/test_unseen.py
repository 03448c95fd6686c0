"""What is taken away to estimate how newsletters of unseen senders come out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleaner import load
from cleaner.decode import decode
from cleaner.model import Chrome, Match, Rule
from cleaner.readers import plain
from tests.bench.unseen import Need, needs_of, without


def rule(**match: object) -> Rule:
    return Rule("a/b", Chrome.LEGAL, "is so", "0.1", points=6.0, match=Match(**match))


def test_a_hit_rests_on_the_phrases_that_stand_there() -> None:
    (block,) = plain.read(*decode("See https://example.com/otters, the otters say.")).blocks
    found = needs_of(rule(phrase=("otters say", "ferry"), href=("example com",)), block)
    assert list(found) == [Need("a/b", "phrase", "otters say"), Need("a/b", "href", "example com")]


def test_a_hit_without_phrases_rests_on_the_rule() -> None:
    (block,) = plain.read(*decode("Otters")).blocks
    assert list(needs_of(rule(max_words=3), block)) == [Need("a/b")]


@pytest.mark.parametrize(
    ("match", "left"),
    [
        pytest.param({"phrase": ("otter", "ferry")}, [("ferry",)], id="another phrase stays"),
        pytest.param({"phrase": ("otter",)}, [], id="a rule without phrases goes"),
        pytest.param({"phrase": ("otter",), "regex": ("x",)}, [], id="though it has a regex"),
        pytest.param({"phrase": ("ferry",)}, [("ferry",)], id="others stay"),
    ],
)
def test_rules_lose_phrases(match: dict[str, tuple[str, ...]], left: list[tuple[str, ...]]) -> None:
    rules = replace(load(), rules=(rule(**match),))
    assert [r.match.phrase for r in without(rules, {Need("a/b", "phrase", "otter")}).rules] == left


def test_rules_without_phrases_are_lost() -> None:
    assert without(replace(load(), rules=(rule(max_words=3),)), {Need("a/b")}).rules == ()
