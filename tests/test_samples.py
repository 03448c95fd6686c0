"""The samples come out exactly as expected, and so do their records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cleaner import lineage
from tests.golden import SAMPLES, cases, cleaned, expected, golden, issue, record

if TYPE_CHECKING:
    from pathlib import Path

CASES = [pytest.param(case, id=case.name) for case in cases()]


@pytest.mark.parametrize("case", CASES)
def test_sample_comes_out_as_expected(case: Path) -> None:
    assert cleaned(case).body == expected(case)


@pytest.mark.parametrize("case", CASES)
def test_lineage_of_a_sample_is_the_one_on_record(case: Path) -> None:
    assert record(case) == json.loads(golden(case).read_text("utf-8")), "python -m tests.golden writes it anew"


@pytest.mark.parametrize("case", CASES)
def test_sample_is_restored_from_what_is_expected(case: Path) -> None:
    whole = cleaned(case).record()
    assert lineage.restore(cleaned(case).body, whole, case.name) == issue(case).read_bytes()


@pytest.mark.parametrize("case", CASES)
def test_sample_says_why_it_is_one(case: Path) -> None:
    assert (case / "why.md").read_text("utf-8").strip() != ""


def test_every_folder_of_the_samples_is_a_case() -> None:
    assert [path for path in sorted(SAMPLES.iterdir()) if path.is_dir()] == cases()
