"""Attributes of dolma, the format of https://github.com/allenai/dolma/blob/main/docs/data-format.md.

A line a document: what was taken out is a span `[start, end, score]` of the attribute `newsletter_cleaner__removed__`
with its class, such as `legal`; what was put in other words stands below `newsletter_cleaner__replaced__`. Spans are
half-open, in code points of the document's text as it was before, which is how dolma counts. The score is the
record's points; a rule that needs none has 0, so the mixer's `min_score` should be 0:

    span_replacement:
      - span: "$.attributes.newsletter_cleaner__removed__legal"
        min_score: 0
        replacement: ""

dolma wants the lines in the order of the documents, and one for each. For pages and mails the text is the decoded
markup, so a document's `text` must hold that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "newsletter_cleaner__{}__{}"


def export(record: Mapping[str, Any], namespace: str) -> Iterator[dict[str, Any]]:
    """Yield the attributes of a document that belongs to the source `namespace`, as one object."""
    spans: dict[str, list[list[float]]] = {}
    for edit in record["edits"]:
        name = NAME.format("replaced" if edit["replacement"] else "removed", edit["class"])
        spans.setdefault(name, []).append([edit["start"], edit["end"], edit["points"]])
    yield {"id": record["source"]["name"], "source": namespace, "attributes": spans}
