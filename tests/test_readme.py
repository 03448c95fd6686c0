"""What the README shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.test_cli import Clean, clean, write

if TYPE_CHECKING:
    import pytest

__all__ = ["clean"]  # the fixture
README_FOLDER = Path(__file__).parent.parent
README = (README_FOLDER / "README.md").read_text("utf-8")
FENCED = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
BLOCKS = [block for language, block in FENCED if not language]


def columns() -> tuple[str, str]:
    """Take the first block apart: the issue on the left, what becomes of it on the right."""
    head, *lines = BLOCKS[0].splitlines()
    width = head.index("$ clean")
    left, right = ("\n".join(line[part].rstrip() for line in lines) for part in (slice(width), slice(width, None)))
    return f"{left}\n", f"{right.rstrip()}\n"


def test_opening_example_comes_out_as_it_is_shown(clean: Clean) -> None:
    before, after = columns()
    assert clean(write("issue.txt", before)).out.decode() == after


def test_findings_are_those_shown(clean: Clean) -> None:
    shown = [line for line in BLOCKS[1].splitlines()[1:] if line != "..."]
    done = clean(write("issue.txt", columns()[0]), "--check")
    said = [*done.out.decode().splitlines(), *done.err.splitlines()]
    assert [line for line in shown if line not in said] == []
    assert said[: len(shown) - 1] == shown[:-1]


def test_corpus_is_summed_up_as_shown(clean: Clean, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (shown,) = (block.splitlines() for block in BLOCKS if block.startswith("$ clean samples"))
    (tmp_path / "out").mkdir()
    (tmp_path / "samples").symlink_to(README_FOLDER / "samples")
    monkeypatch.chdir(tmp_path)
    runs = [clean(*shown[0].replace("'", "").split()[2:]).err.splitlines() for _ in range(2)]
    assert [line for line in shown if line != "..." and line[0] != "$" and line not in runs[0] + runs[1]] == []


def test_learned_rules_are_those_shown(clean: Clean) -> None:
    (shown,) = (block.splitlines() for block in BLOCKS if "$ clean learn" in block)
    issues = [README_FOLDER / "samples/series/mill-race" / name for name in shown[1].split()[3:6]]
    said = clean("learn", *issues, "-o", "mill.toml").out.decode().splitlines()
    assert [line for line in shown[2:] if line not in said and line != "..."] == []


def test_hook_says_what_is_shown(clean: Clean) -> None:
    (shown,) = (block for block in BLOCKS if block.startswith("$ git commit"))
    for name, sample in (("issue.txt", "political-daily"), ("two.txt", "ellipsis-teasers")):
        write(f"seeds/{name}", (README_FOLDER / "samples" / sample / "issue.txt").read_text("utf-8"))
    done = clean("--check", "seeds/issue.txt", "seeds/two.txt")
    said = [*done.out.decode().splitlines(), *done.err.splitlines()]
    assert [line for line in shown.split("\n\n", 1)[1].splitlines() if line not in said and line != "..."] == []
