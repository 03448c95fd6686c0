from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.readers.style import MAX_NAMES, Hiding, Look, hidden_names, look, pixels

PLAIN = Look()


@pytest.mark.parametrize(
    "style",
    [
        pytest.param("display:none", id="display"),
        pytest.param("color:red; display : none !important", id="display among others, with spaces"),
        pytest.param("display\n:\tnone", id="display over lines"),
        pytest.param("display:none;mso-hide:all", id="display, and hidden from Outlook"),
        pytest.param("visibility:hidden", id="visibility"),
        pytest.param("visibility:collapse", id="visibility of rows"),
        pytest.param("visibility:visible;visibility:hidden", id="visibility, the last of two"),
        pytest.param("max-height:0", id="greatest height"),
        pytest.param("max-width:0px", id="greatest width"),
        pytest.param("max-height:0.0em", id="greatest height, with decimals"),
        pytest.param("opacity:0", id="opacity"),
        pytest.param("opacity: 0.0", id="opacity, with decimals"),
        pytest.param("height:0;overflow:hidden", id="height"),
        pytest.param("overflow:hidden;width:0px", id="width"),
        pytest.param("font-size:0", id="font size"),
        pytest.param("font-size:0px;line-height:0", id="font size with a unit"),
        pytest.param("font-size:0.00em", id="font size with decimals"),
        pytest.param("font:0px/0 serif", id="font"),
        pytest.param("mso-line-height-rule:exactly;font-size:0px", id="font size behind others"),
        pytest.param("color:#fff;background:#ffffff", id="colour, in short and at length"),
        pytest.param("background-color:#fff;color:white", id="colour by its name"),
        pytest.param("color:black;background-color:#000 !important", id="colour that insists"),
        pytest.param("color:red;background:red", id="colour with any name"),
    ],
)
def test_hiding_styles(style: str) -> None:
    assert look(style, "", PLAIN).hides_text


@pytest.mark.parametrize(
    "style",
    [
        pytest.param("", id="nothing"),
        pytest.param("mso-hide:all", id="hidden from Outlook alone"),
        pytest.param("display:block", id="display"),
        pytest.param("visibility:visible", id="visibility"),
        pytest.param("visibility:hidden;visibility:visible", id="visibility, the last of two"),
        pytest.param("backface-visibility:hidden", id="visibility of the back"),
        pytest.param("text-decoration:none;list-style:none", id="none of something else"),
        pytest.param("max-height:none", id="no greatest height"),
        pytest.param("max-height:0.5em", id="small greatest height"),
        pytest.param("max-width:05px", id="greatest width that begins with 0"),
        pytest.param("min-height:0;overflow:hidden", id="least height"),
        pytest.param("line-height:0;overflow:hidden", id="height of lines"),
        pytest.param("height:0", id="height that may be overflown"),
        pytest.param("overflow:hidden;height:20px", id="overflow"),
        pytest.param("opacity:0.5", id="half opaque"),
        pytest.param("opacity:0.05", id="hardly opaque"),
        pytest.param("opacity:1", id="opaque"),
        pytest.param("font-size:0.8em", id="small font"),
        pytest.param("font-size:08px", id="font size that begins with 0"),
        pytest.param("font:12px/1.5 serif", id="font"),
        pytest.param("font:normal 400 14px serif", id="font with its weight"),
        pytest.param("mso-ansi-font-size:0", id="font size for Outlook"),
        pytest.param("padding:0;margin:0;border:0", id="0 of something else"),
        pytest.param("color:#fff", id="colour on an unknown one"),
        pytest.param("color:#fff;background:#000", id="colour on another"),
        pytest.param("border-color:#fff;background:#fff", id="colour of something else"),
        pytest.param("color:#fff;background:#fff url(a.png)", id="colour on a picture"),
        pytest.param("color:transparent;background:transparent", id="colours that are none"),
    ],
)
def test_near_misses(style: str) -> None:
    assert not look(style, "", PLAIN).hides_text


@pytest.mark.parametrize(
    ("outer", "style", "hides"),
    [
        pytest.param(PLAIN, "", False, id="nothing"),
        pytest.param(Look(hidden=True), "", True, id="hidden"),
        pytest.param(Look(hidden=True), "display:block;font-size:12px;opacity:1", True, id="hidden stays hidden"),
        pytest.param(Look(shrunk=True), "color:red", True, id="size 0"),
        pytest.param(Look(shrunk=True), "font-size:12px", False, id="size 0 is taken back"),
        pytest.param(Look(shrunk=True), "font:12px serif", False, id="size 0 is taken back by a font"),
        pytest.param(Look(invisible=True), "color:red", True, id="invisible"),
        pytest.param(Look(invisible=True), "visibility : visible", False, id="invisible is taken back"),
        pytest.param(Look(background="#ffffff"), "color:white", True, id="colour of the background around it"),
        pytest.param(Look(background="#ffffff"), "color:white;background:black", False, id="background is changed"),
        pytest.param(Look(colour="#ffffff"), "background:white", True, id="colour of the text around it"),
        pytest.param(Look(colour="#fff000", background="#fff000"), "color:red", False, id="colour is taken back"),
    ],
)
def test_what_holds_around_an_element(outer: Look, style: str, hides: bool) -> None:
    assert look(style, "", outer).hides_text is hides


@pytest.mark.parametrize(
    ("bgcolor", "style", "background"),
    [
        pytest.param("#ffffff", "", "#ffffff", id="attribute"),
        pytest.param("white", "", "#ffffff", id="attribute with a name"),
        pytest.param("", "", "", id="none"),
        pytest.param("#ffffff", "background:#000", "#000000", id="style before attribute"),
        pytest.param("#ffffff", "background-color:transparent", "#ffffff", id="style that sets none"),
        pytest.param("#ffffff", "background:url(a.png)", "", id="picture, whose colour nobody knows"),
    ],
)
def test_background(bgcolor: str, style: str, background: str) -> None:
    assert look(style, bgcolor, PLAIN).background == background


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        pytest.param(".a{display:none}", {"a"}, id="class"),
        pytest.param("#a{display:none}", {"a"}, id="id"),
        pytest.param("td.a-b_c { display : none }", {"a-b_c"}, id="class of an element"),
        pytest.param(".a,\n.b , p #c{display:none}", {"a", "b"}, id="several"),
        pytest.param(".a{color:red}\n.b\n{\ndisplay:none;\n}", {"b"}, id="one of two rules"),
        pytest.param(".a{DISPLAY:none}", {"a"}, id="capitals"),
        pytest.param("@import url(x);.a{display:none}", {"a"}, id="behind an import"),
        pytest.param("@font-face{font-family:x}.a{display:none}", {"a"}, id="behind a font"),
        pytest.param("@media x{.a{color:red}} .b{display:none}", {"b"}, id="behind a media query"),
        pytest.param("@media x{.a{display:none}}", set(), id="in a media query"),
        pytest.param("@media x{.a{color:red}.b{display:none}}", set(), id="second in a media query"),
        pytest.param("@supports (x){@media y{.a{display:none}}}", set(), id="in two at-rules"),
        pytest.param("@media x{.a{display:none}", set(), id="in a media query that is never closed"),
        pytest.param(".a .b{display:none}", set(), id="class inside another"),
        pytest.param(".a:hover{display:none}", set(), id="class with a state"),
        pytest.param(".a.b{display:none}", set(), id="two classes at once"),
        pytest.param("p{display:none}", set(), id="element"),
        pytest.param("*{display:none}", set(), id="everything"),
        pytest.param("/* .a{display:none} */", set(), id="in a comment"),
        pytest.param(".a{text-decoration:none}", set(), id="none of something else"),
        pytest.param("none", set(), id="no rule"),
        pytest.param("", set(), id="nothing"),
        pytest.param(".a{display:none}.a{display:block}", set(), id="taken back"),
        pytest.param(".a{display:block}.a{display:none}", {"a"}, id="shown before"),
        pytest.param(".a,.b{display:none}.b{display : inline}", {"a"}, id="one of two taken back"),
    ],
)
def test_names_that_a_style_sheet_hides(sheet: str, names: set[str]) -> None:
    assert hidden_names(sheet, Hiding()).names == names


def test_names_of_several_style_sheets_add_up() -> None:
    first = hidden_names(".a{display:none}", Hiding())
    assert hidden_names(".b{display:none}", first).names == {"a", "b"}


def test_names_have_a_bound() -> None:
    many = Hiding(frozenset(map(str, range(MAX_NAMES + 1))))
    assert hidden_names(".a{display:none}", many) == many


@pytest.mark.parametrize(
    ("names", "style", "covered"),
    [
        pytest.param(["x", "a"], "", True, id="one of them"),
        pytest.param(["ab"], "", False, id="one that begins like it"),
        pytest.param([], "", False, id="none"),
        pytest.param(["a"], "color:red", True, id="a style that says nothing about it"),
        pytest.param(["a"], "display: none", True, id="a style that says the same"),
        pytest.param(["a"], "color:red;display: block", False, id="a style that shows it"),
        pytest.param(["a"], "mso-display:block", True, id="a style that only looks like it"),
    ],
)
def test_hidden_names_cover_elements(names: list[str], style: str, covered: bool) -> None:
    assert Hiding(frozenset("a")).covers(names, style) is covered


@pytest.mark.parametrize(
    ("width", "height", "style", "size"),
    [
        pytest.param("1", "2", "", (1, 2), id="attributes"),
        pytest.param("600px", " 2 px ", "", (600, 2), id="attributes with a unit"),
        pytest.param("1.9", "0", "", (1, 0), id="decimals, and 0"),
        pytest.param("50%", "auto", "", (None, None), id="attributes that say nothing"),
        pytest.param("", "", "width:1px;height: 2px", (1, 2), id="style"),
        pytest.param("", "", "width:0;height:.5px", (0, 0), id="style of 0 and less than 1"),
        pytest.param("", "", "width : 1px !important", (1, None), id="style that insists"),
        pytest.param("600", "400", "width:1px", (1, 400), id="style before attribute"),
        pytest.param("600", "", "max-width:1px;border-width:3px", (600, None), id="other widths"),
        pytest.param("", "", "width:100%;height:2em", (None, None), id="other units"),
        pytest.param("", "", "width:10px;width:20px", (20, None), id="the last of two styles"),
        pytest.param("-1", "1234567", "width:1.2.3px;height:.", (None, None), id="no sizes"),
        pytest.param("", "", f"width:{'9' * 400}px", (9_999_999, None), id="very large"),
    ],
)
def test_size_of_an_image(width: str, height: str, style: str, size: tuple[int | None, int | None]) -> None:
    assert pixels(width, height, style) == size


WORDS = st.sampled_from(
    "display:none ; : width height font font-size 0 0.0 . px color background #fff url ( ) { } @media , .a".split()
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=20).map("".join), st.lists(WORDS, max_size=20).map(" ".join)))
def test_any_style_is_read(style: str) -> None:
    assert look(style, style, look(style, "", PLAIN)).background is not None
    assert all(size is None or size >= 0 for size in pixels(style, style, style))
    assert "" not in hidden_names(f"none{style}", Hiding()).names


@pytest.mark.parametrize(
    "style",
    [
        pytest.param("font:" * 12_000, id="fonts"),
        pytest.param("font:" + "1" * 60_000, id="font with a long number"),
        pytest.param("font" + " " * 60_000, id="font with much space"),
        pytest.param("height:00" * 8_000, id="heights"),
        pytest.param("background:a " * 5_000, id="backgrounds"),
        pytest.param("none" + "a" * 60_000, id="no rule"),
        pytest.param("none" + "{" * 60_000, id="rules that never end"),
        pytest.param("none" + "@media{" * 9_000, id="media queries that never end"),
    ],
)
def test_long_style_is_read(style: str) -> None:
    assert not look(style, "", PLAIN).hidden
    assert hidden_names(style, Hiding()) == Hiding()
