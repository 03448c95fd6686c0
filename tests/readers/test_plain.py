from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from cleaner.decode import decode
from cleaner.readers.plain import read
from tests.strategies import texts

if TYPE_CHECKING:
    from cleaner.model import Block, Document

LONG = (
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along with them, "
    "as they do."
)
WRAPPED = """\
The council met on Tuesday to talk about the new bridge, which nobody
in the town had asked for, and which was going to cost three times as
much as the old one."""


def document(text: str) -> Document:
    return read(*decode(text))


def blocks(text: str) -> tuple[Block, ...]:
    return document(text).blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Read on (\nhttps://example.com/a\n) today.", 1, id="in brackets that a line ends and one begins"),
        pytest.param("* Read on [\nhttps://example.com/a\n]", 1, id="in an item"),
        pytest.param("(\nhttps://example.com/a\n) (\nhttps://example.com/b\n)", 1, id="two in a row"),
        pytest.param("Read on\nhttps://example.com/a\n) today.", 3, id="no bracket opens"),
        pytest.param("Read on (\n\nhttps://example.com/a\n) today.", 3, id="apart"),
        pytest.param("Read on (\nhttps://example.com/a\nand today.", 2, id="never closed"),
    ],
)
def test_address_in_brackets_stays_in_its_paragraph(text: str, expected: int) -> None:
    assert len(blocks(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\n\u00a0\n", [], id="only blank space"),
        pytest.param(
            "Otters are back.\nThe ferry is late.\n",
            [("paragraph", "Otters are back."), ("paragraph", "The ferry is late.")],
            id="a line is a paragraph",
        ),
        pytest.param(
            "Otters are back.\n\n\nThe ferry is late.",
            [("paragraph", "Otters are back."), ("paragraph", "The ferry is late.")],
            id="paragraphs between blank lines, no line end at the end",
        ),
        pytest.param(
            "\u00a0 Otters are back. \t\n", [("paragraph", "Otters are back.")], id="outer space is not in the text"
        ),
        pytest.param(
            "one\rtwo\r\nthree\u2028four\x0cfive\x85six",
            [("paragraph", word) for word in ("one", "two", "three", "four", "five", "six")],
            id="all that ends a line",
        ),
        pytest.param("a\0b", [("paragraph", "a\0b")], id="NUL is a character"),
    ],
)
def test_lines_become_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(block.kind.value, block.text) for block in blocks(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WRAPPED, id="hard-wrapped at 72"),
        pytest.param(f"    {WRAPPED}", id="hard-wrapped with an indented first line"),
        pytest.param(WRAPPED.replace("\n", "\r\n"), id="hard-wrapped with CRLF"),
        pytest.param(f"- {WRAPPED}".replace("\n", "\n  "), id="list item with continuation lines"),
        pytest.param("1. " + WRAPPED, id="numbered item with continuation lines that are not indented"),
        pytest.param("The otters are back in \nthe new harbour, all of \nthem say so.", id="format=flowed"),
        pytest.param(
            "The council said that the bridge, which nobody in the town had asked for, would cost three times as "
            "much as\nthe old one had.",
            id="long line that stops in mid-sentence",
        ),
        pytest.param(
            "A bridge that nobody in the town had asked for, so the council said on Tuesday, would be paid for by "
            "tolls,\nby a levy, and by the ferry.",
            id="long line that stops at a comma",
        ),
    ],
)
def test_broken_paragraph_is_one_block_with_soft_breaks(text: str) -> None:
    (block,) = blocks(text)
    line_breaks = len(text.splitlines()) - 1
    assert len(block.breaks) == line_breaks
    assert [text[span.start : span.end].isspace() for span in block.breaks] == [True] * line_breaks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The harbour sleeps, the boats are in,\nthe nets hang out to dry,\nand no one asks where you have been\n"
            "beneath so wide a sky.",
            id="verse",
        ),
        pytest.param("The Harbour Gazette\n12 Quay Street\nPort Example 12345", id="address"),
        pytest.param(f"{LONG}\nThe ferry is late.", id="long line that ends its sentence"),
        pytest.param(f"{LONG} \nThe ferry is late.", id="stray space behind a long line"),
        pytest.param(f"{LONG[:-1]}\nThe ferry is late.", id="long line without full stop before a capital"),
        pytest.param("One otter, two otters, and then there were\nthree of them.", id="short line in mid-sentence"),
        pytest.param("THE FERRY \nAnn Carver \nIt runs again on Monday.", id="stray spaces behind short lines"),
        pytest.param("See you next week.\n-- \nKim Example", id="signature mark is not format=flowed"),
        pytest.param("They went on \nRead More: https://example.com/a", id="label with its address"),
        pytest.param(
            "The council met on Tuesday to talk about the new bridge, which nobody\nhttps://example.com/bridge",
            id="address on a line of its own",
        ),
        pytest.param(
            "Monday      low water       at noon, and high water in the evening\n"
            "Tuesday     low water       at one, and high water in the night or so",
            id="columns set with spaces",
        ),
        pytest.param(
            "Read on at the page of the council, which nobody ever visits, at\n"
            "https://example.com/2031/05/minutes-of-the-council-on-Tuesdays\nThe Ferry Is Late\nand nobody knows",
            id="title below an address that fills its line",
        ),
        pytest.param(
            "Otters, ferries, a lamp that went missing, and whether the old weir\n"
            "                              the owner of which nobody has met since",
            id="next line stands far to the right",
        ),
    ],
)
def test_lines_that_are_not_one_paragraph_stay_apart(text: str) -> None:
    assert [block.text for block in blocks(text)] == [line.strip() for line in text.split("\n")]
    assert [block.breaks for block in blocks(text)] == [()] * (text.count("\n") + 1)


def test_label_between_drawn_lines_stands_alone() -> None:
    text = (
        "=====================ADVERTISEMENT======================\n"
        "Access to thousands of pumps, from barn pumps to bridges of\nall sizes, and to what they need."
    )
    assert [block.text.count("\n") for block in blocks(text)] == [0, 1]


def test_capitals_below_a_sentence_begin_anew() -> None:
    text = (
        "So the council met on Tuesday to talk about the bridge, and of the\n"
        "ferry. Nobody came, but for the mayor and both cats of the hall.\nEDITOR'S CORNER"
    )
    assert [block.text.count("\n") for block in blocks(text)] == [1, 0]


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        pytest.param("WHAT ELSE\n\nThe ferry is late.", "heading", 2, id="capitals"),
        pytest.param("What else\n---------\nThe ferry is late.", "heading", 1, id="underlined"),
        pytest.param("What else\n═════════\nThe ferry is late.", "heading", 1, id="underlined with box lines"),
        pytest.param(f"What else\n\n{LONG}", "heading", 3, id="short before long"),
        pytest.param(f"Who pays?\n{LONG}", "heading", 3, id="question before long"),
        pytest.param(f"5 questions\n{LONG}", "heading", 3, id="figure before long"),
        pytest.param(f"Öffnungszeiten\n{LONG}", "heading", 3, id="capital that is not ascii"),
        pytest.param("This week\n- an otter\n- a ferry", "heading", 3, id="before a list"),
        pytest.param("# Otters\nBack.", "heading", 1, id="one mark"),
        pytest.param("###### otters\nBack.", "heading", 6, id="six marks"),
        pytest.param("## [Otters](https://example.com)\nBack.", "heading", 2, id="mark and address"),
        pytest.param(f"# {'Otter ' * 12}otters.\nBack.", "heading", 1, id="mark before a sentence"),
        pytest.param("####### Otters\nBack.", "paragraph", 0, id="seven marks are none"),
        pytest.param("#otters\nBack.", "paragraph", 0, id="hashtag"),
        pytest.param("What else\n\n---------\nThe ferry is late.", "paragraph", 0, id="drawn line further below"),
        pytest.param("What else\n* * *\nThe ferry is late.", "paragraph", 0, id="drawn line that is no underline"),
        pytest.param(f"What else.\n{LONG}", "paragraph", 0, id="sentence"),
        pytest.param(f"Dear Kim,\n{LONG}", "paragraph", 0, id="salutation"),
        pytest.param(f"what else\n{LONG}", "paragraph", 0, id="lower case"),
        pytest.param(f"See https://example.com\n{LONG}", "paragraph", 0, id="with an address"),
        pytest.param(f"{'Otter ' * 12}otter\n{LONG}", "paragraph", 0, id="thirteen words"),
        pytest.param("What else\n\nThe ferry is late.", "paragraph", 0, id="short before short"),
        pytest.param("USA\n\nThe ferry is late.", "paragraph", 0, id="three capitals"),
        pytest.param("WHAT ELSE", "paragraph", 0, id="nothing below"),
    ],
)
def test_heading_is_told_from_its_neighbour(text: str, kind: str, level: int) -> None:
    first = blocks(text)[0]
    assert (first.kind.value, first.level) == (kind, level)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("-----", "rule", id="hyphens"),
        pytest.param("* * *", "rule", id="asterisks with spaces"),
        pytest.param("________________", "rule", id="underscores"),
        pytest.param("─────────", "rule", id="box lines"),
        pytest.param("◆◇◆◇◆", "rule", id="diamonds"),
        pytest.param("=-=-=-=-=", "rule", id="mixed"),
        pytest.param("--", "paragraph", id="two hyphens"),
        pytest.param("...", "paragraph", id="dots"),
        pytest.param("- a -", "list-item", id="letters among the marks"),
        pytest.param("- otter", "list-item", id="hyphen"),
        pytest.param("•\u00a0otter", "list-item", id="bullet and no-break space"),
        pytest.param("12. otter", "list-item", id="number and stop"),
        pytest.param("(3) otter", "list-item", id="number in brackets"),
        pytest.param("a) otter", "list-item", id="letter and bracket"),
        pytest.param("-otter", "paragraph", id="hyphen without space"),
        pytest.param("2026. otter", "paragraph", id="year"),
        pytest.param("3.5 otters", "paragraph", id="decimal"),
        pytest.param("> otter", "quote", id="quote"),
        pytest.param("[image: A harbour at dawn]", "image", id="image in brackets"),
        pytest.param("[Inline image 1]", "image", id="inline image"),
        pytest.param("[cid:logo]", "image", id="content id"),
        pytest.param("![A harbour](https://example.com/a.png)", "image", id="Markdown image"),
        pytest.param("[imagine] otters", "paragraph", id="other brackets"),
        pytest.param("| a | b |", "table", id="bars"),
        pytest.param("a\tb\tc", "table", id="tabs"),
        pytest.param("a | b | c", "paragraph", id="bars between words"),
        pytest.param("a\tb", "paragraph", id="one tab"),
    ],
)
def test_kind_is_told_from_the_line(text: str, kind: str) -> None:
    assert [block.kind.value for block in blocks(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("> said\n>> more\nplain", [("quote", "> said\n>> more"), ("paragraph", "plain")], id="quote"),
        pytest.param("| a | b |\n| 1 | 2 |", [("table", "| a | b |\n| 1 | 2 |")], id="table"),
        pytest.param("- one\n- two", [("list-item", "- one"), ("list-item", "- two")], id="list items stay apart"),
        pytest.param(
            "before\n```\nUnsubscribe\n\n- x\n```\nafter",
            [("paragraph", "before"), ("code", "```\nUnsubscribe\n\n- x\n```"), ("paragraph", "after")],
            id="fenced code with a blank line",
        ),
        pytest.param(
            "~~~ py\na\n```\nb\n~~~\nafter", [("code", "~~~ py\na\n```\nb\n~~~"), ("paragraph", "after")],
            id="the other fence does not close it",
        ),
    ],
)  # fmt: skip
def test_lines_that_belong_together_are_one_block(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(block.kind.value, block.text) for block in blocks(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The otters are back.\n~~~~~~~~~~\nThe ferry is late.\n~~~~~~~~~~\nUnsubscribe",
            ["paragraph", "rule", "paragraph", "rule", "paragraph"],
            id="line of tildes",
        ),
        pytest.param(
            "The otters are back.\n```\nThe ferry is late.\n\nUnsubscribe",
            ["paragraph", "paragraph", "paragraph", "paragraph"],
            id="fence that nothing closes",
        ),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |", ["table"], id="line below a table's head"),
    ],
)
def test_drawn_lines_are_neither_fences_nor_breaks_in_a_table(text: str, expected: list[str]) -> None:
    assert [block.kind.value for block in blocks(text)] == expected


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param("- one\n  - two\n    - three", [1, 2, 3], id="list"),
        pytest.param("> one\n\n>> two\n\n> > > three", [1, 2, 3], id="quotes"),
    ],
)
def test_level_is_the_depth(text: str, levels: list[int]) -> None:
    assert [block.level for block in blocks(text)] == levels


@pytest.mark.parametrize(
    ("text", "links"),
    [
        pytest.param("See https://example.com/a?b=c#d for more.", ["https://example.com/a?b=c#d"], id="in a sentence"),
        pytest.param("See (https://example.com/a), or not.", ["https://example.com/a"], id="punctuation around"),
        pytest.param("<https://example.com/a>", ["https://example.com/a"], id="angle brackets"),
        pytest.param("Read [this](https://example.com/a).", ["https://example.com/a"], id="Markdown"),
        pytest.param(
            "[![](https://example.com/a)Like](https://example.com/b)",
            ["https://example.com/a", "https://example.com/b"],
            id="picture in a link, in Markdown",
        ),
        pytest.param("[![Otters](https://example.com/a)](/b)", ["https://example.com/a"], id="picture in a path"),
        pytest.param("hTTps://example.com/a", ["hTTps://example.com/a"], id="mixed case"),
        pytest.param("https://example.com/a_(b)_c", ["https://example.com/a_(b)_c"], id="brackets inside"),
        pytest.param(
            "WWW.example.org and HTTP://example.com", ["WWW.example.org", "HTTP://example.com"], id="capitals"
        ),
        pytest.param("詳細は「https://example.com/a」。", ["https://example.com/a"], id="before Japanese marks"),
        pytest.param("Write to kim@example.com", [], id="mail address"),
    ],
)
def test_links_are_found_with_their_places(text: str, links: list[str]) -> None:
    (block,) = blocks(text)
    assert [link.href for link in block.links] == links
    assert [block.text[link.start : link.end] for link in block.links] == links


@pytest.mark.parametrize(
    ("text", "src", "alt"),
    [
        pytest.param("[image: A harbour at dawn]", "", "A harbour at dawn", id="brackets"),
        pytest.param(
            "![A harbour](https://example.com/a.png)", "https://example.com/a.png", "A harbour", id="Markdown"
        ),
        pytest.param('![A](a.png "Title")', "a.png", "A", id="Markdown with title"),
        pytest.param("[![A](a.png)](https://example.com/b)", "a.png", "A", id="Markdown in a link"),
        pytest.param("[image:]", "", "", id="no text"),
    ],
)
def test_image_has_address_and_text(text: str, src: str, alt: str) -> None:
    (block,) = blocks(text)
    assert [(image.src, image.alt) for image in block.images] == [(src, alt)]


def test_anchor_is_the_line_number() -> None:
    assert [block.anchor for block in blocks("\none\r\n\r\ntwo\rthree\n```\na\n\n```\nfour")] == [
        "2",
        "4",
        "5",
        "6",
        "10",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# The otters are back\n\nText.", "The otters are back", id="heading without its marks"),
        pytest.param("The otters\nare back in town\n", "The otters", id="short line"),
        pytest.param(LONG, "", id="prose is none"),
        pytest.param("Dear Kim,\n\nText.", "", id="salutation is none"),
        pytest.param("- one\n- two", "", id="list item is none"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_title_is_the_short_line_on_top(text: str, title: str) -> None:
    assert document(text).headers.title == title


@given(texts())
def test_blocks_are_whole_lines_in_order_and_the_rest_is_blank(text: str) -> None:
    found = blocks(text)
    line_starts = {0}
    for line in text.splitlines(keepends=True):
        line_starts.add(max(line_starts) + len(line))
    places = [place for block in found for place in (block.extent.start, block.extent.end)]
    assert [block.index for block in found] == list(range(len(found)))
    assert places == sorted(places)
    assert set(places) <= line_starts
    between = [text[end:start] for end, start in zip([0, *places[1::2]], [*places[::2], len(text)], strict=True)]
    assert "".join(between).strip() == ""


@given(texts())
def test_text_of_a_block_is_its_slice_of_the_source(text: str) -> None:
    found = blocks(text)
    assert [block.text for block in found] == [text[block.span.start : block.span.end] for block in found]
    assert [block.anchor for block in found] == [
        str(len(text[: block.extent.start].splitlines()) + 1) for block in found
    ]


@given(texts())
def test_text_of_a_block_is_its_lines_without_outer_space(text: str) -> None:
    found = blocks(text)
    assert [block.text for block in found] == [text[block.extent.start : block.extent.end].strip() for block in found]


@given(texts())
def test_soft_breaks_are_blank_space_inside_the_block(text: str) -> None:
    pairs = [(block, place) for block in blocks(text) for place in block.breaks]
    assert [pair for pair in pairs if text[pair[1].start : pair[1].end].strip()] == []
    assert [(b, p) for b, p in pairs if not b.span.start < p.start < p.end < b.span.end] == []
