"""What cleaning changes in a document: as findings, one a change, and as a unified diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.places import line_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.pipeline import Cleaned


class Finding(NamedTuple):
    """One change that cleaning would make.

    Attributes:
        name: of the document.
        line: where it begins, from 1.
        column: the same, in code points, from 1.
        end_line: where the first character stands that is not in it.
        end_column: the same.
        rule: full id of the rule.
        chrome: class of chrome.
        why: a sentence without its subject: `offers to end the subscription`.
        text: what would go, in one line.

    """

    name: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    chrome: str
    why: str
    text: str


def findings(cleaned: Cleaned) -> Iterator[Finding]:
    """Say for each edit where it is, which rule made it, and why; lines are those of the decoded text."""
    document = cleaned.document
    place = line_places(document.text)
    for edit in cleaned.edits:
        (line, column), (end_line, end_column) = map(place, edit.span)
        text = " ".join(edit.removed.split()).encode("utf-8", "backslashreplace").decode()
        where = (line, column, end_line, end_column)
        yield Finding(document.source.name, *where, edit.rule, edit.chrome.value, edit.why, text)


def difference(cleaned: Cleaned) -> str:
    """Return the unified diff from the source to the clean text."""
    import difflib

    name = cleaned.document.source.name
    before, after = (t.splitlines(keepends=True) for t in (cleaned.document.text, cleaned.source))
    return "".join(map(_diff_line, difflib.unified_diff(before, after, name, f"{name} (clean)")))


def _diff_line(line: str) -> str:
    if line.endswith("\n"):
        return line
    ends = line.splitlines()[0] != line  # in another way than with a line feed
    return line + ("\n" if ends else "\n\\ No newline at end of file\n")
