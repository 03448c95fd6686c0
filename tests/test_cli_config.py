"""The configuration: where it is found, what it says, and what is wrong with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import BODY, SOURCE, Clean, clean, write
from tests.test_grammar import PACK

__all__ = ["clean"]

OTTER = f"{BODY}\nOtter!\n"
USE_PACKS = 'rules = ["packs"]\n'
FORMATS = "text, markdown, html, jsonl, source"
KEYS = "rules, disable, threshold, format"


@pytest.fixture(autouse=True)
def project(clean: Clean) -> None:
    """Make a folder with a private pack that takes `Otter!` off, and a document."""
    write("packs/otters.toml", PACK)
    write("in/deep/issue.txt", OTTER)


def went(clean: Clean, *arguments: str) -> bool:
    done = clean(*arguments)
    assert (done.code, done.err) == (0, "")
    return b"Otter!" not in done.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("pyproject.toml", f"[tool.cleaner]\n{USE_PACKS}", id="pyproject.toml"),
        pytest.param("pyproject.toml", 'tool.cleaner.rules = "packs/otters.toml"', id="dotted key, one pack"),
        pytest.param("pyproject.toml", '[tool]\ncleaner = { rules = ["packs"] }', id="key of the table for tools"),
        pytest.param("pyproject.toml", 'tool = {a = 1, "cleaner" = {rules = ["packs"]}}', id="inline, quoted"),
        pytest.param("pyproject.toml", "[ tool . 'cleaner' ]\nrules = ['packs']", id="quoted, with spaces"),
        pytest.param(".cleaner.toml", USE_PACKS, id=".cleaner.toml"),
        pytest.param("in/deep/.cleaner.toml", 'rules = ["../../packs"]', id="in the folder itself"),
    ],
)
def test_configuration_is_found_upwards(clean: Clean, name: str, text: str) -> None:
    write(name, text)
    assert went(clean, "in/deep/issue.txt")


@pytest.mark.parametrize("text", [f"[tool.cleaner]\n{USE_PACKS}", USE_PACKS], ids=["table for tools", "own keys"])
def test_file_that_is_named_may_have_either_form(clean: Clean, text: str) -> None:
    write("team.toml", text)
    assert went(clean, "in/deep/issue.txt", "--config", "team.toml")


def test_nothing_is_configured_without_a_file(clean: Clean) -> None:
    assert not went(clean, "in/deep/issue.txt")


def test_nearest_configuration_counts_and_no_other(clean: Clean) -> None:
    write(".cleaner.toml", USE_PACKS)
    write("in/.cleaner.toml", "threshold = 5")
    assert not went(clean, "in/deep/issue.txt")


def test_own_file_counts_more_than_the_shared_one_beside_it(clean: Clean) -> None:
    write("pyproject.toml", f"[tool.cleaner]\n{USE_PACKS}")
    write(".cleaner.toml", "threshold = 5")
    assert not went(clean, "in/deep/issue.txt")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[project]\nname = 'ferry'\n", id="about something else"),
        pytest.param("[project]\nname = 'cleaner'\n[tool.ruff]\n", id="that names the program"),
        pytest.param("no TOML at all", id="broken, about something else"),
    ],
)
def test_shared_file_that_says_nothing_is_passed_over(clean: Clean, text: str) -> None:
    write(".cleaner.toml", USE_PACKS)
    write("in/pyproject.toml", text)
    assert went(clean, "in/deep/issue.txt")


def test_each_document_goes_by_its_own(clean: Clean) -> None:
    write("in/.cleaner.toml", 'rules = ["../packs"]')
    write("other/issue.txt", OTTER)
    done = clean("--check", "other/issue.txt", "in/deep/issue.txt")
    assert done.out.decode().splitlines() == [
        "in/deep/issue.txt:2: repair/blank-lines: it is one blank line too many",
        'in/deep/issue.txt:3: otters/otter: it is an otter: "Otter!"',
    ]


@pytest.mark.parametrize(
    ("arguments", "gone"),
    [
        pytest.param((), False, id="of the working directory"),
        pytest.param(("--stdin-filename", "in/issue.txt"), True, id="of the folder of its name"),
    ],
)
def test_standard_input_goes_by_its_name(clean: Clean, arguments: tuple[str, ...], gone: bool) -> None:
    write("in/.cleaner.toml", 'rules = ["../packs"]')
    assert (b"Otter!" not in clean(*arguments, stdin=OTTER.encode()).out) is gone


@pytest.mark.parametrize(
    ("text", "arguments", "gone"),
    [
        pytest.param("threshold = 7\n", (), False, id="threshold"),
        pytest.param("threshold = 7\n", ("--threshold", "6"), True, id="threshold of the command line wins"),
        pytest.param("threshold = 6\n", ("--threshold", "7"), False, id="also when it is higher"),
        pytest.param('disable = ["otters/otter"]\n', (), False, id="rule switched off"),
        pytest.param('disable = "legal"\n', (), False, id="class switched off"),
        pytest.param("disable = 'signup'\n", ("--disable", "otters"), False, id="what is switched off adds up"),
        pytest.param("disable = 'signup'\n", (), True, id="another class switched off"),
    ],
)
def test_key_says_what_its_option_says(clean: Clean, text: str, arguments: tuple[str, ...], gone: bool) -> None:
    write(".cleaner.toml", USE_PACKS + text)
    assert went(clean, *arguments, "in/deep/issue.txt") is gone


def test_rules_of_the_command_line_add_up_with_the_configured_ones(clean: Clean) -> None:
    write(".cleaner.toml", USE_PACKS)
    write("boats.toml", PACK.replace("otter", "boat").replace("Otter", "Boat"))
    write("issue.txt", f"{OTTER}\nBoat!\n")
    assert clean("issue.txt", "--rules", "boats.toml").out == BODY.encode()


def test_keep_rule_of_a_private_pack_wins(clean: Clean) -> None:
    keep = PACK.replace("points = 6", 'verdict = "keep"').replace('"otter"\nex', '"unsubscribe"\nex')
    write("packs/otters.toml", keep)
    write(".cleaner.toml", USE_PACKS)
    assert b"Unsubscribe" in clean(write("issue.txt")).out
    assert b"Unsubscribe" not in clean("issue.txt", "--disable", "otters").out


def test_format_is_configured_and_the_option_wins(clean: Clean) -> None:
    write(".cleaner.toml", 'format = "jsonl"')
    write("issue.txt", SOURCE)
    assert json.loads(clean("issue.txt").out)["body"] == BODY
    assert clean("issue.txt", "--format", "text").out == BODY.encode()


def test_documents_in_several_formats_are_refused_but_can_be_checked(clean: Clean) -> None:
    write("in/.cleaner.toml", 'format = "html"')
    write("clean.txt", BODY)
    done = clean("clean.txt", "in")
    assert (done.code, done.out) == (2, b"")
    where = Path("in/.cleaner.toml").resolve()
    assert f"in several formats (without a configuration: text; {where}: html); give --format" in done.err
    assert clean("--check", "clean.txt", "in").code == 0
    assert clean("clean.txt", "in", "--format", "text").code == 0


def test_configuration_can_be_named_or_left_out(clean: Clean) -> None:
    write(".cleaner.toml", "threshold = 5")
    write("other.toml", USE_PACKS)
    assert went(clean, "--config", "other.toml", "in/deep/issue.txt")
    write(".cleaner.toml", USE_PACKS)
    assert not went(clean, "--no-config", "in/deep/issue.txt")


def test_record_says_what_was_in_force(clean: Clean) -> None:
    write(".cleaner.toml", f'{USE_PACKS}disable = ["artifact/drawn-line"]\nthreshold = 4.5\n')
    clean("in/deep/issue.txt", "--lineage", "issue.json")
    record = json.loads(Path("issue.json").read_bytes())
    assert (record["rules"]["private"], record["rules"]["disabled"]) == (["otters"], ["artifact/drawn-line"])
    assert record["options"]["threshold"] == 4.5


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("explain", "in/deep/issue.txt"), id="explain"),
        pytest.param(("rules", "list", "--pack", "otters"), id="rules list"),
        pytest.param(("rules", "show", "otters/otter"), id="rules show"),
    ],
)
def test_other_commands_go_by_it_too(clean: Clean, arguments: tuple[str, ...]) -> None:
    write(".cleaner.toml", USE_PACKS)
    assert b"is an otter" in clean(*arguments).out


def test_all_mistakes_are_said_at_once_with_their_lines(clean: Clean) -> None:
    text = """\
[tool.ruff]
format = "grouped"
[tool.cleaner]
rules = ["packs", "nowhere"]
threshhold = 4
threshold = "high"
format = "jsnol"
disable = [
    "otters", "leagl",
]
"""
    path = write("pyproject.toml", text).resolve()
    done = clean("in")
    assert (done.code, done.out) == (2, b"")
    assert done.err.splitlines() == [
        f"clean: {path}:5: unknown key 'tool.cleaner.threshhold'; did you mean 'threshold'?; valid are {KEYS}",
        f"{path}:4: rules: no such file or folder: {path.parent / 'nowhere'}",
        f"{path}:8: disable: no rule, pack or class is called 'leagl'; did you mean 'legal'?",
        f"{path}:6: threshold must be a number, not 'high'",
        f"{path}:7: unknown format 'jsnol'; did you mean 'jsonl'?; one of {FORMATS}",
        "5 mistakes in the configuration",
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("rules = 5", 1, "rules must be a text or a list of texts, not 5", id="rules"),
        pytest.param("disable = [5]", 1, "disable must be a text or a list of texts, not [5]", id="disable"),
        pytest.param("\nthreshold = inf", 2, "threshold must be a number, not inf", id="threshold"),
        pytest.param("threshold = true", 1, "threshold must be a number, not True", id="threshold as yes"),
        pytest.param("format = 5", 1, f"unknown format 5; one of {FORMATS}", id="format"),
        pytest.param("\nformat = text", 2, "not valid TOML: Invalid value (at line 2, column 10)", id="TOML"),
        pytest.param("[tool.cleaner]", 1, f"unknown key 'tool'; valid are {KEYS}", id="table of the shared file"),
    ],
)
def test_mistake_is_said_with_its_line(clean: Clean, text: str, line: int, message: str) -> None:
    path = write(".cleaner.toml", text).resolve()
    done = clean("in")
    assert (done.code, done.out) == (2, b"")
    assert done.err == f"clean: {path}:{line}: {message}\n1 mistake in the configuration\n"


def test_mistakes_of_several_configurations_are_said_before_anything_is_done(clean: Clean) -> None:
    write(".cleaner.toml", "rule = 'packs'")
    write("in/.cleaner.toml", "thershold = 5")
    done = clean(write("issue.txt"), "in")
    assert (done.code, done.out) == (2, b"")
    assert "did you mean 'rules'?" in done.err
    assert "did you mean 'threshold'?" in done.err
    assert done.err.endswith("2 mistakes in the configuration\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--config", "nowhere.toml"), "'nowhere.toml' does not exist", id="missing"),
        pytest.param(
            ("--config", "pyproject.toml"), "pyproject.toml:1: there is no table [tool.cleaner] in this file",
            id="without the table",
        ),
        pytest.param(
            ("--config", "pyproject.toml", "--no-config"), "--config and --no-config: give one of them", id="both"
        ),
        pytest.param(("--threshold", "nan"), "--threshold nan: give a number of points, such as 5", id="nan"),
    ],
)  # fmt: skip
def test_wrong_options_are_said(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    write("pyproject.toml", "[project]\n")
    done = clean(*arguments, "in")
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_configuration_that_can_not_be_read_is_said(clean: Clean) -> None:
    write(".cleaner.toml", "").chmod(0)
    done = clean("in")
    assert (done.code, ".cleaner.toml:1: this can't be read: Permission denied" in done.err) == (2, True)


@pytest.mark.parametrize(
    "config",
    [
        pytest.param("", id="none"),
        pytest.param("[project]\nname = 'ferry'\n", id="about something else"),
        pytest.param("[project]\nname = 'cleaner'\ndependencies = [\"newsletter-cleaner\"]\n", id="names the program"),
    ],
)
def test_toml_parser_is_not_imported_for_nothing(tmp_path: Path, config: str) -> None:
    (tmp_path / "issue.txt").write_text(SOURCE)
    (tmp_path / "pyproject.toml").write_text(config)
    code = "import sys; from cleaner.cli import group; group(['issue.txt'], standalone_mode=False)"
    run = [sys.executable, "-c", f"{code}; print('tomllib' in sys.modules)"]
    subprocess.run(run, cwd=tmp_path, capture_output=True, check=True)  # keeps the rules that were read
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == f"{BODY}False\n"
