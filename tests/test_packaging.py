"""The built wheel works by itself, with its rules inside."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.golden import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="building without a network needs hatchling"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--target", folder, wheel], check=True)
    return folder


def run(installed: Path, *arguments: str | Path) -> str:
    """Run Python from an empty folder, with the installed package in front of all others."""
    elsewhere = installed.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, *arguments], cwd=elsewhere, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def test_all_rules_are_in_the_wheel(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("cleaner/_rules/")}
    written = {f"cleaner/_rules/{path.relative_to(RULES).as_posix()}" for path in RULES.rglob("*") if path.is_file()}
    assert names == written


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cleaner"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, id=name)
        for name in (
            "cleaner/py.typed",
            "cleaner/lineage.schema.json",
            "cleaner/exports/openlineage-facet.schema.json",
        )
    ],
)
def test_data_file_is_in_the_wheel(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_installed_package_uses_its_own_rules(installed: Path) -> None:
    folder = run(installed, "-c", "from cleaner import packs; print(packs.builtin_folder())")
    assert Path(folder.strip()) == installed / "cleaner" / "_rules"


def test_installed_command_cleans_a_sample(installed: Path) -> None:
    case = SAMPLES / "short-summary"
    assert run(installed, "-m", "cleaner", case / "issue.txt") == (case / "expected.txt").read_text("utf-8")


def test_installed_package_gives_its_version(installed: Path) -> None:
    version = run(installed, "-c", "import cleaner; print(cleaner.__version__)").strip()
    assert run(installed, "-m", "cleaner", "--version") == f"clean, version {version}\n"


def test_installed_schema_can_be_read(installed: Path) -> None:
    code = "from cleaner import lineage; print(lineage.schema()['$id'])"
    assert run(installed, "-c", code) == "newsletter-cleaner/lineage/1\n"
