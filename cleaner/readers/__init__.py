"""Decoded source to Document: one reader a format."""

from __future__ import annotations

MARKUP = frozenset({"text/html", "application/xhtml+xml"})


def is_markup(media_type: str) -> bool:
    """Tell whether a text of this media type is read as markup."""
    return media_type in MARKUP
