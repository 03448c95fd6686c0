"""The way of a new user, by the README and rules/README.md alone: a pack for a newsletter that nobody here has seen.

Each mistake made on the way gets a message that says how to go on.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_cli import Clean, clean, write

__all__ = ["clean"]

ROOT = Path(__file__).resolve().parent.parent
FOOTER = "Snuff out the lantern: write STOP on a postcard"
ISSUE = f"""\
The harbour council met on Tuesday to decide who pays for the new lamps along the eastern mole, and could not agree.

Until it does, the keepers light them by hand, as their grandmothers did, and send the bill to the mayor each month.

{FOOTER}
"""
CLEANED = ISSUE.removesuffix(f"\n{FOOTER}\n")


def edit(name: str, old: str, new: str) -> None:
    """Change a text in a file, as in an editor."""
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), "utf-8")


def test_private_rule_is_written_checked_tried_and_used(clean: Clean) -> None:
    write("issues/one.txt", ISSUE)
    assert clean("issues/one.txt").out.decode() == ISSUE

    # Why does the footer stay? No rule knows it: write one.
    asked = clean("explain", "issues/one.txt:5").out.decode()
    assert asked.splitlines()[-1].endswith("a rule of your own, which clean rules new begins")
    begun = clean("rules", "new", "lantern.toml")
    assert "lantern.toml: change the rule, then: clean rules check lantern.toml" in begun.out.decode()
    assert clean("rules", "check", "lantern.toml").code == 0

    # A mistyped key is named, with its line and the one that was meant.
    edit("lantern.toml", 'match.phrase = ["leave the lantern list"]', 'match.phrases = ["snuff out the lantern"]')
    said = clean("rules", "check", "lantern.toml")
    assert said.code == 2
    assert "lantern.toml:11: lantern/unsubscribe-line: unknown key 'match.phrases'; did you mean 'phrase'?" in said.err
    edit("lantern.toml", "match.phrases", "match.phrase")

    # The example is still that of the skeleton: it is named as one that the rule does not hit.
    said = clean("rules", "check", "lantern.toml")
    assert said.code == 1
    assert "lantern/unsubscribe-line: it should be hit, and is not: 'Leave the lantern list" in said.err
    edit("lantern.toml", "Leave the lantern list with one click.", FOOTER)

    # The near miss is hit too: the rule needs another condition.
    edit("lantern.toml", "Why do readers leave a list? A study", "Do not snuff out the lantern, she said. A study")
    said = clean("rules", "check", "lantern.toml")
    assert said.code == 1
    assert "it should be left alone, and is hit: 'Do not snuff out the lantern, she said." in said.err

    # A choice that does not exist is answered with those that do.
    edit("lantern.toml", "match.max_words = 30", 'match.max_words = 10\nmatch.zone = "bottom"')
    said = clean("rules", "check", "lantern.toml")
    assert "lantern.toml:13: lantern/unsubscribe-line: unknown zone 'bottom'; one of head, body, tail" in said.err
    edit("lantern.toml", '"bottom"', '"tail"')
    assert clean("rules", "check", "lantern.toml").out == b"1 rules checked, 0 of their examples fail\n"

    # What would it do? A file that is not there is named.
    said = clean("rules", "try", "lantern.toml", "issue/one.txt")
    assert (said.code, "issue/one.txt: no such file or folder" in said.err) == (2, True)
    tried = clean("rules", "try", "lantern.toml", "issues").out.decode().splitlines()
    assert tried == [
        f"issues/one.txt:5: goes: '{FOOTER}' (lantern/unsubscribe-line: it offers to end the subscription)",
        "1 of 1 documents would change",
    ]

    # It is used by name, and from then on by a configuration, in which a mistake is named too.
    assert clean("--rules", "lantern.toml", "issues/one.txt").out.decode() == CLEANED
    write(".cleaner.toml", 'rule = ["lantern.toml"]\n')
    said = clean("issues/one.txt")
    assert (said.code, "unknown key 'rule'; did you mean 'rules'?" in said.err) == (2, True)
    edit(".cleaner.toml", "rule ", "rules ")
    assert clean("issues/one.txt").out.decode() == CLEANED
    assert "lantern/unsubscribe-line" in clean("--check", "issues").out.decode()

    # It can be looked up, measured and switched off.
    assert FOOTER in clean("rules", "show", "lantern/unsubscribe-line").out.decode()
    record = clean("rules", "show", "lantern/unsubscribe-line", "issues").out.decode().splitlines()
    assert record[-1] == "1 hits in 1 of 1 documents; 1 pieces of text go by it"
    assert clean("--disable", "lantern", "issues/one.txt").out.decode() == ISSUE
    said = clean("--disable", "lanterns", "issues/one.txt")
    assert (said.code, "is called 'lanterns'; did you mean 'lantern'?" in said.err) == (2, True)


def toml_of(name: str) -> str:
    """Return the first pack that a manual shows, with a head if it shows only a rule."""
    texts = re.findall(r"^```toml\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    text: str = next(text for text in texts if "[[rule]]" in text)
    return text if "[pack]" in text else f'[pack]\ntitle = "Shown"\nclass = "legal"\n\n{text}'


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in ("README.md", "rules/README.md")])
def test_worked_example_of_the_manual_is_sound(clean: Clean, name: str) -> None:
    write("shown.toml", toml_of(name))
    assert clean("rules", "check", "shown.toml").out == b"1 rules checked, 0 of their examples fail\n"


def test_configuration_of_the_readme_is_sound(clean: Clean) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (text,) = re.findall(r"^```toml\n(\[tool\.cleaner\].*?)^```", readme, re.DOTALL | re.MULTILINE)
    write("pyproject.toml", text)
    write("packs/shown.toml", toml_of("README.md"))
    done = clean(write("issue.txt", ISSUE))
    assert (done.code, done.err, done.out.decode()) == (0, "", ISSUE)
