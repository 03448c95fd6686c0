"""One pass: read a text, judge its blocks, turn the verdicts into edits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.cut import changes_inside, cut, repairs_among
from cleaner.judge.context import Context
from cleaner.judge.match import Matcher, applies_to
from cleaner.language import languages_in
from cleaner.readers import is_markup, plain

if TYPE_CHECKING:
    from cleaner.model import Document, Edit, Headers, Options, Source, Verdict
    from cleaner.packs import RuleSet


class Run(NamedTuple):
    """The rules and options that each pass over a text goes by."""

    rules: RuleSet
    options: Options

    def read(self, text: str, source: Source, headers: Headers) -> Document:
        """Read a text by its media type, and find its platform."""
        if is_markup(source.media_type):
            from cleaner.readers import markup  # only pages need it

            return self.rules.platforms.find(markup.read(text, source, headers))
        return self.rules.platforms.find(plain.read(text, source, headers))

    def judge(self, document: Document, before: Matcher | None) -> tuple[tuple[Verdict, ...], Matcher]:
        """One verdict a block, and the matcher, which the judging of what this pass leaves can go on with."""
        matcher = self.matcher(document)
        if before is not None and before.groups == matcher.groups:
            matcher = before  # which remembers the blocks it has seen
        return tuple(Context(document, matcher, self.options.threshold).judge()), matcher

    def matcher(self, document: Document) -> Matcher:
        """Gather the patterns of the rules that may hold for a document."""
        languages = cache(lambda: languages_in(block.text for block in document.blocks))
        return Matcher(self.rules.patterns_for(document, languages), applies_to(document, languages))

    def changes_inside(self, document: Document, verdicts: tuple[Verdict, ...]) -> bool:
        """Tell whether the text of a block changes that stays."""
        repairs = repairs_among(self.rules.rules)
        return any(
            any(True for _ in changes_inside(document, block, verdict, repairs, self.options.threshold))
            for block, verdict in zip(document.blocks, verdicts, strict=True)
        )

    def cut(self, document: Document, verdicts: tuple[Verdict, ...]) -> list[Edit]:
        """Turn verdicts into edits of the document's text."""
        return cut(document, verdicts, self.rules.rules, self.options.threshold)
