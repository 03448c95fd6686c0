"""What a run before has done already: same source, rules, options and version, and its output still as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cleaner.lineage import sha256, source_sha256

if TYPE_CHECKING:
    from cleaner.batch.inputs import Earlier, Raw


def record_of(
    found: Earlier, raw: Raw, data: bytes | str, same: dict[str, Any], field: str = ""
) -> dict[str, Any] | None:
    """Return the record of a run before, if that did for a document just what would be done now.

    Args:
        found: what stands where its record and its output belong.
        raw: the document.
        data: its bytes or text.
        same: keys of a record, and what must stand there: version, rules, options; and the `format` of the output.
        field: where the text is, if the output is a line of JSON with the record in it.

    """
    line = _json(found.output) if field else {}
    record = line.get("lineage") if field else _json(found.record)
    body = line.get(field) if field else found.output
    if not isinstance(record, dict) or not isinstance(body, bytes | str) or not _fits(record, raw.name, data, same):
        return None
    others = {key: value for key, value in (raw.fields or {}).items() if key not in (field, "lineage")}
    is_same = sha256(body) == record["output"]["sha256"] and others == {key: line.get(key) for key in others if field}
    return record if is_same and (not field or found.record is None or _json(found.record) == record) else None


def _fits(record: dict[str, Any], name: str, data: bytes | str, same: dict[str, Any]) -> bool:
    try:
        made = {**record, "format": record["output"]["format"], "name": record["source"]["name"]}
        wanted = {**same, "name": name}
        return all(made[key] == value for key, value in wanted.items()) and source_sha256(record) == sha256(data)
    except (KeyError, TypeError):
        return False


def _json(data: bytes | None) -> dict[str, Any]:
    try:
        found = json.loads(data) if data else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
