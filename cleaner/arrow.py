"""Documents in Arrow record batches, for the engines that move them: `cleaner.clean_batch`.

In goes a batch with a column of ids and one of documents, text or bytes; out comes a batch of `SCHEMA` with a row for
each of them, in order:

- id: as it came, as text;
- body: the clean text; null if the document failed;
- title: what the document's headers call it, maybe empty;
- language: ISO 639-1, or `und`;
- kind: `essay`, `digest`, `announcement` or `page`;
- status: `clean`, `changed`, `guarded` or `limit`, as in the lineage record, or `failed`;
- error: why it failed and what to do; null if it did not;
- lineage: the record, a struct with the fields of `lineage.schema.json`; null if the document failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError, ColumnError, NotTextError
from cleaner.lineage import ENVELOPE_BYTES
from cleaner.pipeline import clean

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("record batches need pyarrow: pip install 'newsletter-cleaner[arrow]'") from error

if TYPE_CHECKING:
    from cleaner.model import Options
    from cleaner.packs import RuleSet

FAILED = "failed"
"""The status of a document that could not be cleaned."""

# Large strings, as the text of a batch may come to more than 2 GiB.
TEXT = pa.large_string()
ENVELOPE = pa.struct(dict.fromkeys(("part", "transfer_encoding", "reason", *ENVELOPE_BYTES, "sha256"), TEXT))
SOURCE = pa.struct(
    {
        "name": TEXT,
        "media_type": TEXT,
        "sha256": TEXT,
        "encoding": TEXT,
        "found_by": TEXT,
        "bom": TEXT,
        "bytes_replaced": pa.int64(),
        "replaced": pa.list_(pa.struct({"offset": pa.int64(), "raw": TEXT})),
        "exact": pa.bool_(),
        "envelope": ENVELOPE,
        "redacted": pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "what": TEXT})),
    }
)
HEADERS = pa.struct(dict.fromkeys("title sender date list_id message_id unsubscribe_url canonical_url".split(), TEXT))
EDIT = pa.struct(
    {
        "start": pa.int64(),
        "end": pa.int64(),
        "class": TEXT,
        "rule": TEXT,
        "why": TEXT,
        "points": pa.float64(),
        "replacement": TEXT,
        "text": TEXT,
        "sha256": TEXT,
    }
)
ARTICLE = pa.struct(
    {
        "title": TEXT,
        "section": TEXT,
        "start": pa.int64(),
        "end": pa.int64(),
        "places": pa.list_(pa.list_(pa.int64())),
    }
)
LINEAGE = pa.struct(
    {
        "schema": TEXT,
        "tool": pa.struct({"name": TEXT, "version": TEXT}),
        "rules": pa.struct({"hash": TEXT, "private": pa.list_(TEXT), "disabled": pa.list_(TEXT)}),
        "options": pa.struct({"threshold": pa.float64(), "max_bytes": pa.int64(), "redact": TEXT}),
        "source": SOURCE,
        "headers": HEADERS,
        "document": pa.struct(dict.fromkeys("language kind kind_evidence platform platform_evidence".split(), TEXT)),
        "text": TEXT,
        "edits": pa.list_(EDIT),
        "articles": pa.list_(ARTICLE),
        "output": pa.struct(
            {"format": TEXT, "sha256": TEXT, "reversible": pa.bool_(), "in_place": pa.bool_(), "words": pa.int64()}
        ),
        "status": TEXT,
        "opaque_links": pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "vendor": TEXT})),
        "warnings": pa.list_(TEXT),
    }
)
SCHEMA = pa.schema(dict.fromkeys("id body title language kind status error".split(), TEXT) | {"lineage": LINEAGE})
"""The columns of a cleaned batch."""

# Of a text or bytes column, however the engine lays it out.
READABLE = (
    pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view,
    pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view,
)  # fmt: skip


def clean_batch(
    batch: pa.RecordBatch,
    *,
    id_column: str = "id",
    text_column: str = "text",
    media_type_column: str | None = None,
    rules: RuleSet | None = None,
    options: Options | None = None,
    lineage_text: str = "full",
) -> pa.RecordBatch:
    """Take the chrome off the documents of a batch; return a batch of `SCHEMA`, a row each, in order.

    A document that fails has a row with the status `failed`, and the error. Rules are built once: those that come with
    the program once in a process, those that are given by who loads them.

    Args:
        batch: the documents; other columns than those named here are not looked at.
        id_column: names the documents, in their rows and records.
        text_column: text, or bytes, which are decoded as `clean` does it; mails must be bytes.
        media_type_column: says what a document is, such as `text/html`; without it, and where it is null, the content
            tells.
        rules: from `load`.
        options: how to clean.
        lineage_text: `full` records hold the removed text, those with `hash` only its SHA-256.

    Raises:
        ColumnError: the batch has no such column, or one of another type.

    """
    ids, texts = _ids(batch, id_column), _texts(batch, text_column)
    types = _column(batch, media_type_column) if media_type_column else pa.nulls(len(batch), TEXT)
    rows = [
        _row(name.as_py(), text.as_py(), media_type.as_py(), rules, options, lineage_text)
        for name, text, media_type in zip(ids, texts, types, strict=True)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def to_record(lineage: dict[str, Any]) -> dict[str, Any]:
    """Return the lineage record, as JSON, that a row's `lineage` (with `as_py`) was made from."""
    source = {**lineage["source"], "replaced": [[r["offset"], r["raw"]] for r in lineage["source"]["replaced"]]}
    if source["envelope"] is not None:
        source["envelope"] = _without_nulls(source["envelope"])
    if (redacted := source.pop("redacted")) is not None:
        source["redacted"] = [[r["start"], r["end"], r["what"]] for r in redacted]
    edits = [_without_nulls(edit) for edit in lineage["edits"]]
    flat = {name: _without_nulls(lineage[name]) for name in ("options", "headers")}
    return {**lineage, **flat, "source": source, "edits": edits}


def _row(
    name: str | None,
    data: bytes | str | None,
    media_type: str | None,
    rules: RuleSet | None,
    options: Options | None,
    lineage_text: str,
) -> dict[str, Any]:
    try:
        if data is None:
            raise NotTextError(f"{name}: there is no document, the text is null")
        cleaned = clean(data, name=name or "-", media_type=media_type, rules=rules, options=options)
        if _has_half_characters(cleaned.document.text):
            raise NotTextError(f"{name}: holds lone surrogates, which Arrow has no place for; use `clean` for it")
    except CleanerError as error:
        return {"id": name, "status": FAILED, "error": str(error)}
    record = cleaned.record(text=lineage_text)
    return {
        "id": name,
        "body": cleaned.body,
        "title": record["headers"].get("title", ""),
        "language": record["document"]["language"],
        "kind": record["document"]["kind"],
        "status": record["status"],
        "lineage": {**record, "source": _source(record["source"])},
    }


def _source(source: dict[str, Any]) -> dict[str, Any]:
    """Give names to what is a list of several types in JSON, which a column can't hold."""
    replaced = [{"offset": offset, "raw": raw} for offset, raw in source["replaced"]]
    redacted = source.get("redacted")
    spans = None if redacted is None else [{"start": s, "end": e, "what": what} for s, e, what in redacted]
    return {**source, "replaced": replaced, "redacted": spans}


def _ids(batch: pa.RecordBatch, name: str) -> pa.Array:
    column = _column(batch, name)
    try:
        return column.cast(TEXT)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise ColumnError(f"column {name!r} holds {column.type}; ids are text or numbers") from None


def _texts(batch: pa.RecordBatch, name: str) -> pa.Array:
    column = _column(batch, name)
    if not any(holds(column.type) for holds in READABLE):
        raise ColumnError(f"column {name!r} holds {column.type}; documents are text or bytes")
    return column


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    if name not in batch.schema.names:
        raise ColumnError(f"there is no column {name!r}; there are {', '.join(map(repr, batch.schema.names))}")
    return batch.column(batch.schema.names.index(name))


def _has_half_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _without_nulls(struct: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in struct.items() if value is not None}
