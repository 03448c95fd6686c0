"""Record batches in and out."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import cleaner
from cleaner import lineage
from cleaner.arrow import LINEAGE, SCHEMA, clean_batch, to_record
from cleaner.errors import CleanerError, ColumnError
from tests import golden
from tests.strategies import byte_strings

PROSE = "The otters are back in the harbour, the wardens say, and they have brought a good many friends along."
TEXT = f"View this email in your browser\n\n{PROSE}\n\nUnsubscribe | Manage your email preferences\n"
PAGE = f"<html><p>{PROSE}</p><p>Unsubscribe</p></html>"
BINARY = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"


def rows(texts: Any, **how: Any) -> list[dict[str, Any]]:
    """Clean documents that are called 0, 1, ...; return the rows."""
    out = clean_batch(pa.record_batch({"id": [str(i) for i in range(len(texts))], "text": texts}), **how)
    assert out.schema == SCHEMA
    found: list[dict[str, Any]] = out.to_pylist()
    return found


def row(text: bytes | str | None, **how: Any) -> dict[str, Any]:
    (found,) = rows([text], **how)
    return found


def test_row_says_what_became_of_a_document() -> None:
    mail = golden.issue(golden.SAMPLES / "mailchimp-style").read_bytes()
    found = row(mail)
    cleaned = cleaner.clean(mail, name="0")
    assert found == {
        "id": "0",
        "body": cleaned.body,
        "title": "Spring at the Sedge Hill Reserve",
        "language": "en",
        "kind": cleaned.kind.value,
        "status": "changed",
        "error": None,
        "lineage": found["lineage"],
    }


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in golden.cases()])
def test_body_and_lineage_are_those_of_clean(case: Any) -> None:
    data = golden.issue(case).read_bytes()
    cleaned = cleaner.clean(data, name="0")
    found = row(data)
    assert (found["body"], to_record(found["lineage"])) == (cleaned.body, cleaned.record())


def outcome(data: bytes) -> tuple[str | None, dict[str, Any] | None]:
    """Clean a document that is called 0; return its body and its record, or nothing if it fails."""
    try:
        cleaned = cleaner.clean(data, name="0")
        cleaned.document.text.encode()
    except (CleanerError, UnicodeEncodeError):
        return None, None
    return cleaned.body, cleaned.record()


@given(byte_strings())
def test_any_document_has_a_row_and_does_not_stop_the_next(data: bytes) -> None:
    batch = pa.record_batch({"id": ["0", "1"], "text": pa.array([data, TEXT.encode()])})
    first, second = clean_batch(batch).to_pylist()
    assert (first["body"], first["lineage"] and to_record(first["lineage"])) == outcome(data)
    assert (first["status"] == "failed") == (first["body"] is None) == (first["error"] is not None)
    assert second["body"] == f"{PROSE}\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(BINARY, "0: this is not text (binary data); give a text file", id="binary"),
        pytest.param(None, "0: there is no document, the text is null", id="null"),
        pytest.param(
            "half \ud800".encode("utf-16", "surrogatepass"),
            "0: holds lone surrogates, which Arrow has no place for; use `clean` for it",
            id="lone surrogate",
        ),
    ],
)
def test_document_that_fails_has_a_row_that_says_why(text: bytes | None, error: str) -> None:
    failed, good = rows([text, TEXT.encode()])
    assert failed == dict.fromkeys(SCHEMA.names) | {"id": "0", "status": "failed", "error": error}
    assert (good["id"], good["status"], good["body"]) == ("1", "changed", f"{PROSE}\n")


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, id=str(kind))
        for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view())
    ],
)
def test_documents_may_be_text_or_bytes(kind: pa.DataType) -> None:
    assert rows(pa.array([TEXT], kind))[0]["body"] == f"{PROSE}\n"


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        pytest.param(pa.array(["a", "b"]), ["a", "b"], id="text"),
        pytest.param(pa.array([7, 8]), ["7", "8"], id="numbers"),
        pytest.param(pa.array(["a", None]), ["a", None], id="null"),
    ],
)
def test_ids_come_back_as_text(ids: pa.Array, names: list[str | None]) -> None:
    out = clean_batch(pa.record_batch({"id": ids, "text": [TEXT, TEXT]})).to_pylist()
    assert [found["id"] for found in out] == names
    assert [found["lineage"]["source"]["name"] for found in out] == [name or "-" for name in names]


def test_columns_have_the_names_that_are_given() -> None:
    batch = pa.record_batch({"url": ["a", "b"], "html": [PAGE, PAGE], "type": ["text/plain", None], "more": [1, 2]})
    out = clean_batch(batch, id_column="url", text_column="html", media_type_column="type").to_pylist()
    types = [found["lineage"]["source"]["media_type"] for found in out]
    assert types == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        pytest.param({"id": ["a"], "body": ["b"]}, "there is no column 'text'; there are 'id', 'body'", id="missing"),
        pytest.param({"id": ["a"], "text": [1]}, "column 'text' holds int64; documents are text or bytes", id="text"),
        pytest.param(
            {"id": [{"a": 1}], "text": ["b"]}, "column 'id' holds struct<a: int64>; ids are text or numbers", id="id"
        ),
    ],
)
def test_batch_with_other_columns_is_refused(columns: dict[str, list[Any]], error: str) -> None:
    with pytest.raises(ColumnError) as raised:
        clean_batch(pa.record_batch(columns))
    assert str(raised.value) == error


def test_empty_batch_gives_an_empty_batch() -> None:
    assert rows(pa.array([], pa.string())) == []


def test_rules_and_options_are_those_given() -> None:
    assert row(TEXT, rules=cleaner.load(disable=["preheader"]))["body"].startswith("View this email")
    assert row(TEXT, options=cleaner.Options(max_bytes=10))["status"] == "limit"


def test_row_of_a_redacted_mail_holds_its_record() -> None:
    mail, options = golden.issue(golden.SAMPLES / "mailchimp-style").read_bytes(), cleaner.Options(redact="recipient")
    record = to_record(row(mail, options=options)["lineage"])
    assert record == cleaner.clean(mail, name="0", options=options).record()
    assert record["source"]["redacted"] != []


def test_lineage_may_hold_hashes_only() -> None:
    record = to_record(row(TEXT, lineage_text="hash")["lineage"])
    assert [error.message for error in Draft202012Validator(lineage.schema()).iter_errors(record)] == []
    assert "Unsubscribe" not in lineage.dumps(record)


def test_source_is_restored_from_a_row() -> None:
    found = row(TEXT.encode("utf-16"))
    assert lineage.restore(found["body"], to_record(found["lineage"]), "row") == TEXT.encode("utf-16")


def fields(kind: pa.DataType, at: str = "") -> set[str]:
    """Name all fields of a struct, those of structs in it too."""
    while pa.types.is_list(kind):
        kind = kind.value_type
    if not pa.types.is_struct(kind):
        return {at}
    return {at}.union(*(fields(field.type, f"{at}/{field.name}") for field in kind))


def properties(schema: dict[str, Any], at: str = "") -> set[str]:
    """Name all properties of a JSON Schema, those of objects in it too."""
    schema = schema["oneOf"][1] if "type" in schema.get("oneOf", [{}])[0] else schema
    schema = schema.get("items") or schema
    return {at}.union(*(properties(inner, f"{at}/{name}") for name, inner in schema.get("properties", {}).items()))


def test_lineage_has_the_fields_of_its_schema() -> None:
    own = {
        *("/options/threshold", "/options/max_bytes", "/options/redact"),
        *("/source/replaced/offset", "/source/replaced/raw"),
        *("/source/redacted/start", "/source/redacted/end", "/source/redacted/what"),
    }
    assert fields(LINEAGE) == properties(lineage.schema()) | own


def test_pyarrow_is_imported_only_when_it_is_wanted() -> None:
    code = "import sys, cleaner; a = 'pyarrow' in sys.modules; cleaner.clean_batch; print(a, 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False True\n"


def test_without_pyarrow_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import cleaner; cleaner.clean_batch"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.endswith(b"ImportError: record batches need pyarrow: pip install 'newsletter-cleaner[arrow]'\n")


def test_there_is_no_other_lazy_name() -> None:
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'clean_all'"):
        cleaner.clean_all  # type: ignore[attr-defined]  # noqa: B018
