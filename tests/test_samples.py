"""The samples come out exactly as expected, and so do their records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cleaner import lineage
from tests.golden import SAMPLES, SERIES, cases, cleaned, expected, golden, issue, record

if TYPE_CHECKING:
    from pathlib import Path

CASES = [pytest.param(case, id=case.name) for case in cases()]
KNOWN_FAILURES = {
    "japanese-mail": "the name above the issue and the lines beside addresses in a Japanese foot are not known",
    "mobile-and-desktop": "the hidden copy of a story is kept: what one screen hides another may show",
}
RIGHT = [pytest.param(case, id=case.name) for case in cases() if case.name not in KNOWN_FAILURES]
WRONG = [
    pytest.param(case, id=case.name, marks=pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[case.name]))
    for case in cases()
    if case.name in KNOWN_FAILURES
]


@pytest.mark.parametrize("case", [*RIGHT, *WRONG])
def test_sample_comes_out_as_expected(case: Path) -> None:
    assert cleaned(case).body == expected(case)


@pytest.mark.parametrize("case", RIGHT)
def test_lineage_of_a_sample_is_the_one_on_record(case: Path) -> None:
    assert record(case) == json.loads(golden(case).read_text("utf-8")), "python -m tests.golden writes it anew"


@pytest.mark.parametrize("case", CASES)
def test_sample_is_restored_from_its_record(case: Path) -> None:
    found = cleaned(case)
    assert lineage.restore(found.source, found.record("source"), case.name) == issue(case).read_bytes()


@pytest.mark.parametrize("case", CASES)
def test_sample_says_why_it_is_one(case: Path) -> None:
    assert (case / "why.md").read_text("utf-8").strip() != ""


def test_every_folder_of_the_samples_is_a_case() -> None:
    assert [path for path in sorted(SAMPLES.iterdir()) if path.is_dir() and path != SERIES] == cases()
