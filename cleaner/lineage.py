"""The lineage record: to JSON and back, and what can be rebuilt and checked with it.

The JSON Schema `lineage.schema.json` beside this file is the published form.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.decode import decode, encode
from cleaner.edits import apply, invert
from cleaner.errors import CleanerError, LineageError
from cleaner.model import Chrome, Edit, Envelope, Replaced, Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.model import Article, Headers, Lineage

SCHEMA = "newsletter-cleaner/lineage/1"
ENVELOPE_BYTES = ("before", "encoded", "after")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    found: dict[str, Any] = json.loads(files("cleaner").joinpath("lineage.schema.json").read_text("utf-8"))
    return found


class Output(NamedTuple):
    """What was written: its format, its text, and whether the edits lead back from it to the source.

    `in_place`: over the source, in the source's own encoding; else it is in UTF-8.
    """

    form: str
    text: str
    reversible: bool
    in_place: bool = False


def to_record(lineage: Lineage, output: Output, *, text: str = "full") -> dict[str, Any]:
    """Turn a lineage into its JSON form.

    Args:
        lineage: what to write down.
        output: what was written.
        text: `full` holds the removed text; `hash` only its SHA-256, so that no personal data stands in the record
            and the source can't be rebuilt from it.

    """
    source = lineage.source
    return {
        "schema": SCHEMA,
        **made_with(lineage.version, lineage.rules_hash, lineage.private, lineage.disabled, lineage.options),
        "source": {
            "name": source.name,
            "media_type": source.media_type,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "found_by": source.found_by,
            "bom": source.bom.hex(),
            "bytes_replaced": sum(len(r.raw) for r in source.replaced),
            "replaced": [[r.offset, r.raw.hex()] for r in source.replaced],
            "exact": source.exact,
            "envelope": _envelope(source.envelope, text),
            **({} if source.redacted is None else {"redacted": [list(redacted) for redacted in source.redacted]}),
        },
        "headers": _headers(lineage.headers),
        "document": {
            "language": lineage.facts.language,
            "kind": lineage.facts.kind.value,
            "kind_evidence": lineage.facts.kind_evidence,
            "platform": lineage.facts.platform,
            "platform_evidence": lineage.facts.platform_evidence,
        },
        "text": text,
        "edits": [_edit(edit, text) for edit in lineage.edits],
        "articles": [_article(article) for article in lineage.articles],
        "output": {
            "format": output.form,
            "sha256": sha256(output.text),
            "reversible": output.reversible,
            "in_place": output.in_place,
            "words": sum(article.words for article in lineage.articles),
        },
        "status": lineage.status.value,
        "opaque_links": [
            {"start": link.place.start, "end": link.place.end, "vendor": link.vendor} for link in lineage.opaque_links
        ],
        "warnings": list(lineage.warnings),
    }


def made_with(
    version: str, rules_hash: str, private: Sequence[str], disabled: Sequence[str], options: Mapping[str, object]
) -> dict[str, dict[str, Any]]:
    """Return the part of a record that says how it was made: the same for every document of a run."""
    return {
        "tool": {"name": "newsletter-cleaner", "version": version},
        "rules": {"hash": rules_hash, "private": list(private), "disabled": list(disabled)},
        "options": dict(options),
    }


def dumps(record: dict[str, Any], *, indent: int | None = None) -> str:
    """Write a record as JSON, deterministic, with text readable where it can be encoded."""
    readable = json.dumps(record, ensure_ascii=False, indent=indent)
    try:
        readable.encode()
    except UnicodeEncodeError:  # lone surrogates can only be escaped
        return json.dumps(record, indent=indent)
    return readable


def loads(data: bytes | str, name: str) -> dict[str, Any]:
    """Read a record.

    Raises:
        LineageError: it is not JSON, or not a record of this schema.

    """
    try:
        record = json.loads(data)
    except ValueError as error:
        raise LineageError(f"{name}: not JSON: {error}") from None
    return checked(record, name)


def checked(record: Any, name: str) -> dict[str, Any]:
    """Return what was read from JSON if it is a record.

    Raises:
        LineageError: it is not a record of this schema.

    """
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise LineageError(f"{name}: not a lineage record of schema {SCHEMA}")
    try:
        _source(record)
        for item in record["edits"]:
            _from_item(item, item["text"] if record["text"] == "full" else item["sha256"])
        for key in ("format", "sha256", "reversible", "in_place", "words"):
            record["output"][key]
        record["status"], record["tool"]["version"], record["rules"]["hash"], record["rules"]["disabled"]
        record["options"], source_sha256(record)
    except (KeyError, TypeError, ValueError) as error:
        raise LineageError(f"{name}: not a lineage record, or a damaged one: {type(error).__name__} {error}") from None
    return record


def source_sha256(record: dict[str, Any]) -> str:
    """Return the SHA-256 of the bytes that were cleaned, of the whole mail for a mail."""
    envelope = record["source"]["envelope"]
    return str(record["source"]["sha256"] if envelope is None else envelope["sha256"])


def read_body(data: bytes, record: dict[str, Any], name: str) -> str:
    """Decode what was written: UTF-8, or in place the encoding of the source.

    Raises:
        LineageError: it is in another encoding, so it was not written with this record.

    """
    try:
        if record["output"]["in_place"]:
            return decode(data, name=name, encoding=record["source"]["encoding"])[0]
        return data.decode("utf-8", "surrogatepass")
    except (UnicodeDecodeError, CleanerError):
        raise LineageError(f"{name}: this is not a text that clean wrote, or not with this record") from None


def restore(body: str, record: dict[str, Any], name: str) -> bytes:
    """Rebuild the source's bytes from a clean body and its record.

    Raises:
        LineageError: the body is not the one of the record, or the record does not hold the removed text.

    """
    edits = _edits(record, name)
    output = record["output"]
    if not output["reversible"]:
        raise LineageError(
            f"{name}: this was written as {output['format']}, from which there is no way back; --format source has one"
        )
    if sha256(body) != output["sha256"]:
        raise LineageError(f"{name}: the body was changed since it was written, or belongs to another record")
    source = _source(record)
    try:
        data = encode(invert(body, edits), source)
    except LineageError as error:
        raise LineageError(f"{name}: {error}") from None
    mail = source.envelope
    if sha256(data) != source.sha256 and (source.exact or not mail):
        raise LineageError(f"{name}: the bytes could be rebuilt only in part: {source.encoding} does not allow it")
    return mail.before + mail.encoded + mail.after if mail else data


def verify(text: str, source: Source, record: dict[str, Any], name: str) -> list[str]:
    """Check a record against its source; return what does not fit, one sentence each.

    `text` is the decoded source. A record without the removed text is checked by its hashes.
    """
    if source.sha256 != record["source"]["sha256"]:
        return ["the source is not the one that was cleaned: its SHA-256 differs"]
    try:
        hashed = record["text"] == "hash"
        edits = [_with_text(text, item) for item in record["edits"]] if hashed else _edits(record, name)
        output = apply(text, edits)
    except LineageError as error:
        return [str(error)]
    problems = []
    if record["output"]["reversible"] and sha256(output) != record["output"]["sha256"]:
        problems.append("the edits lead to another output than the one recorded: its SHA-256 differs")
    if invert(output, edits) != text:
        problems.append("the edits can't be undone")
    return problems


def _headers(headers: Headers) -> dict[str, str]:
    """Write down what the headers say; all of them as they stand are in the envelope."""
    return {name: value for name in headers._fields if name != "fields" and (value := getattr(headers, name))}


def _envelope(envelope: Envelope | None, text: str) -> dict[str, Any] | None:
    """Write down the mail around the part that was read, packed; with hashes only, without its bytes."""
    if envelope is None:
        return None
    digest = sha256(envelope.before + envelope.encoded + envelope.after)
    out = {
        "part": envelope.part,
        "transfer_encoding": envelope.transfer_encoding,
        "reason": envelope.reason,
        "sha256": digest,
    }
    if text == "full":
        out |= {name: _pack(getattr(envelope, name)) for name in ENVELOPE_BYTES}
    return out


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode("ascii")


def _unpack(item: dict[str, str] | None) -> Envelope | None:
    if item is None:
        return None
    parts = (zlib.decompress(base64.b64decode(item[name])) if name in item else b"" for name in ENVELOPE_BYTES)
    return Envelope(item["part"], item["transfer_encoding"], item["reason"], *parts)


def _edit(edit: Edit, text: str) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": edit.span.start,
        "end": edit.span.end,
        "class": edit.chrome.value,
        "rule": edit.rule,
        "why": edit.why,
        "points": edit.points,
        "replacement": edit.replacement,
    }
    return out | ({"text": edit.removed} if text == "full" else {"sha256": sha256(edit.removed)})


def _article(article: Article) -> dict[str, Any]:
    places = [[p.start, p.end, p.span.start, p.span.end] for p in article.places]
    end = article.start + len(article.body)
    return {"title": article.title, "section": article.section, "start": article.start, "end": end, "places": places}


def _edits(record: dict[str, Any], name: str) -> Sequence[Edit]:
    if record["text"] != "full":
        raise LineageError(f"{name}: written with --lineage-text hash, so the removed text is not in it")
    return [_from_item(item, item["text"]) for item in record["edits"]]


def _with_text(source: str, item: dict[str, Any]) -> Edit:
    removed = source[item["start"] : item["end"]]
    if sha256(removed) != item["sha256"]:
        raise LineageError(f"the source does not have at {item['start']} what {item['rule']} removed there")
    return _from_item(item, removed)


def _from_item(item: dict[str, Any], removed: str) -> Edit:
    span = Span(item["start"], item["end"])
    chrome = Chrome(item["class"])
    return Edit(span, item["replacement"], item["rule"], chrome, item["why"], item["points"], removed)


def _source(record: dict[str, Any]) -> Source:
    item = record["source"]
    return Source(
        name=item["name"],
        media_type=item["media_type"],
        sha256=item["sha256"],
        encoding=item["encoding"],
        found_by=item["found_by"],
        bom=bytes.fromhex(item["bom"]),
        replaced=tuple(Replaced(offset, bytes.fromhex(raw)) for offset, raw in item["replaced"]),
        exact=item["exact"],
        envelope=_unpack(item["envelope"]),
    )


def sha256(data: bytes | str) -> str:
    """Return the hex digest of bytes, or of a text as UTF-8."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()
