"""The kinds of documents, and what a kind is used for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner.model import DocumentKind
from tests.cases import SHARED, newsletters
from tests.detectors.articles import BODIES, TEASERS
from tests.private import rule_set
from tests.test_items import STORIES, media_type, page

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "\n\n".join(BODIES["en"] * 2)
MAIL = "From: a@example.com\nSubject: Otters\nContent-Type: {}\n\n{}"
CALL = "<p>The ferry to Skell sails on Friday.</p><p><a href='https://example.com/go'>Come along</a></p>"


@pytest.mark.parametrize(
    ("source", "kind", "evidence"),
    [
        pytest.param(PROSE, "essay", "prose makes up 100% of", id="prose"),
        pytest.param(MAIL.format("text/plain", PROSE), "essay", "prose makes up 100% of", id="a mail of prose"),
        pytest.param(page(*STORIES, head="<h2>{}</h2>"), "digest", "4 items under headings of rank 2", id="stories"),
        pytest.param(MAIL.format("text/html", CALL), "announcement", "a mail, with 45 characters", id="a call"),
        pytest.param(MAIL.format("text/plain", "We are late."), "page", "", id="a note"),
        pytest.param(CALL, "page", "a page without any sign that it was sent", id="a call on a page"),
        pytest.param("<p>" + PROSE + "</p>", "page", "a page without any sign that it was sent", id="a saved page"),
        pytest.param("", "page", "", id="nothing"),
        pytest.param("The otters are back.\n", "page", "", id="a line"),
    ],
)
def test_kind_is_found_with_its_evidence(source: str, kind: str, evidence: str) -> None:
    found = cleaner.clean(source.encode(), media_type=media_type(source))
    facts = found.lineage.facts
    assert (found.kind, facts.kind) == (kind, kind)
    assert facts.kind_evidence.startswith(evidence)
    assert bool(facts.kind_evidence) is bool(evidence)
    assert found.record()["document"]["kind_evidence"] == facts.kind_evidence


def test_kind_on_record_is_that_of_the_clean_text() -> None:
    chrome = "".join(f"<h3>Unsubscribe</h3><p>You receive this email because you signed up, {i}.</p>" for i in range(9))
    found = cleaner.clean(page(*STORIES, head="<h2>{}</h2>") + chrome, media_type="text/html")
    assert found.kind is DocumentKind.DIGEST
    assert "4 items" in found.lineage.facts.kind_evidence


TAIL = TEASERS["en"][:2]


def test_digest_keeps_a_story_that_is_cut_off_and_unrelated() -> None:
    items = [f"{story}\nhttps://example.com/{i}" for i, story in enumerate(BODIES["en"])]
    found = cleaner.clean("\n\n".join([*items, *TAIL]) + "\n")
    assert found.kind is DocumentKind.DIGEST
    assert [story for story in TAIL if story not in found.body] == []


def test_essay_does_not() -> None:
    found = cleaner.clean("\n\n".join([*BODIES["en"] * 2, *TAIL]) + "\n")
    assert found.kind is DocumentKind.ESSAY
    assert [story for story in TAIL if story in found.body] == []


@pytest.mark.parametrize(
    ("kinds", "stays"),
    [
        pytest.param("'digest'", False, id="its kind"),
        pytest.param("['essay', 'digest']", False, id="one of two"),
        pytest.param("['essay', 'announcement', 'page']", True, id="others"),
    ],
)
def test_rule_can_be_for_documents_of_a_kind(tmp_path: Path, kinds: str, stays: bool) -> None:
    rules = rule_set(tmp_path, {"whales": f"points = 6\nmatch.phrase = 'whales sing'\nwhen.kind = {kinds}"})
    found = cleaner.clean(page(*STORIES, head="<h2>{}</h2>"), media_type="text/html", rules=rules)
    assert (STORIES[1] in found.body) is stays


def label(case: Path) -> str:
    """Tell what a labelled newsletter is: with three articles or more a digest, with two neither."""
    number = len(json.loads((case.parent / "gold.json").read_bytes())["articles"])
    return "digest" if number > 2 else "other" if number == 1 else ""


@pytest.mark.skipif(not newsletters(), reason=f"no labelled cases in {SHARED}")
def test_kinds_agree_with_the_labels_of_real_newsletters() -> None:
    labelled = [(label(case), cleaner.clean(case.read_bytes()).kind) for case in newsletters() if label(case)]
    digests = [kind for what, kind in labelled if what == "digest"]
    others = [kind for what, kind in labelled if what == "other"]
    assert digests.count(DocumentKind.DIGEST) > 0.7 * len(digests)
    assert others.count(DocumentKind.DIGEST) < 0.1 * len(others)


ARTICLES = sorted(SHARED.glob("bench/teasers/*/source.*"))


@pytest.mark.skipif(not ARTICLES, reason=f"no labelled cases in {SHARED}")
def test_real_article_with_teasers_is_no_digest() -> None:
    assert [path for path in ARTICLES if cleaner.clean(path.read_bytes()).kind is DocumentKind.DIGEST] == []
