from __future__ import annotations

from typing import NamedTuple

import pytest

from cleaner.readers.nesting import BLOCK, Nesting


class Open(NamedTuple):
    name: str
    parent: Open | None


def path(tags: str) -> str:
    """Follow start and end tags, written without brackets; return the names of what is open."""
    nesting = Nesting(Open("", None))
    for tag in tags.split():
        if tag.startswith("/"):
            nesting.close(tag[1:])
        else:
            if tag in BLOCK:
                nesting.close_before(tag)
            nesting.enter(Open(tag, nesting.element))
    names = []
    while nesting.element.parent is not None:
        names.append(nesting.element.name)
        nesting.leave()
    return " ".join(reversed(names))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("div p b", "div p b", id="elements in one another"),
        pytest.param("div p /p", "div", id="end tag"),
        pytest.param("div p b /div", "", id="end tag of one outside closes those inside"),
        pytest.param("div /p", "div", id="end tag of none"),
        pytest.param("/div", "", id="end tag of nothing"),
        pytest.param("p b /p /b i", "i", id="end tag of one that is closed already"),
        pytest.param("p p", "p", id="paragraph by a paragraph"),
        pytest.param("p button", "p button", id="no paragraph by a button"),
        pytest.param("p b p", "p b p", id="no paragraph over an inline element"),
        pytest.param("ul li li", "ul li", id="item by an item"),
        pytest.param("ul li ul li", "ul li ul li", id="no item by one of a list in it"),
        pytest.param("ul li b i li", "ul li", id="item over inline elements"),
        pytest.param("ul li div p b li", "ul li", id="item over paragraphs"),
        pytest.param("ul li table tr td li", "ul li table tr td li", id="no item over a table"),
        pytest.param(
            "ul li b b b b b b b b b li", "ul li b b b b b b b b b li", id="no item over more than are looked at"
        ),
        pytest.param("table tr td td", "table tr td", id="cell by a cell"),
        pytest.param("table tr td tr", "table tr", id="cell and row by a row"),
        pytest.param("table tr td table tr", "table tr td table tr", id="no row by one of a table in it"),
    ],
)
def test_what_is_open(tags: str, expected: str) -> None:
    assert path(tags) == expected
