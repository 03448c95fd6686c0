"""How far an advertisement reaches below its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner.decode import decode
from cleaner.judge.advert.limits import MAX_CALL_WORDS, MAX_QUIET_WORDS, MAX_WORDS
from cleaner.readers import markup
from tests.judge.test_context import PROSE, dropped, judge, judged, map_of

if TYPE_CHECKING:
    from pathlib import Path

RULES = {
    "mark": 'class = "sponsor"\npoints = 6\nscope = "advert"\nmatch.phrase = "sponsor|sponsors"\nmatch.max_words = 9',
    "sells": 'class = "sponsor"\npoints = 1\nmatch.phrase = "order yours"',
    "below": 'class = "sponsor"\npoints = 1\nmatch.phrase = "dry"\nmatch.after = "paragraph"',
    "other": 'class = "promo"\npoints = 1\nmatch.phrase = "join us"',
}
RULES["title"] = 'class = "sponsor"\npoints = 6\nscope = "item"\nmatch.phrase = "paid"\nmatch.max_words = 9'
LABEL = "# By Lantern: sponsor"
SELLS = "Order yours today."
LONG = "The pump that never stops, " * 4 + "it says."


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(("Sponsor", SELLS, PROSE), "xx.", id="what sells"),
        pytest.param(("Sponsor", "Dry hay!", SELLS, PROSE), "xxx.", id="a headline above it"),
        pytest.param(("Sponsor", LONG, SELLS, PROSE), "xxx.", id="a text above a short call"),
        pytest.param(("Sponsor", SELLS, SELLS, PROSE), "xxx.", id="as long as it sells"),
        pytest.param(("Sponsor", SELLS, PROSE, SELLS), "xx..", id="the first that sell, no more"),
        pytest.param(("Sponsor", SELLS, "- dry hay", SELLS, PROSE), "xxxx.", id="past a list of what is sold"),
        pytest.param(("Sponsor", PROSE, f"{LONG} {SELLS}"), "x..", id="what is left of a banner"),
        pytest.param(("Sponsor: dry hay", PROSE, f"{LONG} {SELLS}"), "xxx", id="a mark with a headline"),
        pytest.param(("Sponsor", PROSE, PROSE), "x..", id="nothing that sells"),
        pytest.param(("Sponsor", PROSE, "Join us today."), "x..", id="another class"),
        pytest.param(("Sponsor", "Dry hay."), "x.", id="what a rule says by what stands above"),
        pytest.param(("Sponsor", PROSE, "# Otters", SELLS), "x...", id="not past a heading"),
        pytest.param(("Sponsor", "# Dry hay", SELLS, PROSE), "xxx.", id="its own heading"),
        pytest.param(("Sponsor", PROSE, "Sponsor", SELLS), "x.xx", id="not past another mark"),
        pytest.param(("Sponsor of ours for this week and the next", SELLS), "x.", id="a sentence, no mark"),
        pytest.param(("Sponsors:", "- Fen Pumps", "- Fen Jams", PROSE), "xxx.", id="a list of sponsors"),
    ],
)  # fmt: skip
def test_unnamed_sponsor(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, RULES, *lines) == gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(("Our sponsor, with Lantern", "A lantern for all.", PROSE), "xx.", id="what names it"),
        pytest.param(("Sponsor: by Lantern", PROSE, "So is Lantern.", PROSE), "xxx.", id="a story before the name"),
        pytest.param(("Sponsor: by Lantern", "So is Lantern.", SELLS, PROSE), "xxx.", id="what sells below the name"),
        pytest.param(("Sponsor: by Lantern", SELLS, PROSE), "x..", id="what sells without the name"),
        pytest.param(("Sponsor: by Lantern", "Lantern!", "# Lantern", PROSE), "xxx.", id="a heading that names it"),
        pytest.param(("A note by our Sponsor", SELLS, PROSE), "xx.", id="no name but `our sponsor`"),
        pytest.param(("Sponsor: by LTN", "All are LTN.", PROSE), "xx.", id="initials"),
        pytest.param(("SPONSOR: BY THE LTN", "All the hay.", PROSE), "x..", id="a short word, all in capitals"),
        pytest.param(("Sponsor: by lantern", "A lantern for all."), "x.", id="no capital, no name"),
    ],
)  # fmt: skip
def test_named_sponsor(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, RULES, *lines) == gone


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        pytest.param(MAX_QUIET_WORDS, "xxx", id="at the limit"),
        pytest.param(MAX_QUIET_WORDS + 1, "x..", id="a word above it"),
    ],
)
def test_too_much_stands_between_the_mark_and_what_sells(tmp_path: Path, words: int, gone: str) -> None:
    assert dropped(tmp_path, RULES, "Sponsor", " ".join(["hay"] * words) + ".", SELLS) == gone


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        pytest.param(MAX_WORDS, "xx", id="at the limit"),
        pytest.param(MAX_WORDS + 1, "x.", id="a word above it"),
    ],
)
def test_advertisement_is_too_long(tmp_path: Path, words: int, gone: str) -> None:
    assert dropped(tmp_path, RULES, "Sponsor", " ".join(["order yours", *["hay"] * (words - 2)]) + ".") == gone


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        pytest.param(MAX_CALL_WORDS, "xxx", id="at the limit"),
        pytest.param(MAX_CALL_WORDS + 1, "x..", id="a word above it"),
    ],
)
def test_call_below_a_text_is_too_long_for_a_banner(tmp_path: Path, words: int, gone: str) -> None:
    call = " ".join(["order yours", *["hay"] * (words - 2)]) + "."
    assert dropped(tmp_path, RULES, "Sponsor", PROSE, call) == gone


def test_drawn_lines_around_it_say_it_better(tmp_path: Path) -> None:
    assert dropped(tmp_path, RULES, "-----", "Sponsor", PROSE, "-----", PROSE) == ".xx.."


@pytest.mark.parametrize(
    ("button", "gone"),
    [
        pytest.param("<p><a href='/pump'>See it</a></p>", "xxx.", id="to where its text leads"),
        pytest.param("<p><a href='/news'>See it</a></p>", "xx..", id="to elsewhere"),
    ],
)
def test_button_belongs_to_it(tmp_path: Path, button: str, gone: str) -> None:
    page = f"<p>Sponsor</p><p><a href='/pump'>The pump</a>: order yours.</p>{button}<p>{PROSE}</p>"
    assert map_of(judged(tmp_path, RULES, markup.read(*decode(page)))) == gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param((PROSE, "From our sponsors", "# Light", "So.", "# Otters", PROSE), ".xxx..", id="above a heading"),
        pytest.param((PROSE, "# From our sponsors", "So.", "# Otters", PROSE), ".xx..", id="its own heading"),
        pytest.param(("From our sponsors", "# Light", "So.", "# Otters", PROSE), "x....", id="at the top"),
        pytest.param((PROSE, "Sponsor", "# Light", "So.", "# Otters", PROSE), ".x....", id="what is left of a banner"),
        pytest.param((PROSE, "From our sponsors", "So.", "# Otters", PROSE), ".x...", id="no heading"),
        pytest.param((PROSE, "# From our sponsors", "So.", PROSE), ".x..", id="no other item below"),
        pytest.param((PROSE, "# From our sponsors", PROSE * 9, "# Otters"), ".x..", id="a long text"),
    ],
)
def test_item_under_a_label(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, RULES, *lines) == gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param((PROSE, LABEL, "# Light", "Lantern!", "So.", "# Otters", PROSE), ".xxxx..", id="to a heading"),
        pytest.param((PROSE, "**BY LANTERN, SPONSOR**", "Lantern!", "So.", "**ALSO**", PROSE), ".xxx..", id="alike"),
        pytest.param((PROSE, LABEL, "Lantern!", "So.", "----", PROSE), ".xxx..", id="to a drawn line"),
        pytest.param((PROSE, LABEL, "# Light", "So.", SELLS, "# Otters", PROSE), ".xxxx..", id="to a call"),
        pytest.param((LABEL, "# Light", "So.", SELLS, "# Otters", PROSE), "x.....", id="no call at the top"),
        pytest.param((PROSE, LABEL, "Lantern!", "So it is.", PROSE), ".xx..", id="nothing ends it"),
        pytest.param((PROSE, "Sponsor: by Lantern", "Lantern!", "So.", "# Otters", PROSE), ".xx...", id="unsure"),
    ],
)  # fmt: skip
def test_section_under_a_label(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, RULES, *lines) == gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(("# Dry hay (paid)", "It is dry.", "So is this.", "# Otters", PROSE), "xxx..", id="to a heading"),
        pytest.param(("DRY HAY (PAID) [1]", "- It is.", "So.", "OTTERS [2]", PROSE), "xxx..", id="to capitals"),
        pytest.param(("**Dry hay (paid)**", "It is dry.", "**Otters**", PROSE), "xx..", id="to what is bold"),
        pytest.param(("# Dry hay (paid)", "It is dry.", "----", PROSE), "xx..", id="to a drawn line"),
        pytest.param(("Dry hay (paid)", "It is dry.", "So is this."), "xx.", id="only a paragraph"),
        pytest.param(("Dry hay (paid)",), "x", id="nothing below"),
    ],
)  # fmt: skip
def test_item_under_a_title(tmp_path: Path, lines: tuple[str, ...], gone: str) -> None:
    assert dropped(tmp_path, RULES, *lines) == gone


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param(f"# Hay\nDry hay.\n-- Fen (paid)\n\n# Otters\n\n{PROSE}", "xxx..", id="the item above it"),
        pytest.param(f"{PROSE}\n\n-- Fen (paid)\n\n# Otters\n\n{PROSE}", ".x..", id="not past an empty line"),
        pytest.param("Hay.\n-- Ann\n# Dry hay\n-- Fen (paid)", "..xx", id="not past another credit"),
    ],
)
def test_item_above_its_credit(tmp_path: Path, text: str, gone: str) -> None:
    assert map_of(judge(tmp_path, RULES, text)) == gone


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param(f"Sponsor, by:\nFen (https://example.com)\n\n{PROSE}", "xx.", id="the name"),
        pytest.param(f"Sponsor, by:\n\n( https://example.com/fen )\n\n{PROSE}", "xx.", id="the address of its picture"),
        pytest.param(f"Sponsor, by:\n\nGood morning, Ann!\n\n{PROSE}", "x..", id="no greeting"),
    ],
)
def test_name_below_a_mark(tmp_path: Path, text: str, gone: str) -> None:
    assert map_of(judge(tmp_path, RULES, text)) == gone


def test_sponsor_named_by_another_mark(tmp_path: Path) -> None:
    assert dropped(tmp_path, RULES, "Sponsor, by Lantern", PROSE, "Sponsor", PROSE, "So is Lantern.", PROSE) == "x.xxx."


def test_call_with_an_arrow_belongs_to_it(tmp_path: Path) -> None:
    assert dropped(tmp_path, RULES, "Sponsor", SELLS, "Dry.", "→ Meet the pump", PROSE) == "xxxx."
