"""What is found, opened and unpacked, and what is said of the rest."""

from __future__ import annotations

import builtins
import datetime
import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow
import pytest
import zstandard
from pyarrow import parquet as pyarrow_parquet

from cleaner.batch import packed
from tests.test_cli import BODY, SOURCE, Clean, Done, clean, write

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["clean"]  # the fixture


def outputs(folder: str = "out") -> dict[str, str]:
    """Read all files below a folder."""
    root = Path(folder)
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


# Names from a list.


@pytest.mark.parametrize(
    ("end", "options"), [pytest.param(b"\n", (), id="lines"), pytest.param(b"\0", ("-0",), id="find -print0")]
)
def test_files_are_named_on_standard_input(clean: Clean, end: bytes, options: tuple[str, ...]) -> None:
    names = [bytes(write(name, f"{name}.\n")) for name in ("b c.txt", "a.txt", "é/d.txt")]
    done = clean("--files-from", "-", *options, stdin=end.join(names) + end)
    assert done == Done(0, "b c.txt.\na.txt.\né/d.txt.\n".encode(), "")


def test_name_with_a_line_break_ends_in_nul(clean: Clean) -> None:
    assert clean("--files-from", "-", "-0", stdin=bytes(write("a\nb.txt", "A.\n")) + b"\0") == Done(0, b"A.\n", "")


def test_names_come_from_a_file_and_their_folders_stay(clean: Clean) -> None:
    write("x/a.txt", "A.\n")
    write("x/y/b.txt", "B.\n")
    write("names", "x/a.txt\n./x/y/b.txt\n")
    Path("out").mkdir()
    assert clean("--files-from", "names", "-o", "out").code == 0
    assert outputs() == {"x/a.txt": "A.\n", "x/y/b.txt": "B.\n"}


def test_output_never_leaves_its_folder(clean: Clean) -> None:
    path = write("a.txt", "A.\n").resolve()
    Path("out").mkdir()
    clean("--files-from", "-", "-o", "out", stdin=f"{path}\n../{path.parent.name}/a.txt\n".encode())
    assert outputs() == {f"{path.relative_to('/')}": "A.\n", f"{path.parent.name}/a.txt": "A.\n"}


def test_file_of_a_list_that_is_gone_does_not_stop_the_others(clean: Clean) -> None:
    done = clean("--files-from", "-", stdin=b"gone.txt\n" + bytes(write("a.txt", "A.\n")))
    assert done == Done(3, b"A.\n", "clean: gone.txt: no such file or folder\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--files-from", "nowhere"), "--files-from nowhere: No such file", id="no list"),
        pytest.param(("--files-from", "-", "-"), "names or a document, not both", id="twice standard input"),
        pytest.param(("-0",), "-0 is for --files-from", id="-0 alone"),
    ],
)
def test_wrong_use_of_lists_is_said(clean: Clean, arguments: tuple[str, ...], message: str) -> None:
    done = clean(*arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


# Folders.


def tree() -> None:
    for name in ("in/a.txt", "in/b.md", "in/x/c.txt", "in/x/drafts/d.txt", "in/x/e.letter", "in/f.png"):
        write(name, f"{name}.\n")
    Path("out").mkdir()


@pytest.mark.parametrize(
    ("options", "names"),
    [
        pytest.param((), ["a.txt", "b.md", "x/c.txt", "x/drafts/d.txt"], id="all"),
        pytest.param(("--include", "*.letter"), ["x/e.letter.txt"], id="what has another ending"),
        pytest.param(("--include", "x/*.txt"), ["x/c.txt", "x/drafts/d.txt"], id="a path"),
        pytest.param(("--exclude", "drafts"), ["a.txt", "b.md", "x/c.txt"], id="without a folder"),
        pytest.param(("--exclude", "x/*"), ["a.txt", "b.md"], id="without a path"),
        pytest.param(("--include", "*.txt", "--include", "*.md", "--exclude", "[ab].*"), ["x/c.txt", "x/drafts/d.txt"],
                     id="both"),
    ],
)  # fmt: skip
def test_folder_is_mirrored(clean: Clean, options: tuple[str, ...], names: list[str]) -> None:
    tree()
    assert clean("in", "-o", "out", *options) == Done(0, b"", "")
    assert sorted(outputs()) == names


def test_records_are_mirrored_too(clean: Clean) -> None:
    tree()
    Path("records").mkdir()
    clean("in", "--include", "c.txt", "-o", "out", "--lineage", "records")
    assert list(outputs("records")) == ["x/c.txt.lineage.json"]


def test_output_folder_inside_is_not_read(clean: Clean) -> None:
    write("in/a.txt", "A.\n")
    Path("in/out").mkdir()
    expected = Done(0, b"", "clean: in/out: written to, so not read\n")
    assert [clean("in", "-o", "in/out") for _ in range(2)] == [expected, expected]
    assert outputs("in") == {"a.txt": "A.\n", "out/a.txt": "A.\n"}


def test_outputs_between_the_sources_are_refused(clean: Clean) -> None:
    write("in/a.txt")
    done = clean("in", "-o", "in")
    assert (done.code, outputs("in")) == (2, {"a.txt": SOURCE})
    assert "-o in: the sources are in this folder; give another one, or use --fix" in done.err


def test_document_is_not_written_over_among_others(clean: Clean) -> None:
    done = clean(write("in/a.txt"), write("b.txt"), "-o", "in")
    assert (done.code, outputs("in")) == (3, {"a.txt": SOURCE, "b.txt": BODY})
    assert "clean: in/a.txt: not cleaned, for the output would be written over it" in done.err


def test_link_to_a_folder_is_followed_but_not_in_a_circle(clean: Clean) -> None:
    write("in/x/a.txt", "A.\n")
    write("other/b.txt", "B.\n")
    Path("in/x/loop").symlink_to("..")
    Path("in/z").symlink_to("../other")
    done = clean("in")
    assert (done.code, done.out) == (3, b"A.\nB.\n")
    assert done.err.startswith("clean: in/x/loop: a link to a folder that it is in; not followed")


def test_link_to_itself_does_not_stop_the_others(clean: Clean) -> None:
    write("in/b.txt", "B.\n")
    Path("in/a.txt").symlink_to("a.txt")
    assert clean("in") == Done(3, b"B.\n", "clean: in/a.txt: Too many levels of symbolic links\n")


def test_folder_that_can_not_be_read_does_not_stop_the_others(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    scan = os.scandir
    monkeypatch.setattr(os, "scandir", closed)
    write("in/closed/a.txt", "A.\n")
    write("in/b.txt", "B.\n")
    assert clean("in") == Done(3, b"B.\n", "clean: in/closed: Permission denied\n")


def test_file_that_can_not_be_read_does_not_stop_the_others(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    opened = Path.open
    names = write("a.txt"), write("b.txt", "B.\n")
    monkeypatch.setattr(Path, "open", closed)
    assert clean(*names) == Done(3, b"B.\n", "clean: a.txt: Permission denied\n")


def test_pipe_is_read_once(clean: Clean) -> None:
    read, to = os.pipe()
    os.write(to, SOURCE.encode())
    os.close(to)
    assert clean(f"/dev/fd/{read}").out == BODY.encode()
    os.close(read)


# JSON lines.

LINES = [{"id": 1, "text": SOURCE, "n": [1.5, None]}, {"text": "Ferry.\n", "lineage": "mine"}]


def json_lines(*lines: object) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def test_json_lines_keep_their_fields(clean: Clean) -> None:
    done = clean(write("c.jsonl", json_lines(*LINES)), "--format", "jsonl")
    first, second = map(json.loads, done.out.splitlines())
    assert (first["id"], first["n"], first["text"], list(first)) == (
        1,
        [1.5, None],
        BODY,
        ["id", "text", "n", "lineage"],
    )
    assert (second["text"], second["lineage"]["source"]["name"]) == ("Ferry.\n", "c.jsonl#2")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("c.jsonl", "--text-field", "t"), id="file"),
        pytest.param(("--text-field", "t"), id="standard input"),
        pytest.param((".", "--text-field", "t"), id="folder"),
        pytest.param(("c.jsonl.gz", "--text-field", "t"), id="packed"),
    ],
)
def test_text_field_is_named(clean: Clean, arguments: tuple[str, ...]) -> None:
    data = json_lines({"t": SOURCE}, {"t": "Ferry.\n"}).encode()
    if "c.jsonl.gz" in arguments:
        write("c.jsonl.gz", gzip.compress(data))
    else:
        write("c.jsonl", data)
    assert clean(*arguments, stdin=data).out == BODY.encode() + b"Ferry.\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{no", "clean: c.jsonl#2: this line is not JSON: ", id="no JSON"),
        pytest.param('{"text": "A', "clean: c.jsonl#2: this line is not JSON: ", id="cut off"),
        pytest.param("[1]", "clean: c.jsonl#2: this line is no JSON object", id="a list"),
        pytest.param("[" * 100_000, "clean: c.jsonl#2: this line is not JSON: ", id="deep"),
        pytest.param('{"a": "x", "n": 1}', "clean: c.jsonl#2: no text in the field 'text'; --text-field NAME, of: a",
                     id="no text"),
        pytest.param('{"text": null}', "clean: c.jsonl#2: no text in the field 'text'; --text-field NAME, of: none",
                     id="null"),
    ],
)  # fmt: skip
def test_bad_line_does_not_stop_the_others(clean: Clean, line: str, message: str) -> None:
    done = clean(write("c.jsonl", f'{{"text": "A.\\n"}}\n{line}\n\n{{"text": "B.\\n"}}\n'))
    assert (done.code, done.out) == (3, b"A.\nB.\n")
    assert done.err.startswith(message)


def test_json_lines_are_not_split(clean: Clean) -> None:
    done = clean(write("c.jsonl", json_lines(*LINES)), "--format", "jsonl", "--split")
    assert (done.code, done.out) == (2, b"")
    assert "--split has no place for the other fields of JSON lines" in done.err


# Packed files.

PACKERS = [pytest.param(".gz", gzip.compress, id="gz"), pytest.param(".zst", zstandard.compress, id="zst")]


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
def test_packed_standard_input_is_unpacked_if_its_name_says_so(
    clean: Clean, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    assert clean("--stdin-filename", f"a.txt{ending}", stdin=pack(SOURCE.encode())).out.decode() == BODY
    lines = json_lines({"text": SOURCE}, {"text": "Ferry.\n"}).encode()
    assert clean("--stdin-filename", f"c.jsonl{ending}", stdin=pack(lines)).out == BODY.encode() + b"Ferry.\n"


def test_standard_input_that_unpacks_to_too_much_is_said(clean: Clean) -> None:
    done = clean("--stdin-filename", "a.txt.gz", stdin=gzip.compress(bytes(packed.ALWAYS_ALLOWED + 1)))
    assert (done.code, done.out) == (3, b"")
    assert "a.txt.gz: unpacks to more than 200 times its size" in done.err


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
def test_packed_document_is_cleaned(clean: Clean, ending: str, pack: Callable[[bytes], bytes]) -> None:
    write(f"in/x/a.md{ending}", pack(SOURCE.encode()))
    Path("out").mkdir()
    assert clean("in", "-o", "out") == Done(0, b"", "")
    assert outputs() == {"x/a.md": BODY}


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
def test_bomb_is_left_alone(clean: Clean, ending: str, pack: Callable[[bytes], bytes]) -> None:
    write(f"a.txt{ending}", pack(bytes(40_000_000)))
    done = clean(f"a.txt{ending}", write("b.txt", "B.\n"))
    message = f"clean: a.txt{ending}: unpacks to more than 200 times its size, so it was left alone\n"
    assert done == Done(3, b"B.\n", message)


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
@pytest.mark.parametrize("cut", [pytest.param(slice(0, -9), id="cut off"), pytest.param(slice(1, None), id="no head")])
def test_damaged_file_does_not_stop_the_others(
    clean: Clean, ending: str, pack: Callable[[bytes], bytes], cut: slice
) -> None:
    write(f"a.txt{ending}", pack(SOURCE.encode())[cut])
    done = clean(f"a.txt{ending}", write("b.txt", "B.\n"))
    assert (done.code, done.out) == (3, b"B.\n")
    assert done.err.startswith(f"clean: a.txt{ending}: this file can't be unpacked: ")


@pytest.mark.parametrize(("ending", "pack"), PACKERS)
def test_parts_that_follow_each_other_are_all_read(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path, parts = tmp_path / f"a{ending}", (os.urandom(3000), b"", b"B" * 1_000_000)
    path.write_bytes(b"".join(map(pack, parts)))
    assert packed.read(path) == b"".join(parts)


def test_package_for_zst_is_named_where_it_is_missing(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str, *arguments: object) -> object:
        if name == "zstandard":
            raise ImportError(name)
        return imported(name, *arguments)

    imported = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without)
    done = clean(write("a.txt.zst", zstandard.compress(b"A")))
    assert (done.code, done.out) == (3, b"")
    assert done.err.endswith("can't be unpacked: that takes a package: pip install 'newsletter-cleaner[zstd]'\n")


def test_packed_file_is_never_rewritten(clean: Clean) -> None:
    data = gzip.compress(SOURCE.encode())
    done = clean("--fix", write("a.txt.gz", data))
    assert done == Done(3, b"", "clean: a.txt.gz: not a file of its own, so it is never rewritten\n")
    assert Path("a.txt.gz").read_bytes() == data


# Parquet.


def parquet(**columns: list[object]) -> Path:
    """Write a table."""
    pyarrow_parquet.write_table(pyarrow.table(columns), "c.parquet")
    return Path("c.parquet")


def test_rows_of_parquet_keep_their_columns(clean: Clean) -> None:
    day = datetime.date(2031, 5, 4)
    done = clean(parquet(text=[SOURCE, "Ferry.\n"], no=[1, 2], day=[day, None]), "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [(row["text"], row["no"], row["day"]) for row in rows] == [(BODY, 1, "2031-05-04"), ("Ferry.\n", 2, None)]
    assert [row["lineage"]["source"]["name"] for row in rows] == ["c.parquet#1", "c.parquet#2"]


def test_rows_may_hold_bytes_in_another_column(clean: Clean) -> None:
    table = parquet(body=[SOURCE.encode()])
    Path("out").mkdir()
    assert clean(table, "--text-field", "body", "-o", "out").code == 0
    assert outputs() == {"c.parquet-1.txt": BODY}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param({"text": [None, "Ferry.\n"]}, "c.parquet#1: no text in the column 'text'", id="null"),
        pytest.param({"title": ["Ferry"]}, "c.parquet: no column 'text'; --text-field NAME, of: title", id="no column"),
    ],
)
def test_table_without_text_is_said(clean: Clean, content: dict[str, list[object]], said: str) -> None:
    done = clean(parquet(**content))
    assert (done.code, said in done.err) == (3, True)


def test_broken_table_stops_no_other_document(clean: Clean) -> None:
    done = clean(write("broken.parquet", "PAR1 but no table"), write("a.txt", "Ferry.\n"))
    assert (done.code, done.out) == (3, b"Ferry.\n")
    assert "broken.parquet: this is no Parquet file that can be read" in done.err


def test_tables_need_a_file(clean: Clean) -> None:
    done = clean("-", "--stdin-filename", "c.parquet", stdin=b"PAR1")
    assert (done.code, "from files only" in done.err) == (3, True)
