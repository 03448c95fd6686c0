"""Pages and mails from bytes to clean output: what goes, what stays as it was, and the way back."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import cleaner
from cleaner import Cleaned, CleanerError, Options, RuleSet, Status, lineage
from tests.cases import newsletters, one_id_a_case
from tests.private import repairs, rule_set
from tests.strategies import pages, sound_pages
from tests.test_cli import clean as command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.test_cli import Clean

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."
PIXEL = '<img src="https://example.us1.list-manage.com/track/open.php?u=1&amp;id=2" width="1" height="1" alt="">'
PAGE = f"""\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Otters</title>
<style>p {{ color: red }}</style><script>alert("otters")</script></head>
<body onload="alert(1)">
<div style="display:none">The otters, and more &zwnj; &zwnj;</div>
<p><a href="https://example.com/view?utm_source=x">View this email in your browser</a></p>
<h1>The <em>otters</em> are back</h1>
<p onclick="alert(2)">{PROSE} <a href="https://example.com/a?b=c&amp;utm_source=mail">Read <b>on</b></a>.</p>
<ul><li>One</li><li>Two</li></ul>
<table><tr><td>Otters</td><td>12</td></tr><tr><td>Seals</td><td>7</td></tr></table>
<p><a href="javascript:alert(3)">{PROSE}</a></p>
<p><img src="https://example.com/otters.jpg" alt="Otters at dawn"></p>
<p>{PROSE}</p>
<p>You are receiving this email because you signed up. <a href="https://example.com/out">Unsubscribe</a></p>
{PIXEL}
</body></html>
"""
HEADERS = "From: Kim Example <kim@example.com>\nSubject: Otters\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"


def mail(page: str = PAGE, headers: str = "", encoding: str = "base64") -> bytes:
    """Write a mail of two alternatives."""
    body = base64.encodebytes(page.encode()).decode() if encoding == "base64" else page
    parts = f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}"
    return (
        f'{HEADERS}{headers}Content-Type: multipart/alternative; boundary="b"\n\nA mail of two parts.\n'
        f"--b\nContent-Type: text/plain\n\nOtters.\n--b\n{parts}\n--b--\nThe end.\n"
    ).encode()


def clean(page: str, rules: RuleSet | None = None) -> Cleaned:
    return cleaner.clean(page, media_type="text/html", rules=rules)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """Drop what says `goes`; of what says `away` only that word."""
    return rule_set(
        tmp_path_factory.mktemp("rules"),
        {
            "goes": 'verdict = "drop"\nmatch.phrase = "goes"',
            "away": 'verdict = "drop"\nscope = "inline"\nmatch.phrase = "away"',
        },
    )


# What goes from the source, and what stays.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<p>goes</p>", "<p></p>", id="paragraph"),
        pytest.param(f"<p>{'away and ' * 40}</p>", f"<p>{' and ' * 40}</p>", id="a phrase that comes often"),
        pytest.param('<p class="x"> goes <!-- a --></p>', '<p class="x"><!-- a --></p>', id="with space"),
        pytest.param("<p><b><i>goes</i></b></p>", "<p></p>", id="inline elements go with it"),
        pytest.param("<p>it <b>goes</b> now</p>", "<p></p>", id="inline elements inside"),
        pytest.param('<p><a href="x">goes</a></p>', "<p></p>", id="link"),
        pytest.param("<td>goes</td>", "<td></td>", id="cell"),
        pytest.param("<p>stays<br>goes<br>stays</p>", "<p>stays<br><br>stays</p>", id="line"),
        pytest.param("<ul><li>stays<li>goes</ul>", "<ul><li>stays<li></ul>", id="item"),
        pytest.param("<b>goes<br>stays</b>", "<b><br>stays</b>", id="half of an inline element"),
        pytest.param("<b>it</b> goes", "<b></b>", id="inline element that it begins with stays"),
        pytest.param("it <b>goes<p>stays</b>", "<b><p>stays</b>", id="inline element that goes on"),
        pytest.param("<i>a</b> goes</i>", "<i></b></i>", id="crossing tags stay as they are"),
        pytest.param('<p><img src="x" alt="it goes"></p>', "<p></p>", id="image"),
        pytest.param('<a href="x"><img src="y" alt="it goes"></a>', "", id="image in a link"),
        pytest.param("<p>it &nbsp;&copy;<br/> g&#111;es&shy;</p>", "<p>it &nbsp;&copy;<br/></p>", id="entities"),
        pytest.param("<p>go</p><p>es</p>", "<p>go</p><p>es</p>", id="over two blocks is no match"),
        pytest.param("<pre>it\n goes</pre>", "<pre></pre>", id="code"),
        pytest.param(
            "<table><tr><td>it</td><td>goes</td></tr><tr><td>a</td><td>b</td></tr></table>",
            "<table><tr><td></td><td></td></tr><tr><td></td><td></td></tr></table>",
            id="data table is emptied",
        ),
    ],
)
def test_block_is_taken_out_of_the_source(before: str, after: str, rules: RuleSet) -> None:
    around = f"<p>{PROSE}</p><div>{{}}</div><p>{PROSE}</p>"
    assert clean(around.format(before), rules).source == around.format(after)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("<p>goes</p>", id="paragraph"),
        pytest.param("<br>goes<br>", id="line"),
        pytest.param("<div>goes</div>", id="division"),
        pytest.param("<table><tr><td>goes</td></tr></table>", id="cell"),
        pytest.param('<div><img src="x" alt="it goes"></div>', id="image in a division"),
        pytest.param(
            '<img src="x" alt="it goes">',
            id="image between words",
            marks=pytest.mark.xfail(reason="nothing is left where an image stood, so the words around it join"),
        ),
        pytest.param(
            '<a href="x"><img src="x" alt="it goes"></a>',
            id="image in a link between words",
            marks=pytest.mark.xfail(reason="nothing is left where an image stood, so the words around it join"),
        ),
    ],
)
def test_neighbours_do_not_run_together(between: str, rules: RuleSet) -> None:
    cleaned = clean(f"<div>{PROSE}{between}{PROSE}</div>", rules)
    assert [block.text for block in cleaned.blocks] == [PROSE, PROSE]
    assert [block.text for block in clean(cleaned.source, rules).blocks] == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("page", "body"),
    [
        pytest.param("<p>a</p><p>goes<br>b</p><p>c</p>", "a\n\nb\n\nc\n", id="line that was first in its paragraph"),
        pytest.param("<p>a<br>goes<br>b</p><p>c</p>", "a\n\nb\n\nc\n", id="line in the middle"),
        pytest.param("<p>a<br>b<br>goes</p><p>c</p>", "a\nb\n\nc\n", id="last line"),
        pytest.param("<ol><li>a<li>goes<li>b</ol>", "1. a\n3. b\n", id="item: the others keep their numbers"),
        pytest.param("<ul><li>goes<br>a<li>b</ul>", "- a\n- b\n", id="first line of an item: its label stays"),
    ],
)
def test_text_is_that_of_the_cleaned_source(page: str, body: str, rules: RuleSet) -> None:
    cleaned = clean(f"<p>{PROSE}</p>{page}<p>{PROSE}</p>", rules)
    assert cleaned.body == f"{PROSE}\n\n{body}\n{PROSE}\n"
    assert clean(cleaned.source, rules).body == cleaned.body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("far away, said Kim", "far , said Kim", id="word"),
        pytest.param("far <b>away</b>, said", "far <b></b>, said", id="word that stands out"),
        pytest.param("far aw<b>ay</b>, said", "far <b></b>, said", id="word that half stands out"),
        pytest.param("f&auml;r &#97;way &amp; away", "f&auml;r  &amp; ", id="entities, more than once"),
        pytest.param("<a href='away'>far away</a>", "<a href='away'>far </a>", id="not in an address"),
        pytest.param("می\u200cخ away", "می\u200cخ ", id="beside a joiner"),
        pytest.param('<img alt="🙂" src="x"> away', '<img alt="🙂" src="x"> ', id="beside an emoji"),
    ],
)
def test_inline_rule_takes_out_its_words_and_no_tag(before: str, after: str, rules: RuleSet) -> None:
    around = f"<p>{PROSE}</p><p>{{}}</p><p>{PROSE}</p>"
    assert clean(around.format(before), rules).source == around.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("met Xi (), who", "met Xi, who", id="empty brackets"),
        pytest.param("met Xi (<b></b>), who", "met Xi<b></b>, who", id="brackets around an empty element"),
        pytest.param("met Xi <i>(</i>), who", "met Xi<i></i>, who", id="brackets in two elements"),
        pytest.param("met <a href='x'>Xi (</a>), who", "met <a href='x'>Xi</a>, who", id="link that ends inside"),
        pytest.param("met Xi&nbsp;(&nbsp;), who", "met Xi, who", id="brackets with entities"),
        pytest.param("می\u200cخ met Xi (), who", "می\u200cخ met Xi, who", id="beside a joiner"),
        pytest.param('<img alt="🙂"> met Xi ()', '<img alt="🙂"> met Xi', id="beside an emoji"),
        pytest.param("<pre>call()  me ()</pre>", "<pre>call()  me ()</pre>", id="not in code"),
        pytest.param(
            "<table><tr><td>Xi ()<td>1<tr><td>b<td>2</table>",
            "<table><tr><td>Xi ()<td>1<tr><td>b<td>2</table>",
            id="not in a table, where no place is known",
        ),
        pytest.param("a cafÃ© in the harbour", "a café in the harbour", id="mojibake"),
        pytest.param("a caf&Atilde;&copy; <i>here</i>", "a café <i>here</i>", id="mojibake in entities"),
        pytest.param("a <b>cafÃ©</b>, it&rsquo;s", "a <b>café</b>, it&rsquo;s", id="mojibake that stands out"),
        pytest.param("a&nbsp;b &zwnj; c&shy;d", "a&nbsp;b &zwnj; c&shy;d", id="markup's own spaces stay"),
    ],
)
def test_repairs_change_text_and_no_tags(before: str, after: str) -> None:
    assert clean(f"<div><p>{before}</p></div>", repairs()).source == f"<div><p>{after}</p></div>"


@pytest.mark.parametrize(
    "chrome",
    [
        pytest.param("View this email in your browser, itâ€™s better", id="English"),
        pytest.param("© 2026 Kim Ã\xa0 Port Example. All rights reserved.", id="English with an accent"),
    ],
)
def test_chrome_that_only_a_repair_shows_goes_at_once(chrome: str) -> None:
    cleaned = clean(f"<p>{PROSE}</p><p>{chrome}</p><p>{PROSE}</p>")
    assert cleaned.source == f"<p>{PROSE}</p><p></p><p>{PROSE}</p>"


# Links and pixels.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("https://example.com/a?utm_source=x", "https://example.com/a", id="parameter"),
        pytest.param("https://example.com/a?b=c&amp;utm_source=x", "https://example.com/a?b=c", id="one of two"),
        pytest.param(
            "https://example.com/a?b&amp;utm_source=x&amp;d=e", "https://example.com/a?b&amp;d=e", id="between others"
        ),
        pytest.param("https://example.com/a?b=c&utm_source=x", "https://example.com/a?b=c", id="without an entity"),
        pytest.param(
            "https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%26d%3De",
            "https://example.com/a?b=c&amp;d=e",
            id="redirect",
        ),
        pytest.param("https://example.com/a?b=c", "https://example.com/a?b=c", id="no tracker"),
        pytest.param("https://example.com/a?b=c&d=%22", "https://example.com/a?b=c&d=%22", id="left as it is written"),
        pytest.param("https://t.example.com/ls/click?upn=a", "https://t.example.com/ls/click?upn=a", id="opaque"),
        pytest.param("mailto:kim@example.com?subject=a", "mailto:kim@example.com?subject=a", id="mail"),
        pytest.param("#top", "#top", id="place on the page"),
        pytest.param("javascript:a('?utm_source=x')", "javascript:a('?utm_source=x')", id="script"),
    ],
)  # fmt: skip
def test_links_lose_their_trackers(before: str, after: str) -> None:
    page = f'<p>{PROSE} <a class="x" href="{{}}" id="y">Read on</a></p>'
    assert clean(page.format(before), repairs()).source == page.format(after)


def test_original_address_stays_in_the_record() -> None:
    cleaned = clean(f'<p>{PROSE} <a href="https://example.com/?utm_source=x&amp;b=c">Otters</a></p>')
    (edit,) = cleaned.record("source")["edits"]
    assert (edit["rule"], edit["class"]) == ("repair/tracked-links", "tracking")
    assert (edit["text"], edit["replacement"]) == (
        "https://example.com/?utm_source=x&amp;b=c",
        "https://example.com/?b=c",
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param("markdown", "![Otters at dawn](http://a.example/d.png)", id="image in Markdown"),
        pytest.param("markdown", "[Read on](http://a.example/b/c)", id="link in Markdown"),
        pytest.param("html", '<img src="http://a.example/d.png" alt="Otters at dawn">', id="image in HTML"),
        pytest.param("html", '<a href="http://a.example/b/c">Read on</a>', id="link in HTML"),
        pytest.param("source", '<img src="/d.png" alt="Otters at dawn">', id="image in the source"),
        pytest.param("source", '<a href="c">Read on</a>', id="link in the source"),
    ],
)
def test_relative_addresses_are_whole_but_in_the_source(form: str, expected: str) -> None:
    image, link = '<img src="/d.png" alt="Otters at dawn">', '<a href="c">Read on</a>'
    assert expected in clean(f"<base href='http://a.example/b/'><p>{PROSE}</p>{image}<p>{PROSE} {link}").output(form)


def test_relative_address_is_judged_as_the_whole_one() -> None:
    page = f'<base href="https://example.us1.list-manage.com/"><p>{PROSE}</p><img src="track/open.php?u=1&amp;id=2">'
    assert [edit.rule for edit in clean(page).edits] == ["pixels/vendor-pixel"]


def test_relative_link_that_is_tracked_is_written_whole() -> None:
    page = f'<base href="http://a.example/"><p>{PROSE} <a href="{{}}">Read on</a></p>'
    cleaned = clean(page.format("b?utm_source=x&amp;c=d"), repairs())
    assert cleaned.source == page.format("http://a.example/b?c=d")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_links_lose_their_trackers_in_other_formats(form: str) -> None:
    assert "utm_source" not in clean(PAGE).output(form)


OPAQUE = "https://ctrk.klclick1.com/l/01HQTOKEN"
UNWRAPPED = f"https://www.google.com/url?q={quote(OPAQUE, safe='')}"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(f'<p>{PROSE} <a href="{OPAQUE}">a</a></p>', [(OPAQUE, "Klaviyo")], id="one"),
        pytest.param(
            f'<p>{PROSE} <a href="{OPAQUE}">a</a> <a href="{OPAQUE}/2">b</a></p>',
            [(OPAQUE, "Klaviyo"), (f"{OPAQUE}/2", "Klaviyo")],
            id="two",
        ),
        pytest.param(
            f'<p>{PROSE}</p><a href="{OPAQUE}?a&amp;b">a</a>', [(f"{OPAQUE}?a&amp;b", "Klaviyo")], id="as it is written"
        ),
        pytest.param(f'<p><a href="{OPAQUE}">{PROSE}<br>{PROSE}</a>', [(OPAQUE, "Klaviyo")], id="one over two blocks"),
        pytest.param(f'<p>{PROSE} <a href="{UNWRAPPED}">a</a>', [(UNWRAPPED, "Klaviyo")], id="in a readable redirect"),
        pytest.param(
            f'<p>Ã© {PROSE} () <a href="{OPAQUE}">a</a> b</p>', [(OPAQUE, "Klaviyo")], id="behind text that changes"
        ),
        pytest.param(f'<p>{PROSE}</p><p><a href="{OPAQUE}">Unsubscribe</a></p>', [], id="not what goes"),
        pytest.param(f'<p>{PROSE} <a href="https://example.com/?utm_source=x">a</a>', [], id="not what is put right"),
        pytest.param(f'<p>{PROSE} <a href="#l">a</a> <img src="{OPAQUE}" alt="Otters">', [], id="not others"),
        pytest.param(f'<p><a href="{OPAQUE}">Unsubscribe</a></p>', [(OPAQUE, "Klaviyo")], id="of a guarded page"),
    ],
)
def test_tracked_links_that_only_their_vendor_can_read_are_marked(page: str, expected: list[tuple[str, str]]) -> None:
    cleaned = clean(page)
    assert [(page[link.place.start : link.place.end], link.vendor) for link in cleaned.opaque_links] == expected
    assert cleaned.record()["opaque_links"] == [
        {"start": link.place.start, "end": link.place.end, "vendor": link.vendor} for link in cleaned.opaque_links
    ]


def test_tracked_links_of_plain_text_are_marked_where_they_stood() -> None:
    text = f"Read online\n\n{PROSE}  \n({OPAQUE})\n\nUnsubscribe\n"
    cleaned = cleaner.clean(text)
    assert cleaned.edits != ()
    assert [text[link.place.start : link.place.end] for link in cleaned.opaque_links] == [OPAQUE]


def test_no_link_is_marked_if_links_are_left_alone() -> None:
    page = f'<p>{PROSE} <a href="{OPAQUE}">a</a></p>'
    assert cleaner.clean(page, rules=cleaner.load(disable=["tracking"])).opaque_links == ()


@pytest.mark.parametrize("form", ["text", "source"])
def test_record_with_hashes_does_not_hold_the_address_of_a_marked_link(form: str) -> None:
    record = clean(f'<p>{PROSE} <a href="{OPAQUE}">a</a></p><p>Unsubscribe</p>').record(form, text="hash")
    assert len(record["opaque_links"]) == 1
    assert "TOKEN" not in lineage.dumps(record)


@pytest.mark.parametrize(
    ("src", "vendor"),
    [
        pytest.param("https://example.us1.list-manage.com/track/open.php?u=1&amp;id=2", "MailChimp", id="MailChimp"),
        pytest.param("https://u1.ct.sendgrid.net/wf/open?upn=abc", "SendGrid", id="SendGrid"),
        pytest.param("//t.hubspotemail.net/e2t/o/abc", "HubSpot", id="HubSpot, without a scheme"),
    ],
)
@pytest.mark.parametrize("size", [pytest.param('width="1" height="1"', id="1 x 1"), pytest.param("", id="no size")])
def test_pixel_goes_and_its_vendor_is_named(src: str, vendor: str, size: str) -> None:
    cleaned = clean(f'<p>{PROSE}</p><p><img src="{src}" {size}></p>')
    assert cleaned.source == f"<p>{PROSE}</p><p></p>"
    (edit,) = cleaned.edits
    assert edit.chrome == "tracking"
    assert vendor.lower() in edit.why.lower()


@pytest.mark.parametrize(
    "image",
    [
        pytest.param('<img src="https://images.example.com/otters.jpg" alt="Otters">', id="picture"),
        pytest.param('<img src="https://images.example.com/otters.jpg">', id="picture without words"),
        pytest.param(
            '<img src="https://mcusercontent.com/1/images/otters.png" width="600">', id="from a vendor's host"
        ),
    ],
)
def test_picture_is_no_pixel(image: str) -> None:
    page = f"<p>{PROSE}</p><p>{image}</p><p>{PROSE}</p>"
    assert [edit for edit in clean(page).edits if edit.chrome == "tracking"] == []


# How a document comes in.


@pytest.mark.parametrize("parser", ["html.parser", "lxml"])
def test_soup_is_cleaned_as_its_text_is(parser: str) -> None:
    soup = BeautifulSoup(PAGE, parser)
    ours, text = cleaner.clean(soup, name="page.html"), clean(str(soup))
    assert (ours.source, ours.body, ours.edits) == (text.source, text.body, text.edits)
    assert soup == BeautifulSoup(PAGE, parser)


def test_part_of_a_soup_is_cleaned() -> None:
    found = BeautifulSoup(PAGE, "html.parser").find("ul")
    assert found is not None
    assert cleaner.clean(found).body == "- One\n- Two\n"


@pytest.mark.parametrize("parser", ["html.parser", "lxml"])
@pytest.mark.parametrize(
    ("page", "body"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Otters & <b>seals", "Otters & seals\n", id="fragment"),
        pytest.param("<p>a &lt;b&gt; &amp;amp; &nbsp;&#8203;c</p>", "a <b> &amp; c\n", id="entities"),
        pytest.param("<p>a<!-- b --></p><script>if (a < b && c) {}</script>", "a\n", id="what is not shown"),
        pytest.param("<style>.x > b { display: none }</style><p class=x>a</p><p>b</p>", "a\n\nb\n", id="style sheet"),
        pytest.param("<ul><li>a<li>b</ul>", "- a\n- b\n", id="end tags that are left out"),
        pytest.param('<meta charset="iso-8859-1"><p>Zoë</p>', "Zoë\n", id="charset that it no longer has"),
        pytest.param("<div>" * 3000 + PROSE, f"{PROSE}\n", id="3,000 elements in one another"),
    ],
)
def test_soup_has_the_text_of_its_page(page: str, body: str, parser: str) -> None:
    assert cleaner.clean(BeautifulSoup(page, parser)).body == body


def test_soup_that_was_changed_is_cleaned_as_it_is_now() -> None:
    soup = BeautifulSoup(f'<p>{PROSE} <a href="x">a</a></p>', "html.parser")
    (link,) = soup.select("a")
    link["href"] = 'https://example.com/?a="b"&c'
    link.string = "<seals>"
    assert cleaner.clean(soup).output("markdown") == f'{PROSE} [\\<seals\\>](https://example.com/?a="b"&c)\n'


@pytest.mark.parametrize("data", [None, 3, bytearray(b"Otters"), ["Otters"]], ids=lambda data: type(data).__name__)
def test_what_is_no_document_is_refused(data: Any) -> None:
    with pytest.raises(TypeError, match=f"a soup or tag of BeautifulSoup, not {type(data).__name__}"):
        cleaner.clean(data)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        pytest.param(PAGE.encode(), "text/html", id="page"),
        pytest.param(b"\xef\xbb\xbf \n<HTML><p>Otters", "text/html", id="byte order mark, space, capitals"),
        pytest.param(b"<!-- saved --><!-- twice -->\n<html><p>Otters", "text/html", id="comments above"),
        pytest.param(b'<?xml version="1.0"?>\n<!DOCTYPE html><p>Otters', "text/html", id="XML declaration"),
        pytest.param(b'<table width="100%"><tr><td>Otters', "text/html", id="table"),
        pytest.param(b"<div>Otters</div>", "text/html", id="division"),
        pytest.param(mail(), "text/html", id="mail with a page"),
        pytest.param(f"{HEADERS}\n{PROSE}".encode(), "text/plain", id="mail with text"),
        pytest.param(PROSE.encode(), "text/plain", id="text"),
        pytest.param(b"From: Kim\nSubject: Otters\n\nText.", "text/plain", id="text with headers on top"),
        pytest.param(b"A page begins with <html><body>.", "text/plain", id="text about a page"),
        pytest.param(b"<3 otters", "text/plain", id="text that begins like a tag"),
        pytest.param(b"<otter>\n<table>", "text/plain", id="text that begins with another tag"),
        pytest.param(b"<p>Otters</p>\n<p>All of them</p>\n", "text/html", id="paragraphs"),
        pytest.param(b"<h1 class='x'>Otters</h1>\n<img src='a.png'>\n", "text/html", id="heading"),
        pytest.param(b"<h1>Otters</h1>\n\nThey are *back*.\n", "text/plain", id="Markdown below a heading"),
        pytest.param(b"<p.otter@example.com> wrote:\n> Hello <b>", "text/plain", id="address"),
        pytest.param(b"", "text/plain", id="nothing"),
    ],
)
def test_content_tells_what_it_is(data: bytes, media_type: str) -> None:
    assert cleaner.clean(data).document.source.media_type == media_type


def test_text_that_is_given_as_text_is_not_taken_for_a_mail() -> None:
    assert cleaner.clean(f"{HEADERS}\n{PROSE}").document.source.envelope is None


@pytest.mark.parametrize(
    ("head", "encoding", "text", "found"),
    [
        pytest.param('<meta charset="koi8-r">', "koi8-r", "Выдры вернулись", "koi8-r", id="meta"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
            "cp1251", "Выдры вернулись", "cp1251", id="http-equiv",
        ),
        pytest.param('<?xml version="1.0" encoding="euc-kr"?>', "euc-kr", "수달이 돌아왔다", "cp949", id="XML"),
        pytest.param("<META CHARSET=Shift_JIS>", "shift_jis", "今週のカワウソ", "cp932", id="capitals, no quotes"),
        pytest.param('<meta charset="iso-8859-1">', "cp1252", "“Otters” – 5 €", "cp1252", id="more than it declares"),
        pytest.param('<meta charset="iso-8859-1">', "utf-8", "“Fähre” 今週", "utf-8", id="wrong, is UTF-8"),
        pytest.param('<meta charset="utf-8">', "cp1252", "Die “Fähre”", "windows-1252", id="wrong, is windows-1252"),
        pytest.param('<meta charset="utf-16">', "utf-8", "Fähre", "utf-8", id="one that it can't be in"),
        pytest.param('<meta charset="x-otter">', "utf-8", "Fähre", "utf-8", id="unknown"),
        pytest.param("", "utf-8", "Fähre", "utf-8", id="none, is UTF-8"),
        pytest.param("", "cp1252", "Die “Fähre”", "windows-1252", id="none, is windows-1252"),
        pytest.param("", "utf-16", "Fähre 今週", "utf-16-le", id="byte order mark"),
        pytest.param('<meta charset="koi8-r">', "utf-8-sig", "Fähre 今週", "utf-8", id="byte order mark before meta"),
    ],
)  # fmt: skip
def test_charset_of_a_page(head: str, encoding: str, text: str, found: str) -> None:
    data = f"{head}<html><p>{text}</p>".encode(encoding)
    cleaned = cleaner.clean(data, media_type="text/html", rules=repairs())
    assert cleaned.body == f"{text}\n"
    assert cleaned.document.source.encoding == found
    assert lineage.restore(cleaned.source, cleaned.record("source"), "x") == data


@pytest.mark.parametrize(
    ("declared", "head", "encoding", "found"),
    [
        pytest.param("koi8-r", '<meta charset="windows-1251">', "koi8-r", "koi8-r", id="the mail's before the page's"),
        pytest.param("", '<meta charset="koi8-r">', "koi8-r", "koi8-r", id="the page's where the mail says nothing"),
        pytest.param("us-ascii", "", "utf-8", "utf-8", id="wrong"),
    ],
)
def test_charset_of_a_page_in_a_mail(declared: str, head: str, encoding: str, found: str) -> None:
    label = f"; charset={declared}" if declared else ""
    page = f"{head}<html><p>Выдры вернулись</p>".encode(encoding)
    data = f"{HEADERS}Content-Type: text/html{label}\n\n".encode() + page
    cleaned = cleaner.clean(data)
    assert (cleaned.body, cleaned.document.source.encoding) == ("Выдры вернулись\n", found)


# How it comes out.

TEXT = f"""\
The otters are back

{PROSE} Read on.

- One
- Two

Otters | 12
Seals | 7

{PROSE}

Otters at dawn

{PROSE}
"""
MARKDOWN = f"""\
# The *otters* are back

{PROSE} [Read **on**](https://example.com/a?b=c).

- One
- Two

| Otters | 12 |
| --- | --- |
| Seals | 7 |

{PROSE}

![Otters at dawn](https://example.com/otters.jpg)

{PROSE}
"""


@pytest.mark.parametrize(
    ("form", "expected"), [pytest.param("text", TEXT, id="text"), pytest.param("markdown", MARKDOWN, id="markdown")]
)
@pytest.mark.parametrize("data", [pytest.param(PAGE.encode(), id="page"), pytest.param(mail(), id="mail")])
def test_clean_page(data: bytes, form: str, expected: str) -> None:
    assert cleaner.clean(data).output(form) == expected


def test_markdown_has_no_address_that_runs_code() -> None:
    assert "javascript:" not in clean(PAGE).output("markdown")


def test_page_of_its_own_is_small_and_safe() -> None:
    page = clean(PAGE).output("html")
    soup = BeautifulSoup(page, "html.parser")
    names = {tag.name for tag in soup.find_all()}
    attributes = {name for tag in soup.find_all() for name in tag.attrs}
    assert names == set("html head meta title body h1 em p a strong ul li table tr td img".split())
    assert attributes == {"lang", "charset", "href", "src", "alt"}
    assert [tag["href"] for tag in soup.find_all("a")] == ["https://example.com/a?b=c"]
    assert [tag["src"] for tag in soup.find_all("img")] == ["https://example.com/otters.jpg"]
    assert (soup.title and soup.title.string, soup.html and soup.html["lang"]) == ("Otters", "en")
    assert clean(page).source == page


def test_source_loses_what_went_and_nothing_else() -> None:
    cleaned = clean(PAGE)
    assert cleaned.status is Status.CHANGED
    assert [edit.removed for edit in cleaned.edits] == [
        "The otters, and more &zwnj; &zwnj;",
        '<a href="https://example.com/view?utm_source=x">View this email in your browser</a>',
        "https://example.com/a?b=c&amp;utm_source=mail",
        "You are receiving this email because you signed up. ",
        "Unsubscribe",
        PIXEL,
    ]


@pytest.mark.parametrize(
    ("page", "status"),
    [
        pytest.param(f"<p>{PROSE}</p>", Status.CLEAN, id="nothing to clean"),
        pytest.param("<p>Unsubscribe</p>", Status.GUARDED, id="nothing but chrome"),
        pytest.param("<script>x</script>", Status.CLEAN, id="nothing to see"),
    ],
)
def test_page_that_stays_as_it_is(page: str, status: Status) -> None:
    cleaned = clean(page)
    assert (cleaned.source, cleaned.edits, cleaned.status) == (page, (), status)


def test_text_of_a_page_without_text_is_empty() -> None:
    assert clean("<html><script>x</script></html>").body == ""


@pytest.mark.parametrize("form", ["text", "source", "markdown", "html"])
@pytest.mark.parametrize("data", [pytest.param(PAGE.encode(), id="page"), pytest.param(mail(), id="mail")])
def test_page_over_the_limit_passes_unchanged(data: bytes, form: str) -> None:
    cleaned = cleaner.clean(data, options=Options(max_bytes=100))
    assert (cleaned.status, cleaned.edits, len(cleaned.warnings)) == (Status.LIMIT, (), 1)
    assert cleaned.output(form) == PAGE


# The record, and the way back.


@pytest.mark.parametrize("text", ["full", "hash"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "source", "jsonl"])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.encode(), id="page"),
        pytest.param(mail(), id="mail"),
        pytest.param(mail(encoding="8bit"), id="mail, 8bit"),
        pytest.param(f'<p>{PROSE} <a href="{OPAQUE}">a</a></p>'.encode(), id="page with a marked link"),
        pytest.param(b"<html>", id="empty page"),
    ],
)
def test_record_fits_its_schema(data: bytes, form: str, text: str) -> None:
    record = json.loads(lineage.dumps(cleaner.clean(data, name="issue").record(form, text=text)))
    assert list(Draft202012Validator(lineage.schema()).iter_errors(record)) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.encode(), id="page"),
        pytest.param(PAGE.encode("utf-16"), id="page in UTF-16"),
        pytest.param(PAGE.replace("\n", "\r\n").encode() + b"\xff", id="page with CRLF and a byte that is not UTF-8"),
        pytest.param(mail(), id="mail"),
        pytest.param(mail().replace(b"\n", b"\r\n"), id="mail with CRLF"),
        pytest.param(mail(encoding="8bit"), id="mail, 8bit"),
    ],
)
def test_bytes_are_restored_from_the_source_format(data: bytes) -> None:
    cleaned = cleaner.clean(data)
    record = lineage.loads(lineage.dumps(cleaned.record("source")), "x")
    assert cleaned.edits != ()
    assert lineage.restore(cleaned.source, record, "x") == data
    assert lineage.verify(cleaned.document.text, cleaned.document.source, record, "x") == []


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_other_formats_say_that_there_is_no_way_back(form: str) -> None:
    cleaned = clean(PAGE)
    with pytest.raises(CleanerError, match="--format source has one"):
        lineage.restore(cleaned.output(form), cleaned.record(form), "x")


def test_places_say_where_each_piece_of_the_text_came_from() -> None:
    assert [(text, at) for text, at in origins(clean(PAGE)) if text != at] == [
        ("The otters are back", "The <em>otters</em> are back"),
        (
            f"{PROSE} Read on.",
            f'{PROSE} <a href="https://example.com/a?b=c&amp;utm_source=mail">Read <b>on</b></a>.',
        ),
        ("- One", "One"),
        ("- Two", "Two"),
        ("Otters | 12\nSeals | 7", "Otters</td><td>12</td></tr><tr><td>Seals</td><td>7"),
        ("Otters at dawn", '<img src="https://example.com/otters.jpg" alt="Otters at dawn">'),
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("a () b<p>c () d<p>e", [("a b", "a () b"), ("c d", "c () d"), ("e", "e")], id="inside"),
        pytest.param("a () b<p>c ()", [("a b", "a () b"), ("c", "c")], id="at the end"),
        pytest.param("Ã©<p>e", [("é", "Ã©"), ("e", "e")], id="all of a block"),
        pytest.param("aÃ©<p>Ã©b<p>cÃ©d", [("aé", "aÃ©"), ("éb", "Ã©b"), ("céd", "cÃ©d")], id="replaced"),
    ],
)
def test_places_are_those_of_the_source_where_text_changes_inside_blocks(
    page: str, expected: list[tuple[str, str]]
) -> None:
    assert origins(clean(page, repairs())) == expected


def origins(cleaned: Cleaned) -> list[tuple[str, str]]:
    """Pair each piece of the text with what stands in the source where it came from."""
    source = cleaned.document.text
    return [(cleaned.body[p.start : p.end], source[p.span.start : p.span.end]) for p in places(cleaned)]


def places(cleaned: Cleaned) -> Any:
    return cleaned.articles[0].places


clean_command = command  # the fixture, by a name that is free here


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("issue.eml", mail(), id="mail"),
        pytest.param("issue.html", PAGE.encode(), id="page"),
        pytest.param("-", mail(), id="mail on standard input"),
    ],
)
def test_command_gives_the_file_back(clean_command: Clean, name: str, data: bytes, tmp_path: Path) -> None:
    source, body, record = tmp_path / name, tmp_path / "body", tmp_path / "issue.lineage.json"
    if name != "-":
        source.write_bytes(data)
    what = source if name != "-" else name
    done = clean_command(what, "--format", "source", "--lineage", record, stdin=data)
    body.write_bytes(done.out)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(b"<!DOCTYPE html>\n")
    assert clean_command("restore", body, record).out == data


# Who sent it.


@pytest.mark.parametrize(
    ("data", "platform", "evidence"),
    [
        pytest.param(mail("<p>Otters"), "", "", id="nobody that is known"),
        pytest.param(mail("<p>Otters", "X-Beehiiv-Type: post\n"), "beehiiv", "header x-beehiiv-type", id="a header"),
        pytest.param(
            mail("<p>Otters", "X-Mailer: MailChimp Mailer - **CID1**\n"),
            "mailchimp", "header x-mailer: mailchimp mailer", id="words in a header",
        ),
        pytest.param(
            mail('<p>Otters <img src="https://media.beehiiv.com/cdn-cgi/a.png">'),
            "beehiiv", "media.beehiiv.com/cdn-cgi in the text", id="an address in a mail",
        ),
        pytest.param(
            f"<html><p>{PROSE}</p>{PIXEL}".encode(),
            "mailchimp", "list-manage.com/track/open.php in the text", id="page",
        ),
        pytest.param(
            f"{HEADERS}X-MC-User: 1\n\n{PROSE}".encode(), "mailchimp", "header x-mc-user", id="mail with text"
        ),
        pytest.param(f"{PROSE}\n\nX-MC-User: 1\n".encode(), "", "", id="header that stands in a text"),
    ],
)  # fmt: skip
def test_platform_is_found_with_its_evidence(data: bytes, platform: str, evidence: str) -> None:
    record = cleaner.clean(data).record()
    assert (record["document"]["platform"], record["document"]["platform_evidence"]) == (platform, evidence)


# The promises, for any page.


@given(pages())
def test_edits_lead_to_the_source_format_and_back(page: str) -> None:
    cleaned = clean(page)
    assert cleaner.apply(page, cleaned.edits) == cleaned.source
    assert cleaner.invert(cleaned.source, cleaned.edits) == page
    assert lineage.restore(cleaned.source, cleaned.record("source"), "x") == page.encode("utf-8", "surrogatepass")


@given(sound_pages())
def test_cleaning_a_clean_page_changes_nothing(page: str) -> None:
    once = clean(page)
    again = clean(once.source)
    assert (again.edits, again.source) == ((), once.source)
    assert again.body == once.body or not once.blocks


@given(pages())
def test_every_block_is_in_the_text_or_in_an_edit(page: str) -> None:
    cleaned = clean(page)
    spans = [edit.span for edit in cleaned.edits] + [mapped.span for mapped in places(cleaned)]
    assert [
        block.text
        for block in cleaned.document.blocks
        if block.text and not any(s.start < block.span.end and s.end > block.span.start for s in spans)
    ] == []


@given(st.one_of(pages(), st.text()), st.sampled_from(["text", "markdown", "html", "source"]))
def test_any_page_has_every_format_and_a_record(page: str, form: str) -> None:
    cleaned = clean(page)
    assert isinstance(cleaned.output(form), str)
    record = json.loads(lineage.dumps(cleaned.record(form)))
    assert list(Draft202012Validator(lineage.schema()).iter_errors(record)) == []


@given(pages())
def test_page_of_its_own_is_always_safe(page: str) -> None:
    soup = BeautifulSoup(clean(page).output("html"), "lxml")
    assert soup.find(["script", "style", "iframe", "object", "form", "link"]) is None
    assert [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on") or name == "style"] == []
    addresses = [str(tag.get("href") or tag.get("src") or "http:") for tag in soup.find_all(["a", "img"])]
    assert [address for address in addresses if not address.lower().startswith(("http", "mailto:", "tel:"))] == []


@given(pages())
def test_cleaning_is_the_same_every_time(page: str) -> None:
    one, two = (
        clean(page),
        cleaner.clean(page.encode("utf-8"), media_type="text/html", options=Options(encoding="utf-8")),
    )
    assert (one.source, one.body, one.edits, one.verdicts) == (two.source, two.body, two.edits, two.verdicts)


@given(st.binary(), st.sampled_from(["text/html", "message/rfc822", None]))
def test_any_bytes_give_a_result_that_can_be_undone_or_an_error_of_ours(data: bytes, media_type: str | None) -> None:
    try:
        cleaned = cleaner.clean(data, media_type=media_type)
    except CleanerError:
        return
    assert lineage.restore(cleaned.source, cleaned.record("source"), "x") == data


@pytest.mark.parametrize("path", one_id_a_case(newsletters()))
def test_real_page_or_mail_is_clean_after_one_cleaning_and_can_be_restored(path: Path) -> None:
    data = path.read_bytes()
    once = cleaner.clean(data, name=path.name)
    again = cleaner.clean(once.source, media_type=once.document.source.media_type)
    assert again.source == once.source
    assert again.body == once.body
    assert lineage.restore(once.source, once.record("source"), path.name) == data
