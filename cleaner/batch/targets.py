"""Where outputs go, and that no two documents go to the same place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch import packed
from cleaner.batch.files import sweep
from cleaner.batch.inputs import MEDIA_TYPES, Raw
from cleaner.opening import MAIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html", "jsonl": ".jsonl"}
"""Endings of outputs by format; those in the source's own format keep the source's."""
SIDECAR = ".lineage.json"
"""What the name of a record ends in, behind that of its source."""


@dataclass(frozen=True)
class Files:
    """Where files of one sort go: to `path`, or below it if it is a folder, by the document's place and an ending.

    `adds` puts the ending behind the source's; else it replaces that. No ending means that the source's stays.
    """

    path: Path
    ending: str
    adds: bool = False

    def of(self, raw: Raw) -> Path:
        """Name the file for a document. A text or Markdown file that is written as text keeps its own ending."""
        if not self.path.is_dir():
            return self.path
        place = packed.inner(Path(raw.place.replace("#", "-")))
        if self.adds or place.suffix.lower() not in MEDIA_TYPES:
            return self.path / (str(place) + self.ending)
        is_text = raw.media_type in ("text/plain", "text/markdown") and self.ending == ENDINGS["text"]
        keeps_ending = is_text or (not self.ending and raw.media_type != MAIL)
        return self.path / (place if keeps_ending else place.with_suffix(self.ending))


def claimed(raws: Iterable[Raw], targets: Iterable[Files]) -> Iterator[Raw]:
    """Let documents through whose files no other one has, and make the folders for them.

    A document whose file is taken, or is the document itself, gets a problem instead.
    """
    folders = [target for target in targets if target.path.is_dir()]
    taken: dict[str, str] = {}
    ready: set[Path] = set()
    for raw in raws:
        paths = [] if raw.problem else [target.of(raw) for target in folders]
        problem = next(filter(None, (_problem(raw, path, taken) for path in paths)), "")
        if not problem:
            taken.update(dict.fromkeys(map(str, paths), raw.name))
            problem = _make({path.parent for path in paths} - ready)
            ready.update(path.parent for path in paths)
        yield Raw(raw.name, raw.place, problem=problem) if problem else raw


def _problem(raw: Raw, path: Path, taken: dict[str, str]) -> str:
    if str(path) in taken:
        return f"{raw.name}: not cleaned, for {path} is the output of {taken[str(path)]}; clean them into two folders"
    if raw.path is not None and path.exists() and path.samefile(raw.path):
        return f"{raw.name}: not cleaned, for the output would be written over it; give another folder, or use --fix"
    return ""


def _make(folders: set[Path]) -> str:
    """Make folders, without what a killed run left in them."""
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder)
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return ""
