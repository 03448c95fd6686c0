from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import css, rulecache
from cleaner.css import Page, SelectorError, steps_of
from cleaner.model import Span
from cleaner.readers.tokens import tokenize
from cleaner.selfcheck import failures
from tests.private import only
from tests.shapes import PAGES
from tests.strategies import pages

if TYPE_CHECKING:
    from cleaner import RuleSet

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."


def selected(page: str, selector: str) -> list[str]:
    return [page[span.start : span.end] for span in Page(page).select(selector)]


@pytest.mark.parametrize(
    ("selector", "steps"),
    [
        pytest.param("div", [(False, "div")], id="element"),
        pytest.param("*", [(False, "*")], id="any element"),
        pytest.param("div.a.b#c[d]", [(False, "div.a.b#c[d]")], id="all that one element may be"),
        pytest.param("a  b", [(False, "a"), (False, "b")], id="inside"),
        pytest.param("a > b", [(False, "a"), (True, "b")], id="child"),
        pytest.param("a>b c", [(False, "a"), (True, "b"), (False, "c")], id="both"),
        pytest.param(" a\n", [(False, "a")], id="blank space around it"),
        pytest.param("[a='b > c'] d", [(False, "[a='b > c']"), (False, "d")], id="signs in quotes"),
        pytest.param('[a="b] c"]', [(False, '[a="b] c"]')], id="bracket in quotes"),
        pytest.param("[a='b,c' i]", [(False, "[a='b,c' i]")], id="capitals do not count"),
        pytest.param("md\\:a", [(False, "md\\:a")], id="escape"),
    ],
)
def test_steps_of_a_selector(selector: str, steps: list[tuple[bool, str]]) -> None:
    assert [(child, step.pattern) for child, step in steps_of(selector)] == steps


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        pytest.param("", "it takes elements", id="nothing"),
        pytest.param("a, b", "no commas, siblings or :states", id="list"),
        pytest.param("a + b", "no commas, siblings or :states", id="next sibling"),
        pytest.param("a ~ b", "no commas, siblings or :states", id="sibling"),
        pytest.param("a:first-child", "no commas, siblings or :states", id="place among siblings"),
        pytest.param("a:has(b)", "no commas, siblings or :states", id="what is inside"),
        pytest.param("a::before", "no commas, siblings or :states", id="part"),
        pytest.param("a|b", "it takes elements", id="namespace"),
        pytest.param("> a", "it takes elements", id="no parent"),
        pytest.param("a >", "it takes elements", id="no child"),
        pytest.param("a > > b", "it takes elements", id="two signs"),
        pytest.param("[a", "it takes elements", id="open bracket"),
        pytest.param("[a='b]", "it takes elements", id="open quote"),
        pytest.param("a..b", "Malformed class selector", id="class without a name"),
        pytest.param("#", "Malformed id selector", id="id without a name"),
        pytest.param("[a=b c]", "Malformed attribute selector", id="value that needs quotes"),
        pytest.param(".1", "Malformed class selector", id="class that begins with a digit"),
    ],
)
def test_selectors_that_are_refused(selector: str, why: str) -> None:
    with pytest.raises(SelectorError, match=why):
        steps_of(selector)


@pytest.mark.parametrize(
    ("page", "selector", "expected"),
    [
        pytest.param("<p>a</p><p>b</p>", "p", ["<p>a</p>", "<p>b</p>"], id="element"),
        pytest.param("<DIV CLASS=a>b</DIV>", "div.a", ["<DIV CLASS=a>b</DIV>"], id="capitals of the page"),
        pytest.param("<p class='a b'>c</p><p class=ab>", ".b", ["<p class='a b'>c</p>"], id="one of two classes"),
        pytest.param("<p id=a>b</p><p class=a>", "#a", ["<p id=a>b</p>"], id="id"),
        pytest.param("<a href='/s?a&amp;b'>c</a>", "[href$='a&b']", ["<a href='/s?a&amp;b'>c</a>"], id="entity"),
        pytest.param("<p a=1 a=2>", "[a='2']", [], id="of two attributes the first"),
        pytest.param("<div><p><b>a</b></p></div><b>", "div b", ["<b>a</b>"], id="inside"),
        pytest.param("<div><p><b>a</b></p></div>", "div > b", [], id="no child"),
        pytest.param("<div><p><b>a</b></p></div>", "div > p > b", ["<b>a</b>"], id="child of a child"),
        pytest.param("<i><b><i></i></b></i><b></b>", "i b i", ["<i></i>"], id="the same name twice"),
        pytest.param("<b>a<b>b</b></b>", "b", ["<b>a<b>b</b></b>"], id="the outermost of two"),
        pytest.param("<p class=a>b<p>c", ".a", ["<p class=a>b"], id="closed by the next"),
        pytest.param("<ul><li class=a><b>b<li>c</ul>", ".a", ["<li class=a><b>b"], id="item, closed by the next"),
        pytest.param("<div class=a><p>b</div>c", ".a", ["<div class=a><p>b</div>"], id="end tag of what is around"),
        pytest.param("a<p>b", "p", ["<p>b"], id="never closed"),
        pytest.param("<p><img class=a>b<br class=a>", ".a", ["<img class=a>", "<br class=a>"], id="without content"),
        pytest.param("<!-- <p> --><style><p></style>", "p", [], id="what is no tag"),
        pytest.param("<div><noscript></div><p></noscript><b>", "div > b", ["<b>"], id="what is not shown"),
        pytest.param("<div><svg/><b></b></div>", "div > b", ["<b></b>"], id="drawing that is closed at once"),
        pytest.param("<table><tr><td>", "table > tr", ["<tr><td>"], id="no element but those that are written"),
        pytest.param("", "*", [], id="nothing"),
    ],
)
def test_what_is_selected(page: str, selector: str, expected: list[str]) -> None:
    assert selected(page, selector) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(5, 6, "b", id="inside"),
        pytest.param(2, 10, "b", id="all of it"),
        pytest.param(5, 11, "", id="beyond its end"),
        pytest.param(1, 3, "", id="before its start"),
        pytest.param(0, 1, "", id="outside"),
    ],
)
def test_span_is_in_an_element_or_not(start: int, end: int, expected: str) -> None:
    assert Page("a <b>c</b> d").around(Span(start, end), ("i", "b", "*")) == expected


def _elements() -> st.SearchStrategy[str]:
    attributes = st.sampled_from(("", " class=a", " class='a b'", " id=c", " title='b a'"))
    element = "<{0}{1}>{2}</{0}>".format
    names = st.sampled_from(("div", "b"))
    inner = st.recursive(
        st.just("x"), lambda inside: st.lists(st.builds(element, names, attributes, inside), max_size=4).map("".join)
    )
    return st.builds(element, names, attributes, inner)


def _selectors() -> st.SearchStrategy[str]:
    steps = st.lists(st.sampled_from(("div", "b", ".a", "div.b", "#c", "[title~=a]", "*")), min_size=1, max_size=4)
    return st.builds(str.join, st.sampled_from((" ", " > ")), steps)


@given(_elements(), _selectors())
def test_beautifulsoup_selects_the_same_in_sound_pages(page: str, selector: str) -> None:
    found = BeautifulSoup(page, "html.parser").select(selector)
    starts = sorted({tag.sourcepos for tag in found})
    spans = Page(page).select(selector)
    assert [span.start for span in spans] == [at for at in starts if not any(s.start < at < s.end for s in spans)]
    assert all(page[span.start] == "<" and page[span.end - 1] == ">" for span in spans)


@given(pages(), _selectors())
def test_elements_of_any_page_are_in_order_and_apart(page: str, selector: str) -> None:
    spans = [place for span in Page(page).select(selector) for place in span]
    assert spans == sorted(spans)
    assert all(0 <= at <= len(page) for at in spans)


# Rules with selectors.

PLATFORM = """\
[pack]
title = "Harbour"
class = "masthead"
signs.text = ["harbour.example"]
when.platform = "harbour"

[[rule]]
id = "frame"
why = "is the frame of the letter"
points = 6
since = "1"
match.css = ["p.x", "table.frame"]
examples.drop = ["<table class=frame><tr><td>Otters</table>"]
examples.keep = ["<table><tr><td>Otters</table>", "table.frame", "Otters"]

[[rule]]
id = "letter"
why = "names the letter"
points = 6
since = "1"
match.phrase = "harbour letter"
match.css = "p[id^=name] > b"
examples.drop = ["<p id=name1><b>The Harbour Letter</b></p>"]
examples.keep = ["<p id=name1>The Harbour Letter</p>", "<p id=name1><b>The Letter</b></p>"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    """Drop what stands in a frame in letters of a platform."""
    (tmp_path / "harbour.toml").write_text(PLATFORM, "utf-8")
    return only(tmp_path / "harbour.toml")


def letter(*parts: str) -> str:
    return "".join([f"<p>{PROSE}</p>", *parts, f"<p>{PROSE} <a href=https://harbour.example/>Read on</a></p>"])


def gone(page: str, rules: RuleSet) -> list[tuple[str, str]]:
    """Clean a page; return what went, and why."""
    return [(edit.removed, edit.why) for edit in cleaner.clean(page, media_type="text/html", rules=rules).edits]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(
            "<table class=frame><tr><td>Otters</td></tr></table>",
            [("Otters", "is the frame of the letter: in table.frame")],
            id="in the element",
        ),
        pytest.param(
            "<table class=frame><tr><td><p class=x>a<p>b</table>",
            [("a", "is the frame of the letter: in p.x"), ("b", "is the frame of the letter: in table.frame")],
            id="the first selector that selects",
        ),
        pytest.param("<p><b class=frame>Otters</b> and seals</p>", [], id="another element"),
        pytest.param(
            "<p id=name><b>The Harbour Letter</b>",
            [("<b>The Harbour Letter</b>", "names the letter: in p[id^=name] > b")],
            id="with a phrase",
        ),
        pytest.param("<p id=name>The <b>Harbour Letter</b>", [], id="with a phrase, and more than the element holds"),
    ],
)  # fmt: skip
def test_what_stands_in_a_selected_element_goes(part: str, expected: list[tuple[str, str]], rules: RuleSet) -> None:
    assert gone(letter(part), rules) == expected


def test_selectors_are_found_in_what_other_changes_have_left(rules: RuleSet) -> None:
    page = letter("Ã© <table class=frame><tr><td>Otters</td></tr></table>")
    cleaned = cleaner.clean(page, media_type="text/html", rules=cleaner.load(Path(rules.packs[0].path)))
    assert "Otters" not in cleaned.source
    assert cleaner.clean(cleaned.source, media_type="text/html", rules=cleaned.rules).source == cleaned.source


def test_page_is_read_for_selectors_once(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(css, "tokenize", lambda text: read.append(text) or tokenize(text))
    page = letter(*["<table class=frame><tr><td>Otters</td></tr></table>"] * 5)
    assert len(gone(page, rules)) == 5
    assert read == [page]


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        pytest.param("<table class=frame><tr><td>Otters</table>", "text/html", id="page of another platform"),
        pytest.param("<table class=frame> harbour.example", "text/plain", id="plain text"),
    ],
)
def test_no_page_is_read_for_selectors_that_are_not_for_it(
    text: str, media_type: str, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(css, "Page")
    assert cleaner.clean(text, media_type=media_type, rules=rules).edits == ()


def test_rules_of_the_program_read_no_page_for_selectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(css, "Page")
    assert cleaner.clean(letter(), media_type="text/html").body.startswith(PROSE)


def test_examples_of_rules_with_selectors(rules: RuleSet) -> None:
    assert [wrong for rule in rules.rules for wrong in failures(rule, rules)] == []


def test_miss_is_explained(rules: RuleSet) -> None:
    page = letter("<p>The Harbour Letter</p>")
    explained = cleaner.clean(page, media_type="text/html", rules=rules).explain()[1]
    assert [miss.failed for miss in explained.misses] == [("css is p[id^=name] > b, it stands in no such element",)]


def test_rules_with_selectors_are_kept_and_recalled(
    rules: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rulecache.keep("key", list(rules.packs))
    recalled = rulecache.recall("key")
    assert recalled is not None
    assert [rule.match for rule in recalled[0].rules] == [rule.match for rule in rules.rules]


@pytest.mark.parametrize(
    "page",
    [
        *(pytest.param(PAGES[name](5_000), id=name) for name in PAGES),
        pytest.param("<div class=x>" * 100_000 + "a", id="100,000 elements in one another"),
        pytest.param("<p class=x " + "a=b " * 200_000 + ">a", id="200,000 attributes"),
        pytest.param(f"<p class='{'x ' * 5_000_000}'>a", id="class names of 10 MB"),
        pytest.param("".join(f"<p class=a{i}>a" for i in range(3_000)), id="3,000 different tags"),
        pytest.param("<a " * 200_000, id="200,000 starts of a tag"),
    ],
)
def test_hostile_page_is_cleaned_with_selectors_in_force(page: str, rules: RuleSet) -> None:
    page = letter(page)
    cleaned = cleaner.clean(page, media_type="text/html", rules=rules)
    assert cleaned.document.platform == "harbour"
    assert cleaner.apply(page, cleaned.edits) == cleaned.source
