"""Engines that run `clean_batch` over more documents than one process can hold. They schedule; this cleans.

One file an engine, with one function, `clean`: a frame of documents in, a frame of `cleaner.arrow.SCHEMA` out. The
docstring of the file is its manual.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cleaner.packs import load

if TYPE_CHECKING:
    from cleaner.packs import RuleSet

# Documents of a batch. All their records are in memory at once; with more the engines gain no speed.
DOCUMENTS = 64


@cache
def rules_of_worker(folders: tuple[str, ...], disable: tuple[str, ...]) -> RuleSet:
    """Load rules, once in a process. Raises what `load` raises."""
    return load(*folders, disable=disable)
