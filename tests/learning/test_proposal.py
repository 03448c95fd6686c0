from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import packs, selfcheck
from cleaner.errors import LearningError
from cleaner.learning.proposal import one_sender, propose
from cleaner.learning.recurring import learn
from cleaner.model import Headers, When
from tests.learning.letters import FOOT, MORE, STORIES, filled, issue, learned

if TYPE_CHECKING:
    from cleaner.learning.issues import Issue

TULL = Headers(sender="Wenna Tull <letters@millrace.example.org>")
MARR = Headers(sender="Josip Marr <marr@millrace.example.org>")
LIST = Headers(list_id="The lane <lane.millrace.example.org>")


def of(*headers: Headers) -> list[Issue]:
    """Make issues with these headers."""
    return [issue("", headers=found) for found in headers]


@pytest.mark.parametrize(
    ("headers", "when"),
    [
        pytest.param((TULL, TULL), When(sender=("letters@millrace.example.org",)), id="one address"),
        pytest.param(
            (TULL, Headers(sender="LETTERS@MillRace.example.org")), When(sender=("letters@millrace.example.org",)),
            id="one address, written in two ways",
        ),
        pytest.param(
            (TULL._replace(list_id="lane.example"), MARR._replace(list_id="lane.example")),
            When(header=("list-id: lane.example",)), id="several addresses of one list",
        ),
        pytest.param((Headers(), Headers()), When(), id="none"),
    ],
)  # fmt: skip
def test_sender(headers: tuple[Headers, ...], when: When) -> None:
    assert one_sender(of(*headers)) == when


def test_several_senders_are_named_with_their_issues() -> None:
    with pytest.raises(LearningError) as raised:
        one_sender(of(MARR, TULL, TULL, Headers()))
    assert str(raised.value).splitlines() == [
        "these come from 3 senders; choose one with --sender",
        "    2  letters@millrace.example.org",
        "    1  marr@millrace.example.org",
        "    1  (none named)",
    ]


def test_many_senders_are_not_all_named() -> None:
    with pytest.raises(LearningError, match=r"\n       and 8 more$"):
        one_sender(of(*(Headers(sender=f"{number}@a.example") for number in range(20))))


def test_rule_says_where_how_often_and_whose() -> None:
    found = learned(*filled("{story}\n\n" + FOOT))
    (rule,) = propose(found, "mill", When(sender=("tull@a.example",))).rules
    assert (rule.id, rule.when) == ("mill/the-hours-of-the-sluice", When(sender=("tull@a.example",)))
    assert rule.why == "stands in 3 of 3 issues of tull@a.example, always at the end"
    assert rule.examples.drop == (FOOT,)
    assert rule.examples.keep == (f"{STORIES[0][:-1].rpartition(' and')[0]} and has brought … {FOOT}",)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        pytest.param(("Éditions du Moulin",), ["editions-du-moulin"], id="accents"),
        pytest.param(("水門の家からの手紙", "水門の板の時刻"), ["line", "line-3"], id="no Latin letters"),
        pytest.param(
            ("One two three four five six", "One two three four five seven"),
            ["one-two-three-four-five", "one-two-three-four-five-3"], id="the same first words",
        ),
        pytest.param(("A 2", "A, 2", "a 2"), ["a-2"], id="the same line"),
    ],
)  # fmt: skip
def test_ids(lines: tuple[str, ...], ids: list[str]) -> None:
    found = learned(*filled("\n\n".join(("{story}", FOOT, *lines))))
    assert [rule.id for rule in propose(found, "mill", When()).rules] == [
        "mill/the-hours-of-the-sluice",
        *(f"mill/{name}" for name in ids),
    ]


WORDS = st.lists(
    st.sampled_from("the hours of sluice Wenna Tull 31 2026 https://a.example/x 水門 é".split()), max_size=12
)
FOOTS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3)


@settings(max_examples=100)
@given(FOOTS)
def test_rules_hit_their_lines_in_all_issues_and_nothing_else(
    foots: list[tuple[list[str], list[str], list[str]]],
) -> None:
    ends = ["\n\n".join(" ".join(foot[i]) for foot in foots) for i in range(3)]
    texts = [f"{STORIES[i]}\n\n{MORE[i]}\n\n{FOOT}\n\n{end}" for i, end in enumerate(ends)]
    pack = propose(learn(map(issue, texts, "123")), "mill", When())
    rules = packs.RuleSet((pack,), pack.rules, (), "")
    assert [found for rule in pack.rules for found in selfcheck.failures(rule, rules)] == []
    assert [rule.id for rule in pack.rules for text in texts if not selfcheck.hits(rule, text, rules)] == []
    assert [rule.id for rule in pack.rules if selfcheck.hits(rule, "\n\n".join((*STORIES, *MORE)), rules)] == []
