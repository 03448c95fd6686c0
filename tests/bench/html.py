"""How long cleaning an HTML newsletter takes beside the extractors, and what share of it the teaser detector has."""

from __future__ import annotations

import logging
import statistics
import time
from importlib import import_module
from typing import TYPE_CHECKING

import cleaner
from cleaner.detectors import DETECTORS
from cleaner.opening import open_source
from tests.bench.quality import cases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cleaner.model import Block

RUNS = 3
# Ours, beside which peer, and the most that the ratio may be.
BUDGETS = (
    ("language on", "trafilatura", 0.3),
    ("language on", "boilerpy3", 1.0),
    ("language off", "resiliparse", 3.0),
)
MAX_DETECTOR_SHARE = 0.1


def beside_extractors(shared: Path) -> Iterator[tuple[str, float, str, float, float]]:
    """Compare with the extractors that are installed: what, its time, beside which, its time (seconds), the budget."""
    pages = [page for path in cases_of(shared / "bench/newsletters", "source.*") if (page := page_in(path))]
    calls = {name: call for name, find in EXTRACTORS.items() if (call := _installed(find))}
    times = processor_times(calls, pages) if pages else {}
    for ours, peer, budget in BUDGETS:
        if ours in times and peer in times:
            yield ours, times[ours], peer, times[peer], budget


def page_in(path: Path) -> str:
    """Return the markup of a saved page or mail, decoded, as extractors take it; of other files nothing."""
    opened = open_source(path.read_bytes(), path.name, None, None)
    return opened.text if opened.source.media_type == "text/html" else ""


def processor_times(calls: Mapping[str, Callable[[str], object]], pages: Sequence[str]) -> dict[str, float]:
    """Return for each call its median processor time a page, in seconds, all measured in turn after a warm-up."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(RUNS + 1):
        for name, call in calls.items():
            start = time.process_time()
            for page in pages:
                call(page)
            times[name].append((time.process_time() - start) / len(pages))
    return {name: statistics.median(found[1:]) for name, found in times.items()}


def detector_share(shared: Path) -> float:
    """Return the share of the time over the articles with teasers that the detector of teasers takes, 0 to 1."""
    articles = [path.read_text("utf-8") for path in cases_of(shared / "bench/teasers", "source.txt")]
    detector, spent = DETECTORS["unrelated-tail"], 0.0

    def timed(blocks: Sequence[Block], folded: Sequence[str], given: Mapping[str, float]) -> list[tuple[int, str]]:
        nonlocal spent
        start = time.process_time()
        found = list(detector.find(blocks, folded, given))
        spent += time.process_time() - start
        return found

    DETECTORS["unrelated-tail"] = detector._replace(find=timed)
    start = time.process_time()
    for article in articles:
        cleaner.clean(article, media_type="text/plain").record()
    total = time.process_time() - start
    DETECTORS["unrelated-tail"] = detector
    return spent / total if articles else 0.0


def _ours() -> Callable[[str], object]:
    return lambda page: cleaner.clean(page, media_type="text/html").body


def _ours_with_language() -> Callable[[str], object]:
    return lambda page: (cleaned := cleaner.clean(page, media_type="text/html")).body + cleaned.language


def _trafilatura() -> Callable[[str], object]:
    extract: Callable[..., object] = import_module("trafilatura").extract
    return lambda page: extract(page, include_comments=False)


def _resiliparse() -> Callable[[str], object]:
    extract: Callable[..., object] = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda page: extract(page, main_content=True, alt_texts=False)


def _boilerpy3() -> Callable[[str], object]:
    extractor = import_module("boilerpy3.extractors").ArticleExtractor(raise_on_failure=False)
    logging.getLogger("boilerpy3").setLevel(logging.CRITICAL)  # it logs every page that it can't read
    get: Callable[[str], object] = extractor.get_content
    return get


def _installed(find: Callable[[], Callable[[str], object]]) -> Callable[[str], object] | None:
    try:
        return find()
    except ImportError:
        return None


EXTRACTORS = {
    "language on": _ours_with_language,
    "language off": _ours,
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "boilerpy3": _boilerpy3,
}
"""Name to what imports an extractor and gives the call; the first two are ours."""
