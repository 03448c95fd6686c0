"""`clean lineage export`: records as `clean` writes them, in other tools' formats."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import SOURCE, Clean, Done, clean, write

__all__ = ["clean"]

EXPORT = ("lineage", "export", "--to")


def lines(done: Done) -> list[dict[str, Any]]:
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture
def records(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> Clean:
    """Clean two issues, with a file for each record and one for both; return the command."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write("in/a.txt")
    write("in/b.txt", SOURCE.replace("otters", "ferries"))
    Path("out").mkdir()
    clean("in", "--lineage", "out")
    clean("in", "--lineage", "both.jsonl")
    return clean


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(("out/a.txt.lineage.json", "out/b.txt.lineage.json"), id="a file each"),
        pytest.param(("both.jsonl",), id="JSON lines"),
    ],
)
def test_records_are_read_from_files(records: Clean, paths: tuple[str, ...]) -> None:
    found = lines(records(*EXPORT, "dolma", *paths))
    assert [line["id"] for line in found] == ["in/a.txt", "in/b.txt"]


@pytest.mark.parametrize("path", ["out/a.txt.lineage.json", "both.jsonl"])
def test_records_are_read_from_standard_input(records: Clean, path: str) -> None:
    from_file = records(*EXPORT, "dolma", path)
    assert records(*EXPORT, "dolma", "-", stdin=Path(path).read_bytes()) == from_file


@pytest.mark.parametrize("to", ["dolma", "web-annotation", "openlineage"])
def test_export_is_the_same_every_time(records: Clean, to: str) -> None:
    first = records(*EXPORT, to, "--time", "0", "both.jsonl")
    assert first.out != b""
    assert records(*EXPORT, to, "--time", "0", "both.jsonl") == first


def test_dolma_and_openlineage_take_a_namespace(records: Clean) -> None:
    (line,) = lines(records(*EXPORT, "dolma", "--namespace", "harbour", "out/a.txt.lineage.json"))
    start, _ = lines(records(*EXPORT, "openlineage", "--namespace", "harbour", "--time", "0", "out/a.txt.lineage.json"))
    assert line["source"] == start["job"]["namespace"] == "harbour"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param("2026-11-21T20:00:00Z", "2026-11-21T20:00:00+00:00", id="UTC"),
        pytest.param("2026-11-21T21:00:00.5+01:00", "2026-11-21T21:00:00.500000+01:00", id="another zone"),
        pytest.param("1795291200", "2026-11-21T20:00:00+00:00", id="seconds"),
    ],
)
def test_time_of_the_run_is_given(records: Clean, given: str, written: str) -> None:
    events = lines(records(*EXPORT, "openlineage", "--time", given, "out/a.txt.lineage.json"))
    assert [event["eventTime"] for event in events] == [written, written]


def test_time_may_stand_in_the_environment(records: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    start, _ = lines(records(*EXPORT, "openlineage", "out/a.txt.lineage.json"))
    assert start["eventTime"] == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "time",
    [
        pytest.param("yesterday", id="word"),
        pytest.param("2026-11-21T20:00:00", id="no zone"),
        pytest.param("2026-11-21", id="no time"),
        pytest.param("9" * 30, id="too many seconds"),
    ],
)
def test_time_that_is_none_is_refused(records: Clean, time: str) -> None:
    done = records(*EXPORT, "openlineage", "--time", time, "both.jsonl")
    assert (done.code, done.out) == (2, b"")
    assert f"--time {time}: give a time with its zone, such as 2026-11-21T20:00:00Z, or seconds" in done.err


def test_openlineage_without_a_time_says_how_to_give_one(records: Clean) -> None:
    done = records(*EXPORT, "openlineage", "both.jsonl")
    assert (done.code, done.out) == (2, b"")
    assert "no record holds: give --time, such as 2026-11-21T20:00:00Z, or set SOURCE_DATE_EPOCH" in done.err


def test_records_with_hashes_are_exported_and_that_is_said(records: Clean) -> None:
    records("in", "--lineage", "hashes.jsonl", "--lineage-text", "hash")
    assert records(*EXPORT, "dolma", "hashes.jsonl") == records(*EXPORT, "dolma", "both.jsonl")
    done = records(*EXPORT, "web-annotation", "hashes.jsonl")
    assert (done.code, done.err) == (
        0,
        "clean: records with hashes and no text, whose annotations have no quotes: 2\n",
    )


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        pytest.param(b"{\n", "bad.json: not JSON: ", id="cut off"),
        pytest.param(b"{}\n", "bad.json:1: not a lineage record of schema ", id="no record"),
        pytest.param(b"\xff\xfe\n", "bad.json:1: not JSON: ", id="not text"),
    ],
)
def test_damaged_record_does_not_stop_the_others(records: Clean, damaged: bytes, message: str) -> None:
    good = records(*EXPORT, "dolma", "both.jsonl")
    done = records(*EXPORT, "dolma", write("bad.json", damaged), "both.jsonl")
    assert (done.code, done.out) == (3, good.out)
    assert done.err.startswith(f"clean: {message}")


def test_damaged_line_is_named_and_the_others_are_done(records: Clean) -> None:
    first, second = Path("both.jsonl").read_bytes().splitlines(keepends=True)
    done = records(*EXPORT, "dolma", write("three.jsonl", first + b"\n" + b"oops\n" + second))
    assert (done.code, done.out) == (3, records(*EXPORT, "dolma", "both.jsonl").out)
    assert done.err.startswith("clean: three.jsonl:3: not JSON: ")


def test_missing_files_are_named_before_anything_is_done(records: Clean) -> None:
    done = records(*EXPORT, "dolma", "both.jsonl", "gone.json")
    assert (done.code, done.out) == (2, b"")
    assert "'gone.json' does not exist" in done.err


@pytest.mark.parametrize(
    "arguments",
    [pytest.param(("dolma",), id="no record"), pytest.param(("parquet", "both.jsonl"), id="no such format")],
)
def test_wrong_use_is_refused(records: Clean, arguments: tuple[str, ...]) -> None:
    assert records(*EXPORT, *arguments).code == 2


def test_readme_shows_what_is_written(records: Clean) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    write("issue.txt", f"The Harbour Letter\n{SOURCE}")
    records("issue.txt", "--lineage", "issue.lineage.json")
    shown = [line.removesuffix(" ...") for line in readme.split("\n") if line.startswith('{"')]
    dolma = records(*EXPORT, "dolma", "issue.lineage.json").out.decode()
    event = records(*EXPORT, "openlineage", "--time", "2026-11-21T20:00:00Z", "issue.lineage.json").out.decode()
    assert dolma.startswith(shown[0])
    assert without_ids(event).startswith(without_ids(shown[1]))


def without_ids(text: str) -> str:
    """Leave out what changes with every rule."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
