"""Lineage records in other tools' formats, each checked against what that tool has published."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.generated.dataset_version_dataset import DatasetVersionDatasetFacet
from openlineage.client.serde import Serde

import cleaner
from cleaner import lineage
from cleaner.exports import dolma, id_of, openlineage, web_annotation
from tests.strategies import texts

PROSE = "The 🦦 otters are back in the harbour, the wardens say, and they have brought a good many friends along."
SOURCE = f"View this email in your browser\n\n{PROSE} They\u00a0stay.\n\nUnsubscribe\n"
TIME = "2026-11-21T20:00:00+00:00"
PAGE = f"<html><p>{PROSE}</p>\n<p>Unsubscribe</p></html>"


def record_of(source: str | bytes = SOURCE, **how: Any) -> dict[str, Any]:
    return lineage.loads(lineage.dumps(cleaner.clean(source, name="issue.txt").record(**how)), "x")


def problems(schema: dict[str, Any], item: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(item)]


RECORDS = [
    pytest.param(record_of(), id="text"),
    pytest.param(record_of(PAGE), id="page"),
    pytest.param(record_of(text="hash"), id="hashes"),
    pytest.param(record_of(PROSE), id="nothing to do"),
    pytest.param(record_of("Unsubscribe"), id="guarded"),
    pytest.param(record_of("caf\u00e9 ".encode("utf-16")), id="another encoding"),
]

# -- dolma

# OutputSpec in python/dolma/core/data_types.py of allenai/dolma; names are experiment__tagger__type.
DOLMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "attributes"],
    "properties": {
        "id": {"type": "string"},
        "source": {"type": "string"},
        "attributes": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z_]+?__[a-z]+__[a-z]+$"},
            "additionalProperties": {
                "type": "array",
                "items": {
                    "prefixItems": [{"type": "integer"}, {"type": "integer"}, {"type": "number"}],
                    "minItems": 3,
                    "items": False,
                },
            },
        },
    },
}


@pytest.mark.parametrize("record", RECORDS)
def test_dolma_attributes_fit_what_dolma_reads(record: dict[str, Any]) -> None:
    (line,) = dolma.export(record, "harbour")
    assert problems(DOLMA, line) == []


def test_dolma_attributes_are_spans_by_class() -> None:
    (line,) = dolma.export(record_of(), "harbour")
    at, end = SOURCE.index("\u00a0"), len(SOURCE)
    first, last = (record_of()["edits"][number]["points"] for number in (0, -1))
    assert line == {
        "id": "issue.txt",
        "source": "harbour",
        "attributes": {
            "newsletter_cleaner__removed__preheader": [[0, 32, first]],
            "newsletter_cleaner__removed__artifact": [[32, 33, 0.0], [end - 13, end - 12, 0.0]],
            "newsletter_cleaner__replaced__artifact": [[at, at + 1, 0.0]],
            "newsletter_cleaner__removed__legal": [[end - 12, end, last]],
        },
    }


@given(texts())
def test_dolma_has_a_span_for_every_edit(source: str) -> None:
    record = record_of(source)
    (line,) = dolma.export(record, "harbour")
    spans = [(*span, name) for name, found in line["attributes"].items() for span in found]
    assert sorted(spans) == [
        (
            edit["start"],
            edit["end"],
            edit["points"],
            f"newsletter_cleaner__{'replaced' if edit['replacement'] else 'removed'}__{edit['class']}",
        )
        for edit in record["edits"]
    ]


# -- OpenLineage

URI = {"type": "string", "pattern": "^[a-z]+:[^ ]+$"}
FACETS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["_producer", "_schemaURL"],
        "properties": {"_producer": URI, "_schemaURL": URI},
    },
}
DATASETS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["namespace", "name"],
        "properties": {"namespace": {"type": "string"}, "name": {"type": "string"}, "facets": FACETS},
    },
}
# What https://openlineage.io/spec/2-0-2/OpenLineage.json says of a RunEvent, its own vocabulary only.
RUN_EVENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["eventTime", "producer", "schemaURL", "run", "job"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
        "producer": URI,
        "schemaURL": URI,
        "run": {
            "type": "object",
            "required": ["runId"],
            "properties": {"runId": {"type": "string", "format": "uuid"}, "facets": FACETS},
        },
        "job": {
            "type": "object",
            "required": ["namespace", "name"],
            "properties": {"namespace": {"type": "string"}, "name": {"type": "string"}, "facets": FACETS},
        },
        "inputs": DATASETS,
        "outputs": DATASETS,
    },
}


def built_by_the_client(event: dict[str, Any]) -> dict[str, Any]:
    """Build an event with OpenLineage's own client, which checks times and ids; return it as JSON."""
    built = RunEvent(
        eventType=RunState(event["eventType"]),
        eventTime=event["eventTime"],
        producer=event["producer"],
        run=Run(event["run"]["runId"]),
        job=Job(**event["job"]),
        inputs=[InputDataset(**{**d, "facets": version(d)}) for d in event["inputs"]],
        outputs=[OutputDataset(**{**d, "facets": version(d)}) for d in event["outputs"]],
    )
    found: dict[str, Any] = json.loads(Serde.to_json(built))
    return found


def version(dataset: dict[str, Any]) -> dict[str, Any]:
    facet = dataset["facets"]["version"]
    return {"version": DatasetVersionDatasetFacet(facet["datasetVersion"], producer=facet["_producer"])}


def common(event: dict[str, Any]) -> dict[str, Any]:
    """Leave out the facet that is ours, and the empty ones that the client adds to every dataset."""
    datasets = {
        name: [{k: v for k, v in d.items() if k not in ("inputFacets", "outputFacets")} for d in event[name]]
        for name in ("inputs", "outputs")
    }
    return {**event, **datasets, "run": {"runId": event["run"]["runId"]}}


@pytest.mark.parametrize("record", RECORDS)
def test_openlineage_events_fit_their_schema(record: dict[str, Any]) -> None:
    start, complete = openlineage.export(record, "harbour", TIME)
    assert (problems(RUN_EVENT, start), problems(RUN_EVENT, complete)) == ([], [])
    assert problems(openlineage.facet_schema(), complete["run"]["facets"]["newsletterCleaner_edits"]) == []


def test_openlineage_events_are_what_its_client_writes() -> None:
    start, complete = openlineage.export(record_of(), "harbour", TIME)
    assert common(built_by_the_client(start)) == common(start)
    assert common(built_by_the_client(complete)) == common(complete)


def test_openlineage_run_is_one_document() -> None:
    record = record_of()
    start, complete = openlineage.export(record, "harbour", TIME)
    assert (start["eventType"], complete["eventType"]) == ("START", "COMPLETE")
    assert start["run"]["runId"] == complete["run"]["runId"] == str(id_of(record))
    assert start["eventTime"] == complete["eventTime"] == TIME
    assert complete["job"] == {"namespace": "harbour", "name": "clean", "facets": {}}
    (source,), (output,) = complete["inputs"], complete["outputs"]
    assert (source["namespace"], source["name"]) == ("harbour", "issue.txt")
    assert source["facets"]["version"]["datasetVersion"] == record["source"]["sha256"]
    assert (output["namespace"], output["name"]) == ("harbour", "issue.txt#clean")
    assert output["facets"]["version"]["datasetVersion"] == record["output"]["sha256"]


def test_openlineage_facet_counts_what_went() -> None:
    record = record_of()
    _, complete = openlineage.export(record, "harbour", TIME)
    facet = complete["run"]["facets"]["newsletterCleaner_edits"]
    assert (facet["rulesHash"], facet["status"], facet["format"]) == (record["rules"]["hash"], "changed", "text")
    assert facet["total"] == {"edits": 5, "characters": 47}
    assert facet["byClass"] == {
        "artifact": {"edits": 3, "characters": 3},
        "legal": {"edits": 1, "characters": 12},
        "preheader": {"edits": 1, "characters": 32},
    }
    assert facet["byRule"]["repair/blank-lines"] == {"edits": 2, "characters": 2}
    assert facet["byRule"]["repair/no-break-spaces"] == {"edits": 1, "characters": 1}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("total", {"edits": -1, "characters": 0}, id="negative count"),
        pytest.param("status", "fine", id="unknown status"),
        pytest.param("more", 1, id="unknown key"),
    ],
)
def test_facet_schema_refuses(key: str, value: object) -> None:
    _, complete = openlineage.export(record_of(), "harbour", TIME)
    assert problems(openlineage.facet_schema(), {**complete["run"]["facets"][openlineage.FACET], key: value}) != []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record_of(SOURCE + "More."), id="source"),
        pytest.param(cleaner.clean(SOURCE, name="other.txt").record(), id="name"),
        pytest.param(record_of(form="markdown"), id="format"),
        pytest.param(
            cleaner.clean(SOURCE, name="issue.txt", options=cleaner.Options(threshold=4)).record(), id="options"
        ),
        pytest.param(
            cleaner.clean(SOURCE, name="issue.txt", rules=cleaner.load(disable=["caption"])).record(), id="rules"
        ),
    ],
)
def test_another_cleaning_has_another_id(other: dict[str, Any]) -> None:
    assert id_of(record_of()) == id_of(record_of())
    assert id_of(record_of()) != id_of(other)


# -- Web Annotation

# What https://www.w3.org/TR/annotation-model/ requires of an annotation and of these bodies and selectors, and the
# terms that its context, http://www.w3.org/ns/anno.jsonld, defines: JSON-LD drops all others.
IRI = {"type": "string", "pattern": "^[a-z]+:[^ <>]+$"}
MOTIVATION = {
    "enum": "assessing bookmarking classifying commenting describing editing highlighting identifying linking "
    "moderating questioning replying tagging".split()
}
BODY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"type": "string"},
        "purpose": MOTIVATION,
    },
}
TARGET_SOURCE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": IRI,
        "type": {"enum": ["Dataset", "Image", "Video", "Sound", "Text"]},
        "format": {"type": "string"},
        "label": {"type": "string"},
    },
}
POSITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
}
QUOTE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string"},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
}
ANNOTATION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": MOTIVATION,
        "generator": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"id": IRI, "type": {"const": "Software"}, "name": {"type": "string"}},
        },
        "body": {"type": "array", "items": BODY},
        "target": {
            "type": "object",
            "additionalProperties": False,
            "required": ["source", "selector"],
            "properties": {
                "source": TARGET_SOURCE,
                "selector": {"type": "array", "minItems": 1, "items": {"oneOf": [POSITION, QUOTE]}},
            },
        },
    },
}


@pytest.mark.parametrize("record", RECORDS)
def test_annotations_fit_the_model(record: dict[str, Any]) -> None:
    found = list(web_annotation.export(record))
    assert [problem for annotation in found for problem in problems(ANNOTATION, annotation)] == []
    assert len(found) == len(record["edits"]) == len({annotation["id"] for annotation in found})


def test_annotation_says_what_went_and_why() -> None:
    record = record_of()
    first = next(web_annotation.export(record))
    digest = base64.urlsafe_b64encode(hashlib.sha256(SOURCE.encode()).digest()).decode().rstrip("=")
    assert first == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{id_of(record)}#edit-0",
        "type": "Annotation",
        "motivation": "editing",
        "generator": {
            "id": f"pkg:pypi/newsletter-cleaner@{cleaner.__version__}",
            "type": "Software",
            "name": "newsletter-cleaner",
        },
        "body": [
            body("editing", ""),
            body("classifying", "preheader"),
            body("tagging", "preheader/web-edition"),
            body("describing", "it offers the issue in a browser"),
        ],
        "target": {
            "source": {
                "id": f"ni:///sha-256;{digest}",
                "type": "Text",
                "format": "text/plain",
                "label": "issue.txt",
            },
            "selector": [
                {"type": "TextPositionSelector", "start": 0, "end": 32},
                {"type": "TextQuoteSelector", "exact": "View this email in your browser\n", "suffix": "\n"},
            ],
        },
    }


def body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


@given(texts())
def test_selectors_find_the_text_that_went(source: str) -> None:
    selectors = [annotation["target"]["selector"] for annotation in web_annotation.export(record_of(source))]
    assert [quote["exact"] for _, quote in selectors] == [source[p["start"] : p["end"]] for p, _ in selectors]
    assert all(source[: p["start"]].endswith(quote.get("prefix", "")) for p, quote in selectors)
    assert all(source[p["end"] :].startswith(quote.get("suffix", "")) for p, quote in selectors)


def test_text_beside_is_quoted_where_it_went_too() -> None:
    (_, first), (_, second), *_ = (a["target"]["selector"] for a in web_annotation.export(record_of()))
    assert "prefix" not in first
    assert (first["suffix"], second["prefix"]) == ("\n", "View this email in your browser\n")
    assert "suffix" not in second


def test_records_with_hashes_give_positions_only() -> None:
    found = list(web_annotation.export(record_of(text="hash")))
    assert [len(annotation["target"]["selector"]) for annotation in found] == [1] * 5
    assert "Unsubscribe" not in json.dumps(found)
