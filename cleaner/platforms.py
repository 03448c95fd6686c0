"""Which platform sent a mail: by its headers and by what its markup holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.patterns import fold
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.model import Document, Headers, RulePack


def with_platform(document: Document, packs: Iterable[RulePack]) -> Document:
    """Set a document's platform and the evidence for it, from the first pack of which a sign is there."""
    markup = is_markup(document.source.media_type)
    if not markup and not document.headers.fields:
        return document  # no signs to see
    for pack in packs:
        signs = pack.signs
        for wanted in signs.header:
            if header_holds(document.headers, wanted):
                return document._replace(platform=pack.name, platform_evidence=f"header {wanted}")
        for text in signs.text if markup else ():
            if text in document.text:
                return document._replace(platform=pack.name, platform_evidence=f"{text} in the text")
    return document


def header_holds(headers: Headers, wanted: str) -> bool:
    """Tell whether a header is there: `name`, or `name: phrase` when the phrase must stand in it."""
    name, _, phrase = wanted.partition(":")
    name, words = name.strip().lower(), fold(phrase).strip()
    return any(
        field == name and f" {words} " in fold(value) if words else field == name for field, value in headers.fields
    )
