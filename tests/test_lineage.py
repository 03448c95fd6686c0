from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import cleaner
from cleaner import lineage
from cleaner.errors import CleanerError, LineageError
from tests.strategies import byte_strings
from tests.test_grammar import PACK

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = (
    b"\xef\xbb\xbfView this email in your browser\r\n\r\nThe otters are back in the harbour, the w\xe4rdens say, and "
    b"they have brought a good many\xc2\xa0friends.\r\n\r\n\r\nUnsubscribe\r\n"
)


def cleaned(data: bytes = SOURCE, **options: Any) -> cleaner.Cleaned:
    return cleaner.clean(data, name="issue.txt", media_type="text/plain", options=cleaner.Options(**options))


def record_of(data: bytes = SOURCE, **how: Any) -> dict[str, Any]:
    return lineage.loads(lineage.dumps(cleaned(data).record(**how)), "issue.lineage.json")


def problems(record: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(lineage.schema()).iter_errors(record)]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(lineage.schema())


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(record_of(), id="with the removed text"),
        pytest.param(record_of(text="hash"), id="with hashes"),
        pytest.param(record_of(form="markdown"), id="Markdown"),
        pytest.param(record_of(form="jsonl"), id="JSON lines"),
        pytest.param(record_of(b""), id="empty"),
        pytest.param(record_of(b"Unsubscribe"), id="guarded"),
        pytest.param(record_of("配信停止 ".encode("iso2022_jp") * 3), id="another encoding"),
    ],
)
def test_record_fits_its_schema(record: dict[str, Any]) -> None:
    assert problems(record) == []


@given(byte_strings())
def test_record_of_any_bytes_fits_its_schema_and_gives_them_back(data: bytes) -> None:
    try:
        found = cleaned(data)
    except CleanerError:
        return
    record = lineage.loads(lineage.dumps(found.record()), "x")
    assert problems(record) == []
    assert lineage.restore(found.body, record, "x") == data
    assert lineage.verify(found.document.text, found.document.source, record, "x") == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("schema",), "newsletter-cleaner/lineage/2", id="another schema"),
        pytest.param(("extra",), 1, id="unknown key"),
        pytest.param(("status",), "fine", id="unknown status"),
        pytest.param(("edits", 0, "class"), "advert", id="unknown class"),
        pytest.param(("edits", 0, "rule"), "unsubscribe", id="rule without its pack"),
        pytest.param(("edits", 0, "why"), "", id="no why"),
        pytest.param(("edits", 0, "text"), "", id="edit that removes nothing"),
        pytest.param(("edits", 0, "start"), -1, id="negative place"),
        pytest.param(("source", "sha256"), "x", id="no hash"),
    ],
)
def test_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    record = record_of()
    changed: Any = record
    for key in path[:-1]:
        changed = changed[key]
    changed[path[-1]] = value
    assert problems(record) != []


def test_record_says_what_was_done() -> None:
    record = record_of()
    assert record["tool"] == {"name": "newsletter-cleaner", "version": cleaner.__version__}
    assert record["rules"] == {"hash": cleaner.load().hash, "private": [], "disabled": []}
    assert record["source"]["name"] == "issue.txt"
    assert (record["source"]["encoding"], record["source"]["bom"]) == ("utf-8", "efbbbf")
    assert (record["source"]["bytes_replaced"], record["source"]["replaced"]) == (1, [[76, "e4"]])
    assert (record["status"], record["text"], record["output"]["format"]) == ("changed", "full", "text")
    assert [edit["class"] for edit in record["edits"]] == ["preheader", "artifact", "artifact", "artifact", "legal"]
    assert record["warnings"] == ["1 bytes are not utf-8; they are read as windows-1252"]


def test_record_names_private_packs_and_rules_that_are_off_and_the_options(tmp_path: Path) -> None:
    (tmp_path / "otters.toml").write_text(PACK)
    rules = cleaner.load(tmp_path).without("tracking/pixel-word")
    found = cleaner.clean(SOURCE, rules=rules, options=cleaner.Options(threshold=7))
    record = found.record()
    assert record["rules"]["disabled"] == ["tracking/pixel-word"]
    assert record["rules"]["private"] == ["otters"]
    assert record["options"]["threshold"] == 7


def test_every_character_is_in_a_place_or_an_edit() -> None:
    record = record_of()
    places = [place for article in record["articles"] for place in article["places"]]
    spans = sorted([*([p[2], p[3]] for p in places), *([e["start"], e["end"]] for e in record["edits"])])
    assert [span[0] for span in spans] == [0, *(span[1] for span in spans[:-1])]
    assert spans[-1][1] == len(cleaned().document.text)


def test_record_is_the_same_every_time() -> None:
    assert lineage.dumps(record_of()) == lineage.dumps(record_of())


def test_hashes_hold_no_text_of_the_source() -> None:
    written = lineage.dumps(record_of(text="hash"))
    assert "Unsubscribe" not in written
    assert '"text": "hash"' in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Grüße", '{"a": "Grüße"}', id="readable"),
        pytest.param("\ud800", '{"a": "\\ud800"}', id="lone surrogate"),
    ],
)
def test_json_is_readable_and_can_be_encoded(text: str, written: str) -> None:
    assert lineage.dumps({"a": text}) == written
    assert json.loads(written.encode()) == {"a": text}


def test_source_is_restored_from_body_and_record() -> None:
    assert lineage.restore(cleaned().body, record_of(), "issue.lineage.json") == SOURCE


@pytest.mark.parametrize(
    ("body", "record", "message"),
    [
        pytest.param(
            cleaned().body + "x",
            record_of(),
            "the body was changed since it was written, or belongs to another record",
            id="changed body",
        ),
        pytest.param(
            cleaned().body,
            record_of(text="hash"),
            "written with --lineage-text hash, so the removed text is not in it",
            id="hashes",
        ),
        pytest.param(
            cleaned().body,
            record_of(form="markdown"),
            "this was written as markdown, from which there is no way back; --format source has one",
            id="Markdown",
        ),
    ],
)
def test_restoring_says_why_not(body: str, record: dict[str, Any], message: str) -> None:
    with pytest.raises(LineageError) as raised:
        lineage.restore(body, record, "issue.lineage.json")
    assert str(raised.value) == f"issue.lineage.json: {message}"


def tampered(*path: str | int, value: object, text: str = "full") -> dict[str, Any]:
    """Change one value of the record."""
    record = copy.deepcopy(record_of(text=text))
    changed: Any = record
    for key in path[:-1]:
        changed = changed[key]
    assert changed[path[-1]] != value
    changed[path[-1]] = value
    return record


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(tampered("edits", 0, "text", value="View this"), id="removed text"),
        pytest.param(tampered("edits", 0, "start", value=1), id="place"),
        pytest.param(tampered("edits", 2, "replacement", value="X"), id="replacement"),
        pytest.param(tampered("source", "bom", value=""), id="byte order mark"),
        pytest.param(tampered("source", "encoding", value="utf-16-le"), id="encoding"),
        pytest.param(tampered("source", "replaced", value=[]), id="unreadable bytes"),
        pytest.param(tampered("source", "sha256", value="0" * 64), id="hash of the source"),
        pytest.param(tampered("output", "sha256", value="0" * 64), id="hash of the output"),
    ],
)
def test_restoring_from_a_changed_record_fails_and_never_gives_other_bytes(record: dict[str, Any]) -> None:
    with pytest.raises(LineageError):
        lineage.restore(cleaned().body, record, "x")


def test_restoring_names_the_record_that_does_not_fit() -> None:
    with pytest.raises(LineageError, match=r"^x: "):
        lineage.restore(cleaned().body, tampered("edits", 0, "start", value=1), "x")


@pytest.mark.parametrize("text", [pytest.param("full", id="with the removed text"), pytest.param("hash", id="hashes")])
def test_record_of_its_own_source_is_right(text: str) -> None:
    document = cleaned().document
    assert lineage.verify(document.text, document.source, record_of(text=text), "x") == []


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(tampered("source", "sha256", value="0" * 64), id="hash of the source"),
        pytest.param(tampered("output", "sha256", value="0" * 64), id="hash of the output"),
        pytest.param(tampered("edits", 0, "text", value="Xiew this email in your browser\r\n"), id="removed text"),
        pytest.param(tampered("edits", 0, "start", value=1), id="place"),
        pytest.param(tampered("edits", 0, "end", value=5), id="end"),
        pytest.param(tampered("edits", 2, "replacement", value="X"), id="replacement"),
        pytest.param(tampered("edits", 0, "sha256", value="0" * 64, text="hash"), id="hash of a removed text"),
        pytest.param(tampered("edits", 0, "end", value=5, text="hash"), id="end, with hashes"),
        pytest.param(tampered("edits", value=[]), id="edits"),
    ],
)
def test_changed_record_is_found_out(record: dict[str, Any]) -> None:
    document = cleaned().document
    assert len(lineage.verify(document.text, document.source, record, "x")) == 1


def test_record_of_another_source_is_found_out() -> None:
    other = cleaned(SOURCE.replace(b"otters", b"Otters")).document
    assert lineage.verify(other.text, other.source, record_of(), "x") == [
        "the source is not the one that was cleaned: its SHA-256 differs"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"{", "x.json: not JSON: ", id="cut off"),
        pytest.param(b"\xff\xfe\xfd", "x.json: not JSON: ", id="no text"),
        pytest.param(b"[]", "x.json: not a lineage record of schema newsletter-cleaner/lineage/1", id="a list"),
        pytest.param(b'{"schema": "other/1"}', "x.json: not a lineage record of schema ", id="another schema"),
        pytest.param(b'{"schema": "newsletter-cleaner/lineage/1"}', "x.json: not a lineage record", id="nothing else"),
        pytest.param(
            json.dumps({**record_of(), "edits": [{}]}).encode(), "x.json: not a lineage record", id="empty edit"
        ),
        pytest.param(json.dumps({**record_of(), "tool": ""}).encode(), "x.json: not a lineage record", id="no tool"),
    ],
)
def test_what_is_no_record_is_said(data: bytes, message: str) -> None:
    with pytest.raises(LineageError) as raised:
        lineage.loads(data, "x.json")
    assert str(raised.value).startswith(message)
