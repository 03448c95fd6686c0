"""Takes the chrome off newsletters and saved articles, and accounts for every character it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.edits import apply, invert
from cleaner.errors import CleanerError
from cleaner.model import Article, Edit, Lineage, Options, Status
from cleaner.packs import RuleSet, load
from cleaner.pipeline import Cleaned, clean
from cleaner.version import __version__

if TYPE_CHECKING:
    from cleaner.arrow import clean_batch as clean_batch

__all__ = [
    "Article",
    "Cleaned",
    "CleanerError",
    "Edit",
    "Lineage",
    "Options",
    "RuleSet",
    "Status",
    "__version__",
    "apply",
    "clean",
    "invert",
    "load",
]


def __getattr__(name: str) -> object:
    """Import `clean_batch` when it is wanted: it needs pyarrow, which not everybody has."""
    if name == "clean_batch":
        from cleaner.arrow import clean_batch

        return clean_batch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
