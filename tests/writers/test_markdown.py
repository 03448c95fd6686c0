from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.readers import markup, plain
from cleaner.writers import markdown

LONG = (
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along with them, "
    "as they do."
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("One.\nTwo.", "One.\n\nTwo.\n", id="paragraphs come apart"),
        pytest.param(f"WHAT ELSE\n{LONG}", f"## WHAT ELSE\n\n{LONG}\n", id="capitals"),
        pytest.param(f"What else\n{LONG}", f"### What else\n\n{LONG}\n", id="short before long"),
        pytest.param(f"#  What   else\n{LONG}", f"# What else\n\n{LONG}\n", id="heading that is one already"),
        pytest.param("• one\n• two\n  – three", "- one\n- two\n  - three\n", id="list items stay together"),
        pytest.param("1. one\n2. two", "1. one\n2. two\n", id="numbered list"),
        pytest.param("1. one\n   - two\n2. three", "1. one\n   - two\n2. three\n", id="list in a numbered one"),
        pytest.param("1. one – five\n2. (3) two", "1. one – five\n2. (3) two\n", id="labels inside list items"),
        pytest.param("> said\n> more", "> said\n> more\n", id="quote"),
        pytest.param("One.\n* * *\nTwo.", "One.\n\n---\n\nTwo.\n", id="drawn line"),
        pytest.param("```\n# a\n```", "```\n# a\n```\n", id="code as it is"),
        pytest.param("| a | b |\n| 1 | 2 |", "| a | b |\n| 1 | 2 |\n", id="table as it is"),
        pytest.param("#\notters", "#\n\notters\n", id="a mark with nothing behind it"),
        pytest.param("2026. otters", "2026\\. otters\n", id="a year is no list item"),
    ],
)  # fmt: skip
def test_blocks_as_markdown(text: str, written: str) -> None:
    assert markdown.write(plain.read(*decode(text)).blocks) == written


def from_html(page: str) -> str:
    return markdown.write(markup.read(*decode(page, media_type="text/html")).blocks)


@pytest.mark.parametrize(
    ("page", "written"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("<p>a</p><div>b</div>", "a\n\nb\n", id="paragraphs"),
        pytest.param("a<br>b", "a\n\nb\n", id="line break"),
        pytest.param("<h1>a</h1><h3>b</h3>c", "# a\n\n### b\n\nc\n", id="headings"),
        pytest.param("<h2>a <em>b</em> <a href=/c>c</a></h2>", "## a *b* [c](/c)\n", id="heading with a link"),
        pytest.param("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc\n", id="list"),
        pytest.param("<ol><li>a<li>b</ol>", "1. a\n2. b\n", id="numbered list"),
        pytest.param("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", "- a\n  - b\n    - c\n- d\n", id="depth"),
        pytest.param("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b\n", id="quotes"),
        pytest.param("<pre>a\n  *b*</pre>", "```\na\n  *b*\n```\n", id="code"),
        pytest.param(
            "<table><tr><th>a<th>b<tr><td>c<td>d</table>", "| a | b |\n| --- | --- |\n| c | d |\n", id="data table"
        ),
        pytest.param(
            "<table><tr><td>a|b<td>*<tr><td>c<td>d</table>", "| a\\|b | \\* |\n| --- | --- |\n| c | d |\n",
            id="marks in a data table",
        ),
        pytest.param("<table><tr><td>a<td>b</table>", "a\n\nb\n", id="layout table"),
        pytest.param('<img src="a.png" alt="A boat">', "![A boat](a.png)\n", id="image"),
        pytest.param('<img src="a.png">', "![](a.png)\n", id="image without words"),
        pytest.param('<img src="a b(c).png">', "![](a%20b%28c%29.png)\n", id="address of an image"),
        pytest.param("<img>", "", id="image without an address"),
        pytest.param('a <img alt="🙂"> b', "a 🙂 b\n", id="emoji"),
        pytest.param(
            "<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b\n", id="two paragraphs of an item",
        ),
        pytest.param(
            "<ol><li><p>a</p><p>b</p></ol>", "1. a\n\n   b\n", id="two paragraphs of a numbered item",
        ),
        pytest.param(
            "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n", id="two paragraphs of a quote",
        ),
        pytest.param("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n  b\n- c\n", id="item behind two paragraphs"),
        pytest.param(
            "<ol start=10><li>a<ul><li>b</ul>c</ol>", "10. a\n    - b\n\n    c\n", id="list in a wide item",
        ),
        pytest.param("<ul><li>a<ul><li>b</ul></ul>c<ul><li>d</ul>", "- a\n  - b\n\nc\n\n- d\n", id="list anew"),
        pytest.param("<ul><li><ul><li>a</ul></ul>", "- a\n", id="list in an item without text"),
        pytest.param(
            "<blockquote><p>a</p><blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c\n",
            id="quote in a quote",
        ),
        pytest.param("<blockquote>a</blockquote>b", "> a\n\nb\n", id="paragraph behind a quote"),
        pytest.param(
            "<pre>```\na</pre>", "````\n```\na\n````\n", id="code with a fence in it",
        ),
        pytest.param(
            "<h1># 5 in Port Example</h1>", "# \\# 5 in Port Example\n", id="heading that begins with a number sign",
        ),
        pytest.param(
            '<img src="a.png" alt="a]b">', "![a\\]b](a.png)\n",
            id="marks in the words of an image",
        ),
    ],
)  # fmt: skip
def test_blocks_of_a_page_as_markdown(page: str, written: str) -> None:
    assert from_html(page) == written


@pytest.mark.parametrize(
    ("page", "written"),
    [
        pytest.param('See <a href="/x">this</a>.', "See [this](/x).", id="link"),
        pytest.param('<a href="/a b(c)">a</a>', "[a](/a%20b%28c%29)", id="spaces and brackets in an address"),
        pytest.param('<a href=" /x?a&amp;b ">a</a>', "[a](/x?a&b)", id="outer space"),
        pytest.param('<a href="/x">a [b]</a>', "[a \\[b\\]](/x)", id="brackets in a link"),
        pytest.param('<a href="javascript:a">a</a>', "a", id="address that runs code"),
        pytest.param('<a href="data:a">a</a>', "a", id="address that holds data"),
        pytest.param('<a href="">a</a>', "a", id="no address"),
        pytest.param("<b>a</b> <i>b</i>", "**a** *b*", id="emphasis"),
        pytest.param("<i>a <b>b</b></i>", "*a **b***", id="one in another"),
        pytest.param("<b>a<i>b</b>c</i>", "**a*b***c", id="two that cross"),
        pytest.param('<a href="/x">a <b>b</b></a>', "[a **b**](/x)", id="emphasis in a link"),
        pytest.param('<b><a href="/x">a</a> b</b>', "**[a](/x) b**", id="link in emphasis"),
        pytest.param("a<b> b </b>c", "a b c", id="none with space at its ends"),
        pytest.param("<code>a</code>", "`a`", id="code"),
        pytest.param("<u>a</u> <font>b</font>", "a b", id="others are none"),
        pytest.param("<code>a_b*</code> *", "`a_b*` \\*", id="marks in code"),
        pytest.param("<code>a`b</code>", "``a`b``", id="backtick in code"),
        pytest.param("<code>`a`</code>", "`` `a` ``", id="backticks at the ends of code"),
        pytest.param("<code>a <b>b</b></code>", "`a b`", id="emphasis in code"),
        pytest.param("<b>a <code>b_c</code></b>", "**a `b_c`**", id="code in emphasis"),
        pytest.param('<code><a href="/x">a_b</a></code>', "[`a_b`](/x)", id="code that is a link"),
        pytest.param('<tt>a_b <a href="/x">c</a></tt>', "a\\_b [c](/x)", id="link in what is set like code"),
        pytest.param('<tt>a</tt> <a href="/x">c</a>', "`a` [c](/x)", id="link behind code"),
        pytest.param('<a href="/x"><code>a</code> b_</a>', "[`a` b\\_](/x)", id="code in a link"),
        pytest.param(
            '<a href="/a\nb">a</a>', "[a](/ab)", id="line break in an address",
        ),
    ],
)  # fmt: skip
def test_links_and_emphasis_as_markdown(page: str, written: str) -> None:
    assert from_html(page) == f"{written}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a *b* _c_ `d`", "a \\*b\\* \\_c\\_ \\`d\\`", id="marks of emphasis"),
        pytest.param("[a](b) ![c]", "\\[a\\](b) !\\[c\\]", id="marks of links"),
        pytest.param("a \\ b", "a \\\\ b", id="backslash"),
        pytest.param("&lt;b&gt;a", "\\<b\\>a", id="tag"),
        pytest.param("# a", "\\# a", id="heading"),
        pytest.param("- a", "\\- a", id="list"),
        pytest.param("+ a", "\\+ a", id="list with a plus"),
        pytest.param("1. a", "1\\. a", id="numbered list"),
        pytest.param("1987) a", "1987\\) a", id="number with a bracket"),
        pytest.param("&gt; a", "\\> a", id="quote"),
        pytest.param("#a -b 1.5", "#a -b 1.5", id="near misses"),
        pytest.param(
            "~~~", "\\~~~", id="fence"
        ),
        pytest.param(
            "&amp;lt;", "\\&lt;", id="entity that is meant"
        ),
    ],
)  # fmt: skip
def test_text_of_a_page_stays_text_in_markdown(text: str, written: str) -> None:
    assert from_html(f"<p>{text}</p>") == f"{written}\n"
