"""The forms in which `--check` lists what it found."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from cleaner.batch.changes import Finding
from cleaner.cli import report
from tests.test_cli import BODY, SOURCE, Clean, clean, write

__all__ = ["clean"]  # the fixture

WHY = "offers to end the subscription"
FOUND = Finding("seeds/a.txt", 5, 1, 6, 1, "legal/unsubscribe-line", "legal", WHY, "Unsubscribe | Manage")
ODD = FOUND._replace(name="a,b:c 100%.txt", text="")


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        pytest.param(FOUND, f'seeds/a.txt:5: legal/unsubscribe-line: it {WHY}: "Unsubscribe | Manage"', id="text"),
        pytest.param(ODD, f"a,b:c 100%.txt:5: legal/unsubscribe-line: it {WHY}", id="no text"),
        pytest.param(
            FOUND._replace(text="x" * 61),
            f'seeds/a.txt:5: legal/unsubscribe-line: it {WHY}: "{"x" * 60}..."',
            id="long",
        ),
    ],
)
def test_text(finding: Finding, line: str) -> None:
    assert list(report.as_text([finding])) == [line]


def test_json_lines() -> None:
    (line,) = report.as_json_lines([FOUND])
    assert json.loads(line) == {
        "file": "seeds/a.txt", "line": 5, "column": 1, "end_line": 6, "end_column": 1,
        "rule": "legal/unsubscribe-line", "class": "legal", "why": WHY, "text": "Unsubscribe | Manage",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        pytest.param(
            FOUND,
            "::error file=seeds/a.txt,line=5,endLine=6,col=1,title=legal/unsubscribe-line::"
            f'it {WHY}: "Unsubscribe | Manage"',
            id="text",
        ),
        pytest.param(
            ODD,
            "::error file=a%2Cb%3Ac 100%25.txt,line=5,endLine=6,col=1,title=legal/unsubscribe-line::" + f"it {WHY}",
            id="signs that mean something",
        ),
    ],
)
def test_github(finding: Finding, line: str) -> None:
    assert list(report.as_github([finding])) == [line]


@pytest.mark.parametrize(
    "findings",
    [
        pytest.param([], id="nothing"),
        pytest.param([FOUND, ODD, FOUND._replace(rule="promo/x")], id="some"),
    ],
)
def test_sarif_fits_its_schema(findings: list[Finding]) -> None:
    (log,) = report.as_sarif(findings)
    (run,) = Sarif.model_validate_json(log.encode()).runs
    assert [result.ruleId for result in run.results or []] == [finding.rule for finding in findings]
    assert {rule.id for rule in run.tool.driver.rules or []} == {finding.rule for finding in findings}


def test_sarif_says_where() -> None:
    (log,) = report.as_sarif([ODD])
    place = json.loads(log)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%2Cb%3Ac%20100%25.txt"}
    assert place["region"] == {
        "startLine": 5, "startColumn": 1, "endLine": 6, "endColumn": 1, "snippet": {"text": ""},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "says"),
    [
        pytest.param({"a": 1}, "1 place in 1 document; to clean in place: clean --fix a", id="one"),
        pytest.param({"a b": 1}, "1 place in 1 document; to clean in place: clean --fix 'a b'", id="to be quoted"),
        pytest.param(
            {"a": 1, "b": 2, "c": 1, "d": 9},
            "13 places in 4 documents; to clean in place: clean --fix a b c ...",
            id="many",
        ),
    ],
)
def test_advice(found: dict[str, int], says: str) -> None:
    assert report.advice(Counter(found)) == says


@pytest.mark.parametrize("form", [pytest.param(form, id=form) for form in report.FORMS])
def test_check_uses_the_form_that_is_wanted(clean: Clean, form: str) -> None:
    done = clean("--check", "--output-format", form, write("issue.txt"), write("clean.txt", BODY))
    assert done.code == 1
    assert done.out.count(b"legal/unsubscribe-line") == {"sarif": 2}.get(form, 1)
    assert b"clean.txt" not in done.out


def test_finding_of_a_part_of_a_line_says_its_columns(clean: Clean) -> None:
    done = clean("--check", "--output-format", "json-lines", write("a.txt", f"{BODY}\nThe captain () sails.\n"))
    assert [json.loads(line) for line in done.out.splitlines()] == [
        {
            "file": "a.txt", "line": 3, "column": 12, "end_line": 3, "end_column": 15,
            "rule": "repair/empty-brackets", "class": "artifact", "why": "is a pair of brackets whose content was lost "
            "in copying", "text": "()",
        }
    ]  # fmt: skip


def test_finding_that_is_no_unicode_is_listed(clean: Clean) -> None:
    done = clean("--check", write("a.txt", f"{BODY}\nUnsubscribe \ud83e\n".encode("utf-16", "surrogatepass")))
    assert (done.code, done.out.splitlines()[-1][-20:]) == (1, b'"Unsubscribe \\ud83e"')


def test_form_of_findings_is_for_check_only(clean: Clean) -> None:
    done = clean("--output-format", "sarif", write("issue.txt", SOURCE))
    assert (done.code, done.out) == (2, b"")
    assert "--output-format is for --check" in done.err
