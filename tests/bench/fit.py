"""Fit the points of the evidence rules on the labelled newsletters, and print what they come to.

python -m tests.bench.fit [--shared DIR] [--write]

Scores stand beside each other: as it is; with the points learnt from all cases; and cross-validated, each case cleaned
with points that were learnt without any case of its sender. Needs scikit-learn, of the extra `bench`.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import cleaner
from cleaner.batch.files import write_atomically
from tests.bench.evidence import evidence_in, fit, held_out, priors, rows_of, senders, with_points
from tests.bench.quality import KINDS, cases_of, scored
from tests.bench.rules import SHARED, Record, records_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cleaner.packs import RuleSet
    from tests.bench.evidence import Points, Row

FORMS = {"as they came": "source.*", "pasted": "paste.txt"}
SCORES = ("body_recall", "chrome_removed", "f1_macro", "lossless")
RULE = re.compile(r"^\[\[rule\]\]$", re.M)
ID = re.compile(r"""^id = ["'](.+)["']""", re.M)
POINTS = re.compile(r"^(points = )[-+.\d]+", re.M)


def main() -> None:
    """Fit, print both tables, and write the points if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fit", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the labelled cases are")
    parser.add_argument("--write", action="store_true", help="write the points into the packs")
    arguments = parser.parse_args()
    folder = arguments.shared / "bench/newsletters"
    sender_of = senders(cases_of(folder, "source.*"))
    if not sender_of:
        parser.error(f"no labelled cases in {folder}")
    rules = cleaner.load()
    paths = [path for pattern in FORMS.values() for path in cases_of(folder, pattern)]
    rows = [row for path in paths for row in rows_of(path, sender_of[path.parent.name], rules)]
    prior = priors(evidence_in(rules), rows)
    points = fit(rows, prior)
    fitted = with_points(rules, points)
    unseen = {sender: with_points(rules, p) for sender, p in held_out(rows, prior, list(sender_of.values())).items()}

    print(f"{len(sender_of)} cases of {len(unseen)} senders; {len(points)} rules are learnt\n")
    ways: dict[str, Callable[[str], RuleSet]] = {
        "as it is": lambda case: rules,
        "fitted": lambda case: fitted,
        "cross-validated by sender": lambda case: unseen[sender_of[case]],
    }
    print_scores(arguments.shared, ways)
    print_rules(rules, points, rows, records_on(arguments.shared, fitted, tuple(FORMS.values())))
    if arguments.write:
        for pack in rules.packs:
            write_points(Path(pack.path), points)
        print("\nThe points stand in the packs. Read git diff rules; then: python -m tests.golden, pytest")


def print_scores(shared: Path, ways: Mapping[str, Callable[[str], RuleSet]]) -> None:
    """Print the scores of each way to choose the rules for a case, by its name."""
    print(f"| newsletters | points | {' | '.join(SCORES).replace('_', ' ')} |\n|---|---|{'---|' * len(SCORES)}")
    for form, pattern in FORMS.items():
        for way, rules_for in ways.items():
            with tempfile.TemporaryDirectory() as name:
                for path in cases_of(shared / "bench/newsletters", pattern):
                    text = cleaner.clean(path.read_bytes(), rules=rules_for(path.parent.name)).body
                    out = Path(name, f"{path.parent.name}.txt")
                    out.write_text(text, "utf-8", errors="replace", newline="")
                result = scored(shared / "bench/newsletters", Path(name), shared, *KINDS.get(pattern, ()))
            print(f"| {form} | {way} | {' | '.join(f'{result[key]:.4f}' for key in SCORES)} |", flush=True)


def print_rules(rules: RuleSet, points: Points, rows: list[Row], records: Mapping[str, Record]) -> None:
    """Print for each evidence rule its hits in blocks, its points, and in words what would be lost without it.

    `open`: of its hits those on blocks that no other rule takes off unless evidence adds up.
    """
    head = (
        "rule",
        "chrome",
        "text",
        "open chrome",
        "open text",
        "senders",
        "points",
        "fitted",
        "takes alone",
        "wrongly",
    )
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for rule in evidence_in(rules):
        hit = [row for row in rows if rule.id in row.hits]
        free = [row for row in hit if row.is_open]
        blocks = [count for found in (hit, free) for count in _chrome_and_text(found)]
        record = records.get(rule.id, Record())
        fitted = f"{points[rule.id]:g}" if rule.id in points else "too few"
        cells = (rule.id, *blocks, len({row.sender for row in free}), f"{rule.points:g}", fitted)
        print(f"| {' | '.join(map(str, cells))} | {record.alone_right} | {record.alone_wrong} |")


def _chrome_and_text(rows: list[Row]) -> tuple[int, int]:
    chrome = sum(row.is_chrome for row in rows)
    return chrome, len(rows) - chrome


def write_points(path: Path, points: Points) -> None:
    """Write points into a pack; all else stays as it stands, byte for byte."""
    before = path.read_bytes().decode()
    after = "".join(_with_points(part, path.stem, points) for part in _parts(before))
    if after != before:
        write_atomically(path, after.encode())


def _parts(pack: str) -> Iterator[str]:
    """Cut a pack's text before each rule."""
    places = [0, *(found.start() for found in RULE.finditer(pack)), len(pack)]
    yield from (pack[start:end] for start, end in pairwise(places))


def _with_points(part: str, pack: str, points: Points) -> str:
    found = ID.search(part)
    rule = f"{pack}/{found.group(1)}" if found else ""
    return POINTS.sub(rf"\g<1>{points[rule]:g}", part, count=1) if rule in points else part


if __name__ == "__main__":
    main()
