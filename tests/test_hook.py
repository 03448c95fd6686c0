"""The hooks, run by the real pre-commit in a repository of their own.

What they need is borrowed from the environment of the tests, so that no index is asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import BODY, SOURCE

ROOT = Path(__file__).resolve().parent.parent
PRE_COMMIT = shutil.which("pre-commit", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
NEEDED = ("cleaner", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
PACKED = shutil.ignore_patterns("__pycache__", "_rules")
CONFIG = """\
repos:
  - repo: {path}
    rev: {rev}
    hooks:
      - id: clean-check
        files: ^seeds/
      - id: clean-fix
        files: ^seeds/
        args: [--disable, preheader]
"""

OURS = """\
[pack]
title = "Ours"
class = "masthead"

[[rule]]
id = "otter-of-the-week"
why = "names the otter of the week"
points = 6
since = "1"
match.phrase = "otter of the week"
match.max_words = 8
examples.drop = ["The otter of the week"]
examples.keep = ["The otter of the week was seen on Monday by three children on the pier."]
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed"),
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    import click

    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **{f"GIT_{who}_{what}": "kim@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PYTHONPATH": str(Path(click.__file__).parent.parent),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
    }


def commit(folder: Path, environment: dict[str, str]) -> str:
    """Make a repository of a folder, or add a commit, and return that."""
    quiet = {"cwd": folder, "env": environment, "check": True, "capture_output": True}
    subprocess.run(["git", "init", "-q"], **quiet)
    subprocess.run(["git", "add", "-A"], **quiet)
    subprocess.run(["git", "commit", "-qm", "A"], **quiet)
    return str(subprocess.run(["git", "rev-parse", "HEAD"], text=True, **quiet).stdout).strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[Path, str]:
    """Make a repository of the project as it stands; give its folder and commit."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=PACKED)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder, commit(folder, environment)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Write seeds, some of them dirty, and files that are none of the hooks' business."""
    for name in ("seeds/dirty.txt", "seeds/note.md", "seeds/mail.eml", "seeds/code.py", "docs/dirty.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SOURCE)
    (tmp_path / "seeds/clean.txt").write_text(BODY)
    return tmp_path


def run(corpus: Path, environment: dict[str, str], *arguments: str | Path) -> tuple[int, str]:
    command = [str(PRE_COMMIT), *map(str, arguments)]
    done = subprocess.run(command, cwd=corpus, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode()


def test_hooks_of_a_configuration(corpus: Path, hooks: tuple[Path, str], environment: dict[str, str]) -> None:
    (corpus / ".pre-commit-config.yaml").write_text(CONFIG.format(path=hooks[0], rev=hooks[1]))
    commit(corpus, environment)

    code, said = run(corpus, environment, "run", "--all-files", "clean-check")
    assert code == 1
    assert 'seeds/dirty.txt:5: legal/unsubscribe-line: it offers to end the subscription: "Unsubscribe | ' in said
    assert "8 places in 2 documents; to clean in place: clean --fix seeds/" in said
    assert not any(name in said for name in ("clean.txt", "mail.eml", "code.py", "docs/"))

    code, said = run(corpus, environment, "run", "--all-files", "clean-fix")
    assert (code, (corpus / "seeds/dirty.txt").read_text()) == (1, SOURCE[: SOURCE.index("\n\nUnsub")] + "\n")
    assert "files were modified by this hook" in said
    assert (corpus / "seeds/note.md.lineage.json").exists()
    assert not (corpus / "docs/dirty.txt.lineage.json").exists()

    commit(corpus, environment)
    assert run(corpus, environment, "run", "--all-files", "clean-fix")[0] == 0
    assert run(corpus, environment, "run", "--files", "seeds/clean.txt")[0] == 0


def test_hook_goes_by_the_configuration(corpus: Path, hooks: tuple[Path, str], environment: dict[str, str]) -> None:
    """A private rule holds, and what is switched off does not."""
    (corpus / "packs").mkdir()
    (corpus / "packs/ours.toml").write_text(OURS)
    (corpus / "pyproject.toml").write_text('[tool.cleaner]\nrules = ["packs"]\ndisable = ["legal"]\n')
    (corpus / "seeds/clean.txt").write_text("The otter of the week.\n\nThe ferry runs again on Monday.\n")
    commit(corpus, environment)
    code, said = run(corpus, environment, "try-repo", hooks[0], "clean-check", "--all-files")
    assert code == 1
    assert "seeds/clean.txt:1: ours/otter-of-the-week: it names the otter of the week" in said
    assert "legal/" not in said


def test_hook_is_tried(corpus: Path, hooks: tuple[Path, str], environment: dict[str, str]) -> None:
    commit(corpus, environment)
    code, said = run(corpus, environment, "try-repo", hooks[0], "clean-check", "--files", "seeds/dirty.txt")
    assert code == 1
    assert "seeds/dirty.txt:5: legal/unsubscribe-line" in said
    assert (corpus / "seeds/dirty.txt").read_text() == SOURCE
