"""Twelve kinds of broken packs: what a user reads, to the letter."""

from __future__ import annotations

import pytest

from tests.test_cli import Clean, clean, write
from tests.test_grammar import CLASSES, MATCH_KEYS, PACK, RULE_KEYS, changed

__all__ = ["clean"]

ONE = "1 mistake in the rules"


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        pytest.param(
            changed(("points", "point")), 2,
            [
                f"PACK:8: otters/otter: unknown key 'point'; did you mean 'points'?; valid are {RULE_KEYS}",
                "PACK:5: otters/otter: exactly one of points, verdict, repair is needed, found none",
                "2 mistakes in the rules",
            ],
            id="unknown key",
        ),
        pytest.param(
            changed(("match.phrase", "match.phrases")), 2,
            [
                f"PACK:10: otters/otter: unknown key 'match.phrases'; did you mean 'phrase'?; valid are {MATCH_KEYS}",
                "PACK:5: otters/otter: no condition: a rule needs at least one match.* key",
                "2 mistakes in the rules",
            ],
            id="unknown condition",
        ),
        pytest.param(
            changed(("points = 6", 'points = "6"')), 2,
            ["PACK:8: otters/otter: points must be a number, not '6'", ONE],
            id="wrong type",
        ),
        pytest.param(
            PACK + PACK[PACK.index("\n[[rule]]") :], 2,
            ["PACK:15: otters/otter: this id is taken, by PACK", ONE],
            id="duplicate id",
        ),
        pytest.param(
            changed(('why = "is an otter"\n', "")), 2,
            ["PACK:5: otters/otter: no why: it must be a text that is not empty", ONE],
            id="no why",
        ),
        pytest.param(
            changed(('examples.drop = ["Otter"]\nexamples.keep = ["Ferry"]\n', "")), 2,
            [
                "PACK:5: otters/otter: no example: examples.drop must hold at least one text that the rule hits",
                "PACK:5: otters/otter: no example: "
                "examples.keep must hold at least one text that it must not hit, a near miss",
                "2 mistakes in the rules",
            ],
            id="no example",
        ),
        pytest.param(
            changed(('["Otter"]', '["Ferry"]'), ('keep = ["Ferry"]', 'keep = ["An otter."]')), 1,
            [
                "PACK:6: otters/otter: it should be hit, and is not: 'Ferry'",
                "PACK:6: otters/otter: it should be left alone, and is hit: 'An otter.'",
            ],
            id="examples that fail",
        ),
        pytest.param(
            changed(('match.phrase = "otter"', 'match.regex = "otter(?!s)"')), 2,
            ["PACK:10: otters/otter: RE2 can't take the regex 'otter(?!s)': invalid perl operator: (?!", ONE],
            id="pattern that RE2 refuses",
        ),
        pytest.param(
            changed(('match.phrase = "otter"', 'match.regex = "\\botter"')), 2,
            [
                "PACK:10: otters/otter: the regex '\\x08otter' has \\x08, which no text has; "
                "in double quotes write \\\\b for \\b",
                ONE,
            ],
            id="escape that TOML takes for its own",
        ),
        pytest.param(
            changed(("points = 6", 'points = 6\nverdict = "drop"')), 2,
            ["PACK:9: otters/otter: exactly one of points, verdict, repair is needed, found points and verdict", ONE],
            id="two verdicts",
        ),
        pytest.param(
            changed(('"legal"', '"leagl"')), 2,
            [f"PACK:3: unknown class 'leagl'; did you mean 'legal'?; one of {CLASSES}", ONE],
            id="unknown class",
        ),
        pytest.param(
            changed(("since", 'match.zone = "tial"\nsince')), 2,
            ["PACK:9: otters/otter: unknown zone 'tial'; did you mean 'tail'?; one of head, body, tail, foot", ONE],
            id="unknown zone",
        ),
        pytest.param(
            changed(('"Otters"', "Otters")), 2,
            ["PACK:2: not valid TOML: Invalid value (at line 2, column 9)", ONE],
            id="bad TOML",
        ),
        pytest.param(
            "", 2,
            [
                "PACK:1: this pack has no rules; a rule starts with the line [[rule]]",
                "PACK:1: no title: it must be a text that is not empty",
                "2 mistakes in the rules",
            ],
            id="empty pack",
        ),
    ],
)  # fmt: skip
def test_broken_pack_is_said(clean: Clean, text: str, code: int, lines: list[str]) -> None:
    path = write("otters.toml", text).resolve()
    done = clean("rules", "check", "otters.toml")
    assert done.err.removeprefix("clean: ").replace(str(path), "PACK").splitlines() == lines
    assert done.code == code
