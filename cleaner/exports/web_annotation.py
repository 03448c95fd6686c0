"""Annotations of the W3C, https://www.w3.org/TR/annotation-model/: one for each edit.

The target is the source, named by the SHA-256 of its bytes (RFC 6920). A text position selector gives the half-open
span in code points of its decoded text, for pages and mails of the decoded markup; a text quote selector the text, and
what stands beside it where that was taken out too, as a record holds nothing of what was kept. Records with hashes give
positions only. The bodies say what takes the text's place (`editing`; nothing, if it was taken out), which class it
has (`classifying`), by which rule (`tagging`), and why (`describing`).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cleaner.exports import HOME, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Code points of a prefix or suffix, as Hypothesis and others write them.
BESIDE = 32


def export(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield an annotation for each edit of a record, in order."""
    source = {
        "id": f"ni:///sha-256;{_base64(record['source']['sha256'])}",
        "type": "Text",
        "format": record["source"]["media_type"],
        "label": record["source"]["name"],
    }
    tool = record["tool"]
    generator = {"id": f"{HOME}@{tool['version']}", "type": "Software", "name": tool["name"]}
    name, edits = f"urn:uuid:{id_of(record)}", record["edits"]
    for number, (before, edit) in enumerate(pairwise([None, *edits])):
        after = edits[number + 1] if number + 1 < len(edits) else None
        yield {
            "@context": CONTEXT,
            "id": f"{name}#edit-{number}",
            "type": "Annotation",
            "motivation": "editing",
            "generator": generator,
            "body": [
                _body("editing", edit["replacement"]),
                _body("classifying", edit["class"]),
                _body("tagging", edit["rule"]),
                _body("describing", f"it {edit['why']}"),
            ],
            "target": {"source": source, "selector": list(_selectors(before, edit, after))},
        }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _selectors(
    before: Mapping[str, Any] | None, edit: Mapping[str, Any], after: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    yield {"type": "TextPositionSelector", "start": edit["start"], "end": edit["end"]}
    if "text" not in edit:
        return
    quote = {"type": "TextQuoteSelector", "exact": edit["text"]}
    if before and before["end"] == edit["start"]:
        quote["prefix"] = before["text"][-BESIDE:]
    if after and after["start"] == edit["end"]:
        quote["suffix"] = after["text"][:BESIDE]
    yield quote


def _base64(digest: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(digest)).decode("ascii").rstrip("=")
