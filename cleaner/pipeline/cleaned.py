"""A cleaned document, and all that is made of it only if asked for: texts, edits, articles, the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cleaner.articles import Text, split, with_drawn_lines
from cleaner.cut import repairs_among
from cleaner.edits import apply, kept, sources
from cleaner.kinds import kind_of
from cleaner.language import language_of
from cleaner.model import Article, Document, Edit, Facts, Kind, Lineage, Mapped, Options, Status, Verdict
from cleaner.pipeline.run import Run
from cleaner.readers import is_markup
from cleaner.repair import TRACKED_LINKS, opaque_links, without_trackers
from cleaner.version import __version__
from cleaner.writers import text as text_writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.judge.explanation import Explanation
    from cleaner.kinds import Found
    from cleaner.model import Block, DocumentKind, OpaqueLink
    from cleaner.packs import RuleSet


@dataclass(frozen=True)
class Cleaned:
    """A cleaned document.

    Attributes:
        document: the source as it was read, with its blocks.
        verdicts: what the first pass decided, one verdict a block.
        blocks: the blocks of the clean document, in order.
        warnings: what the user should know, one sentence each.

    """

    document: Document
    verdicts: tuple[Verdict, ...]
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]
    rules: RuleSet = field(repr=False)
    options: Options
    _make_edits: Callable[[], list[Edit]] = field(repr=False)
    _kept_whole: Status | None = None

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """All changes, in places of the decoded source, in order."""
        return tuple(self._make_edits())

    @cached_property
    def status(self) -> Status:
        """How the document came out."""
        return self._kept_whole or (Status.CHANGED if self.edits else Status.CLEAN)

    @cached_property
    def source(self) -> str:
        """The clean document in the source's own format: the edits carried out."""
        return apply(self.document.text, self.edits)

    @cached_property
    def body(self) -> str:
        """The clean text."""
        is_read = self._is_markup and self._kept_whole is not Status.LIMIT
        return text_writer.write(self.blocks) if is_read else self.source

    @cached_property
    def language(self) -> str:
        """The language of the clean text, ISO 639-1, or `und`."""
        return language_of(self.body)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The clean articles: one for each item of a digest, else one."""
        title = self.document.headers.title
        text = Text(self.body, self.blocks, self._offsets(), self._places())
        return split(text, self._found.starts, title)

    @cached_property
    def opaque_links(self) -> tuple[OpaqueLink, ...]:
        """The links that were kept although they are tracked, with their places in the source."""
        if TRACKED_LINKS not in repairs_among(self.rules.rules):
            return ()
        found = tuple(opaque_links(self.blocks))
        if self._is_markup:
            return found
        places = sources((link.place for link in found), len(self.document.text), self.edits)
        return tuple(link._replace(place=place) for link, place in zip(found, places, strict=True))

    @property
    def kind(self) -> DocumentKind:
        """The kind of the clean text."""
        return self._found.kind

    @cached_property
    def _found(self) -> Found:
        lines = [block for block in self.document.blocks if block.kind is Kind.RULE]
        if not lines:
            return kind_of(self.blocks, self.document)
        spans = [block.span for block in self.blocks]
        if not self._is_markup:
            spans = list(sources(spans, len(self.document.text), self.edits))
        shown = with_drawn_lines(self.blocks, spans, lines)
        found = kind_of(shown, self.document)
        return found._replace(starts=tuple(shown[index].index for index in found.starts))

    @cached_property
    def lineage(self) -> Lineage:
        """The record of what was done, and why."""
        document = self.document
        return Lineage(
            version=__version__,
            rules_hash=self.rules.hash,
            private=self.rules.private,
            disabled=self.rules.disabled,
            options=self.options.stated(),
            source=document.source,
            headers=document.headers,
            facts=Facts(self.language, self.kind, self._found.evidence, document.platform, document.platform_evidence),
            edits=self.edits,
            articles=self.articles,
            opaque_links=self.opaque_links,
            status=self.status,
            warnings=self.warnings,
        )

    def output(self, form: str = "text") -> str:
        """Write the clean document: as `text`, `markdown`, `html`, or in the `source`'s own format."""
        # Writers are imported where used, as a start of the command counts.
        if form == "source" or self._kept_whole is Status.LIMIT:
            return self.source
        if form == "markdown":
            from cleaner.writers import markdown

            return markdown.write(self._untracked())
        if form == "html":
            from cleaner.writers import html

            return html.write(self._untracked(), self.document.headers.title, self.language)
        return self.body

    def record(self, form: str = "text", *, text: str = "full", in_place: bool = False) -> dict[str, Any]:
        """Return the lineage record, as JSON, of an output; see `lineage.to_record`."""
        from cleaner.lineage import Output, to_record

        reversible = form == "source" or (form in ("text", "jsonl") and not self._is_markup)
        return to_record(self.lineage, Output(form, self.output(form), reversible, in_place), text=text)

    def explain(self) -> list[Explanation]:
        """Say for each block what counted and what nearly did; this judges the document once more."""
        from cleaner.judge.explanation import explain  # only for people who ask

        matcher = Run(self.rules, self.options).matcher(self.document)
        return explain(self.document, matcher, self.options.threshold)

    def _untracked(self) -> list[Block]:
        """Return the blocks with links that do not tell who clicked, unless that repair is switched off."""
        if TRACKED_LINKS not in repairs_among(self.rules.rules):
            return list(self.blocks)
        return [without_trackers(block) for block in self.blocks]

    @property
    def _is_markup(self) -> bool:
        return is_markup(self.document.source.media_type)

    def _offsets(self) -> list[int]:
        """Return where each block begins in the body; 0 for those that have no text."""
        if not self._is_markup:
            return [block.extent.start for block in self.blocks]
        out, at = [0] * len(self.blocks), 0
        for piece, block in text_writer.pieces(self.blocks):
            if block is not None:
                out[block.index] = at
            at += len(piece)
        return out

    def _places(self) -> list[Mapped]:
        """Map the body to the source: for plain text range by range, for markup block by block."""
        if not self._is_markup:
            return list(kept(len(self.document.text), self.edits))
        out, at = [], 0
        for piece, block in text_writer.pieces(self.blocks):
            if block is not None:
                out.append(Mapped(at, at + len(piece), block.span))
            at += len(piece)
        return out
