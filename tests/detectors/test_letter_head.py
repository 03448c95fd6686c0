"""The preview and the name above a letter's greeting."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import letter_head
from cleaner.patterns.folding import fold
from cleaner.readers import plain

PREVIEW = "The slip is free of ice, and on Monday we sail."
PROSE = "The ferry will run again on Monday, says the harbour master, once the last of the ice is gone."


def blocks_of(lines: tuple[str, ...]) -> tuple[list[int], list[int]]:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    folded = [fold(block.text) for block in blocks]
    previews = [index for index, _ in letter_head.find_preview(blocks, folded, {})]
    return previews, [index for index, _ in letter_head.find_name(blocks, folded, {})]


@pytest.mark.parametrize(
    ("lines", "preview", "name"),
    [
        pytest.param((PREVIEW, "Dear friends,", PROSE), [0], [], id="preview alone"),
        pytest.param((PREVIEW, "The Harbour Board", "Ann --", PROSE), [0], [1], id="preview and name"),
        pytest.param((PREVIEW, "Liebe Leserinnen und Leser,", PROSE), [0], [], id="German"),
        pytest.param((PREVIEW, "皆さま、", PROSE), [0], [], id="Japanese"),
        pytest.param((PREVIEW, "Friend -- I wanted to write before we sail."), [0], [], id="greeting in the text"),
        pytest.param((PREVIEW, "VELDA — The ferry sails again."), [], [], id="where the news comes from"),
        pytest.param(("Friend, we sail on Monday.", "Friend, do come along."), [], [], id="a greeting is no preview"),
        pytest.param(("Ice on the slip", "Dear friends,", PROSE), [], [], id="a title is no sentence"),
        pytest.param(
            (PREVIEW, "Ice on the slip", "By Ann Carver", "Dear friends,", PROSE), [], [], id="too much above"
        ),
        pytest.param((PREVIEW, PROSE), [], [], id="no greeting"),
        pytest.param((PREVIEW, "Thank you,", "Ann"), [], [], id="a closing is no greeting"),
        pytest.param((PREVIEW, "We sail.", "Dear friends,", PROSE), [0], [], id="a second sentence is no name"),
        pytest.param(("Dear friends,", PROSE), [], [], id="the greeting comes first"),
        pytest.param((), [], [], id="nothing"),
    ],
)
def test_what_stands_above_a_greeting_is_found(lines: tuple[str, ...], preview: list[int], name: list[int]) -> None:
    assert blocks_of(lines) == (preview, name)
