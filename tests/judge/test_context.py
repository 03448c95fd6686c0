from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner.decode import decode
from cleaner.judge.context import Context
from cleaner.judge.match import Matcher
from cleaner.judge.reach import SECTION_WORDS, TEXT_WORDS
from cleaner.model import Decision
from cleaner.readers import plain
from tests.private import rule_set

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.model import Document, Verdict

PROSE = (
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along with them, "
    "as they do."
)
SHORT_PROSE = "The ferry will stay in port until its owners and the port agree."


def judge(folder: Path, rules: dict[str, str], text: str, threshold: float = 5.0) -> list[Verdict]:
    """Judge a plain text by private rules."""
    return judged(folder, rules, plain.read(*decode(text)), threshold)


def judged(folder: Path, rules: dict[str, str], document: Document, threshold: float = 5.0) -> list[Verdict]:
    """Judge a document by private rules."""
    found = rule_set(folder, rules)
    return Context(document, Matcher([group.patterns for group in found.groups], lambda when: True), threshold).judge()


def dropped(folder: Path, rules: dict[str, str], *lines: str) -> str:
    """Judge lines, each a block, and draw a map of what goes: `x`, and what stays: `.`."""
    verdicts = judge(folder, rules, "\n\n".join(lines))
    assert len(verdicts) == len(lines)
    return map_of(verdicts)


def map_of(verdicts: list[Verdict]) -> str:
    """Draw a map of what goes: `x`, and what stays: `.`."""
    return "".join("x" if verdict.decision is Decision.DROP else "." for verdict in verdicts)


SHORT = {"go": 'points = 6\nmatch.phrase = "upgrade"\nmatch.regex = "^upgrade( now)?$"\nmatch.max_words = 3'}


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        pytest.param("Upgrade now (https://www.example.com/upgrade?from=mail&to=paid)", "x", id="in round brackets"),
        pytest.param("Upgrade now [ https://www.example.com/upgrade ]", "x", id="in square brackets"),
        pytest.param("[Upgrade now](https://example.com/upgrade)", "x", id="as Markdown writes it"),
        pytest.param("Upgrade now <www.example.com/upgrade>", "x", id="in pointed brackets"),
        pytest.param("Upgrade now https://example.com/upgrade", "x", id="behind it"),
        pytest.param("Upgrade <https://example.com/a> now <https://example.com/b>", "x", id="two of them"),
        pytest.param("Upgrade the port (https://example.com/port)", ".", id="another label"),
        pytest.param("1. https://example.com/upgrade", ".", id="no label but a number"),
        pytest.param("https://example.com/upgrade", ".", id="no label"),
    ],
)
def test_label_is_matched_without_the_address_that_it_announces(tmp_path: Path, line: str, gone: str) -> None:
    assert dropped(tmp_path, SHORT, line) == gone


SECTION = {"h": 'points = 6\nscope = "section"\nmatch.phrase = "related"\nmatch.kind = "heading"'}


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(("RELATED", "- one", "- two", PROSE), "xxx.", id="the list under it, no more"),
        pytest.param(("RELATED", PROSE, "WHAT ELSE", PROSE), "xx..", id="to the next heading"),
        pytest.param(("RELATED", PROSE, "-----", PROSE), "xx..", id="to the next drawn line"),
        pytest.param(("RELATED", PROSE, "one"), "xxx", id="to the end"),
        pytest.param(("# Related", "## Otters", PROSE, "# What else", PROSE), "xxx..", id="with lower headings"),
        pytest.param(("## Related", PROSE, "# What else", PROSE), "xx..", id="to a heading of a higher level"),
        pytest.param(("# Related", "one", "## Otters", PROSE, "# Related", "two"), "xxxxxx", id="two of them"),
        pytest.param(("RELATED", " ".join([PROSE] * 10), "one"), "x..", id="too long: only the heading"),
        pytest.param(("RELATED", *["- " + PROSE] * 10, "one"), "x" * 11 + ".", id="a list is never too long"),
        pytest.param(("related", PROSE), "..", id="no heading, no hit"),
        pytest.param((PROSE, "RELATED", "one"), ".xx", id="what stands above stays"),
    ],
)  # fmt: skip
def test_section_goes_with_its_heading(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, SECTION, *lines) == gone


def test_underline_of_a_heading_is_no_end_of_its_section(tmp_path: Path) -> None:
    text = f"Related\n-------\n{PROSE}\n\n-----\n\n{PROSE}"
    decisions = [verdict.decision.value for verdict in judge(tmp_path, SECTION, text)]
    assert decisions == ["drop", "keep", "drop", "keep", "keep"]


@pytest.mark.parametrize(
    ("paragraphs", "gone"),
    [
        pytest.param([TEXT_WORDS], "xx", id="at the limit of a paragraph"),
        pytest.param([TEXT_WORDS + 1], "x.", id="a paragraph of a word more"),
        pytest.param([50] * (SECTION_WORDS // 50), "x" + "x" * (SECTION_WORDS // 50), id="at the limit of a section"),
        pytest.param(
            [50] * (SECTION_WORDS // 50) + [1], "x." + "." * (SECTION_WORDS // 50), id="a section of a word more"
        ),
    ],
)
def test_section_is_too_long_above_its_limits_of_words(tmp_path: Path, paragraphs: list[int], gone: str) -> None:
    lines = (" ".join(["otter"] * words) + "." for words in paragraphs)
    assert dropped(tmp_path, SECTION, "RELATED", *lines) == gone


TEASERS = {**SECTION, "b": 'points = 6\nclass = "button"\nmatch.phrase = "read on"'}
LONG = " ".join(["otter"] * (TEXT_WORDS + 1)) + "."


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(("RELATED", "one", LONG, "Read on", PROSE), "xxxxx", id="a long one that ends in a button"),
        pytest.param(("RELATED", "one", LONG, PROSE, "Read on"), "x...x", id="a text above the button"),
        pytest.param(("RELATED", *[LONG, "Read on"] * 4), "x" * 9, id="more than a section holds"),
        pytest.param(("RELATED", *[LONG, "Read on"] * 9), "x" + ".x" * 9, id="a whole issue"),
        pytest.param(("RELATED", *["BOATS", PROSE, "Read on"] * 9), "x" + "..x" * 9, id="an issue under headings"),
        pytest.param(("RELATED", "OTTERS", LONG, "Read on", "BOATS", PROSE, "Read on", "PIERS", PROSE), "xxxxxxx..",
                     id="under headings of their own"),
        pytest.param(("RELATED", "OTTERS", PROSE, "BOATS", PROSE, "Read on"), "x....x", id="the first has no button"),
        pytest.param(("# Related", "## One", PROSE, "# Two", PROSE, "Read on"), "xxx..x", id="lower headings"),
    ],
)  # fmt: skip
def test_teasers_of_a_section_end_in_buttons(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, TEASERS, *lines) == gone


@pytest.mark.parametrize(
    ("scope", "gone"),
    [
        pytest.param("block", "..x..", id="block"),
        pytest.param("below", "..xxx", id="below"),
        pytest.param("above", "xxx..", id="above"),
    ],
)
def test_scope_says_what_goes_with_the_block(tmp_path: Path, scope: str, gone: str) -> None:
    rules = {"a": f'points = 6\nscope = "{scope}"\nmatch.phrase = "end"'}
    assert dropped(tmp_path, rules, PROSE, "one", "The end", PROSE, "two") == gone


def test_scope_of_a_block_that_stays_covers_nothing(tmp_path: Path) -> None:
    rules = {"a": 'points = 4\nscope = "below"\nmatch.phrase = "end"'}
    assert dropped(tmp_path, rules, "The end", "one", "two") == "..."


def test_inline_rule_drops_no_block(tmp_path: Path) -> None:
    rules = {"a": 'verdict = "drop"\nscope = "inline"\nmatch.phrase = "end"'}
    assert dropped(tmp_path, rules, "The end") == "."


def test_covered_block_that_a_rule_keeps_stays(tmp_path: Path) -> None:
    rules = {
        "a": 'points = 6\nscope = "below"\nmatch.phrase = "end"',
        "b": 'verdict = "keep"\nmatch.phrase = "correction"',
    }
    assert dropped(tmp_path, rules, "The end", "one", "Correction: two", "three") == "xx.x"


OTTER = 'points = 6\nmatch.phrase = "otter"'


@pytest.mark.parametrize(
    ("condition", "lines", "gone"),
    [
        pytest.param('match.after = "heading"', ("WHAT ELSE", "Otter", "Otter"), ".x.", id="after a kind"),
        pytest.param('match.before = "list-item"', ("Otter", "Otter", "- one"), ".x.", id="before a kind"),
        pytest.param('match.after = "legal"', ("Unsubscribe", "Otter", "Otter"), "xxx", id="after a class: a chain"),
        pytest.param('match.before = "legal"', ("Otter", "Otter", "Unsubscribe"), "xxx", id="before a class: a chain"),
        pytest.param('match.after = "test/u"', ("Unsubscribe", "Otter", "Otter"), "xx.", id="after a rule"),
        pytest.param('match.after = "social"', ("Unsubscribe", "Otter"), "x.", id="after another class"),
        pytest.param('match.after = "legal"', ("Unsubscribe", "-----", "Otter"), "x.x", id="past a drawn line"),
        pytest.param('match.after = "legal"', ("Unsubscribe", "one", "Otter"), "x..", id="not past text"),
        pytest.param('match.after = "legal"', ("Otter", "one"), "..", id="nothing above"),
        pytest.param('match.before = "legal"', ("one", "Otter"), "..", id="nothing below"),
        pytest.param('match.after = ["heading", "legal"]', ("Unsubscribe", "Otter"), "xx", id="any of a list"),
        pytest.param(
            'match.after = "legal"\nmatch.before = "legal"',
            ("Unsubscribe", "Otter", "Unsubscribe", "Otter", "one"),
            "xxx..",
            id="both",
        ),
    ],
)  # fmt: skip
def test_neighbours(tmp_path: Path, condition: str, lines: tuple[str, ...], gone: str) -> None:
    rules = {"u": 'points = 6\nmatch.phrase = "unsubscribe"', "o": f"{OTTER}\n{condition}"}
    assert dropped(tmp_path, rules, *lines) == gone


def test_neighbour_that_only_looks_like_chrome_does_not_count(tmp_path: Path) -> None:
    rules = {"u": 'points = 4\nmatch.phrase = "unsubscribe"', "o": f'{OTTER}\nmatch.after = "legal"'}
    assert dropped(tmp_path, rules, "Unsubscribe", "Otter") == ".."


@pytest.mark.parametrize(
    ("zone", "lines", "gone"),
    [
        pytest.param("head", ("Otter", "one", PROSE, "Otter", PROSE, "Otter"), "x.....", id="head"),
        pytest.param("tail", ("Otter", PROSE, "Otter", PROSE, "one", "Otter"), ".....x", id="tail"),
        pytest.param("body", ("Otter", PROSE, "Otter", PROSE, "Otter"), "..x..", id="body"),
        pytest.param("head", (f"Otter. {PROSE}", "one"), "..", id="prose is not in the head"),
        pytest.param("tail", (PROSE, f"Otter. {PROSE}"), "..", id="nor in the tail"),
        pytest.param("tail", ("Otter", SHORT_PROSE, "Otter", PROSE, "Otter"), "....x", id="short prose beside long"),
        pytest.param("tail", ("Otter", SHORT_PROSE, "Otter"), "..x", id="short prose where no long one is"),
        pytest.param("head", ("Otter", "one"), "x.", id="without prose all is head"),
        pytest.param("tail", ("Otter", "one"), "x.", id="and all is tail"),
        pytest.param("body", ("Otter", "one"), "..", id="and nothing is body"),
        pytest.param("tail", (PROSE, "Otter", f"Unsubscribe. {PROSE}", "Otter"), ".xxx", id="prose that goes is none"),
        pytest.param("head", ("Otter", "# " + PROSE[:80], PROSE), "x..", id="a heading is no prose"),
        pytest.param("foot", (PROSE, "Otter", "Unsubscribe", "Otter", "one"), "..xx.", id="from the first legal line"),
        pytest.param("foot", ("Unsubscribe", PROSE, "Otter"), "x..", id="no footer above the prose"),
        pytest.param("foot", (PROSE, "Unsubscribe", PROSE, "Otter", "Unsubscribe"), ".x..x", id="prose ends it"),
        pytest.param("foot", (PROSE, "Unsubscribe", "Otter " * 9, "Otter " * 9), ".x..", id="too much that stays"),
        pytest.param('tail", "head', ("Otter", PROSE, "Otter", PROSE, "Otter"), "x...x", id="any of a list"),
    ],
)  # fmt: skip
def test_zones(tmp_path: Path, zone: str, lines: tuple[str, ...], gone: str) -> None:
    rules = {"u": 'points = 6\nmatch.phrase = "unsubscribe"', "o": f'{OTTER}\nmatch.zone = ["{zone}"]'}
    assert dropped(tmp_path, rules, *lines) == gone


@pytest.mark.parametrize(
    ("condition", "line", "gone"),
    [
        pytest.param("match.max_words = 3", "Otter one two", "x", id="at most so many words"),
        pytest.param("match.max_words = 3", "Otter one two three", ".", id="one word more"),
        pytest.param("match.min_words = 3", "Otter one two", "x", id="at least so many words"),
        pytest.param("match.min_words = 3", "Otter one", ".", id="one word less"),
        pytest.param("match.max_words = 3", "- Otter: one · two!", "x", id="marks are no words"),
        pytest.param('match.kind = ["quote", "list-item"]', "- Otter", "x", id="kind"),
        pytest.param('match.kind = ["quote", "list-item"]', "Otter", ".", id="another kind"),
        pytest.param('match.regex = "^otter:"', "Otter: one", "x", id="phrase and regex"),
        pytest.param('match.regex = "^otter:"', "Otter one", ".", id="phrase without regex"),
        pytest.param('match.regex = ["zzz", "one$"]', "Otter one", "x", id="phrase and any regex"),
        pytest.param('match.href = "example com"', "Otter https://example.com/a", "x", id="phrase and address"),
        pytest.param(
            'match.href = "example com"', "Otter https://t.test/c/?u=https%3A%2F%2Fexample.com%2Fa", "x", id="redirect"
        ),
        pytest.param('match.href = "example com"', "Otter example.com", ".", id="address without a link"),
        pytest.param('match.href = "example"', "Otter https://examples.com", ".", id="address of other words"),
        pytest.param('match.alt = "logo"', "[image: Otter logo]", "x", id="phrase and alternative text"),
        pytest.param('match.alt = "logo"', "Otter logo", ".", id="alternative text without an image"),
        pytest.param("match.min_link_density = 0.5", "Otter https://example.com", "x", id="many links"),
        pytest.param("match.min_link_density = 0.5", "Otter of many words https://example.com", ".", id="few links"),
        pytest.param("match.hidden = true", "Otter", ".", id="hidden"),
        pytest.param("match.hidden = false", "Otter", "x", id="not hidden"),
        pytest.param("match.max_image_px = 4", "[image: otter]", ".", id="image of unknown size"),
        pytest.param('match.mark = "footer"', "Otter footer", ".", id="class names, which plain text does not have"),
    ],
)
def test_all_conditions_must_hold(tmp_path: Path, condition: str, line: str, gone: str) -> None:
    assert dropped(tmp_path, {"o": f"{OTTER}\n{condition}"}, line) == gone


def test_rule_without_patterns_holds_by_its_form(tmp_path: Path) -> None:
    rules = {"r": 'points = 6\nmatch.kind = "rule"'}
    assert dropped(tmp_path, rules, "one", "-----", "two") == ".x."


def test_detector_is_asked(tmp_path: Path) -> None:
    rules = {"d": 'points = 6\nmatch.detector = { name = "repeats-below", min_words = 4 }'}
    preview = "The otters are back in the harbour"
    assert dropped(tmp_path, rules, "one two three", preview, PROSE, "one two three") == ".x.."


def test_points_of_a_block_add_up_over_rounds(tmp_path: Path) -> None:
    rules = {
        "u": 'points = 6\nmatch.phrase = "unsubscribe"',
        "o": 'points = 3\nmatch.phrase = "otter"',
        "n": 'points = 2\nmatch.max_words = 2\nmatch.after = "legal"',
    }
    verdicts = judge(tmp_path, rules, "Unsubscribe\n\nOtter\n\nOtter one two\n")
    assert [(verdict.decision.value, verdict.points) for verdict in verdicts] == [("drop", 6), ("drop", 5), ("flag", 3)]
    assert [hit.rule.id for hit in verdicts[1].hits] == ["test/o", "test/n"]


def test_hit_says_which_words_made_it_hold(tmp_path: Path) -> None:
    rules = {"o": 'points = 1\nmatch.phrase = "sea * otter"', "r": 'points = 1\nmatch.regex = "^two"'}
    verdicts = judge(tmp_path, rules, "One sea-going, “otter”!\n\nTwo\n")
    hits = [(hit.rule.id, hit.words) for verdict in verdicts for hit in verdict.hits]
    assert hits == [("test/o", (1, 4)), ("test/r", None)]


FOOTER = {
    "legal": 'points = 6\nmatch.phrase = "unsubscribe"',
    "foot": 'points = 5\nmatch.zone = "foot"',
}
LEGAL = "To unsubscribe from the letters of the harbour write to Ines."
ABOUT = "The harbour has been there since 1790. " * 3


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param((PROSE, LEGAL, ABOUT, "Unsubscribe"), ".xxx", id="between two pieces of legal chrome"),
        pytest.param((PROSE, LEGAL, ABOUT, LEGAL, ABOUT, LEGAL), ".xxxxx", id="two of them"),
        pytest.param((PROSE, "Unsubscribe Ines", ABOUT, "Unsubscribe"), ".x.x", id="hardly anything above"),
        pytest.param((PROSE, LEGAL, ABOUT * 8, "Unsubscribe"), ".x.x", id="an article"),
        pytest.param((PROSE, LEGAL, ABOUT, "Unsubscribe", ABOUT * 2), ".x.x.", id="the issue goes on"),
        pytest.param((LEGAL, PROSE, "Unsubscribe"), "x.x", id="above all prose"),
        pytest.param((PROSE, LEGAL, ABOUT), ".x.", id="no footer"),
    ],
)  # fmt: skip
def test_text_in_the_footer(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, FOOTER, *lines) == gone
