"""Why a block was judged as it was, and what nearly tipped it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner import packs
from cleaner.judge.explanation import Explanation, disable_to_keep
from cleaner.judge.match import Matcher
from cleaner.model import Decision, Zone
from tests.golden import cases, cleaned
from tests.private import rule_set

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."
OTTER = "points = 6\nmatch.phrase = 'otter den'\n"


def explained(folder: Path, rules: dict[str, str], *blocks: str) -> list[Explanation]:
    """Explain a text, or a page, under some private rules."""
    text, media_type = "\n\n".join(blocks), "text/html" if "<p>" in blocks[-1] else "text/plain"
    return cleaner.clean(text, media_type=media_type, rules=rule_set(folder, rules)).explain()


def misses(explanation: Explanation) -> list[tuple[str, tuple[str, ...]]]:
    return [(miss.rule.id, miss.failed) for miss in explanation.misses]


@pytest.mark.parametrize(
    ("condition", "text", "failed"),
    [
        pytest.param("max_words = 2", "An otter den", "max_words is 2, it has 3", id="too many words"),
        pytest.param("min_words = 4", "An otter den", "min_words is 4, it has 3", id="too few words"),
        pytest.param("kind = 'code'", "An otter den.", "kind is code, it is a paragraph", id="kind"),
        pytest.param("hidden = true", "<p>An otter den.", "hidden is true, it is not hidden", id="not hidden"),
        pytest.param(
            "min_link_density = 0.5", "An otter den.", "min_link_density is 0.5, it has 0.00", id="few links"
        ),
        pytest.param(
            "max_image_px = 4", "<p>An otter den.", "max_image_px is 4, it has no image that small", id="no image"
        ),
        pytest.param("zone = 'body'", "An otter den.", "zone is body, it stands in the tail", id="zone"),
        pytest.param("after = 'legal'", "An otter den.", "after is legal, above it is paragraph", id="above"),
        pytest.param("before = 'a/b'", "An otter den.", "before is a/b, below it is nothing", id="below"),
        pytest.param(
            "after = ['legal', 'social', 'signup', 'promo']", "An otter den.",
            "after is legal or social or signup or others, above it is paragraph", id="many above",
        ),
        pytest.param(
            "detector = { name = 'contents-list' }", "An otter den.", "the detector contents-list does not find it",
            id="detector",
        ),
    ],
)  # fmt: skip
def test_condition_that_failed_is_said(tmp_path: Path, condition: str, text: str, failed: str) -> None:
    found = explained(tmp_path, {"den": f"{OTTER}match.{condition}"}, PROSE, text)
    assert misses(found[1]) == [("test/den", (failed,))]


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(f"{OTTER}match.max_words = 1", id="far too many words"),
        pytest.param(f"{OTTER}match.max_words = 2\nmatch.after = 'legal'", id="two conditions"),
        pytest.param("points = 4\nmatch.phrase = 'otter den'\nmatch.max_words = 2", id="too few points"),
        pytest.param("points = 6\nmatch.regex = 'den'\nmatch.max_words = 2", id="only a regex"),
        pytest.param(f"{OTTER}match.regex = 'zzz'\nmatch.max_words = 2", id="regex that is not found"),
        pytest.param(f"{OTTER}match.max_words = 2\nwhen.sender = 'example.com'", id="for other documents"),
        pytest.param("verdict = 'keep'\nmatch.phrase = 'otter den'\nmatch.max_words = 2", id="for what it is anyway"),
    ],
)
def test_what_is_not_near_is_left_out(tmp_path: Path, rule: str) -> None:
    assert misses(explained(tmp_path, {"den": rule}, PROSE, "An otter den")[1]) == []


def test_keep_rule_that_nearly_held_is_near_for_a_dropped_block(tmp_path: Path) -> None:
    keep = "verdict = 'keep'\nmatch.phrase = 'den'\nmatch.max_words = 2"
    found = explained(tmp_path, {"den": OTTER, "keep": keep}, PROSE, "An otter den")
    assert found[1].verdict.decision is Decision.DROP
    assert misses(found[1]) == [("test/keep", ("max_words is 2, it has 3",))]


def test_points_that_would_tip_together_with_others_are_near(tmp_path: Path) -> None:
    rules = {"den": "points = 3\nmatch.phrase = 'den'", "an": "points = 2\nmatch.phrase = 'an'\nmatch.max_words = 2"}
    assert misses(explained(tmp_path, rules, PROSE, "An otter den")[1]) == [("test/an", ("max_words is 2, it has 3",))]


def test_surroundings_that_counted_are_said(tmp_path: Path) -> None:
    neighbours = "match.zone = ['tail', 'head']\nmatch.after = 'paragraph'\nmatch.before = 'paragraph'"
    found = explained(tmp_path, {"den": f"{OTTER}{neighbours}"}, PROSE, "An otter den", "Ferries.")
    (reason,) = found[1].reasons
    assert (reason.zones, reason.above, reason.below, reason.hit.origin) == ((Zone.TAIL,), 0, 2, None)
    assert found[1].zones == (Zone.TAIL,)


def test_block_that_goes_with_another_says_with_which(tmp_path: Path) -> None:
    found = explained(tmp_path, {"den": f"{OTTER}scope = 'below'"}, PROSE, "An otter den", "Ferries.")
    assert [[reason.hit.origin for reason in block.reasons] for block in found] == [[], [None], [1]]


def test_rule_that_asks_for_no_surroundings_says_none(tmp_path: Path) -> None:
    (reason,) = explained(tmp_path, {"den": OTTER}, PROSE, "An otter den")[1].reasons
    assert (reason.zones, reason.above, reason.below, reason.hit.origin) == ((), None, None, None)


@pytest.mark.parametrize(
    ("rules", "ids"),
    [
        pytest.param({"a": "points = 6", "b": "points = 2"}, ["test/a"], id="one is enough"),
        pytest.param({"a": "points = 6", "b": "points = 7"}, ["test/b", "test/a"], id="both are"),
        pytest.param({"a": "points = 3", "b": "points = 3"}, ["test/a"], id="together"),
        pytest.param({"a": "points = 3", "b": "verdict = 'drop'"}, ["test/b"], id="verdict"),
        pytest.param({"a": "points = 6", "b": "verdict = 'drop'"}, ["test/b", "test/a"], id="verdict and points"),
    ],
)
def test_rules_to_switch_off_are_the_fewest(tmp_path: Path, rules: dict[str, str], ids: list[str]) -> None:
    full = {name: f"{effect}\nmatch.phrase = 'otter den'" for name, effect in rules.items()}
    verdict = explained(tmp_path, full, PROSE, "An otter den")[1].verdict
    assert disable_to_keep(verdict, 5) == ids
    left = {name: rule for name, rule in full.items() if f"test/{name}" not in ids}
    assert not left or explained(tmp_path, left, PROSE, "An otter den")[1].verdict.decision is not Decision.DROP


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_rule_without_a_failed_condition_is_one_that_holds(case: Path) -> None:
    document = cleaned(case).document
    matcher = Matcher([group.patterns for group in packs.default().groups], lambda when: True)
    missed = [{m.rule.id for m in matcher.near_misses(block) if not m.failed} for block in document.blocks]
    held = [
        {c.rule.id for c in (*reading.candidates, *reading.waiting) if _has_phrase(c.rule)}
        for reading in matcher.read(document.blocks)
    ]
    assert missed == held


def _has_phrase(rule: cleaner.model.Rule) -> bool:
    match = rule.match
    return bool(match.phrase or match.href or match.alt or match.mark)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_document_is_explained_as_it_was_judged(case: Path) -> None:
    done = cleaned(case)
    assert [explanation.verdict for explanation in done.explain()] == list(done.verdicts)
