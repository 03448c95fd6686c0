"""The pre-commit hook runs the command that it names, on the files that it is given."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml"
PROSE = "The ferry captain Josip Arn has carried passengers across the Velda for sixty years.\n"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param(PROSE, 0, id="a clean document passes"),
        pytest.param(PROSE + "\nUnsubscribe | Manage your email preferences\n", 1, id="a footer fails"),
    ],
)
def test_hook(document: str, code: int, tmp_path: Path) -> None:
    entry = re.search(r"^  entry: (.+)$", HOOKS.read_text(encoding="utf-8"), re.MULTILINE)
    assert entry
    program, *arguments = shlex.split(entry[1])
    assert program == "clean"
    (tmp_path / "seed.txt").write_text(document, encoding="utf-8")

    command = [sys.executable, "-m", "cleaner", *arguments, str(tmp_path / "seed.txt")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == code
    assert (tmp_path / "seed.txt").read_text(encoding="utf-8") == document
