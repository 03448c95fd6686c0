"""Which platform sent a mail: by its headers and by what its markup holds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import ahocorasick_rs

from cleaner.patterns.folding import encodable, fold
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Document, Headers, RulePack


class Platforms:
    """The packs of platforms, with the signs that show them."""

    def __init__(self, packs: Sequence[RulePack]) -> None:
        self.packs = packs
        self._texts = list(dict.fromkeys(text for pack in packs for text in pack.signs.text))

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._texts)

    def find(self, document: Document) -> Document:
        """Set a document's platform and the evidence for it, from the first pack of which a sign is there."""
        markup = is_markup(document.source.media_type)
        if not markup and not document.headers.fields:
            return document  # no signs to see
        texts = self._texts_in(document.text) if markup else set()
        for pack in self.packs:
            for wanted in pack.signs.header:
                if header_holds(document.headers, wanted):
                    return document._replace(platform=pack.name, platform_evidence=f"header {wanted}")
            for text in pack.signs.text:
                if text in texts:
                    return document._replace(platform=pack.name, platform_evidence=f"{text} in the text")
        return document

    def _texts_in(self, markup: str) -> set[str]:
        try:
            found = self._automaton.find_matches_as_indexes(markup, overlapping=True)
        except UnicodeEncodeError:  # it can't take lone surrogates, which are rare
            found = self._automaton.find_matches_as_indexes(encodable(markup), overlapping=True)
        return {self._texts[number] for number, _, _ in found}


def header_holds(headers: Headers, wanted: str) -> bool:
    """Tell whether a header is there: `name`, or `name: phrase` when the phrase must stand in it."""
    name, _, phrase = wanted.partition(":")
    values = [value for field, value in headers.fields if field == name.strip().lower()]
    words = fold(phrase).strip() if values else ""
    return any(f" {words} " in fold(value) for value in values) if words else bool(values)
