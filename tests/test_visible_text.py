"""The blocks of real pages hold what selectolax sees in them: nothing is lost, doubled, or read that is not shown."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cleaner.model import Kind
from cleaner.opening import open_source
from cleaner.readers import is_markup, markup
from tests.cases import has_page, newsletters, one_id_a_case

if TYPE_CHECKING:
    from pathlib import Path

lexbor = pytest.importorskip("selectolax.lexbor", reason="selectolax is not installed")

PAGES = [path for path in newsletters() if has_page(path)]
NOT_SHOWN = "script, style, title, noscript, template, svg, iframe, object, video, audio"
# A mark as the words of an image stays in the sentence, where selectolax has none; so neither gets words of images.
ALT = re.compile(r"\balt(?=\s*=)", re.I)
# Blank space, and padding behind preheaders, which the blocks leave out; `|` stands between the cells of a table.
SPACE = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad\u034f\u180e\u2007\u115f\u3164|]+")
WORD = re.compile(r"\w+")
# Share of all words that may differ: there one parts at an inline tag what the other joins.
MAX_SHARE = 0.005


def ours(path: Path, between: str) -> str:
    """Read the text of all blocks, with a separator between them."""
    opened = open_source(path.read_bytes(), path.name, None, None)
    if not is_markup(opened.source.media_type):
        return ""
    document = markup.read(ALT.sub("off", opened.text), opened.source)
    return between.join(block.text for block in document.blocks if block.kind is not Kind.IMAGE)


def theirs(path: Path, between: str) -> str:
    """Read the text that selectolax finds in the same page, with a separator between its pieces."""
    opened = open_source(path.read_bytes(), path.name, None, None)
    if not is_markup(opened.source.media_type):
        return ""
    tree = lexbor.LexborHTMLParser(ALT.sub("off", opened.text))
    tree.root.strip_tags(NOT_SHOWN.split(", "), recursive=True)
    return str(tree.root.text(separator=between))


@pytest.mark.parametrize("path", one_id_a_case(PAGES))
def test_text_of_the_blocks_is_the_visible_text(path: Path) -> None:
    assert SPACE.sub("", ours(path, "")) == SPACE.sub("", theirs(path, ""))


@pytest.mark.skipif(not PAGES, reason="no labelled cases")
def test_words_of_all_pages_are_the_same_but_for_separators() -> None:
    counted = [(words(ours(path, " ")), words(theirs(path, " "))) for path in PAGES]
    missing = sum((their - our).total() + (our - their).total() for our, their in counted)
    assert missing <= MAX_SHARE * sum(their.total() for _, their in counted)


def words(text: str) -> Counter[str]:
    return Counter(word for part in text.split() for word in WORD.findall(SPACE.sub("", part)))
