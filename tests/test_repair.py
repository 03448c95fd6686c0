from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cleaner
from tests.private import repairs

if TYPE_CHECKING:
    from cleaner.model import Edit

WRAPPED = """\
The council met on Tuesday to talk about the new bridge, which nobody
in the town had asked for, and which was going to cost three times as
much as the old one.
"""


def repaired(text: str) -> str:
    return cleaner.clean(text, media_type="text/plain", rules=repairs()).body


def edits(text: str) -> tuple[Edit, ...]:
    return cleaner.clean(text, media_type="text/plain", rules=repairs()).edits


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Itâ€™s a cafÃ©.", "It’s a café.", id="windows-1252"),
        pytest.param("It\u00e2\u0080\u0099s a caf\u00c3\u00a9.", "It’s a café.", id="Latin-1"),
        pytest.param("Ð¿Ñ€Ð¸Ð²ÐµÑ‚ Ð¸Ð· Ð³Ð°Ð²Ð°Ð½Ð¸", "привет из гавани", id="Russian"),
        pytest.param(
            "Fine.\n\nItâ€™s bad.\n\nFine: é", "Fine.\n\nIt’s bad.\n\nFine: é", id="only the line that needs it"
        ),
    ],
)
def test_mojibake_is_repaired(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It’s a café in São Paulo, “open” since 1990 – or so…", id="accents, quotes and dashes"),
        pytest.param("Straße, ﬁne, ½ €, £5, ¿qué?", id="ligatures and signs"),
        pytest.param("Â, Ã and â are letters, and so is Ô.", id="letters that mojibake begins with"),
        pytest.param("&amp; &eacute; &#8217;", id="entities"),
        pytest.param("ｆｕｌｌ　ｗｉｄｔｈ カタカナ", id="full width"),
        pytest.param('I\'m "straight"', id="straight quotes"),
    ],
)
def test_text_in_the_right_encoding_is_left_alone(text: str) -> None:
    assert repaired(text) == text


def test_mojibake_changes_no_more_than_it_has_to() -> None:
    (edit,) = edits("The old cafÃ© in the harbour.")
    assert (edit.removed, edit.replacement, edit.rule) == ("Ã©", "é", "repair/mojibake")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("said\u00a0Kim", "said Kim", id="between words"),
        pytest.param("here, \u00a0 said", "here, said", id="beside ordinary spaces"),
        pytest.param("10\u202f000", "10 000", id="narrow"),
        pytest.param("said \u00a0\u00a0\u00a0 Kim\u00a0and", "said Kim and", id="runs"),
        pytest.param("\u00a0 said Kim\u00a0\n", "said Kim\n", id="outside the text"),
        pytest.param("one\n\u00a0\ntwo\n", "one\n\u00a0\ntwo\n", id="on a blank line that stays"),
    ],
)
def test_no_break_spaces_become_ordinary_ones(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("zero\u200bwidth", "zerowidth", id="zero-width space"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="soft hyphen"),
        pytest.param("word\u2060joiner \u034fgrapheme \ufeffmark", "wordjoiner grapheme mark", id="others"),
        pytest.param("one \u200c\u200d two\u200c", "one  two", id="joiners that join nothing"),
        pytest.param("👩\u200d👧 میخواهم می\u200cخواهم", "👩\u200d👧 میخواهم می\u200cخواهم", id="joiners that shape"),
        pytest.param("a\u0301 न\u094d", "a\u0301 न\u094d", id="combining marks"),
    ],
)
def test_invisible_characters_go(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(WRAPPED, WRAPPED.strip().replace("\n", " ") + "\n", id="hard-wrapped"),
        pytest.param(
            "Read on (\nhttps://example.com/a\n) today.\n",
            "Read on (https://example.com/a) today.\n",
            id="address in brackets",
        ),
        pytest.param(
            WRAPPED.replace("\n", "\r\n"), WRAPPED.strip().replace("\n", " ") + "\r\n", id="hard-wrapped with CRLF"
        ),
        pytest.param(
            f"- {WRAPPED}".replace("\nin", "\n  in").replace("\nmuch", "\n  much"),
            f"- {WRAPPED.strip()}\n".replace("\nin", " in").replace("\nmuch", " much"),
            id="list item with indented lines",
        ),
        pytest.param("The otters \nare back \nin town.\n", "The otters are back in town.\n", id="format=flowed"),
        pytest.param(
            "A long-dist- \nance ferry is \nlate.\n", "A long-dist-ance ferry is late.\n", id="hyphen in a word"
        ),
        pytest.param(
            "One thing - \nthe ferry - is \nlate.\n", "One thing - the ferry - is late.\n", id="dash between words"
        ),
        pytest.param("配信停止は \nこちらから \n行えます。\n", "配信停止はこちらから行えます。\n", id="Japanese"),
    ],
)
def test_broken_lines_are_joined(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The harbour sleeps,\nthe boats are in.\n", id="verse"),
        pytest.param("- one\n- two\n  - three\n", id="list"),
        pytest.param(f"> {WRAPPED}".replace("\n", "\n> ").removesuffix("> "), id="quote"),
        pytest.param("See you.\n\n-- \nKim\n", id="signature mark"),
    ],
)
def test_other_line_breaks_stay(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("\n\nOne.\nTwo.\n\n\n", "One.\nTwo.\n", id="at the ends"),
        pytest.param("One.\n\n\n\nTwo.\n", "One.\n\nTwo.\n", id="between"),
        pytest.param("One.\n \n\t\nTwo.\n", "One.\n \nTwo.\n", id="with spaces: the first stays as it is"),
        pytest.param("One.\r\n\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n", id="CRLF"),
        pytest.param("One.\nTwo.", "One.\nTwo.", id="no line end at the end"),
        pytest.param("One.\x0c\x0cTwo.", "One.\x0c\x0cTwo.", id="form feeds"),
        pytest.param("```\na\n\n\n\nb\n```\n", "```\na\n\n\n\nb\n```\n", id="not inside code"),
        pytest.param("\n\n", "\n\n", id="nothing but blank lines"),
    ],
)
def test_one_blank_line_stays_where_there_were_some(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Xi Jinping (), who smiled.", "Xi Jinping, who smiled.", id="empty"),
        pytest.param("Xi Jinping ( , ), who smiled.", "Xi Jinping, who smiled.", id="only a mark"),
        pytest.param("习近平（）说。", "习近平说。", id="full width"),
        pytest.param("One () and two ().", "One and two.", id="twice"),
        pytest.param(
            "He met Xi  ()\nThe ferry is late.\n",
            "He met Xi\nThe ferry is late.\n",
            id="at the end of a line, which is not flowed then",
        ),
        pytest.param("Call print() first (or not).", "Call print() first (or not).", id="code and content"),
    ],
)
def test_empty_brackets_go(before: str, after: str) -> None:
    assert repaired(before) == after


def test_code_is_left_as_it_is() -> None:
    code = "```\nx =\u00a0'Ã©' \u200b ()\n```\n"
    assert repaired(code) == code


def test_every_change_names_its_rule_and_says_why() -> None:
    text = f"\nItâ€™s\u00a0bad\u200b.\n\n{WRAPPED}\nXi (), who smiled.\n"
    found = edits(text)
    assert [edit.rule.removeprefix("repair/") for edit in found] == [
        "blank-lines",
        "mojibake",
        "no-break-spaces",
        "invisible",
        "soft-breaks",
        "soft-breaks",
        "empty-brackets",
    ]
    assert [edit for edit in found if not edit.why] == []
    assert [edit.removed for edit in found] == [text[edit.span.start : edit.span.end] for edit in found]
