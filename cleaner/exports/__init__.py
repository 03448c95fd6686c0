"""Lineage records in the formats of other tools, one file a format: a record in, that tool's JSON objects out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cleaner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = "pkg:pypi/newsletter-cleaner"
"""The package as a URI, https://github.com/package-url/purl-spec: it holds wherever the package is got from."""

PRODUCER = f"{HOME}@{__version__}"
"""Who writes the exports."""


def id_of(record: Mapping[str, Any]) -> UUID:
    """Name what a record tells of: one source, cleaned by the same rules and options to the same output.

    Other tools want unique ids; these are made of hashes (UUID version 5), so the same record has the same one.
    """
    source = {key: record["source"][key] for key in ("name", "sha256")}
    cleaning = {key: record[key] for key in ("tool", "rules", "options", "output")}
    return uuid5(uuid5(NAMESPACE_URL, HOME), json.dumps([source, cleaning], sort_keys=True))
