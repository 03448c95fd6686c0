from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.model import Chrome, Hit, Rule, Span
from cleaner.places import evidence, extents, place
from cleaner.readers import plain

TEXT = "The ferry is late.\n\n  One sea-going,\u00a0“otter”!\r\nTwo\n"
DOCUMENT = plain.read(*decode(TEXT))
OTTER = DOCUMENT.blocks[1]


def hit(words: tuple[int, int] | None) -> Hit:
    return Hit(1, Rule("test/a", Chrome.LEGAL, "is a test", "0.1", points=6.0), 6.0, words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param((1, 4), "sea-going,\u00a0“otter", id="words with the marks between them"),
        pytest.param((0, 1), "One", id="first word"),
        pytest.param((3, 4), "otter", id="last word, without the marks around it"),
        pytest.param(None, "One sea-going,\u00a0“otter”!", id="no words: the block"),
    ],
)
def test_evidence_is_where_the_words_stand(words: tuple[int, int] | None, text: str) -> None:
    span = evidence(DOCUMENT, OTTER, hit(words))
    assert TEXT[span.start : span.end] == text


def test_place_of_a_range_is_that_of_its_text() -> None:
    span = place(DOCUMENT, OTTER, 4, 13)
    assert TEXT[span.start : span.end] == OTTER.text[4:13] == "sea-going"


def test_whole_lines_go_with_a_block() -> None:
    assert extents(TEXT, OTTER) == [Span(20, 47)]
    assert TEXT[20:47] == "  One sea-going,\u00a0“otter”!\r\n"
