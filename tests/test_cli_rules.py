"""`clean rules`: a new user writes a pack, checks it, tries it and uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import packs
from tests.test_cli import BINARY, Clean, clean

__all__ = ["clean"]

ISSUE = "The otters are back in the harbour, the wardens say, and they have brought friends.\n\nLeave the holt.\n"
PACK = """[pack]
title = "What the otter letter writes"
class = "legal"

[[rule]]
id = "leave"
why = "offers to leave the list"
points = 6
since = "1"
match.phrase = ["leave the holt"]
match.max_words = 6
examples.drop = ["Leave the holt."]
examples.keep = ["Young otters leave the holt in spring, and most of them come back for the eels of the mill race."]
"""


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_pack_is_begun_checked_tried_and_used(clean: Clean) -> None:
    assert clean("rules", "new", "otters.toml").code == 0
    assert clean("rules", "check", "otters.toml").code == 0
    pack, issue = write("otters.toml", PACK), write("issue.txt", ISSUE)
    assert b"1 rules checked, 0 of their examples fail" in clean("rules", "check", pack).out
    tried = clean("rules", "try", pack, issue).out.decode()
    assert "goes: 'Leave the holt.' (otters/leave: it offers to leave the list)" in tried
    assert "1 of 1 documents would change" in tried
    assert b"Leave the holt" not in clean("--rules", pack, issue).out
    assert b"Leave the holt" in clean(issue).out


def test_example_that_fails_is_said_with_its_line(clean: Clean) -> None:
    write("otters.toml", PACK.replace('examples.drop = ["Leave the holt."]', 'examples.drop = ["Leave the den."]'))
    done = clean("rules", "check", "otters.toml")
    assert done.code == 1
    assert "otters.toml:6: otters/leave: it should be hit, and is not: 'Leave the den.'" in done.err


def test_broken_pack_is_said_with_its_line(clean: Clean) -> None:
    write("otters.toml", PACK.replace("points = 6", "point = 6"))
    done = clean("rules", "check", "otters.toml")
    assert done.code == 2
    assert "otters.toml:8: otters/leave: unknown key 'point'; did you mean 'points'?" in done.err


def test_pack_is_not_written_over(clean: Clean) -> None:
    path = write("otters.toml", PACK)
    done = clean("rules", "new", path)
    assert (done.code, path.read_text("utf-8")) == (2, PACK)


def test_new_pack_needs_a_folder(clean: Clean) -> None:
    done = clean("rules", "new", "nowhere/otters.toml")
    assert (done.code, "nowhere/otters.toml: No such file or directory" in done.err) == (2, True)


def test_new_pack_must_be_toml(clean: Clean) -> None:
    assert clean("rules", "new", "otters.txt").code == 2


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        pytest.param(("--class", "sponsor"), lambda rule: rule.chrome == "sponsor", id="class"),
        pytest.param(("--pack", "legal"), lambda rule: rule.id.startswith("legal/"), id="pack"),
        pytest.param(("--language", "de"), lambda rule: "de" in rule.when.language, id="language"),
        pytest.param((), lambda rule: True, id="all"),
    ],
)
def test_rules_are_listed(clean: Clean, arguments: tuple[str, ...], holds: object) -> None:
    assert callable(holds)
    done = clean("rules", "list", "--json", *arguments)
    assert [row["id"] for row in json.loads(done.out)] == [rule.id for rule in packs.default().rules if holds(rule)]


def test_rule_is_shown_as_it_stands_in_its_pack(clean: Clean) -> None:
    write("otters.toml", PACK)
    done = clean("rules", "show", "otters/leave", "--rules", "otters.toml")
    assert PACK[PACK.index("[[rule]]") :].strip() in done.out.decode()


def test_unknown_rule_suggests_one(clean: Clean) -> None:
    done = clean("rules", "show", "legal/copyright-lin")
    assert (done.code, "did you mean 'legal/copyright-line'?" in done.err) == (2, True)


LONGER = PACK.replace("points = 6", "points = 7")
ONLY_DEN = PACK.replace('["leave the holt"]', '["leave the den"]').replace('["Leave the holt."]', '["Leave the den."]')


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param(
            "builtin", "otters.toml",
            ["issue.txt:3: goes: 'Leave the holt.' (otters/leave: it offers to leave the list)",
             "1 of 3 documents would change"],
            id="new pack",
        ),
        pytest.param(
            "otters.toml", "builtin",
            ["issue.txt:3: stays: 'Leave the holt.' (went by otters/leave)", "1 of 3 documents would change"],
            id="pack taken away",
        ),
        pytest.param("otters.toml", "longer/otters.toml", ["0 of 3 documents would change"], id="same effect"),
        pytest.param(
            "otters.toml", "den",
            ["den.txt:3: goes: 'Leave the den.' (otters/leave: it offers to leave the list)",
             "issue.txt:3: stays: 'Leave the holt.' (went by otters/leave)", "2 of 3 documents would change"],
            id="folder, another effect",
        ),
        pytest.param(
            "builtin", "mine/legal.toml",
            ["issue.txt:3: goes: 'Leave the holt.' (legal/leave: it offers to leave the list)",
             "mail.txt:3: stays: 'Unsubscribe' (went by legal/unsubscribe-line)", "2 of 3 documents would change"],
            id="in place of the one of its name",
        ),
    ],
)  # fmt: skip
def test_packs_are_compared_on_documents(clean: Clean, old: str, new: str, lines: list[str]) -> None:
    write("otters.toml", PACK)
    write("longer/otters.toml", LONGER)
    write("den/otters.toml", ONLY_DEN)
    write("mine/legal.toml", PACK)
    write("mail.txt", ISSUE.replace("Leave the holt.", "Unsubscribe"))
    write("den.txt", ISSUE.replace("Leave the holt", "Leave the den"))
    write("issue.txt", ISSUE)
    done = clean("rules", "diff", old, new, "den.txt", "issue.txt", "mail.txt")
    assert (done.code, done.out.decode().splitlines()) == (0, lines)


def test_document_that_can_not_be_read_does_not_stop_the_comparison(clean: Clean) -> None:
    Path("picture.txt").write_bytes(BINARY)
    done = clean("rules", "try", write("otters.toml", PACK), "picture.txt", write("issue.txt", ISSUE))
    assert (done.code, b"1 of 1 documents would change" in done.out) == (3, True)
    assert "picture.txt: this is not text" in done.err


def test_what_goes_by_another_rule_is_no_difference(clean: Clean) -> None:
    other = PACK.replace('"leave"', '"other"').replace("points = 6", "points = 8")
    done = clean("rules", "diff", write("otters.toml", PACK), write("others.toml", other), write("issue.txt", ISSUE))
    assert done.out == b"0 of 1 documents would change\n"


def test_record_of_a_rule_on_documents_is_shown(clean: Clean) -> None:
    write("otters.toml", PACK)
    write("issue.txt", ISSUE)
    write("prose.txt", ISSUE.split("\n")[0])
    Path("picture.txt").write_bytes(BINARY)
    done = clean("rules", "show", "otters/leave", "--rules", "otters.toml", "picture.txt", "issue.txt", "prose.txt")
    assert done.out.decode().splitlines()[-2:] == [
        "issue.txt:3: drop +6: 'Leave the holt.'",
        "1 hits in 1 of 2 documents; 1 pieces of text go by it",
    ]
    assert (done.code, "picture.txt: this is not text" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--pack", "zzz"), "there are no rules of the pack 'zzz'; there are actionnetwork, ", id="pack"),
        pytest.param(("--language", "xx"), "there are no rules of the language 'xx'; there are de, ", id="language"),
        pytest.param(("--class", "zzz"), "'zzz' is not one of 'preheader', 'masthead', ", id="class"),
    ],
)
def test_list_of_what_there_is_not_is_refused(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    done = clean("rules", "list", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err
