"""The articles of a clean text: one an item of a digest, and together all of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.articles import Text, split
from cleaner.edits import kept
from cleaner.writers import jsonl
from tests.cases import newsletters, one_id_a_case
from tests.golden import cases, issue
from tests.strategies import pages, texts
from tests.test_items import LINKED, ONE, STORIES, TITLES, media_type, page, text

if TYPE_CHECKING:
    from pathlib import Path

READ = LINKED.replace("Read on", "All about it")


def clean(source: str) -> cleaner.Cleaned:
    return cleaner.clean(source, media_type=media_type(source))


def articles(source: str) -> list[tuple[str, str]]:
    """Return the section and title of each article."""
    return [(article.section, article.title) for article in clean(source).articles]


def whole(cleaned: cleaner.Cleaned) -> str:
    return "".join(article.body for article in cleaned.articles)


HEADINGS = page(*STORIES, head="<h3>{}</h3>", foot=READ)
FIRST, REST = HEADINGS.split("<h3>Deep voices")
SECTIONS = f"<h2>News</h2>{FIRST}<h2>Sport</h2><h3>Deep voices{REST}"
OWN = [("", title) for title in TITLES]
NUMBERED = [("", f"{number}. {title}") for number, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param(HEADINGS, OWN, id="headings"),
        pytest.param(page(*STORIES, head="<p><b>{}</b></p>"), OWN, id="bold lines"),
        pytest.param(text(*STORIES, head="{}\n\n"), OWN, id="plain text"),
        pytest.param("<title>Week 9</title><p>Good day.</p>" + HEADINGS, [("", "Week 9"), *OWN], id="a greeting above"),
        pytest.param("<title>Week 9</title><h1>Week 9</h1>" + HEADINGS, OWN, id="the issue's title above"),
        pytest.param(
            SECTIONS, [("News", TITLES[0]), *(("Sport", title) for title in TITLES[1:])], id="sections"
        ),
        pytest.param(
            SECTIONS.replace("<h3>Steam", "<h2>Steam").replace("mate</h3>", "mate</h2>"),
            [("News", TITLES[0]), ("Sport", TITLES[1]), ("", TITLES[2]), ("", TITLES[3])], id="a section ends",
        ),
        pytest.param("\n\n-----\n\n".join(STORIES), [("", ""), ("", ""), ("", ""), ("", "")], id="without titles"),
        pytest.param(text(*STORIES, head="{1}. {0}\n"), NUMBERED, id="numbers"),
        pytest.param("<p>" + "</p><p>".join(ONE) + "</p>", [("", "")], id="one article"),
        pytest.param("<title>A ferry</title><h1>The end</h1><p>" + ONE[0], [("", "A ferry")], id="one with a title"),
        pytest.param("<p>By Kim</p><h1>The end</h1><p>" + ONE[0], [("", "The end")], id="one with a heading"),
        pytest.param("", [("", "")], id="nothing"),
    ],
)  # fmt: skip
def test_text_is_split_into_its_items(source: str, found: list[tuple[str, str]]) -> None:
    assert articles(source) == found


@given(st.one_of(texts(), pages()))
def test_articles_are_the_whole_body(source: str) -> None:
    cleaned = clean(source)
    assert whole(cleaned) == cleaned.body
    assert [a for a in cleaned.articles if cleaned.body[a.start : a.start + len(a.body)] != a.body] == []


@given(
    st.lists(st.sampled_from([*STORIES, *TITLES, "-----", "1. One", "2. Two", "https://example.com/a", ""]), min_size=6)
)
def test_articles_of_a_digest_are_the_whole_body(lines: list[str]) -> None:
    cleaned = cleaner.clean("\n\n".join([*lines, *text(*STORIES, head="{}\n\n").split("\n\n")]))
    assert whole(cleaned) == cleaned.body


@given(texts(), st.data())
def test_places_of_any_cut_lead_to_the_source(source: str, data: st.DataObject) -> None:
    cleaned = cleaner.clean(source, media_type="text/plain")
    places = list(kept(len(source), cleaned.edits))
    offsets = [block.extent.start for block in cleaned.blocks]
    shown = [block.index for block in cleaned.blocks if block.text]
    starts = sorted(data.draw(st.sets(st.sampled_from(shown), min_size=1))) if shown else []
    found = split(Text(cleaned.body, cleaned.blocks, offsets, places), starts, "")
    assert "".join(article.body for article in found) == cleaned.body
    wrong = [
        place
        for article in found
        for place in article.places
        if article.body[place.start : place.end] != source[place.span.start : place.span.end]
    ]
    assert wrong == []
    assert sum(p.end - p.start for a in found for p in a.places) == sum(p.end - p.start for p in places)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_articles_of_a_sample_are_its_body(case: Path) -> None:
    cleaned = cleaner.clean(issue(case).read_bytes())
    assert whole(cleaned) == cleaned.body


@pytest.mark.parametrize("path", one_id_a_case(newsletters()[::6]))
def test_articles_of_a_real_newsletter_are_its_body(path: Path) -> None:
    cleaned = cleaner.clean(path.read_bytes())
    assert whole(cleaned) == cleaned.body


def test_line_an_article_has_its_places() -> None:
    cleaned = cleaner.clean(text(*STORIES, head="{}\n\n"), name="issue.txt")
    lines = jsonl.write_split("issue.txt", cleaned.articles, cleaned.record("jsonl"))
    written = [json.loads(line) for line in lines.splitlines()]
    assert [(line["id"], line["title"]) for line in written] == [
        (f"issue.txt#article-{number}", title) for number, title in enumerate(TITLES, 1)
    ]
    assert "".join(line["body"] for line in written) == cleaned.body
    assert {(line["document"], line["kind"], line["status"]) for line in written} == {("issue.txt", "digest", "clean")}
    second = written[1]
    assert (second["start"], second["end"]) == (len(written[0]["body"]), len(written[0]["body"]) + len(second["body"]))
    assert second["places"] == [[0, len(second["body"]), second["start"], second["end"]]]
