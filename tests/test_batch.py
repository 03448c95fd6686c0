"""Many documents: in several processes, once more, and after a run was killed."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from cleaner.batch.inputs import Raw
from cleaner.batch.job import Job
from cleaner.batch.pool import in_order
from cleaner.cli import outcome
from cleaner.packs import default
from tests.test_cli import BINARY, BODY, SOURCE, Clean, clean, write

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["clean"]  # the fixture

TO_FOLDERS = ("-o", "out", "--lineage", "records")
TO_LINES = ("--format", "jsonl", "-o", "out/all.jsonl")
TO_BOTH = ("-o", "out", "--lineage", "records/all.jsonl")
WAYS = [
    pytest.param(TO_FOLDERS, id="folders"),
    pytest.param(TO_LINES, id="lines"),
    pytest.param(TO_BOTH, id="a folder and lines"),
    pytest.param((*TO_LINES, "--lineage", "records"), id="lines and a folder"),
]


def corpus(count: int = 5) -> None:
    """Write documents that differ, a bad one among them, and folders for what becomes of them."""
    for number in range(count):
        write(f"in/{number % 3}/{number:03}.txt", SOURCE.replace("otters", f"{number} otters"))
    write("in/1/bad.txt", BINARY)
    Path("out").mkdir()
    Path("records").mkdir()


def written() -> dict[str, tuple[bytes, int]]:
    """Read all that was written, and when."""
    paths = [path for root in ("out", "records") for path in Path(root).rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(paths)}


def contents() -> dict[str, bytes]:
    return {path: data for path, (data, _) in written().items()}


def lines() -> set[bytes]:
    """Read all lines that were written."""
    return {line for data in contents().values() for line in data.splitlines()}


# Several processes.


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((), id="standard output"),
        pytest.param(("--check",), id="check"),
        pytest.param(("--diff",), id="diff"),
        *WAYS,
    ],
)
def test_two_jobs_give_what_one_gives(clean: Clean, arguments: tuple[str, ...]) -> None:
    corpus(34)
    one = clean("in", *arguments)
    first = contents()
    clean_up()
    assert clean("in", *arguments, "--jobs", "2") == one
    assert contents() == first
    assert one.code == 3


def clean_up() -> None:
    for path in contents():
        Path(path).unlink()


def test_files_are_fixed_in_two_jobs(clean: Clean) -> None:
    corpus(6)
    Path("in/1/bad.txt").unlink()
    assert clean("in", "--fix", "-j2").code == 1
    assert {path.read_text().replace(f"{int(path.stem)} ", "") for path in Path("in").rglob("*.txt")} == {BODY}
    assert clean("in", "--fix", "-j2").code == 0


def square(item: int | str) -> int:
    """Square a number; for the words `once` and `always`, be killed."""
    if isinstance(item, str) and (item == "always" or not Path(item).exists()):
        Path(item).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return int(item) ** 2 if isinstance(item, int) else -1


@pytest.mark.parametrize(
    ("items", "results"),
    [
        pytest.param([3, 1, 2], [9, 1, 4], id="in order"),
        pytest.param([], [], id="nothing"),
        pytest.param([1, "once", 2, *range(50)], [1, -1, 4, *(n * n for n in range(50))], id="killed once"),
        pytest.param([1, "always", 2, *range(50)], [1, 0, 4, *(n * n for n in range(50))], id="killed always"),
    ],
)
def test_killed_process_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: Sequence[int | str], results: list[int]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(in_order(square, items, 2, lambda item: 0)) == results


def test_killed_process_is_said() -> None:
    done = Job(default()).lost(Raw("a.txt", "a.txt"))
    assert done.error == "a.txt: the process that cleaned it was killed, twice; was there too little memory?"


# Once more.


@pytest.mark.parametrize("arguments", WAYS)
def test_what_is_done_is_not_done_again(clean: Clean, arguments: tuple[str, ...]) -> None:
    corpus(12)
    one = clean("in", *arguments)
    before = written()
    two = clean("in", *arguments)
    assert written() == before
    assert "13 documents (12 changed, 1 failed, 12 done by an earlier run); 240 words left" in two.err
    assert (two.code, two.err.replace(", 12 done by an earlier run", "")) == (one.code, one.err)


@pytest.mark.parametrize("arguments", WAYS[:2])
@pytest.mark.parametrize(
    ("change", "options", "done_again"),
    [
        pytest.param("in/0/003.txt", (), 1, id="another source"),
        pytest.param("in/0/new.txt", (), 1, id="a new source"),
        pytest.param("", ("--threshold", "6"), 12, id="another option"),
        pytest.param("", ("--disable", "preheader"), 12, id="other rules"),
        pytest.param("", ("--rules", "otters.toml"), 12, id="more rules"),
        pytest.param("", ("--lineage-text", "hash"), 12, id="another record"),
        pytest.param("", ("--encoding", "utf-8"), 12, id="an encoding"),
    ],
)
def test_what_would_be_different_is_done_again(
    clean: Clean, arguments: tuple[str, ...], change: str, options: tuple[str, ...], done_again: int
) -> None:
    corpus(12)
    write("otters.toml", PACK)
    clean("in", *arguments)
    if change:
        write(change, SOURCE.replace("wardens", "keepers"))
    said = clean("in", *arguments, *options).err
    after = contents()
    earlier = len(list(Path("in").rglob("0*.txt"))) - done_again + (change == "in/0/new.txt")
    assert [int(number) for number in re.findall(r"(\d+) done by an earlier run", said)] == [earlier][: earlier > 0]
    clean_up()
    clean("in", *arguments, *options)
    assert contents() == after


PACK = """[pack]
title = "Otters"
class = "promo"
[[rule]]
id = "ferry"
why = "is about a ferry"
points = 6
since = "0.1"
match.phrase = ["ferry to the otters"]
examples.drop = ["Take the ferry to the otters"]
examples.keep = ["The otters"]
"""


@pytest.mark.parametrize(
    ("arguments", "output"),
    [pytest.param(TO_FOLDERS, "out/1/001.txt", id="folders"), pytest.param(TO_BOTH, "out/1/001.txt", id="both")],
)
@pytest.mark.parametrize("how", [pytest.param("gone", id="gone"), pytest.param("other", id="changed")])
def test_output_that_is_not_as_it_was_is_made_again(
    clean: Clean, arguments: tuple[str, ...], output: str, how: str
) -> None:
    corpus(12)
    clean("in", *arguments)
    before = contents()
    if how == "gone":
        Path(output).unlink()
    else:
        Path(output).write_text("Otters.\n")
    assert "11 done by an earlier run" in clean("in", *arguments).err
    assert contents() == before


@pytest.mark.parametrize("arguments", WAYS)
def test_document_that_is_gone_is_gone_from_lines(clean: Clean, arguments: tuple[str, ...]) -> None:
    corpus(12)
    clean("in", *arguments)
    Path("in/0/006.txt").unlink()
    assert "11 done by an earlier run" in clean("in", *arguments).err
    assert not any(b"in/0/006.txt" in data for path, data in contents().items() if path.endswith(".jsonl"))


def test_line_whose_other_fields_changed_is_done_again(clean: Clean) -> None:
    write("c.jsonl", json.dumps({"text": SOURCE, "id": 1}) + "\n" + json.dumps({"text": SOURCE, "id": 2}) + "\n")
    clean("c.jsonl", "--format", "jsonl", "-o", "out.jsonl")
    write("c.jsonl", json.dumps({"text": SOURCE, "id": 1}) + "\n" + json.dumps({"text": SOURCE, "id": 3}) + "\n")
    clean("c.jsonl", "--format", "jsonl", "-o", "out.jsonl")
    assert [json.loads(line)["id"] for line in Path("out.jsonl").read_bytes().splitlines()] == [1, 3]


@pytest.mark.parametrize(
    "damage", [pytest.param(b"\n{}\n[]\nno\n", id="other lines"), pytest.param(b"\xff\0", id="bytes")]
)
def test_lines_that_are_damaged_are_made_again(clean: Clean, damage: bytes) -> None:
    corpus()
    clean("in", *TO_LINES)
    before = contents()
    path = Path("out/all.jsonl")
    path.write_bytes(damage + path.read_bytes()[:2000] + damage)
    clean("in", *TO_LINES)
    assert contents() == before


# After a run was killed, or the disk was full.


@pytest.mark.parametrize(
    "arguments",
    [pytest.param((*TO_FOLDERS, "-j2"), id="folders, two jobs"), pytest.param(TO_LINES, id="lines, one job")],
)
def test_killed_run_is_gone_on_with(clean: Clean, arguments: tuple[str, ...]) -> None:
    corpus(30)
    clean("in", *arguments)
    undisturbed = contents()
    clean_up()
    assert [kill_after(arguments, size) for size in (1, 15_000, 30_000)] == [-signal.SIGKILL] * 3
    whole = {path: data for path, data in contents().items() if not path.endswith((".clean-part", ".journal"))}
    assert whole.items() <= undisturbed.items()
    assert "done by an earlier run" in clean("in", *arguments).err
    assert contents() == undisturbed


def kill_after(arguments: tuple[str, ...], size: int) -> int:
    """Kill a run once there are so many bytes of its output, and wait until its other processes have ended too."""
    command = [sys.executable, "-m", "cleaner", "in", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None and bytes_written() < size:
        time.sleep(0.002)
    process.kill()
    code = process.wait()
    with contextlib.suppress(ProcessLookupError):
        while True:
            os.killpg(process.pid, 0)
            time.sleep(0.01)
    return code


def bytes_written() -> int:
    with contextlib.suppress(FileNotFoundError):  # what is being written is renamed at any time
        return sum(map(len, contents().values()))
    return 0


@pytest.mark.parametrize("arguments", WAYS)
def test_full_disk_does_not_stop_the_others(
    clean: Clean, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def full(handle: int) -> None:
        if next(count) == 0:
            raise OSError(28, "No space left on device")

    corpus()
    clean("in", *arguments)
    undisturbed, all_lines = contents(), lines()
    clean_up()
    count = iter(range(99))
    monkeypatch.setattr(os, "fsync", full)
    done = clean("in", *arguments)
    assert (done.code, "No space left on device" in done.err) == (3, True)
    assert lines() <= all_lines
    assert contents() != undisturbed
    clean("in", *arguments)
    assert contents() == undisturbed


# What is said.


def test_stats_say_what_the_summary_says(clean: Clean) -> None:
    corpus(12)
    Path("in/1/bad.txt").unlink()
    said = clean("in", *TO_FOLDERS).err.replace("clean: ", "")
    clean("in", *TO_LINES)
    assert clean("stats", "records").out.decode() == said
    assert clean("stats", "out/all.jsonl").out.decode() == said
    assert said.startswith("12 documents (12 changed); 240 words left\n  artifact          24 places")


def test_stats_of_what_is_no_record_are_said(clean: Clean) -> None:
    corpus(2)
    clean("in", *TO_BOTH)
    with Path("records/all.jsonl").open("a") as file:
        file.write("{}\nno\n")
    done = clean("stats", "records/all.jsonl")
    assert done.code == 3
    assert done.out.startswith(b"2 documents (2 changed)")
    assert "records/all.jsonl:3: not a lineage record" in done.err
    assert "records/all.jsonl:4: not JSON" in done.err


def test_bar_is_shown_on_a_terminal(clean: Clean) -> None:
    corpus(30)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cleaner", "in", *TO_FOLDERS]
    subprocess.run(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"}, check=False)
    os.close(theirs)
    said = b""
    while b"most by" not in said:
        said += os.read(ours, 65536)
    os.close(ours)
    assert b"31/31" in said


@pytest.mark.parametrize(
    ("seconds", "rate"), [pytest.param(0.05, "20/s", id="known"), pytest.param(0.0, "", id="not known yet")]
)
def test_rate_is_documents_a_second(seconds: float, rate: str) -> None:
    assert outcome.rate_of(SimpleNamespace(time_per_iteration=seconds)) == rate
