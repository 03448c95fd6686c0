"""A cleaned document as a line of JSON, or a line for each of its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.lineage import dumps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.model import Article


BODY = "body"
"""The field that has the clean text."""


def write(name: str, articles: Sequence[Article], body: str, record: dict[str, Any]) -> str:
    """Write one document: its name, title, body, articles, language, status, and the whole lineage record."""
    line = {
        "id": name,
        "title": record["headers"].get("title", ""),
        BODY: body,
        "articles": [{"title": a.title, "section": a.section, "body": a.body} for a in articles],
        "language": record["document"]["language"],
        "kind": record["document"]["kind"],
        "status": record["status"],
        "lineage": record,
    }
    return dumps(line) + "\n"


def write_split(name: str, articles: Sequence[Article], record: dict[str, Any]) -> str:
    """Write one line for each article: its title, section, body, and its places, with what they are places of."""
    about = {
        "document": name,
        "language": record["document"]["language"],
        "kind": record["document"]["kind"],
        "status": record["status"],
        "source": {"sha256": record["source"]["sha256"], "encoding": record["source"]["encoding"]},
    }
    lines = []
    for number, (article, placed) in enumerate(zip(articles, record["articles"], strict=True), 1):
        line = {"id": f"{name}#article-{number}", **placed, "body": article.body, **about}
        lines.append(dumps(line) + "\n")
    return "".join(lines)


def write_again(fields: Mapping[str, Any], text_field: str, body: str, record: dict[str, Any]) -> str:
    """Write a document that came from JSON: all its fields as they were, the clean text, and the lineage record."""
    return dumps({**fields, text_field: body, "lineage": record}) + "\n"
