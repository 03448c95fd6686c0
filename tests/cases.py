"""The labelled newsletters, which the project does not hold: where they are, and those that are pages or mails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("CLEANER_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def newsletters() -> list[Path]:
    """List the newsletters as they came: pages and mails."""
    return sorted(SHARED.glob("bench/newsletters/*/source.*"))


def has_page(path: Path) -> bool:
    """Tell whether a newsletter is a page, or a mail that says that it holds one."""
    return path.suffix == ".html" or b"text/html" in path.read_bytes().lower()


def one_id_a_case(paths: list[Path]) -> list[object]:
    """Make parameters of the paths; without any the tests are skipped, and say why."""
    none = pytest.param(None, id="none", marks=pytest.mark.skip(reason=f"no labelled cases in {SHARED}"))
    return [pytest.param(path, id=path.parent.name) for path in paths] or [none]
