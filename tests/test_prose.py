"""Prose stays: sentences of news, letters and programmes that come near the rules, language by language.

The first two lines of each file in `tests/prose/` are text that nothing speaks against; each other line is cleaned
between them, as rules hold or do not by what stands around.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.model import Decision

FILES = sorted((Path(__file__).parent / "prose").glob("*.txt"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_prose_stays(path: Path) -> None:
    above, below, *lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if is_taken(line, above, below)] == []


def is_taken(line: str, above: str, below: str) -> bool:
    cleaned = cleaner.clean(f"{above}\n\n{line}\n\n{below}\n", media_type="text/plain")
    pairs = zip(cleaned.document.blocks, cleaned.verdicts, strict=True)
    return any(verdict.decision is Decision.DROP and block.text.strip() in line for block, verdict in pairs)
