"""The items of a digest: found by any of their forms, and not in an essay with subheads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner.decode import decode
from cleaner.items import find_items
from cleaner.readers import markup, plain
from tests.detectors.articles import BODIES, TEASERS

if TYPE_CHECKING:
    from cleaner.model import Block

STORIES = (
    "Bakers in the capital fight over the right to call a roll a roll. A judge has tasted eleven of them in a morning, "
    "and has asked for butter before he decides. Both sides have sent some, salted and unsalted.",
    "Whales sing lower than they used to. Biologists blame the engines of ships, from Norway down to the Azores, while "
    "sailors say that deep voices simply carry further, as anyone knows who has shouted into fog.",
    "A chess club in a sauna has won the regional title. Steam helps the memory, its members claim after each match; "
    "their rivals, who play in an unheated chapel, want a thermometer beside every clock.",
    "The last umbrella maker of Lyon has found an heiress. She used to design aircraft, hates getting wet, and thinks "
    "that a brolly should fold itself. Her first prototype took off during a demonstration.",
)
TITLES = ("Rolls in court", "Deep voices at sea", "Steam and mate", "An heiress in Lyon")
ONE = BODIES["en"]  # five paragraphs of one article


def page(*stories: str, head: str, foot: str = "") -> str:
    """Lay out stories; `{}` in what stands above and below each is its number."""
    return "".join(
        f"{head.format(title, i)}<p>{story}</p>{foot.format(i)}"
        for i, (title, story) in enumerate(zip((*TITLES, "The fifth of them"), stories, strict=False))
    )


def text(*stories: str, head: str = "", foot: str = "") -> str:
    """Lay out stories as text."""
    return "\n\n".join(
        f"{head.format(title, i)}{story}{foot.format(i)}"
        for i, (title, story) in enumerate(zip((*TITLES, "The fifth of them"), stories, strict=False), 1)
    )


def media_type(source: str) -> str | None:
    """Tell that a scrap of markup is markup, and a mail of a few headers a mail."""
    return "text/html" if source.startswith("<") else "message/rfc822" if source.startswith("From: ") else None


def read(source: str) -> tuple[Block, ...]:
    return (markup if media_type(source) else plain).read(*decode(source)).blocks


LINKED = "<p><a href='https://example.com/{}'>Read on</a></p>"


@pytest.mark.parametrize(
    ("source", "form", "starts"),
    [
        pytest.param(page(*STORIES, head="<h2>{}</h2>"), "headings of rank 2", (0, 2, 4, 6), id="headings"),
        pytest.param(page(*STORIES, head="<p><b>{}</b></p>"), "bold lines", (0, 2, 4, 6), id="bold lines"),
        pytest.param(
            page(*ONE, head="<p><a href='https://example.com/{1}'>{0}</a></p>"),
            "linked titles", (0, 2, 4, 6), id="linked titles",
        ),
        pytest.param(page(*STORIES, head="<p>{}</p>"), "lines of their own", (0, 2, 4, 6), id="lines"),
        pytest.param(text(*STORIES, head="{1}. "), "numbers", (0, 1, 2, 3), id="numbers"),
        pytest.param(text(*STORIES, head="{}\n\n"), "headings of rank 3", (0, 2, 4, 6), id="headings of plain text"),
        pytest.param(text(*ONE, foot="\nhttps://example.com/{}"), "address below", (2, 4, 6, 8), id="addresses"),
        pytest.param("\n\n-----\n\n".join(STORIES), "drawn lines", (2, 4, 6), id="drawn lines"),
        pytest.param(page(*ONE, head="<h2>{}</h2>", foot=LINKED), "headings", (0, 3, 6, 9), id="with own pages"),
    ],
)  # fmt: skip
def test_items_are_found(source: str, form: str, starts: tuple[int, ...]) -> None:
    items = find_items(read(source))
    assert items is not None
    assert form in items.evidence
    assert items.starts[: len(starts)] == starts


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n".join(ONE), id="prose"),
        pytest.param(page(*ONE, head="<h2>{}</h2>"), id="an essay under subheads"),
        pytest.param(page(*ONE, head="<h2>{}</h2>", foot=LINKED.format("give")), id="with one link that is repeated"),
        pytest.param("<h1>Of all</h1><p>A lead.</p>" + page(*STORIES, head="<h2>{}</h2>"), id="one title above all"),
        pytest.param(page(*STORIES[:2], head="<h2>{}</h2>"), id="two stories"),
        pytest.param(page(*STORIES[:3], " ".join(STORIES * 2), head="<h2>{}</h2>"), id="one that is most of it"),
        pytest.param("\n\n".join(ONE * 3) + text(*STORIES, head="\n\n{}\n\n"), id="notes below an article"),
        pytest.param(text("a", "b", "c", "d", head="{}\n"), id="lists of words"),
        pytest.param("<p>" + "</p><p>".join(TITLES) + "</p>", id="lines without text"),
    ],
)
def test_no_items_are_found(source: str) -> None:
    assert find_items(read(source)) is None


@pytest.mark.parametrize("language", sorted(TEASERS))
def test_stories_with_pages_of_their_own_are_items_in_any_language(language: str) -> None:
    stories = TEASERS[language]
    items = find_items(read(page(*stories, head="<h2>{}</h2>", foot=LINKED)))
    assert items is not None
    assert len(items.starts) == len(stories)


@pytest.mark.parametrize("language", sorted(BODIES))
def test_one_article_under_subheads_is_none_in_any_language(language: str) -> None:
    assert find_items(read(page(*BODIES[language], head="<h2>{}</h2>"))) is None
