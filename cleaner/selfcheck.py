"""Rules against their own examples.

The tests run this for the packs that come with the program, `clean rules check` for private ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.decode import decode
from cleaner.judge.context import Context
from cleaner.judge.match import Matcher, applies_to
from cleaner.language import languages_in
from cleaner.model import Options
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Document, Rule, When
    from cleaner.packs import RuleSet

TAG = re.compile(r"\s*<[a-zA-Z][a-zA-Z0-9]*[\s>]")


def hits(rule: Rule, text: str, rules: RuleSet) -> list[int]:
    """Return the indexes of the blocks of an example that a rule hits, the whole rule set judging.

    An example that begins with an HTML tag is read as HTML, every other as plain text. The rule's conditions on the
    document are taken to hold; those of other rules are checked.
    """
    document = _read(text)
    applies = applies_to(document, lambda: languages_in(block.text for block in document.blocks))

    def holds(when: When) -> bool:
        return when == rule.when or applies(when)

    matcher = Matcher([group.patterns for group in rules.groups], holds)
    verdicts = Context(document, matcher, Options().threshold).judge()
    return [verdict.block for verdict in verdicts if any(hit.rule.id == rule.id for hit in verdict.hits)]


def failures(rule: Rule, rules: RuleSet) -> Iterator[tuple[str, str]]:
    """Yield the examples that a rule fails, each with what is wrong. `rule` must come with its examples."""
    for text in rule.examples.drop:
        if not hits(rule, text, rules):
            yield text, "it should be hit, and is not"
    for text in rule.examples.keep:
        if rule.repair is None and hits(rule, text, rules):
            yield text, "it should be left alone, and is hit"


def media_type_of(text: str) -> str:
    """Return the media type that an example is read as."""
    return "text/html" if TAG.match(text) else "text/plain"


def _read(text: str) -> Document:
    media_type = media_type_of(text)
    decoded, source = decode(text, media_type=media_type)
    if is_markup(media_type):
        from cleaner.readers import markup

        return markup.read(decoded, source)
    from cleaner.readers import plain

    return plain.read(decoded, source)
