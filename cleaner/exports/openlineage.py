"""Run events of OpenLineage, https://openlineage.io/spec/2-0-2/OpenLineage.json: START and COMPLETE for each record.

The job is `clean`; the input is the source, the output is its name with `#clean`, each with its SHA-256 as dataset
version. The COMPLETE event has the run facet `newsletterCleaner_edits`: the rules in force and what they took, counted;
`openlineage-facet.schema.json` beside this file describes it. A record holds no time, so one must be given.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cleaner.exports import PRODUCER, id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SPEC = "https://openlineage.io/spec"
RUN_EVENT = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
VERSION_FACET = f"{SPEC}/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"
FACET, FACET_SCHEMA = "newsletterCleaner_edits", "openlineage-facet.schema.json"
JOB = "clean"


def facet_schema() -> dict[str, Any]:
    """Return the JSON Schema of the run facet."""
    found: dict[str, Any] = json.loads(files("cleaner.exports").joinpath(FACET_SCHEMA).read_text("utf-8"))
    return found


def export(record: Mapping[str, Any], namespace: str, time: str) -> Iterator[dict[str, Any]]:
    """Yield the events of the run that a record tells of.

    `namespace` holds the job and the datasets; `time` is when it ran, by RFC 3339.
    """
    source, output = record["source"], record["output"]
    run = str(id_of(record))
    event = {
        "eventTime": time,
        "producer": PRODUCER,
        "schemaURL": RUN_EVENT,
        "job": {"namespace": namespace, "name": JOB, "facets": {}},
        "inputs": [_dataset(namespace, source["name"], source["sha256"])],
        "outputs": [_dataset(namespace, f"{source['name']}#clean", output["sha256"])],
    }
    yield {"eventType": "START", "run": {"runId": run, "facets": {}}, **event}
    yield {"eventType": "COMPLETE", "run": {"runId": run, "facets": {FACET: _facet(record)}}, **event}


def _dataset(namespace: str, name: str, sha256: str) -> dict[str, Any]:
    version = {"_producer": PRODUCER, "_schemaURL": VERSION_FACET, "datasetVersion": sha256}
    return {"namespace": namespace, "name": name, "facets": {"version": version}}


def _facet(record: Mapping[str, Any]) -> dict[str, Any]:
    edits = record["edits"]
    return {
        "_producer": PRODUCER,
        "_schemaURL": f"{PRODUCER}#cleaner/exports/{FACET_SCHEMA}",
        "cleanerVersion": record["tool"]["version"],
        "rulesHash": record["rules"]["hash"],
        "rulesDisabled": record["rules"]["disabled"],
        "options": record["options"],
        "status": record["status"],
        "format": record["output"]["format"],
        "total": _count(edits),
        "byClass": _counts(edits, "class"),
        "byRule": _counts(edits, "rule"),
    }


def _counts(edits: Iterable[Mapping[str, Any]], key: str) -> dict[str, dict[str, int]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for edit in edits:
        groups.setdefault(edit[key], []).append(edit)
    return {name: _count(group) for name, group in sorted(groups.items())}


def _count(edits: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    lengths = [edit["end"] - edit["start"] for edit in edits]
    return {"edits": len(lengths), "characters": sum(lengths)}
