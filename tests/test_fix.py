"""`clean --fix`: files in place, with records that always lead back to what the files were at first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.test_cli import BINARY, BODY, SOURCE, Clean, Done, clean, write

__all__ = ["clean"]  # the fixture

PAGE = f"<html><body><p>{BODY}</p><p>Unsubscribe | Manage your email preferences</p></body></html>"
MAIL = f"From: kim@example.com\nSubject: Otters\nContent-Type: text/plain\n\n{SOURCE}"
ENVELOPE = "From kim Mon Jan  1 10:00:00 2024"
OTTERS = (
    '[pack]\ntitle = "Otters"\nclass = "legal"\n'
    + """
[[rule]]
id = "ferry"
why = "is about the ferry"
points = 6
since = "0.1"
match.phrase = ["ferry"]
examples.drop = ["The ferry"]
examples.keep = ["The boat"]
"""
)


def files() -> dict[str, bytes]:
    """Read everything below the folder that the command runs in."""
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def test_file_is_cleaned_in_place(clean: Clean) -> None:
    done = clean("--fix", write("seeds/issue.txt"))
    message = "clean: seeds/issue.txt: 4 places cleaned; seeds/issue.txt.lineage.json leads back\n"
    assert done == Done(1, b"", message)
    assert Path("seeds/issue.txt").read_text() == BODY
    record = json.loads(Path("seeds/issue.txt.lineage.json").read_bytes())
    assert (record["output"]["format"], record["output"]["in_place"]) == ("source", True)


def test_second_run_changes_nothing(clean: Clean) -> None:
    clean("--fix", write("issue.txt"))
    before = files()
    assert clean("--fix", "issue.txt") == Done(0, b"", "")
    assert files() == before


def test_clean_file_is_not_touched(clean: Clean) -> None:
    write("issue.txt", BODY.replace("harbour", "härbour").encode("cp1252"))
    before = files()
    assert clean("--fix", "issue.txt") == Done(0, b"", "")
    assert files() == before


@pytest.mark.parametrize(
    ("source", "options"),
    [
        pytest.param(SOURCE.encode(), (), id="plain"),
        pytest.param(SOURCE.replace("\n", "\r\n").encode(), (), id="CRLF"),
        pytest.param(SOURCE.replace("otters", "ötters").encode("cp1252"), (), id="windows-1252"),
        pytest.param(SOURCE.replace("otters", "ötters").encode("latin-1"), ("--encoding", "latin-1"), id="given"),
        pytest.param(SOURCE.encode("utf-8-sig"), (), id="byte order mark"),
        pytest.param(SOURCE.encode("utf-16"), (), id="utf-16"),
        pytest.param(
            SOURCE.replace("otters", "カワウソ").encode("shift_jis"), ("--encoding", "shift_jis"), id="Japanese"
        ),
    ],
)
def test_encoding_stays_and_the_record_leads_back(clean: Clean, source: bytes, options: tuple[str, ...]) -> None:
    write("issue.txt", source)
    assert clean("--fix", "issue.txt", *options).code == 1
    fixed = Path("issue.txt").read_bytes()
    assert b"U\0n\0s\0u\0b" not in fixed
    assert b"Unsub" not in fixed
    assert clean("--fix", "issue.txt", *options).code == 0
    assert Path("issue.txt").read_bytes() == fixed
    assert clean("restore", "issue.txt", "issue.txt.lineage.json") == Done(0, source, "")


def test_record_leads_back_over_several_runs(clean: Clean) -> None:
    source = SOURCE + "\nThe ferry is late again, and the otters have nothing to do with it at all.\n"
    write("issue.txt", source)
    write("ferry.toml", OTTERS)
    assert clean("--fix", "issue.txt").code == 1
    assert clean("--fix", "issue.txt", "--rules", "ferry.toml").code == 1
    assert Path("issue.txt").read_text() == BODY
    assert clean("--fix", "issue.txt", "--rules", "ferry.toml").code == 0
    assert clean("restore", "issue.txt", "issue.txt.lineage.json").out == source.encode()


def test_file_that_was_changed_since_keeps_its_record(clean: Clean) -> None:
    clean("--fix", write("issue.txt"))
    write("issue.txt", BODY + "\nUnsubscribe | Manage your email preferences\n")
    before = files()
    done = clean("--fix", "issue.txt")
    assert done.code == 3
    assert "issue.txt: left as it is, or issue.txt.lineage.json would no longer lead back" in done.err
    assert "rename that record and try again" in done.err
    assert files() == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("issue.eml", MAIL, "issue.eml: a mail, which is never rewritten", id="mail"),
        pytest.param("box.mbox", f"{ENVELOPE}\n{MAIL}", "box.mbox: not a file of its own", id="mbox"),
        pytest.param("page.html", PAGE, "page.html: a page, which is rewritten only with --fix-html", id="page"),
        pytest.param("page", PAGE, "page: a page, which is rewritten only with --fix-html", id="page by its content"),
        pytest.param("picture.txt", BINARY, "picture.txt: this is not text", id="binary"),
        pytest.param(
            "bad.txt", SOURCE.encode().replace(b"otters", "ött\u20ac".encode() + b"\xff"),
            "bad.txt: left as it is, for it holds bytes that are not utf-8", id="bad bytes",
        ),
    ],
)  # fmt: skip
def test_what_is_not_rewritten_is_said_and_the_others_are_done(
    clean: Clean, name: str, content: str | bytes, message: str
) -> None:
    path = write(name, content)
    before = path.read_bytes()
    done = clean("--fix", path, write("other.txt"))
    assert done.code == 3
    assert message in done.err
    assert path.read_bytes() == before
    assert sorted(files()) == sorted([name, "other.txt", "other.txt.lineage.json"])
    assert Path("other.txt").read_text() == BODY


def test_standard_input_is_not_rewritten(clean: Clean) -> None:
    done = clean("--fix", stdin=SOURCE.encode())
    assert done == Done(3, b"", "clean: -: not a file of its own, so it is never rewritten\n")


def test_page_is_rewritten_on_request(clean: Clean) -> None:
    write("page.html", PAGE)
    assert clean("--fix-html", "page.html").code == 1
    assert Path("page.html").read_text() == PAGE.replace("Unsubscribe | Manage your email preferences", "")
    assert clean("--fix-html", "page.html") == Done(0, b"", "")
    assert clean("restore", "page.html", "page.html.lineage.json").out == PAGE.encode()


@pytest.mark.parametrize("write_that_fails", [pytest.param(0, id="record"), pytest.param(1, id="file")])
def test_full_disk_leaves_the_file_as_it_was(
    clean: Clean, monkeypatch: pytest.MonkeyPatch, write_that_fails: int
) -> None:
    def full(handle: int) -> None:
        if next(count) == write_that_fails:
            raise OSError(28, "No space left on device")

    count = iter(range(9))
    monkeypatch.setattr(os, "fsync", full)
    assert clean("--fix", write("issue.txt")) == Done(3, b"", "clean: issue.txt: No space left on device\n")
    assert Path("issue.txt").read_text() == SOURCE
    assert sorted(files()) == ["issue.txt", "issue.txt.lineage.json"][: write_that_fails + 1]
    assert clean("--fix", "issue.txt").code == 1
    assert clean("restore", "issue.txt", "issue.txt.lineage.json").out == SOURCE.encode()


def test_file_that_is_named_twice_is_cleaned_once(clean: Clean) -> None:
    assert clean("--fix", write("issue.txt"), "./issue.txt").err.count("cleaned") == 1


def test_what_a_killed_run_left_is_taken_away(clean: Clean) -> None:
    write(".issue.txt.x1y2.clean-part", "half of i")
    clean("--fix", write("issue.txt", BODY))
    assert list(files()) == ["issue.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--check",), "--check and --fix can't go together", id="--check"),
        pytest.param(("--diff",), "--diff and --fix can't go together", id="--diff"),
        pytest.param(("-o", "x.txt"), "leave -o and --lineage out", id="-o"),
        pytest.param(("--lineage", "x.json"), "leave -o and --lineage out", id="--lineage"),
    ],
)
def test_options_that_contradict_are_refused(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    done = clean("--fix", write("issue.txt"), *arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err
    assert list(files()) == ["issue.txt"]
