"""The JSON Schema of packs, made of the grammar and its manual. `python -m tests.pack_schema` writes it anew.

It says what an editor can check: keys, types and choices. That a regex is RE2's, that a phrase has words and that the
examples hold is for `clean rules check`. Draft 7 without an `$id` is what taplo, and editors with it, can read.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import grammar
from cleaner.detectors import DETECTORS
from cleaner.model import Chrome, DocumentKind, Kind, Scope, Zone
from cleaner.packs import SCHEMA, builtin_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

PATH = builtin_folder() / SCHEMA
MANUAL = (Path(__file__).resolve().parent.parent / "rules" / "README.md").read_text("utf-8")
ROW = re.compile(r"^\| (`[^|]+) \| (.+) \|$", re.MULTILINE)

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "pattern": r"\S"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def manual(section: str) -> dict[str, str]:
    """Return what a section of the manual says about each key."""
    text = MANUAL.split(f"\n## {section}", 1)[1].split("\n## ", 1)[0]
    return {key: says for keys, says in ROW.findall(text) for key in re.findall(r"`([^`]+)`", keys)}


def one_or_more(item: Schema) -> Schema:
    """Describe a text, or a list of texts."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def choice(names: Iterable[str]) -> Schema:
    return {"enum": [*map(str, names)]}


def table(properties: dict[str, Schema], says: dict[str, str], prefix: str = "", **more: object) -> Schema:
    """Describe a table of known keys, each with what the manual says about it."""
    described = {
        key: {"description": text, **schema} if (text := says.get(prefix + key)) else schema
        for key, schema in properties.items()
    }
    return {"type": "object", "additionalProperties": False, "properties": described, **more}


def detector(name: str, thresholds: Iterable[str], words: Iterable[str]) -> Schema:
    settings = {**{key: {"type": "number"} for key in thresholds}, **{key: one_or_more(TEXT) for key in words}}
    return table({"name": {"const": name}, **settings}, {}, required=["name", *words])


def match() -> Schema:
    neighbour = {"anyOf": [choice(grammar.NEIGHBOURS), {"type": "string", "pattern": "/"}]}
    properties = {
        **{key: one_or_more(TEXT) for key in grammar.PHRASE_KEYS},
        "regex": one_or_more({"type": "string"}),
        "css": one_or_more(TEXT),
        "kind": one_or_more(choice(Kind)),
        "zone": one_or_more(choice(Zone)),
        **dict.fromkeys(("min_words", "max_words", "max_image_px"), COUNT),
        "min_link_density": {"type": "number", "minimum": 0},
        "hidden": {"type": "boolean"},
        **{key: one_or_more(neighbour) for key in grammar.NEIGHBOUR_KEYS},
        "detector": {"anyOf": [detector(name, known.thresholds, known.words) for name, known in DETECTORS.items()]},
    }
    return table(properties, manual("Conditions on a block"))


def when() -> Schema:
    properties = {
        **{key: one_or_more({"type": "string"}) for key in grammar.WHEN_KEYS},
        "kind": one_or_more(choice(DocumentKind)),
    }
    return table(properties, manual("Conditions on the document"))


def examples() -> Schema:
    text: Schema = {"type": "string"}
    pair = {"type": "array", "items": text, "minItems": 2, "maxItems": 2}
    properties = {
        "drop": one_or_more(text),
        "keep": one_or_more(text),
        "repair": {"type": "array", "items": pair, "minItems": 1},
    }
    return table(properties, manual("The rule"), "examples.")


def rule() -> Schema:
    properties = {
        "id": {"type": "string", "pattern": f"^{grammar.ID.pattern}"},
        "class": choice(Chrome),
        "why": TEXT,
        "points": {"type": "number"},
        "verdict": choice(("drop", "keep")),
        "repair": choice(grammar.ALL_REPAIRS),
        "since": TEXT,
        "scope": choice(Scope),
        "match": match(),
        "when": when(),
        "examples": examples(),
    }
    pairless = {"required": ["drop", "keep"], "properties": {"repair": False}}
    inline = {"properties": {"scope": {"const": "inline"}}, "required": ["scope"]}
    pattern = {"properties": {"match": {"anyOf": [{"required": ["phrase"]}, {"required": ["regex"]}]}}}
    return table(
        properties,
        manual("The rule"),
        required=["id", "why", "since", "examples"],
        oneOf=[{"required": [effect]} for effect in grammar.EFFECTS],
        **{
            "if": {"required": ["repair"]},
            "then": {"properties": {"examples": {"required": ["repair"], "properties": {"drop": False}}}},
            "else": {
                "required": ["match"],
                "properties": {"match": {"minProperties": 1}, "examples": pairless},
                "if": inline,
                "then": pattern,
            },
        },
    )


def pack() -> Schema:
    signs = {key: one_or_more({"type": "string"}) for key in grammar.SIGN_KEYS}
    says = manual("The pack")
    return table(
        {"title": TEXT, "class": choice(Chrome), "when": when(), "signs": table(signs, says, "signs.")},
        says,
        required=["title"],
    )


def schema() -> Schema:
    """Return the JSON Schema of packs."""
    rules = {"type": "array", "items": rule(), "minItems": 1}
    own_class = {"properties": {"rule": {"items": {"required": ["class"]}}}}
    given = {"required": ["when"], "properties": {"when": {"minProperties": 1}}}
    with_css = {"required": ["match"], "properties": {"match": {"required": ["css"]}, "repair": False}}
    own_when = {"properties": {"rule": {"items": {"if": with_css, "then": given}}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Pack of rules for newsletter-cleaner",
        **table({"pack": pack(), "rule": rules}, {}, required=["pack", "rule"]),
        "allOf": [
            {"anyOf": [{"properties": {"pack": {"required": ["class"]}}}, own_class]},
            {"anyOf": [{"properties": {"pack": given}}, own_when]},
        ],
    }


def written() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(written(), "utf-8")
