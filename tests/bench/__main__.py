"""Print what the design promises about speed and quality, and what it comes to here, as Markdown tables.

python -m tests.bench [--shared DIR]

Times are ratios to something measured in the same run; only those mean anything on another machine.
"""

from __future__ import annotations

import argparse
import compileall
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect

import cleaner
from cleaner import CleanerError, Options
from tests.bench.html import MAX_DETECTOR_SHARE, beside_extractors, detector_share
from tests.bench.quality import peers, peers_on_pages, score
from tests.bench.unseen import score_unseen
from tests.golden import SAMPLES, cases, cleaned, expected, issue
from tests.shapes import MAILS, PAGES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = SAMPLES.parent
RUNS = 9
# A shape is made longer until cleaning it takes this long (seconds), so that the ratio is not one of overheads.
LEAST_TIME = 0.05
FIRST_SIZE = 4_000
ENGLISH = ("political-daily", "substack-like-essay", "mailing-list-announcement")
LARGEST_SIZE = 2_000_000


def main() -> None:
    """Measure everything and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the labelled cases are")
    arguments = parser.parse_args()
    print(f"newsletter-cleaner {cleaner.__version__}, Python {platform.python_version()}, {platform.machine()}")
    table("Speed", ("work", "time", "beside", "ratio", "budget"), speed(arguments.shared))
    table("Growth: time(4n) / time(n) on hostile input", ("input", "n", "time(n)", "ratio", "budget"), growth())
    table("Samples", ("", "samples"), samples())
    scores = ("body recall", "chrome removed", "precision", "F1", "lossless", "perfect")
    table("Quality", ("cases", "number", "failed", *scores), score(arguments.shared))
    head = ("cases", "number", "failed", *scores)
    table("Quality, each case without what only its sender needs", head, score_unseen(arguments.shared))
    table("Peers on HTML newsletters", ("", "number", *scores), peers_on_pages(arguments.shared))
    table("Peers on pasted text", ("", "ratio of time", "failed", *scores), peers(arguments.shared))


def table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    """Print a table row by row, as the rows are measured."""
    print(f"\n## {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def speed(shared: Path) -> Iterator[tuple[str, ...]]:
    """Compare cleaning, starting and memory with their budgets."""
    text = ten_kilobytes()
    langdetect.DetectorFactory.seed = 0
    ours, theirs = beside(
        lambda: cleaner.clean(text, media_type="text/plain"), lambda: langdetect.detect(text), clock=time.process_time
    )
    yield "10 KB of text, library call", ms(ours), f"langdetect.detect, {ms(theirs)}", *judged(ours / theirs, 0.25)
    for ours_is, ours, peer, theirs, budget in beside_extractors(shared):
        yield f"an HTML newsletter, {ours_is}", ms(ours), f"{peer}, {ms(theirs)}", *judged(ours / theirs, budget)
    if share := detector_share(shared):
        yield "the detector of teasers", "", "cleaning articles with teasers", *judged(share, MAX_DETECTOR_SHARE)
    compileall.compile_dir(ROOT / "cleaner", quiet=1)  # as it is when it was installed
    sample = str(issue(SAMPLES / "short-summary"))
    ours, theirs = beside(lambda: python("-m", "cleaner", sample), lambda: python("-c", "import click"), runs=RUNS)
    yield (
        "the command on one small file",
        ms(ours),
        f'python -c "import click", {ms(theirs)}',
        *judged(ours / theirs, 3),
    )
    megabyte = text * 100
    peak = memory(lambda: cleaner.clean(megabyte, media_type="text/plain", options=Options(max_bytes=2**30)))
    size = len(megabyte.encode())
    yield "memory for 1 MB of text", f"{peak / 1e6:.0f} MB", f"the text, {size / 1e6:.1f} MB", *judged(peak / size, 30)


def ten_kilobytes() -> str:
    """Return nearly 10 KB of the samples' paragraphs, whole ones, all in one language."""
    whole = "\n\n".join(issue(SAMPLES / name).read_text("utf-8") for name in ENGLISH)
    return whole.encode()[:10_240].decode("utf-8", "ignore").rpartition("\n\n")[0]


def growth() -> Iterator[tuple[str, ...]]:
    """Compare the times for each hostile shape at a size and at four times that size."""
    kinds = (("text", "text/plain", SHAPES), ("page", "text/html", PAGES), ("mail", "message/rfc822", MAILS))
    for kind, media_type, shapes in kinds:
        for name, shape in shapes.items():
            size = FIRST_SIZE
            while (short := fastest(shape(size), media_type)) < LEAST_TIME and size < LARGEST_SIZE:
                size *= 2
            long = fastest(shape(4 * size), media_type)
            yield f"{kind}: {name}", f"{size:,}", ms(short), *judged(long / short, 6)


def fastest(data: bytes | str, media_type: str) -> float:
    """Return the shortest of three processor times that cleaning takes, in seconds; a refusal counts as well."""
    times = []
    for _ in range(3):
        start = time.process_time()
        with suppress(CleanerError):
            cleaned = cleaner.clean(data, media_type=media_type, options=Options(max_bytes=2**30))
            assert cleaned.body is not None
            assert cleaned.edits is not None
        times.append(time.process_time() - start)
    return min(times)


def samples() -> Iterator[tuple[str, ...]]:
    """Count the samples that come out exactly as expected."""
    good = [case.name for case in cases() if cleaned(case).body == expected(case)]
    yield "as expected", f"{len(good)} of {len(cases())}"
    yield "not as expected", ", ".join(case.name for case in cases() if case.name not in good) or "none"


def beside(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    runs: int = 2 * RUNS,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Return the median times of two calls, in seconds, measured in turn after one call each to warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs + 1):
        for call, found in zip((ours, theirs), times, strict=True):
            start = clock()
            call()
            found.append(clock() - start)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def python(*arguments: str) -> None:
    """Run Python in the project's folder."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def memory(call: Callable[[], object]) -> int:
    """Return the most memory that Python objects take during a call, in bytes."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    except CleanerError:
        return 0
    finally:
        tracemalloc.stop()


def ms(seconds: float) -> str:
    """Show a time."""
    return f"{1000 * seconds:.1f} ms"


def judged(ratio: float, budget: float) -> tuple[str, str]:
    """Show a ratio and its budget, and whether it is kept."""
    return f"{ratio:.2f}", f"{budget:g}{'' if ratio <= budget else ', **missed**'}"


if __name__ == "__main__":
    main()
