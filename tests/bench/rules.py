"""Print what each rule does on the labelled newsletters: hits, words taken rightly and wrongly, what it alone takes.

python -m tests.bench.rules [--shared DIR]

A block goes rightly where most of its words stand in lines labelled as chrome; `either` lines count nowhere. What a
rule alone takes are the words of blocks that would stay without it, context left as it is.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cleaner
from cleaner.judge.resolve import resolve
from cleaner.model import Decision, Options
from cleaner.patterns.folding import fold
from tests.bench.quality import cases_of
from tests.golden import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Verdict
    from cleaner.packs import RuleSet

SHARED = SAMPLES.parent.parent / "shared"


class Judged(NamedTuple):
    """A block's verdict, its words, and whether most of them are labelled as chrome; None for `either`."""

    verdict: Verdict
    words: int
    is_chrome: bool | None


class Record:
    """What a rule did, in blocks and words."""

    def __init__(self) -> None:
        self.hits = self.right = self.wrong = self.alone_right = self.alone_wrong = 0

    def add(self, block: Judged, *, alone: bool) -> None:
        """Count a hit."""
        self.hits += 1
        if block.verdict.decision is not Decision.DROP or block.is_chrome is None:
            return
        self.right += block.words * block.is_chrome
        self.wrong += block.words * (not block.is_chrome)
        self.alone_right += block.words * block.is_chrome * alone
        self.alone_wrong += block.words * (not block.is_chrome) * alone


def main() -> None:
    """Print the table, the rules that take most first, and those without a hit last."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rules", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the labelled cases are")
    records = records_on(parser.parse_args().shared)
    print("| rule | hits | right words | wrong words | alone right | alone wrong |\n|---|---|---|---|---|---|")
    for rule, r in sorted(records.items(), key=lambda item: (-item[1].alone_right, -item[1].right, item[0])):
        print(f"| {rule} | {r.hits} | {r.right} | {r.wrong} | {r.alone_right} | {r.alone_wrong} |")
    idle = [rule.id for rule in cleaner.load().rules if rule.id not in records]
    print(f"\n{len(idle)} rules had no hit: {', '.join(idle)}")


def records_on(
    shared: Path, rules: RuleSet | None = None, patterns: Sequence[str] = ("source.*",)
) -> dict[str, Record]:
    """Gather each rule's record on the labelled newsletters."""
    records: dict[str, Record] = defaultdict(Record)
    for path in (path for pattern in patterns for path in cases_of(shared / "bench/newsletters", pattern)):
        for block in judged(path, rules):
            for hit in block.verdict.hits:
                records[hit.rule.id].add(block, alone=_is_needed(hit.rule.id, block.verdict))
    return records


def judged(path: Path, rules: RuleSet | None = None) -> Iterator[Judged]:
    """Clean a labelled case and hold each block against the labels; None for the rules that come with the program."""
    cleaned = cleaner.clean(path.read_bytes(), name=path.name, rules=rules)
    lines = json.loads((path.parent / "gold.json").read_bytes())["lines"]
    texts = [fold(block.text).split() for block in cleaned.document.blocks]
    for verdict, words, labels in zip(cleaned.verdicts, texts, labels_of(texts, lines), strict=True):
        if labels:
            most = max(labels, key=lambda label: labels[label])
            yield Judged(verdict, len(words), None if most == "either" else most.startswith("chrome"))


def labels_of(texts: Sequence[list[str]], lines: list[tuple[str, str]]) -> list[dict[str, int]]:
    """Count for each block the words of each label that align with it, by the longest common subsequence."""
    from rapidfuzz.distance import LCSseq

    gold = [(word, label) for label, text in lines for word in fold(text).split()]
    ours = [(word, index) for index, words in enumerate(texts) for word in words]
    counts: list[dict[str, int]] = [defaultdict(int) for _ in texts]
    for step in LCSseq.opcodes([word for word, _ in gold], [word for word, _ in ours]):
        if step.tag == "equal":
            for (_, label), (_, index) in zip(
                gold[step.src_start : step.src_end], ours[step.dest_start : step.dest_end], strict=True
            ):
                counts[index][label] += 1
    return counts


def _is_needed(rule: str, verdict: Verdict) -> bool:
    rest = [hit for hit in verdict.hits if hit.rule.id != rule]
    return resolve(verdict.block, rest, Options().threshold).decision is not Decision.DROP


if __name__ == "__main__":
    main()
