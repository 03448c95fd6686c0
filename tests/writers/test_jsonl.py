from __future__ import annotations

import json

import cleaner
from cleaner import lineage
from cleaner.writers import jsonl


def test_document_is_one_line_with_its_record() -> None:
    text = "The otters are back\n\nThe ferry “Ida”\u2028is late, the owners say.\n\nUnsubscribe\n"
    cleaned = cleaner.clean(text, name="issue.txt")
    record = cleaned.record("jsonl")
    line = jsonl.write("issue.txt", cleaned.articles, cleaned.body, record)
    written = json.loads(line)
    assert (line.count("\n"), line[-1]) == (1, "\n")
    assert {key: written[key] for key in ("id", "title", "body", "language", "kind", "status")} == {
        "id": "issue.txt",
        "title": "The otters are back",
        "body": "The otters are back\n\nThe ferry “Ida”\u2028is late, the owners say.\n",
        "language": "en",
        "kind": cleaned.kind,
        "status": "changed",
    }
    assert written["articles"] == [{"title": "The otters are back", "section": "", "body": written["body"]}]
    assert written["lineage"] == json.loads(lineage.dumps(record))
