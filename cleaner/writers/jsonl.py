"""A cleaned document as one line of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.lineage import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Article


def write(name: str, articles: Sequence[Article], body: str, record: dict[str, Any]) -> str:
    """Write one document: its name, title, body, articles, language, status, and the whole lineage record."""
    line = {
        "id": name,
        "title": record["headers"].get("title", ""),
        "body": body,
        "articles": [{"title": a.title, "section": a.section, "body": a.body} for a in articles],
        "language": record["document"]["language"],
        "kind": record["document"]["kind"],
        "status": record["status"],
        "lineage": record,
    }
    return dumps(line) + "\n"
