"""What the command says: bytes on standard output, messages on standard error, findings in the form that is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.excerpts import excerpt
from cleaner.model import Status
from cleaner.version import __version__

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.batch.changes import Finding
    from cleaner.batch.tally import Tally
    from cleaner.errors import CleanerError

SNIPPET = 60
MOST = 5  # rules that a summary names
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output as they are, without translating line ends."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Say something on standard error; on a terminal over the bar, if there is one."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(f"clean: {message}", err=True)


def reason(error: CleanerError | OSError) -> str:
    """Say why a document can't be read."""
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)


def as_text(findings: Iterable[Finding]) -> Iterator[str]:
    """One line each: `file:line: rule: it ...: text`."""
    for found in findings:
        snippet = excerpt(found.text, SNIPPET)
        yield f"{found.name}:{found.line}: {found.rule}: it {found.why}" + (f': "{snippet}"' if snippet else "")


def as_json_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """One JSON object each, with all that is known of it."""
    import json

    for found in findings:
        yield json.dumps(_fields(found), ensure_ascii=False)


def as_github(findings: Iterable[Finding]) -> Iterator[str]:
    """One workflow command of GitHub Actions each, which marks the line in the change."""
    for found in findings:
        place = f"file={_property(found.name)},line={found.line},endLine={found.end_line},col={found.column}"
        snippet = excerpt(found.text, SNIPPET)
        message = f"it {found.why}" + (f': "{snippet}"' if snippet else "")
        yield f"::error {place},title={_property(found.rule)}::{_escaped(message)}"


def as_sarif(findings: Iterable[Finding]) -> Iterator[str]:
    """One SARIF 2.1.0 log for all."""
    import json

    rules: dict[str, dict[str, Any]] = {}
    results = []
    for found in findings:
        rules.setdefault(found.rule, {"id": found.rule, "shortDescription": {"text": f"It {found.why}."}})
        results.append(_result(found))
    driver = {"name": "newsletter-cleaner", "version": __version__, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


FORMS: dict[str, Callable[[Iterable[Finding]], Iterator[str]]] = {
    "text": as_text,
    "json-lines": as_json_lines,
    "github": as_github,
    "sarif": as_sarif,
}
"""How `--check` can list what it found."""


def advice(names: Counter[str]) -> str:
    """Say how to put findings right; `names` counts them by document."""
    from shlex import quote

    places = f"{names.total()} place{'s' * (names.total() > 1)} in {len(names)} document{'s' * (len(names) > 1)}"
    some = [*map(quote, list(names)[:3]), *["..."] * (len(names) > 3)]
    return f"{places}; to clean in place: clean --fix {' '.join(some)}"


def summary(tally: Tally) -> Iterator[str]:
    """Sum up many documents: how they came out, what went by class of chrome, and which rules hit most."""
    statuses = {status.value: count for status, count in tally.statuses.items()}
    known = {**statuses, "failed": tally.failed, "done by an earlier run": tally.earlier}
    parts = [f"{known[name]:,} {name}" for name in (*Status, "failed", "done by an earlier run") if known.get(name)]
    yield f"{tally.documents:,} documents ({', '.join(parts)}); {tally.words:,} words left"
    width = max(map(len, tally.places), default=0)
    for chrome, places in tally.places.most_common():
        what = "place " if places == 1 else "places"
        yield f"  {chrome:{width}}  {places:>9,} {what}  {tally.characters[chrome]:>13,} characters"
    if tally.rules:
        yield "  most by " + ", ".join(f"{rule} ({count:,})" for rule, count in tally.rules.most_common(MOST))


def _fields(found: Finding) -> dict[str, Any]:
    return {{"name": "file", "chrome": "class"}.get(key, key): value for key, value in found._asdict().items()}


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _result(found: Finding) -> dict[str, Any]:
    from pathlib import Path
    from urllib.parse import quote

    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
        "snippet": {"text": found.text},
    }
    place = {"artifactLocation": {"uri": quote(Path(found.name).as_posix())}, "region": region}
    return {
        "ruleId": found.rule,
        "level": "error",
        "message": {"text": f"It {found.why}."},
        "locations": [{"physicalLocation": place}],
        "properties": {"class": found.chrome},
    }
