"""How much of the text is kept and how much of the chrome goes, on labelled cases that the project does not hold."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cleaner
from cleaner import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SCORES = ("body_recall", "chrome_removed", "precision", "f1_macro", "lossless", "perfect")
SETS = (
    ("newsletters, pasted", "bench/newsletters", "paste.txt"),
    ("newsletters, as they came", "bench/newsletters", "source.*"),
    ("articles with teasers", "bench/teasers", "source.*"),
    ("seeds", "seeds", "source.*"),
)
"""Name, folder of the cases, and the file in each case that is cleaned."""
KINDS = {"paste.txt": ("--kind", "paste")}
"""How `score.py` is told that other than the sources were cleaned."""

Result = dict[str, Any]


def score(shared: Path) -> Iterator[tuple[str, ...]]:
    """Score the cleaner on every set of cases that is there."""
    for name, folder, pattern in SETS:
        cases = cases_of(shared / folder, pattern)
        if not cases:
            yield name, "not there"
            continue
        result, _ = run(ours, cases, shared, pattern)
        yield name, str(result["cases"]), str(result["failed"]), *figures(result)


def peers(shared: Path) -> Iterator[tuple[str, ...]]:
    """Score the cleaner, keeping everything, and the installed peers on pasted text."""
    name, folder, pattern = SETS[0]
    cases = cases_of(shared / folder, pattern)
    if not cases:
        yield name, "not there"
        return
    base, base_time = run(ours, cases, shared, pattern)
    yield "newsletter-cleaner", "1.00", str(base["failed"]), *figures(base)
    for peer, find in PEERS.items():
        try:
            extract = find()
        except ImportError:
            yield peer, "not installed"
            continue
        result, seconds = run(extract, cases, shared, pattern)
        yield peer, f"{seconds / base_time:.2f}", str(result["failed"]), *figures(result)


def peers_on_pages(shared: Path) -> Iterator[tuple[str, ...]]:
    """Score the cleaner and the extractors that are installed on the newsletters that hold HTML."""
    bench, cases = shared / "bench", cases_of(shared / "bench/newsletters", "source.*")
    if not cases:
        yield "newsletters", "not there"
        return
    with tempfile.TemporaryDirectory() as folder:
        outputs = Path(folder)
        command = [sys.executable, str(bench / "peers.py"), str(bench / "newsletters"), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        ran = [peer for line in done.stdout.splitlines() if (peer := json.loads(line))["fails"] < peer["docs"]]
        pages = (
            [path for path in cases if (outputs / ran[0]["peer"] / f"{path.parent.name}.txt").exists()] if ran else []
        )
        (outputs / "newsletter-cleaner").mkdir()
        for path in pages:
            text = cleaner.clean(path.read_bytes(), name=path.name).body
            (outputs / "newsletter-cleaner" / f"{path.parent.name}.txt").write_text(text, "utf-8", newline="")
        held = outputs / "cases"
        held.mkdir()
        for path in pages:
            (held / path.parent.name).symlink_to(path.parent.resolve())
        for name in ("newsletter-cleaner", *(peer["peer"] for peer in ran)):
            yield name, str(len(pages)), *figures(scored(held, outputs / name, shared))


def cases_of(folder: Path, pattern: str) -> list[Path]:
    """List the inputs of the labelled cases in a folder."""
    return [path for gold in sorted(folder.glob("*/gold.json")) for path in sorted(gold.parent.glob(pattern))[:1]]


def run(extract: Callable[[bytes], str], cases: Sequence[Path], shared: Path, pattern: str) -> tuple[Result, float]:
    """Clean all cases, and return their scores and the time that cleaning took, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        outputs = Path(name)
        seconds = 0.0
        for path in cases:
            data = path.read_bytes()
            start = time.perf_counter()
            try:
                text = extract(data)
            except CleanerError:
                continue
            finally:
                seconds += time.perf_counter() - start
            (outputs / f"{path.parent.name}.txt").write_text(text, "utf-8", errors="replace", newline="")
        return scored(cases[0].parent.parent, outputs, shared, *KINDS.get(pattern, ())), seconds


def scored(cases: Path, outputs: Path, shared: Path, *options: str) -> Result:
    """Score the texts in a folder, one a case, as `score.py` does."""
    with tempfile.TemporaryDirectory() as folder:
        scores = Path(folder) / "scores.json"
        files = map(str, (shared / "bench/score.py", cases, "--outputs", outputs, "--json", scores))
        subprocess.run([sys.executable, *files, *options], check=True, capture_output=True)
        return json.loads(scores.read_bytes())


def figures(result: Result) -> list[str]:
    """Show the scores."""
    return [f"{result[key]:.3f}" for key in SCORES]


def ours(data: bytes) -> str:
    """Clean as the command does."""
    return cleaner.clean(data).body


def _keep_everything() -> Callable[[bytes], str]:
    return lambda data: data.decode("utf-8", "replace")


def _trafilatura() -> Callable[[bytes], str]:
    extract = import_module("trafilatura").extract
    return lambda data: extract(data.decode("utf-8", "replace")) or ""


def _mail_parser_reply() -> Callable[[bytes], str]:
    parser = import_module("mailparser_reply").EmailReplyParser(languages=["en", "de", "fr", "it", "ja"])
    return lambda data: parser.parse_reply(text=data.decode("utf-8", "replace")) or ""


def _email_reply_parser() -> Callable[[bytes], str]:
    parser = import_module("email_reply_parser").EmailReplyParser
    return lambda data: parser.parse_reply(data.decode("utf-8", "replace"))


PEERS = {
    "keeping everything": _keep_everything,
    "trafilatura": _trafilatura,
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": _email_reply_parser,
}
"""Name to what imports a peer and gives the call that extracts the text."""
