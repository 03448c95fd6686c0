from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import repeats_below
from cleaner.patterns.folding import fold
from cleaner.readers import plain

PROSE = (
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along with them, "
    "as they do."
)
PREVIEW = "The otters are back in the harbour, the wardens say…"


@pytest.mark.parametrize(
    ("lines", "thresholds", "found"),
    [
        pytest.param((PREVIEW, "one", PROSE), {}, [0], id="first words of a paragraph"),
        pytest.param((PREVIEW.upper(), PROSE), {}, [0], id="whatever the case"),
        pytest.param(("The wardens say, and they have brought a good", PROSE), {}, [0], id="words from the middle"),
        pytest.param((PROSE + " And this is cut off by the mail progr", PROSE), {}, [0], id="first words count"),
        pytest.param(("one", "two", "three", "four", PREVIEW, PROSE), {}, [4], id="fifth block"),
        pytest.param(("one", "two", "three", "four", "five", PREVIEW, PROSE), {}, [], id="sixth block"),
        pytest.param((PROSE, PREVIEW), {}, [], id="the repetition itself stands above nothing"),
        pytest.param(("The otters are back in the harbour", PROSE), {}, [], id="seven words"),
        pytest.param(("The otters are back in the harbour", PROSE), {"min_words": 7}, [0], id="as many as asked for"),
        pytest.param((PREVIEW, PROSE), {"min_words": 11}, [], id="fewer than asked for"),
        pytest.param(("The otters are back in the harbour at last, say wardens", PROSE), {}, [], id="other words"),
        pytest.param(
            ("The otters are back in the", "harbour, the wardens say, and they have brought many", PROSE),
            {},
            [],
            id="not across two blocks",
        ),
        pytest.param((PREVIEW, PREVIEW, "one"), {}, [], id="the same line twice in a row"),
        pytest.param((PREVIEW, PREVIEW, PROSE), {}, [0, 1], id="and the text below"),
        pytest.param((), {}, [], id="nothing"),
    ],
)  # fmt: skip
def test_preview_that_stands_below_is_found(
    lines: tuple[str, ...], thresholds: dict[str, float], found: list[int]
) -> None:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    folded = [fold(block.text) for block in blocks]
    assert [index for index, _ in repeats_below.find(blocks, folded, thresholds)] == found


@pytest.mark.parametrize(
    ("lines", "thresholds", "found"),
    [
        pytest.param((f"We sail on Monday. {PREVIEW}", "We sail on Monday.", PROSE), {}, [0], id="two paragraphs"),
        pytest.param(
            ("We sail on Monday. The otters are", "We sail on Monday.", PROSE), {"min_words": 7}, [0], id="cut off"
        ),
        pytest.param(("We sail on Monday. So it goes.", "We sail on Monday.", PROSE), {}, [], id="goes on otherwise"),
        pytest.param(
            ("We sail on Monday. So it goes.", "We sail on Monday.", "So", PROSE), {}, [], id="goes on so for a word"
        ),
        pytest.param(
            (f"We sail on Monday. So it goes. {PREVIEW}", "We sail on Monday.", "So it goes.", PROSE),
            {},
            [0],
            id="three paragraphs",
        ),
        pytest.param(("We sail on Monday.", "We sail on Monday.", PROSE), {}, [], id="the same line twice"),
        pytest.param((f"We sail. {PREVIEW}", "We sail.", PROSE), {}, [], id="a title and the text behind it"),
        pytest.param(("We sail on Monday. The", "We sail on Monday.", PROSE), {}, [], id="fewer words than asked for"),
        pytest.param(("one", f"We sail on Monday. {PREVIEW}", "We sail on Monday.", PROSE), {}, [], id="second block"),
        pytest.param((PREVIEW,), {}, [], id="nothing below"),
        pytest.param((), {}, [], id="nothing"),
    ],
)
def test_preview_of_several_paragraphs_is_found(
    lines: tuple[str, ...], thresholds: dict[str, float], found: list[int]
) -> None:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    folded = [fold(block.text) for block in blocks]
    assert [index for index, _ in repeats_below.find_spread(blocks, folded, thresholds)] == found


FIRST = "As the board has said, the ferry sails again on Monday, once the slip is free of ice."
SECOND = "The captain is back from hospital, and sends his love."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ("The ferry sails again on Monday, once the slip is free of ice. The captain is back", FIRST, SECOND),
            [0],
            id="from two paragraphs",
        ),
        pytest.param(
            ("The ferry sails again on Monday. Once the quay is free of ice.", FIRST), [0], id="with a word changed"
        ),
        pytest.param((FIRST, SECOND, FIRST), [], id="word for word"),
        pytest.param(("Ferry sails again on Monday, once the quay is free of ice", FIRST), [], id="one sentence"),
        pytest.param(
            ("The ferry sails on Monday, and the crew looks forward to the ice.", FIRST), [], id="other words"
        ),
        pytest.param(("The ferry sails again on Tuesday.", FIRST), [], id="six words"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_previews_gathered_from_the_text_are_found(lines: tuple[str, ...], found: list[int]) -> None:
    blocks = plain.read(*decode("\n\n".join(lines))).blocks
    folded = [fold(block.text) for block in blocks]
    assert [index for index, _ in repeats_below.find_gathered(blocks, folded, {})] == found
