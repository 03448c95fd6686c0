"""Takes the chrome off newsletters and saved articles, and accounts for every character it took."""

from cleaner.edits import apply, invert
from cleaner.errors import CleanerError
from cleaner.model import Article, Edit, Lineage, Options, Status
from cleaner.packs import RuleSet, load
from cleaner.pipeline import Cleaned, clean
from cleaner.version import __version__

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
