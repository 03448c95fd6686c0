"""The command, from its arguments to its bytes and its exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner import cli, lineage
from cleaner.batch import inputs
from cleaner.batch import job as job_module
from cleaner.cli import run as run_module
from tests.test_grammar import PACK

SOURCE = (
    "View this email in your browser\n\n"
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along.\n\n"
    "Unsubscribe | Manage your email preferences\n"
)
BODY = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along.\n"
BINARY = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    code: int
    out: bytes
    err: str


Clean = Callable[..., Done]


class Terminal(io.BytesIO):
    """Standard input that nobody has redirected."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Clean:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLEAN_TRACEBACK", raising=False)

    def run(*arguments: str | Path, stdin: bytes | Terminal = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["clean", *map(str, arguments)])
        source = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsysbinary.readouterr()
        return Done(int(ended.value.code or 0), out, err.decode())

    return run


def write(name: str, content: str | bytes = SOURCE) -> Path:
    """Write a file below the folder that the command runs in."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# What is cleaned, and where it goes.


def test_file_goes_to_standard_output(clean: Clean) -> None:
    assert clean(write("issue.txt")) == Done(0, BODY.encode(), "")


def test_run_is_the_default_command(clean: Clean) -> None:
    assert clean("run", write("issue.txt")) == clean("issue.txt")


@pytest.mark.parametrize("arguments", [pytest.param((), id="no path"), pytest.param(("-",), id="-")])
def test_standard_input_is_cleaned(clean: Clean, arguments: tuple[str, ...]) -> None:
    assert clean(*arguments, stdin=SOURCE.encode()) == Done(0, BODY.encode(), "")


def test_terminal_is_not_waited_for(clean: Clean) -> None:
    done = clean(stdin=Terminal())
    assert (done.code, done.out) == (2, b"")
    assert "nothing to clean: give a file or folder, or text on standard input" in done.err


def test_several_files_follow_each_other(clean: Clean) -> None:
    done = clean(write("a.txt"), write("b.md", "Ferry.\n"))
    assert done == Done(0, BODY.encode() + b"Ferry.\n", "")


def test_folder_is_searched_for_texts_in_the_order_of_names(clean: Clean) -> None:
    write("in/b.txt", "B.\n")
    write("in/a/c.markdown", "C.\n")
    write("in/picture.png", BINARY)
    assert clean("in") == Done(0, b"C.\nB.\n", "")


@pytest.mark.parametrize(
    ("source", "body"),
    [
        pytest.param(SOURCE.replace("\n", "\r\n").encode(), BODY.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(SOURCE.replace("\n", "\r").encode(), BODY.replace("\n", "\r").encode(), id="CR"),
        pytest.param(b"\xef\xbb\xbfCaf\xc3\xa9.\n", b"Caf\xc3\xa9.\n", id="byte order mark"),
        pytest.param(b"Caf\xe9.\n", b"Caf\xc3\xa9.\n", id="windows-1252 comes out as UTF-8"),
        pytest.param(b"a\x0cb\0c\n", b"a\x0cb\0c\n", id="form feed and NUL"),
        pytest.param(b"Otters.", b"Otters.", id="no line end at the end"),
        pytest.param(b"", b"", id="empty"),
    ],
)
def test_bytes_come_out_as_they_are(clean: Clean, source: bytes, body: bytes) -> None:
    assert clean(write("issue.txt", source)).out == body


def test_output_goes_to_a_file(clean: Clean) -> None:
    assert clean(write("issue.txt"), "-o", "clean.txt") == Done(0, b"", "")
    assert Path("clean.txt").read_text() == BODY


def test_output_replaces_its_own_source(clean: Clean) -> None:
    assert clean(write("issue.txt"), "-o", "issue.txt").code == 0
    assert Path("issue.txt").read_text() == BODY


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        pytest.param((), ["a.txt", "b.md"], id="text"),
        pytest.param(("--format", "markdown"), ["a.md", "b.md"], id="Markdown"),
        pytest.param(("--format", "jsonl"), ["a.jsonl", "b.jsonl"], id="JSON lines"),
    ],
)
def test_outputs_go_to_a_folder(clean: Clean, arguments: tuple[str, ...], names: list[str]) -> None:
    write("in/a.txt")
    write("in/b.md")
    Path("out").mkdir()
    assert clean("in", "-o", "out", *arguments) == Done(0, b"", "")
    assert sorted(path.name for path in Path("out").iterdir()) == names


def test_documents_of_the_same_name_do_not_overwrite_each_other(clean: Clean) -> None:
    write("a/issue.txt", "A.\n")
    write("b/issue.txt", "B.\n")
    Path("out").mkdir()
    done = clean("a", "b", "-o", "out")
    message = "clean: b/issue.txt: not cleaned, for out/issue.txt is the output of a/issue.txt"
    assert (done.code, done.err.split("; ")[0]) == (3, message)
    assert Path("out/issue.txt").read_text() == "A.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("-o", "out.txt"), "-o out.txt: for several documents give a folder that exists", id="-o"),
        pytest.param(
            ("--lineage", "out.json"),
            "--lineage out.json: for several documents give a .jsonl file or a folder",
            id="--lineage",
        ),
    ],
)
def test_one_file_for_several_documents_is_refused(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    done = clean(write("a.txt"), write("b.txt"), *arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "b.txt"]


def test_sidecar_is_written_before_the_text(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(job_module, "write_atomically", lambda path, data: written.append(path.name))
    clean(write("issue.txt"), "-o", "clean.txt", "--lineage", "issue.json")
    assert written == ["issue.json", "clean.txt"]


# Nothing is half-written.


def test_failed_write_leaves_everything_as_it_was(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    write("clean.txt", "before")
    done = clean(write("issue.txt"), "-o", "clean.txt")
    assert done.code == 3
    assert "No space left on device" in done.err
    assert Path("clean.txt").read_text() == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["clean.txt", "issue.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_can_not_be_written_is_said(clean: Clean) -> None:
    Path("out").mkdir(mode=0o500)
    done = clean(write("issue.txt"), "-o", "out")
    assert done.code == 3
    assert "Permission denied" in done.err
    assert list(Path("out").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("-o", "nowhere/clean.txt"), id="-o"),
        pytest.param(("--lineage", "nowhere/issue.json"), id="--lineage"),
        pytest.param(("--lineage", "nowhere/issues.jsonl"), id="--lineage as lines"),
    ],
)
def test_output_in_a_missing_folder_is_said(clean: Clean, arguments: tuple[str, str]) -> None:
    done = clean(write("issue.txt"), *arguments)
    assert (done.code, done.out) == (2, b"")
    assert done.err.endswith(f"{' '.join(arguments)}: there is no folder nowhere\n")


def test_mode_of_a_file_that_is_replaced_stays(clean: Clean) -> None:
    write("clean.txt", "before").chmod(0o640)
    clean(write("issue.txt"), "-o", "clean.txt")
    assert Path("clean.txt").stat().st_mode & 0o777 == 0o640


# Formats.


def test_markdown(clean: Clean) -> None:
    write("issue.txt", "WHAT ELSE\n\n• The otters are back in the harbour.\n• The ferry is late.\n\nUnsubscribe\n")
    done = clean("issue.txt", "--format", "markdown")
    assert done == Done(0, b"## WHAT ELSE\n\n- The otters are back in the harbour.\n- The ferry is late.\n", "")


def test_json_lines(clean: Clean) -> None:
    done = clean(write("a.txt"), write("b.txt", "Ferry.\n"), "--format", "jsonl")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [(line["id"], line["body"], line["status"]) for line in lines] == [
        ("a.txt", BODY, "changed"),
        ("b.txt", "Ferry.\n", "clean"),
    ]
    assert lines[0]["lineage"]["output"]["format"] == "jsonl"


STORIES = (
    "<title>Week 9</title><h2><a href='https://example.com/1'>The otters are back</a></h2><p>" + BODY + "</p>"
    "<h2><a href='https://example.com/2'>The ferry is late</a></h2><p>Nobody would say for how long it was to be.</p>"
    "<h2><a href='https://example.com/3'>The pier is green</a></h2><p>The painters had nothing else left in store.</p>"
)


def test_json_line_an_article(clean: Clean) -> None:
    done = clean(write("a.html", STORIES), write("b.txt", "Ferry.\n"), "--format", "jsonl", "--split")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [(line["id"], line["title"], line["kind"]) for line in lines] == [
        ("a.html#article-1", "The otters are back", "digest"),
        ("a.html#article-2", "The ferry is late", "digest"),
        ("a.html#article-3", "The pier is green", "digest"),
        ("b.txt#article-1", "", "page"),
    ]


def test_split_needs_json_lines(clean: Clean) -> None:
    done = clean(write("a.txt"), "--split")
    assert (done.code, done.out) == (2, b"")
    assert "--split writes a line of JSON an article, so it needs --format jsonl" in done.err


def test_source_format_of_a_text_is_the_text(clean: Clean) -> None:
    assert clean(write("issue.txt"), "--format", "source").out == BODY.encode()


# What would go.


def test_check_lists_what_would_go(clean: Clean) -> None:
    done = clean("--check", write("issue.txt"), "-o", "clean.txt", "--lineage", "issue.json")
    assert (done.code, done.err) == (1, "clean: 4 places in 1 document; to clean in place: clean --fix issue.txt\n")
    lines = done.out.decode().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["issue.txt:1", "issue.txt:2", "issue.txt:4", "issue.txt:5"]
    assert lines[3].endswith(': "Unsubscribe | Manage your email preferences"')
    assert ": it " in lines[3]
    assert sorted(path.name for path in Path().iterdir()) == ["issue.txt"]


def test_check_of_clean_documents_finds_nothing(clean: Clean) -> None:
    assert clean("--check", write("issue.txt", BODY)) == Done(0, b"", "")


@pytest.mark.parametrize(
    "end", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF"), pytest.param("\r", id="CR")]
)
def test_check_counts_lines_as_explain_does(clean: Clean, end: str) -> None:
    write("issue.txt", f"Otters.{end}Ferries.{end}Unsubscribe here{end}")
    checked = clean("--check", "issue.txt").out.decode()
    assert checked.startswith("issue.txt:3: ")
    assert clean("explain", "issue.txt:3").out.decode().startswith("    3  drop")


def test_long_text_is_shown_in_part(clean: Clean) -> None:
    text = "You are receiving this email because you signed up on our website, and you can unsubscribe at any time."
    done = clean("--check", write("issue.txt", f"{BODY}\n{text}\n"))
    assert done.out.decode().splitlines()[-1].endswith(f': "{text[:60]}..."')


def test_diff_is_unified(clean: Clean) -> None:
    done = clean("--diff", write("issue.txt", "Otters.\nFerries.\nUnsubscribe here\n"))
    assert done == Done(
        0,
        b"--- issue.txt\n+++ issue.txt (clean)\n@@ -1,3 +1,2 @@\n Otters.\n Ferries.\n-Unsubscribe here\n",
        "",
    )


def test_diff_says_that_the_last_line_has_no_end(clean: Clean) -> None:
    done = clean("--diff", write("issue.txt", "Otters.\nFerries.\nUnsubscribe here"))
    assert done.out.decode().endswith("-Unsubscribe here\n\\ No newline at end of file\n")


def test_diff_of_lines_that_end_otherwise_says_nothing_of_the_kind(clean: Clean) -> None:
    done = clean("--diff", write("issue.txt", "Otters.\rFerries.\u2028Boats.\r\nUnsubscribe here\r\n"))
    assert "No newline" not in done.out.decode()


# The record.


def test_lineage_of_one_document(clean: Clean) -> None:
    done = clean(write("issue.txt"), "--lineage", "issue.json")
    record = json.loads(Path("issue.json").read_bytes())
    assert done.out == BODY.encode()
    assert record["source"]["name"] == "issue.txt"
    assert record["output"]["format"] == "text"


def test_lineage_of_several_documents_as_lines(clean: Clean) -> None:
    clean(write("a.txt"), write("b.txt", "Ferry.\n"), "--lineage", "issues.jsonl")
    records = [json.loads(line) for line in Path("issues.jsonl").read_bytes().splitlines()]
    assert [(record["source"]["name"], record["status"]) for record in records] == [
        ("a.txt", "changed"),
        ("b.txt", "clean"),
    ]


def test_lineage_of_several_documents_in_a_folder(clean: Clean) -> None:
    Path("records").mkdir()
    clean(write("a.txt"), write("b.md"), "--lineage", "records")
    assert sorted(path.name for path in Path("records").iterdir()) == ["a.txt.lineage.json", "b.md.lineage.json"]


def test_lineage_can_leave_the_removed_text_out(clean: Clean) -> None:
    clean(write("issue.txt"), "--lineage", "issue.json", "--lineage-text", "hash")
    assert "Unsubscribe" not in Path("issue.json").read_text()


@pytest.mark.parametrize(
    ("source", "options"),
    [
        pytest.param(SOURCE.encode(), (), id="plain"),
        pytest.param(SOURCE.replace("\n", "\r\n").encode(), (), id="CRLF"),
        pytest.param(SOURCE.replace("otters", "ötters").encode("cp1252"), (), id="windows-1252"),
        pytest.param(SOURCE.replace("otters", "ötters").encode("latin-1"), ("--encoding", "latin-1"), id="given"),
        pytest.param(SOURCE.encode("utf-8-sig"), (), id="byte order mark"),
        pytest.param(SOURCE.encode("utf-16"), (), id="utf-16"),
        pytest.param(SOURCE.encode().replace(b"otters", "ött\u20ac".encode() + b"\xff\xfe"), (), id="bad bytes"),
        pytest.param(b"", (), id="empty"),
    ],
)
def test_source_is_verified_and_restored_byte_for_byte(clean: Clean, source: bytes, options: tuple[str, ...]) -> None:
    write("issue.txt", source)
    clean("issue.txt", "-o", "clean.txt", "--lineage", "issue.json", *options)
    assert clean("verify", "issue.txt", "issue.json").code == 0
    assert clean("restore", "clean.txt", "issue.json") == Done(0, source, "")
    assert clean("restore", "clean.txt", "issue.json", "-o", "again.txt") == Done(0, b"", "")
    assert Path("again.txt").read_bytes() == source


def test_record_that_is_right_is_said_to_be(clean: Clean) -> None:
    clean(write("issue.txt"), "--lineage", "issue.json")
    assert clean("verify", "issue.txt", "issue.json") == Done(0, b"issue.json: right; 4 edits, changed\n", "")


def test_record_of_another_source_is_found_out(clean: Clean) -> None:
    clean(write("issue.txt"), "--lineage", "issue.json")
    done = clean("verify", write("other.txt", "Ferry.\n"), "issue.json")
    assert done == Done(1, b"", "clean: issue.json: the source is not the one that was cleaned: its SHA-256 differs\n")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b"Changed.\n", "clean: issue.json: the body was changed since it was written", id="changed"),
        pytest.param(b"\xff\xff", "clean: ", id="no text"),
    ],
)
def test_body_that_does_not_fit_is_not_restored(clean: Clean, body: bytes, message: str) -> None:
    clean(write("issue.txt"), "--lineage", "issue.json")
    done = clean("restore", write("clean.txt", body), "issue.json", "-o", "again.txt")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(message)
    assert not Path("again.txt").exists()


@pytest.mark.parametrize("command", [pytest.param("restore", id="restore"), pytest.param("verify", id="verify")])
@pytest.mark.parametrize(
    "record",
    [
        pytest.param(b"Otters.", id="no JSON"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="no schema"),
        pytest.param(json.dumps({"schema": lineage.SCHEMA}).encode(), id="only a schema"),
        pytest.param(json.dumps({"schema": lineage.SCHEMA, "edits": 5}).encode(), id="edits of the wrong type"),
    ],
)
def test_what_is_no_record_is_said(clean: Clean, command: str, record: bytes) -> None:
    done = clean(command, write("issue.txt"), write("issue.json", record))
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("clean: issue.json: not ")


def test_missing_record_is_said(clean: Clean) -> None:
    done = clean("restore", write("clean.txt"), "issue.json")
    assert done.code == 2
    assert "'issue.json' does not exist" in done.err


# Rules.


def test_private_pack_is_used(clean: Clean) -> None:
    write("packs/otters.toml", PACK)
    write("issue.txt", f"{BODY}\nOtter!\n")
    assert clean("issue.txt", "--rules", "packs").out == BODY.encode()
    assert clean("issue.txt", "--rules", "packs/otters.toml").out == BODY.encode()
    assert "otters/otter: it is an otter" in clean("--check", "issue.txt", "--rules", "packs").out.decode()


@pytest.mark.parametrize(
    "name",
    [pytest.param("otters/otter", id="rule"), pytest.param("otters", id="pack"), pytest.param("legal", id="class")],
)
def test_rules_are_switched_off(clean: Clean, name: str) -> None:
    write("packs/otters.toml", PACK)
    write("issue.txt", f"{BODY}\nOtter!\n")
    assert clean("issue.txt", "--rules", "packs", "--disable", name).out == f"{BODY}\nOtter!\n".encode()


@pytest.mark.parametrize(
    ("threshold", "kept"),
    [pytest.param("6", False, id="reached"), pytest.param("6.5", True, id="not reached")],
)
def test_threshold_keeps_more_when_it_is_higher(clean: Clean, threshold: str, kept: bool) -> None:
    write("packs/otters.toml", PACK)
    write("issue.txt", f"{BODY}\nOtter!\n")
    done = clean("issue.txt", "--rules", "packs", "--threshold", threshold)
    assert (b"Otter!" in done.out) is kept


def test_unknown_rule_is_said_with_a_suggestion(clean: Clean) -> None:
    done = clean(write("issue.txt"), "--disable", "artifact/drawn-lin")
    expected = "clean: no rule, pack or class is called 'artifact/drawn-lin'; did you mean 'artifact/drawn-line'?\n"
    assert done == Done(2, b"", expected)


def test_broken_packs_show_all_their_mistakes(clean: Clean) -> None:
    write("packs/one.toml", PACK.replace("points = 6", "pionts = 6"))
    write("packs/two.toml", PACK.replace('"is an otter"', "5"))
    done = clean(write("issue.txt"), "--rules", "packs")
    assert (done.code, done.out) == (2, b"")
    assert "one.toml:" in done.err
    assert "did you mean 'points'?" in done.err
    assert "two.toml:" in done.err
    assert done.err.endswith("3 mistakes in the rules\n")


def test_missing_rules_are_said(clean: Clean) -> None:
    done = clean(write("issue.txt"), "--rules", "nowhere")
    assert done.code == 2
    assert "nowhere:1: no such file or folder" in done.err


# What goes wrong.


def test_missing_files_are_all_said_and_nothing_is_done(clean: Clean) -> None:
    done = clean(write("issue.txt"), "nowhere.txt", "neither.txt")
    assert (done.code, done.out) == (2, b"")
    assert "nowhere.txt: no such file or folder" in done.err
    assert "neither.txt: no such file or folder" in done.err


def test_one_bad_file_never_stops_the_others(clean: Clean) -> None:
    done = clean(write("a.txt", BINARY), write("b.txt"))
    expected = "clean: a.txt: this is not text (binary data); give a text file\n"
    assert done == Done(3, BODY.encode(), expected)


def test_file_that_vanishes_never_stops_the_others(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    found = inputs.find_inputs((str(write("a.txt")), str(write("b.txt"))), "-")
    Path("a.txt").unlink()
    monkeypatch.setattr(run_module, "gather", lambda *arguments, **options: found)
    assert clean("a.txt", "b.txt") == Done(3, BODY.encode(), "clean: a.txt: No such file or directory\n")


def test_guarded_document_is_kept_and_said(clean: Clean) -> None:
    expected = "clean: issue.txt: nearly everything looks like chrome, so the text was kept; see clean explain\n"
    assert clean(write("issue.txt", "Unsubscribe\n")) == Done(3, b"Unsubscribe\n", expected)


def test_document_over_the_limit_is_passed_unchanged_and_said(clean: Clean) -> None:
    done = clean(write("issue.txt"), "--max-bytes", "20")
    assert (done.code, done.out) == (3, SOURCE.encode())
    assert "issue.txt: over the limit of 20 bytes" in done.err


def test_quiet_leaves_the_warnings_out_but_not_the_exit_code(clean: Clean) -> None:
    assert clean("-q", write("issue.txt", "Unsubscribe\n")) == Done(3, b"Unsubscribe\n", "")


def test_quiet_does_not_silence_errors(clean: Clean) -> None:
    assert clean("-q", write("a.txt", BINARY)).err == "clean: a.txt: this is not text (binary data); give a text file\n"


def test_failure_counts_more_than_a_finding(clean: Clean) -> None:
    assert clean("--check", write("a.txt", BINARY), write("b.txt")).code == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--chekc", "issue.txt"), "--check", id="unknown option"),
        pytest.param(("issue.txt", "--format", "pdf"), "'pdf' is not one of 'text', 'markdown'", id="unknown format"),
        pytest.param(("issue.txt", "--threshold", "high"), "'high' is not a valid float", id="threshold as text"),
        pytest.param(("issue.txt", "--max-bytes", "0"), "0 is not in the range", id="limit of nothing"),
        pytest.param(("issue.txt", "--encoding", "latin-99"), "unknown encoding 'latin-99'", id="unknown encoding"),
        pytest.param(("explain",), "Missing argument", id="nothing to explain"),
    ],
)
def test_wrong_use_is_said(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    write("issue.txt")
    done = clean(*arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


def test_bug_of_ours_is_said_to_be_one(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise KeyError("otter")

    monkeypatch.setattr(job_module, "clean", broken)
    done = clean(write("issue.txt"))
    assert (done.code, done.out) == (123, b"")
    assert done.err.startswith("clean: issue.txt: a bug of ours, please report it: KeyError: 'otter'\n")


@pytest.mark.parametrize("signal", [pytest.param("-h", id="-h"), pytest.param("--help", id="--help")])
def test_help_says_all_exit_codes(clean: Clean, signal: str) -> None:
    done = clean(signal)
    assert (done.code, done.err) == (0, "")
    assert [
        code for code in ("0 done", "1 --check", "2 usage", "3 some", "123 a bug") if code not in done.out.decode()
    ] == []


def test_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "issue.txt"
    path.write_text("The otters are back in the harbour.\n\n" * 20_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", path, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"The otters are back in the harbour.\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_output_does_not_depend_on_locale_or_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "issue.txt"
    path.write_bytes(SOURCE.replace("otters", "ötters 配信停止").encode())
    lineage_path = tmp_path / "issue.json"
    command = [sys.executable, "-m", "cleaner", str(path), "--lineage", str(lineage_path)]
    found = {
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment}).stdout
        + lineage_path.read_bytes()
        for environment in (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "1"},
        )
    }
    assert len(found) == 1


# Why.


def test_explain_says_for_each_block_why(clean: Clean) -> None:
    done = clean("explain", write("issue.txt"))
    lines = [line for line in done.out.decode().splitlines() if line[:5].strip()]
    assert [line.split()[:2] for line in lines] == [["1", "drop"], ["3", "keep"], ["5", "drop"]]
    assert "legal/unsubscribe-line: it " in done.out.decode()
    assert (done.code, done.err) == (0, "")


def test_explain_of_one_line_shows_its_block(clean: Clean) -> None:
    write("issue.txt", f"{BODY}\nThe ferry \nis late, \nsays Kim.\n\nUnsubscribe\n")
    done = clean("explain", "issue.txt:4")
    lines = [line for line in done.out.decode().splitlines() if line[:5].strip()]
    assert [line.split()[:2] for line in lines] == [["3", "keep"]]
    assert "repair/soft-breaks: ' \\n' becomes ' '" in done.out.decode()


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        pytest.param("issue.txt:2", "issue.txt:2: no text at this line", id="blank line"),
        pytest.param("issue.txt:99", "issue.txt:99: no text at this line", id="line that is not there"),
        pytest.param("empty.txt", "empty.txt: no text", id="empty file"),
        pytest.param("nowhere.txt", "nowhere.txt: no such file or folder", id="missing file"),
        pytest.param("picture.txt", "picture.txt: this is not text", id="binary data"),
        pytest.param("folder", "folder", id="folder"),
        pytest.param("issue.txt:²", "issue.txt:²: no such file or folder", id="a figure that is no number"),
    ],
)
def test_explain_says_what_it_can_not_explain(clean: Clean, argument: str, message: str) -> None:
    write("issue.txt")
    write("empty.txt", "")
    write("picture.txt", BINARY)
    Path("folder").mkdir()
    done = clean("explain", argument)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


def test_explain_takes_a_colon_in_a_name_for_part_of_it(clean: Clean) -> None:
    write("issue:1")
    assert clean("explain", "issue:1").out.decode().count("drop") == 2


def test_explain_says_what_counted_and_what_would_tip_it(clean: Clean) -> None:
    write("packs/otters.toml", PACK.replace("points = 6", "points = 6\nmatch.max_words = 2\nmatch.zone = 'tail'"))
    write("issue.txt", f"{BODY}\nAn old otter\n\nOtter!\n")
    assert clean("explain", "issue.txt:3", "--rules", "packs").out.decode().splitlines() == [
        "    3  keep         paragraph  An old otter",
        "                +6  nearly otters/otter: it is an otter; but max_words is 2, it has 3",
        "                    to take it off: a rule of your own, which clean rules new begins",
    ]
    assert clean("explain", "issue.txt:5", "--rules", "packs").out.decode().splitlines() == [
        "    5  drop   +6.0  paragraph  Otter!",
        '                +6  otters/otter: it is an otter ("Otter"; in the tail)',
        "                    to keep it: --disable otters/otter",
    ]


def test_explain_says_how_many_points_are_missing(clean: Clean) -> None:
    write("packs/otters.toml", PACK)
    write("issue.txt", f"{BODY}\nOtter!\n")
    lines = clean("explain", "issue.txt:3", "--rules", "packs", "--threshold", "7.5").out.decode().splitlines()
    assert [line.strip() for line in lines[2:]] == [
        "1.5 points short of going",
        "to take it off: --threshold 6, or a rule of your own, which clean rules new begins",
    ]


def test_explain_for_other_programs(clean: Clean) -> None:
    write("packs/otters.toml", PACK)
    write("issue.txt", f"{BODY}\nOtter!\n")
    kept, gone = json.loads(clean("explain", "--json", "issue.txt", "--rules", "packs").out)
    assert (kept["line"], kept["decision"], kept["disable"]) == (1, "keep", [])
    assert [(hit["rule"], hit["effect"]) for hit in kept["hits"]] == [("keep/reported-speech", "-3")]
    assert (gone["line"], gone["decision"], gone["points"], gone["threshold"]) == (3, "drop", 6, 5)
    assert gone["hits"] == [
        {"rule": "otters/otter", "class": "legal", "effect": "+6", "why": "is an otter", "because": ['"Otter"']}
    ]
    assert [edit["rule"] for edit in gone["edits"]] == ["otters/otter"]
    assert gone["disable"] == ["otters/otter"]


@pytest.mark.parametrize(
    ("name", "issue"),
    [
        pytest.param("issue.html", "<p>{}</p>\n<p>Otter!</p>\n", id="page"),
        pytest.param("issue.eml", "Subject: News\nContent-Type: text/html\n\n<p>{}</p>\n<p>Otter!</p>\n", id="mail"),
    ],
)
def test_explain_counts_the_lines_of_markup(clean: Clean, name: str, issue: str) -> None:
    write("packs/otters.toml", PACK)
    write(name, issue.format(BODY.strip()))
    lines = clean("explain", f"{name}:2", "--rules", "packs").out.decode().splitlines()
    assert [line.split()[:2] for line in lines if line[:5].strip()] == [["2", "drop"]]
    assert f"{name}:2: otters/otter" in clean("--check", name, "--rules", "packs").out.decode()


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [pytest.param({}, True, id="terminal"), pytest.param({"NO_COLOR": "1"}, False, id="NO_COLOR")],
)
def test_explain_is_coloured_on_a_terminal(clean: Clean, environment: dict[str, str], coloured: bool) -> None:
    path = str(write("issue.txt"))
    done = CliRunner(env={"NO_COLOR": None, **environment}).invoke(cli.group, ["explain", path], color=True)
    assert ("\x1b[31mdrop" in done.output) is coloured
    assert b"\x1b" not in clean("explain", path).out


def test_explain_says_what_went_once_the_rest_was_gone(clean: Clean) -> None:
    done = clean("explain", write("issue.txt", "Unsubscribe\n"))
    assert done.code == 0
    assert "nearly everything looks like chrome" in done.err
    assert "flag" in done.out.decode()
