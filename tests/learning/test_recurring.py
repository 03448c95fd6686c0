from __future__ import annotations

import pytest

from cleaner.learning.recurring import Learned, Place, Stays, learn
from tests.learning.letters import FOOT, MORE, STORIES, filled, learned, page

LONG = "Flour from the mill shop comes in two-pound bags, and whoever brings a sack of their own pays a tenth less."


def staying(found: Learned) -> dict[str, Stays | None]:
    """Say of each line that comes back why it stays, or None if it is proposed."""
    return {line.text: line.stays for line in found.recurring}


@pytest.mark.parametrize(
    ("template", "stays"),
    [
        pytest.param("{story}\n\n{foot}", {FOOT: None}, id="a foot"),
        pytest.param("{foot}\n\n{story}", {FOOT: None}, id="a long line at the top"),
        pytest.param("{story}\n\n{long}\n\n{more}", {LONG: None}, id="a notice between stories"),
        pytest.param("{story}\n\nTHE LOG\n\n{more}", {"THE LOG": Stays.TITLE}, id="the title of a column"),
        pytest.param(
            "{story}\n\n{foot}\n\nTHE LOG\n\nFrom the gate\n\n{more}",
            {FOOT: None, "THE LOG": Stays.TITLE, "From the gate": Stays.TITLE}, id="a title of two lines",
        ),
        pytest.param(
            "{story}\n\nTHE TABLE\n\n{long}\n\n{more}",
            {"THE TABLE": Stays.NOTE, LONG: Stays.NOTE}, id="what a column is about",
        ),
        pytest.param("Dear all,\n\n{story}", {"Dear all,": Stays.TITLE}, id="a greeting"),
        pytest.param(
            "{story}\n\nYours from the sluice,\n\nWenna Tull\n\n{foot}",
            {"Yours from the sluice,": Stays.GREETING, "Wenna Tull": Stays.SIGNATURE, FOOT: None}, id="a sign-off",
        ),
        pytest.param("{story}\n\nWenna Tull\n\n{foot}", {"Wenna Tull": Stays.SIGNATURE, FOOT: None}, id="a signature"),
        pytest.param(
            "{story}\n\n{foot}\n\nThe Old House\n\nLower Lane",
            {FOOT: None, "The Old House": None, "Lower Lane": None}, id="short lines among what comes back",
        ),
        pytest.param("{story}\n\n{foot}\n\nNo. {n}", {FOOT: None, "No. 31": Stays.LOOSE}, id="but a number"),
        pytest.param("{story}\n\n{foot}\n\nhttps://a.example/{n}/", {FOOT: None}, id="an address is nothing"),
    ],
)  # fmt: skip
def test_what_comes_back_goes_unless_it_looks_like_content(template: str, stays: dict[str, Stays | None]) -> None:
    text = template.replace("{foot}", FOOT).replace("{long}", LONG)
    assert staying(learned(*filled(text))) == stays


def test_a_line_that_is_content_once_is_content() -> None:
    texts = filled("{story}\n\n" + FOOT + "\n\nTHE LOG\n\n" + LONG, 4)
    texts[3] += f"\n\nTHE LOG\n\n{MORE[3]}\n"
    assert staying(learned(*texts)) == {FOOT: None, "THE LOG": Stays.TITLE, LONG: None}


def test_what_stands_in_too_few_issues_changes() -> None:
    texts = [f"{story}\n\n{more}\n" for story, more in zip(STORIES, MORE, strict=True)]
    assert learned(*(text + FOOT for text in texts[:3]), texts[3]).recurring[0].issues == 3
    assert learned(*(text + FOOT for text in texts[:2]), *texts[2:]).recurring == ()


@pytest.mark.parametrize(
    ("template", "places"),
    [
        pytest.param("{foot}\n\n{story}", (Place.TOP,), id="top"),
        pytest.param("{story}\n\n{foot}\n\n{more}", (Place.MIDDLE,), id="middle"),
        pytest.param("{story}\n\n{foot}", (Place.END,), id="end"),
        pytest.param("{foot}\n\n{story}\n\n{foot}\n\n{more}", (Place.TOP, Place.MIDDLE), id="twice"),
    ],
)
def test_place(template: str, places: tuple[Place, ...]) -> None:
    assert [line.places for line in learned(*filled(template.replace("{foot}", FOOT))).recurring] == [places]


def test_names_and_numbers_may_change() -> None:
    people = ("Anna Kern", "Harl", "Josip Marr")
    texts = filled("{story}\n\n" + FOOT + "\n\n{n} houses had it, folded by NAME and read by all.")
    found = learned(*(text.replace("NAME", name) for text, name in zip(texts, people, strict=True)))
    assert [line.wording.phrase for line in found.proposals][1:] == ["houses had it folded by * and read by all"]


def test_words_of_an_image_come_back() -> None:
    html = '<p>{story}</p><p><img src="{n}.png" alt="' + FOOT + '" width="600" height="90"></p><p>{more}</p>'
    assert [line.text for line in learn(map(page, filled(html), "123")).proposals] == [FOOT]


def test_links_come_back_whose_addresses_change() -> None:
    html = '<p>{story}</p><p><a href="https://a.example/{n}/r">Read it in the porch</a></p><p>' + FOOT + "</p>"
    assert [line.text for line in learn(map(page, filled(html), "123")).proposals] == ["Read it in the porch", FOOT]


def test_the_order_of_issues_makes_no_difference_to_what_goes() -> None:
    texts = filled("{foot}\n\n{story}\n\nTHE LOG\n\n{more}\n\nNo. {n} was folded by all.".replace("{foot}", FOOT), 4)
    forwards, backwards = learned(*texts), learned(*reversed(texts))
    assert {line.wording for line in forwards.proposals} == {line.wording for line in backwards.proposals} != set()
