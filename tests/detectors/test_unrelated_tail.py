"""Teasers of other articles are found at the end, and an article's own end never."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.decode import decode
from cleaner.detectors import unrelated_tail
from cleaner.patterns.folding import fold
from cleaner.readers import plain
from tests.detectors.articles import BODIES, TEASERS

LANGUAGES = sorted(BODIES)
BODY, TEASER = BODIES["en"], TEASERS["en"]
OWN_CUT = (
    "Ruth Callan and the islanders have asked the harbour board to charter a ship for the school in October. The "
    "insurer of the ferry told the board on Monday that it would"
)
BIOGRAPHY = (
    "Ann Carver is a reporter for the Harbour Post. She grew up on a lightship, studied the history of tides, and now "
    "lives in Bristol with two cats and a sextant. Her letters from the coast appear every other Sunday."
)
REFERENCES = (
    "Carver, A., Tidal memory. Collected papers on lightships, vol. 12. Oxford, Harbour Press, 2019, pp. 45-67",
    "Moss, B. and Lindqvist, T., Small ports, large debts. Journal of Coastal Economics, vol. 3. Lund 2021, pp. 1-19",
)
VERSE = (
    "The morning folds its linen on the sill. The kettle hums of somewhere it has been, of hill on hill on hill",
    "And nobody who left has ever said. What is it that the swallows write, in ink of air, above our bed",
)
DIGEST = (
    "Bakers in the capital fight over the right to call a roll a roll. A judge has tasted eleven of them in a morning.",
    "Whales sing lower than they used to. Biologists blame the engines of ships, from Norway down to the Azores.",
    "A chess club in a sauna has won the regional title. Steam helps the memory, its members claim after each match.",
    "The last umbrella maker of Lyon has found an heiress. She used to design aircraft, and hates getting wet.",
    "Saffron grows again on terraces that nobody had ploughed for sixty years. Restaurants abroad buy all of it.",
)
QUOTATION = """\
Whoever goes abroad for a week asks himself whether he has to behave well
there. As a rule others from his own town have been there before him, so.
\t\t-- Ann Carver"""
SPEECH = (
    "“Whoever plays the violin at ninety knows something about patience. I have eleven pupils, each older than my own"
)
CUT_AT_NUMBER = "Nobody knows why the lighthouse of Moss was painted green. Its keeper wrote in the log of March 1904"
WHOLE = tuple(teaser + "." for teaser in TEASER)
FOOTER = "You get this because you subscribed. Unsubscribe"


def found(*paragraphs: str, cut_off: int = 1) -> list[str]:
    """Return the paragraphs that are found."""
    blocks = plain.read(*decode("\n\n".join(paragraphs))).blocks
    folded = [fold(block.text) for block in blocks]
    return [blocks[index].text for index, _ in unrelated_tail.find(blocks, folded, {"cut_off": cut_off})]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("language", LANGUAGES)
def test_teasers_are_found(language: str, count: int) -> None:
    teasers = TEASERS[language][:count]
    assert found(*BODIES[language], *teasers) == list(teasers)


@pytest.mark.parametrize("mark", ["…", "...", " [...]", " […]", " ..."])
@pytest.mark.parametrize("language", LANGUAGES)
def test_teasers_with_an_ellipsis_are_found(language: str, mark: str) -> None:
    teasers = [teaser + mark for teaser in TEASERS[language]]
    assert found(*BODIES[language], *teasers) == teasers


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_is_left_alone(language: str) -> None:
    assert found(*BODIES[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_paragraphs_about_something_else_are_left_alone(language: str) -> None:
    stop = "。" if language in ("ja", "zh") else "."
    assert found(*BODIES[language], *(teaser + stop for teaser in TEASERS[language])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_paragraphs_about_something_else_are_found_below_a_line(language: str) -> None:
    stop = "。" if language in ("ja", "zh") else "."
    teasers = [teaser + stop for teaser in TEASERS[language]]
    assert found(*BODIES[language], "****", "A-B", *teasers, cut_off=0)[-3:] == teasers


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param((), id="nothing"),
        pytest.param((*BODY, OWN_CUT), id="own last paragraph, cut off"),
        pytest.param((*BODY, OWN_CUT + " [...]"), id="own last paragraph, with an ellipsis"),
        pytest.param((*BODY[:-1], BODY[-1] + " And then…"), id="an ellipsis for effect"),
        pytest.param((*BODY, BIOGRAPHY), id="biography"),
        pytest.param((*BODY, BIOGRAPHY.removesuffix(".") + " at harbour.example/ann"), id="biography with an address"),
        pytest.param((*BODY, *REFERENCES), id="references"),
        pytest.param((*BODY, SPEECH), id="speech"),
        pytest.param((*BODY, QUOTATION), id="quotation"),
        pytest.param((*VERSE, *VERSE, *VERSE), id="verse"),
        pytest.param((*DIGEST, TEASER[0] + "."), id="digest"),
        pytest.param((*DIGEST, TEASER[0]), id="digest that is cut off"),
        pytest.param((*BODY[:3], TEASER[0]), id="text too short to have a subject, and one paragraph"),
        pytest.param((*BODY[:2], *TEASER), id="text too short to have a subject"),
        pytest.param((*BODY, "With thanks to Tom Bell and the harbour archive"), id="closing line"),
        pytest.param((*BODY, "- a charter, from October", "- a new engine, in spring", "- a new ship"), id="list"),
        pytest.param((*TEASER, *BODY), id="cut-off paragraphs at the top"),
        pytest.param((*BODY[:3], *TEASER, *BODY[3:]), id="cut-off paragraphs in the middle"),
        pytest.param(tuple(p.removesuffix(".") for p in (*BODY, *DIGEST)), id="writer without full stops"),
    ],
)
def test_what_is_no_teaser_is_left_alone(paragraphs: tuple[str, ...]) -> None:
    assert found(*paragraphs) == []


@pytest.mark.parametrize(
    ("paragraphs", "teasers"),
    [
        pytest.param((*BODY, *TEASER, "© Harbour Post"), TEASER, id="a short line below"),
        pytest.param((*BODY, OWN_CUT, *TEASER), TEASER, id="own last paragraph cut off above"),
        pytest.param((*BODY, "The board meets at 7", *TEASER), TEASER, id="own last line without a full stop above"),
        pytest.param((*BODY, *TEASER[:2], CUT_AT_NUMBER), (*TEASER[:2], CUT_AT_NUMBER), id="cut at a number"),
    ],
)  # fmt: skip
def test_only_the_teasers_are_found(paragraphs: tuple[str, ...], teasers: tuple[str, ...]) -> None:
    assert found(*paragraphs) == list(teasers)


def test_detail_says_what_was_seen() -> None:
    blocks = plain.read(*decode("\n\n".join((*BODY, *TEASER)))).blocks
    details = dict(unrelated_tail.find(blocks, [fold(block.text) for block in blocks], {}))
    assert details[5] == (
        "one of 3 at the end that are cut off in mid-sentence at 182 to 200 characters; each of their "
        "longer words stands in 0.02 paragraphs of the text above, on average, each of the text's own in 0.85 others"
    )


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(TEASER, id="cut-off teasers"),
        pytest.param((*TEASER, FOOTER), id="cut-off teasers and a footer"),
        pytest.param(("Related stories", *TEASER), id="cut-off teasers below a heading"),
        pytest.param(("Also in today's paper", *WHOLE), id="whole teasers below a heading"),
        pytest.param(("Most read", *WHOLE, FOOTER), id="whole teasers and a footer"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "html"])
def test_article_comes_out_without_them(form: str, below: tuple[str, ...]) -> None:
    paragraphs = (*BODY, *below)
    text = "\n\n".join(paragraphs) if form == "text" else "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    body = cleaner.clean(text, media_type="text/plain" if form == "text" else "text/html").body
    assert body.strip().split("\n\n") == list(BODY)


@pytest.mark.parametrize("heading", ["Related stories", "Most read", "Top stories", "Recommended"])
def test_stories_of_a_digest_stay(heading: str) -> None:
    edits = cleaner.clean("\n\n".join((*DIGEST, heading, *WHOLE, *DIGEST))).edits
    assert [edit.rule for edit in edits if edit.rule.startswith("teasers/")] == []


def test_heading_that_comes_back_in_the_text_heads_no_teasers() -> None:
    assert found(*BODY, "Recommended", *WHOLE, cut_off=0) == ["Recommended", *WHOLE]
    assert found(BODY[0], "Recommended", *BODY[1:], "Recommended", *WHOLE, cut_off=0) == []
