"""Texts as they come: typed and copied lines, chrome and prose, with everything that makes reading them hard."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.examples import examples

LINE_ENDS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n\n\n", "\n \n", "\n\t\n\u00a0\n", "\u2028", "\x0c", "\x85")
MARKS = (
    "- ",
    "* ",
    "• ",
    "1. ",
    "(2) ",
    "a) ",
    "> ",
    ">> ",
    "# ",
    "### ",
    "  ",
    "    - ",
    "\t",
    "\u00a0",
    "\u200b",
    "* *",
)
TAILS = (
    " ",
    "  ",
    "\u00a0",
    ",",
    ".",
    ":",
    " >>",
    " |",
    " ()",
    " (, )",
    "\u200c",
    "\u00ad",
    "-",
    "?",
    " https://example.com/a?b=c",
)
DRAWN = ("-----", "* * *", "=====", "~~~~~", "________", "─────", "--", "-- ", "...", "•", "|", "```", "| a | b | c |")
LINES = (
    "Unsubscribe", "Manage your email preferences", "View this email in your browser", "Sent from my phone",
    "Share this post", "Read more", "Read more >>", "SPONSORED", "A MESSAGE FROM OUR SPONSOR", "Advertisement",
    "Follow us", "Facebook | Instagram | LinkedIn", "Was this email forwarded to you? Sign up here.", "Subscribe now",
    "© 2026 The Harbour Gazette, 12 Quay Street, Port Example", "You are receiving this email because you signed up.",
    "Photo: Kim Example / Harbour Gazette", "Related articles", "More from the harbour", "How did you like this issue?",
    "[image: A harbour at dawn]", "[cid:logo]", "![Alt](https://example.com/a.png)", "https://example.com/wp/?u=1",
    "The otters are back", "What else", "WHAT ELSE", "Who pays for the bridge?", "Kim", "a", "I", "5", "e.g.",
    "Itâ€™s a cafÃ©.", "İstanbul ẞ ﬁ", "他说（）了。", "配信停止はこちら", "今週のニュースです。", "구독 취소",
    "He met Chinese leader Xi Jinping (), who smiled.", "zero\u200bwidth and\u200c no\u00a0break\u00a0 spaces",
    "The council met on Tuesday to talk about the new bridge, which nobody",
    "in the town had asked for, and which was going to cost three times as",
    "much as the old one. The mayor said that the money was there, and that",
    "Readers who unsubscribe from streaming services rarely come back, a survey of four thousand households found "
    "this week, and those who do come back are cheaper to keep than the ones who never left in the first place.",
    "The ferry will stay in port until its owners and the port agree about the fees, said Kim Example, who has run "
    "the line since 1987 and does not expect a quick end, as neither side has so much as named a day for talks",
    "and that, in the end, is that: the otters are back, the nets hang out to dry, and nobody in the harbour office "
    "would say on Wednesday who had paid for the lamp, the rope, or the very large quantity of fish.",
)  # fmt: skip
ANY = st.characters(codec="utf-8")
SOME = st.sampled_from(" \t\n\r\u00a0\u200b\u200d\u2028.,;:-*#>|()[]`~_=/@aAbeğİẞ1あ漢한🙂\u0301\x00\x0b\x1f\ufffd")


def rule_examples() -> st.SearchStrategy[str]:
    """Choose one of the texts that the rules themselves give as examples."""
    texts = [example.text for what in ("drop", "keep", "repair") for example in examples(what)]
    return st.sampled_from(texts)


def lines() -> st.SearchStrategy[str]:
    """Make a line, or a few: chrome, prose, marks, drawn lines, noise."""
    whole = st.one_of(
        st.sampled_from(LINES),
        rule_examples(),
        st.sampled_from(DRAWN),
        st.text(SOME, max_size=12),
        st.text(ANY, max_size=20),
    )
    marked = st.builds("".join, st.tuples(st.sampled_from(MARKS), whole))
    tailed = st.builds("".join, st.tuples(whole, st.sampled_from(TAILS)))
    return st.one_of(whole, whole, whole, marked, tailed)


def texts(max_lines: int = 24) -> st.SearchStrategy[str]:
    """Make a whole text, without lone surrogates: what UTF-8 can hold."""
    line = st.tuples(lines(), st.sampled_from(LINE_ENDS))
    mixed = st.lists(line, max_size=max_lines).map(lambda pairs: "".join(part for pair in pairs for part in pair))
    return st.one_of(mixed, mixed, mixed, st.text(ANY), st.text(SOME))


TAGS = tuple(
    "p div br hr td tr table ul ol li h1 h2 blockquote pre a b i em code span font center style script title svg "
    "noscript textarea option section footer dt dd html body".split()
)
ATTRIBUTES = (
    "",
    "",
    "",
    "",
    ' class="a b"',
    " id=x",
    ' href="https://example.com/a?utm_source=b&amp;c=d"',
    " href='https://click.example.com/?url=https%3A%2F%2Fexample.org%2F'",
    ' href="javascript:alert(1)" onclick="x"',
    ' style="display:none"',
    ' style="font-size:0;color:#fff;background:#ffffff"',
    " hidden",
    "/",
    "\n",
)
PICTURES = (
    '<img src="https://example.com/a.png" alt="A harbour">',
    '<img src="https://example.us1.list-manage.com/track/open.php?u=1" width=1 height=1>',
    '<img alt="🙂">',
    '<img alt="Unsubscribe">',
    "<img>",
)
ENTITIES = (
    "&nbsp;",
    "&amp;",
    "&zwnj;",
    "&#8203;",
    "&#x1F600;",
    "&eacute",
    "&bogus;",
    "&",
    "&#0;",
    "&lt;p&gt;",
    "&shy;",
)
SCRAPS = (
    "<!-- a -->",
    "<![endif]-->",
    "<!--[if mso]>a<![endif]-->",
    "<!--[if !mso]><!-->",
    "<!doctype html>",
    "<style>.a{display:none}</style>",
    "<style>@media x{.a{display:none}}</style>",
    "<title>Otters</title>",
    '<meta charset="utf-8">',
    "<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>",
    "<3",
    "</ 3>",
    "\0",
    " (<b></b>)",
)
BROKEN_ATTRIBUTES = (" a='b", ' a="b>', " a=\"b'", ' a=b"c')
BROKEN_SCRAPS = ("<!--", "-->", "</", "<", ">", '"', "'", "<a ", "</script", "<style>", "<svg>")


def pages(max_pieces: int = 16) -> st.SearchStrategy[str]:
    """Make HTML: elements, text, tags in any order, entities, and scraps of what should not be there."""
    attribute = st.sampled_from(ATTRIBUTES + BROKEN_ATTRIBUTES)
    scrap = st.sampled_from(SCRAPS + BROKEN_SCRAPS + PICTURES)
    return _pieces(attribute, scrap, max_pieces)


def sound_pages(max_pieces: int = 16) -> st.SearchStrategy[str]:
    """Make HTML with what people get wrong, but with all quotes and comments closed, and pictures on their own."""
    alone = st.sampled_from(PICTURES).map("<p>{}</p>".format)
    return _pieces(st.sampled_from(ATTRIBUTES), st.one_of(st.sampled_from(SCRAPS), alone), max_pieces)


def _pieces(attribute: st.SearchStrategy[str], scrap: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    name = st.sampled_from(TAGS)
    element = st.builds("<{0}{1}>{2}</{0}>".format, name, attribute, lines())
    tag = st.one_of(st.builds("<{}{}>".format, name, attribute), name.map("</{}>".format))
    piece = st.one_of(element, element, tag, tag, lines(), st.sampled_from(ENTITIES), scrap)
    return st.lists(piece, max_size=most).map("".join)


def byte_strings() -> st.SearchStrategy[bytes]:
    """Make any bytes, and texts in several encodings, some with damage."""
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso2022_jp", "shift_jis", "latin-1", "utf-16-le")
    encoded = st.builds(lambda text, name: text.encode(name, "ignore"), texts(8), st.sampled_from(encodings))
    damaged = st.builds(lambda a, b, c: a + b + c, encoded, st.binary(max_size=4), encoded)
    return st.one_of(st.binary(), encoded, damaged)
