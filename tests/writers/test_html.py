from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cleaner.decode import decode
from cleaner.model import Kind
from cleaner.readers import markup, plain
from cleaner.writers import html
from tests.strategies import pages, texts

PAGE = """\
<!DOCTYPE html>
<html{attribute}>
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}</body>
</html>
"""


def written(page: str) -> str:
    """Read a page and write its body."""
    whole = html.write(markup.read(*decode(page, media_type="text/html")).blocks, "", "und")
    return whole.removeprefix(PAGE.partition("{body}")[0].format(attribute="", title="")).removesuffix(
        "</body>\n</html>\n"
    )


@pytest.mark.parametrize(
    ("title", "language", "attribute", "shown"),
    [
        pytest.param("Otters", "en", ' lang="en"', "Otters", id="both"),
        pytest.param("", "und", "", "", id="neither"),
        pytest.param("<b>Otters</b> & co", "de", ' lang="de"', "&lt;b&gt;Otters&lt;/b&gt; &amp; co", id="marks"),
    ],
)
def test_page(title: str, language: str, attribute: str, shown: str) -> None:
    assert html.write((), title, language) == PAGE.format(attribute=attribute, title=shown, body="")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("<div>a</div><td>b", "<p>a</p>\n<p>b</p>\n", id="paragraphs"),
        pytest.param("<h2 class=x>a</h2>", "<h2>a</h2>\n", id="heading"),
        pytest.param("<blockquote>a</blockquote>", "<blockquote>a</blockquote>\n", id="quote"),
        pytest.param("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="list"),
        pytest.param(
            "<ul><li>a</ul>b<ul><li>c</ul>",
            "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n",
            id="two lists",
        ),
        pytest.param("<pre>a\n  &lt;b&gt;</pre>", "<pre>a\n  &lt;b&gt;</pre>\n", id="code"),
        pytest.param(
            "<table><tr><td>a</td><td>&lt;</td></tr><tr><td>b</td><td>c</td></tr></table>",
            "<table>\n<tr><td>a</td><td>&lt;</td></tr>\n<tr><td>b</td><td>c</td></tr>\n</table>\n",
            id="data table",
        ),
        pytest.param("<table><tr><td>a<td>b</table>", "<p>a</p>\n<p>b</p>\n", id="layout table"),
        pytest.param("&lt;script&gt; &amp;amp; \"a\" 'b'", "<p>&lt;script&gt; &amp;amp; \"a\" 'b'</p>\n", id="marks"),
        pytest.param(
            '<img src="https://example.com/a.png?b&amp;c" alt="&quot;A&quot; &lt;boat>">',
            '<p><img src="https://example.com/a.png?b&amp;c" alt="&quot;A&quot; &lt;boat&gt;"></p>\n',
            id="image",
        ),
        pytest.param(
            "<ol><li>a<li>b</ol>",
            "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n",
            id="numbered list",
        ),
        pytest.param("<ol start=3><li>a</ol>", '<ol start="3">\n<li>a</li>\n</ol>\n', id="numbers from 3"),
        pytest.param(
            "<ol><li>a</ol><ol><li>b</ol>",
            "<ol>\n<li>a</li>\n</ol>\n<ol>\n<li>b</li>\n</ol>\n",
            id="two numbered lists",
        ),
        pytest.param(
            "<ul><li>a</ul><ol><li>b</ol>",
            "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n",
            id="two lists of two kinds",
        ),
        pytest.param(
            "<ul><li>a<ul><li>b</ul></ul>",
            "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n</ul>\n",
            id="list in a list",
        ),
        pytest.param(
            "<ol><li>a<ul><li>b</ul>c<li>d</ol>",
            "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n<p>c</p></li>\n<li>d</li>\n</ol>\n",
            id="text behind a list in an item",
        ),
        pytest.param("<ul><li><p>a</p><p>b</p></ul>", "<ul>\n<li>a\n<p>b</p></li>\n</ul>\n", id="two paragraphs"),
        pytest.param(
            "<ul><li><ul><li>a</ul><li>b</ul>",
            "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n",
            id="list in an item without text",
        ),
        pytest.param(
            '<img src="cid:1" alt="A boat">',
            "<p>A boat</p>\n",
            id="words of an image that can't be shown",
        ),
    ],
)
def test_blocks(page: str, expected: str) -> None:
    assert written(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>", id="emphasis"),
        pytest.param("<em>a <strong>b</strong></em>", "<em>a <strong>b</strong></em>", id="one in another"),
        pytest.param("<b>a<i>b</b>c</i>", "<strong>a<em>b</em></strong>c", id="two that cross"),
        pytest.param("<code>a &lt; b</code>", "<code>a &lt; b</code>", id="code"),
        pytest.param('<a href="https://example.com/">a</a>', '<a href="https://example.com/">a</a>', id="link"),
        pytest.param('<a href="HTTP://example.com/">a</a>', '<a href="HTTP://example.com/">a</a>', id="capitals"),
        pytest.param('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>', id="mail"),
        pytest.param('<a href="tel:1">a</a>', '<a href="tel:1">a</a>', id="telephone"),
        pytest.param(
            "<a href='https://x.example/?a&amp;\"b\"&lt;'>a</a>",
            '<a href="https://x.example/?a&amp;&quot;b&quot;&lt;">a</a>',
            id="marks in an address",
        ),
        pytest.param(
            '<a href="https://x.example/">a <b>b</b></a>',
            '<a href="https://x.example/">a <strong>b</strong></a>',
            id="emphasis in a link",
        ),
        pytest.param(
            '<b><a href="tel:1">a</a> b</b>', '<strong><a href="tel:1">a</a> b</strong>', id="link in emphasis"
        ),
        pytest.param('<font color="red">a</font><u onclick="x">b</u>', "ab", id="nothing else"),
    ],
)  # fmt: skip
def test_links_and_emphasis(page: str, expected: str) -> None:
    assert written(page) == f"<p>{expected}</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param(" JavaScript:alert(1)", id="script, with a space and capitals"),
        pytest.param("java\tscript:alert(1)", id="script, with a tab"),
        pytest.param("&#106;avascript:alert(1)", id="script, with an entity"),
        pytest.param("vbscript:a", id="other script"),
        pytest.param("data:text/html,<script>", id="data"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("cid:1", id="part of a mail"),
        pytest.param("", id="empty"),
    ],
)
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param('<a href="{}">a</a>', "<p>a</p>\n", id="link"),
        pytest.param('a<img src="{}">', "<p>a</p>\n", id="image"),
    ],
)
def test_addresses_that_do_more_than_lead_somewhere_go(page: str, expected: str, address: str) -> None:
    assert written(page.format(address)) == expected


def test_drawn_line_of_plain_text() -> None:
    blocks = plain.read(*decode("One.\n* * *\nTwo.")).blocks
    assert "<p>One.</p>\n<hr>\n<p>Two.</p>" in html.write(blocks, "", "und")


@given(st.one_of(pages(), texts()))
def test_reading_what_was_written_gives_the_same_text(page: str) -> None:
    blocks = markup.read(*decode(page, media_type="text/html")).blocks
    again = markup.read(*decode(html.write(blocks, "", "und"), media_type="text/html")).blocks
    words = [
        "".join(block.text.split()) for block in blocks if block.text and block.kind not in (Kind.IMAGE, Kind.CODE)
    ]
    assert "".join(words) == "".join(
        "".join(block.text.split()) for block in again if block.kind not in (Kind.IMAGE, Kind.CODE)
    )


@given(st.one_of(pages(), texts()), st.text(), st.text(max_size=3))
def test_every_element_is_closed_and_known(page: str, title: str, language: str) -> None:
    blocks = markup.read(*decode(page, media_type="text/html")).blocks
    soup = BeautifulSoup(html.write(blocks, title, language), "html.parser")
    names = "html head meta title body p h1 h2 h3 h4 h5 h6 blockquote pre ul ol li table tr td img hr a em strong code"
    assert {tag.name for tag in soup.find_all()} <= set(names.split())
    assert {name for tag in soup.find_all() for name in tag.attrs} <= {"lang", "charset", "href", "src", "alt", "start"}
