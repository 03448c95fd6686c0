"""The way through: decode, read, match, judge, resolve, cut; again until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import packs
from cleaner.articles import Text, split, with_drawn_lines
from cleaner.cut import changes_inside, cut, repairs_among
from cleaner.edits import apply, compose, kept, sources
from cleaner.judge.context import Context
from cleaner.judge.match import Matcher, applies_to
from cleaner.judge.resolve import loses_too_much
from cleaner.kinds import kind_of
from cleaner.language import language_of, languages_in
from cleaner.model import (
    Article,
    Decision,
    Document,
    Edit,
    Facts,
    Kind,
    Lineage,
    Mapped,
    Options,
    Status,
    Verdict,
)
from cleaner.opening import open_source
from cleaner.readers import is_markup, plain
from cleaner.repair import TRACKED_LINKS, opaque_links, without_trackers
from cleaner.version import __version__
from cleaner.writers import text as text_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag

    from cleaner.judge.explanation import Explanation
    from cleaner.kinds import Found
    from cleaner.model import Block, DocumentKind, Headers, OpaqueLink, Source
    from cleaner.opening import Opened
    from cleaner.packs import RuleSet

# Passes until a text must have settled. Real texts take two: one that cleans, one that finds nothing more.
MAX_PASSES = 12


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

        matcher = _Run(self.rules, self.options).matcher(self.document)
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


def clean(
    data: bytes | str | Tag,
    *,
    name: str = "-",
    media_type: str | None = None,
    rules: RuleSet | None = None,
    options: Options | None = None,
) -> Cleaned:
    """Take the chrome off one text, page or mail.

    Deterministic and thread-safe; time is linear in the input.

    Args:
        data: bytes, or text that is decoded already, or a soup of BeautifulSoup, or a tag of one. A soup is read as
            the HTML that `str` gives for it, and all places are places in that.
        name: what the document goes by in its record.
        media_type: `text/plain`, `text/markdown`, `text/html` or `message/rfc822`; by default the content tells.
        rules: from `load`; by default the rules that come with the program.
        options: how to clean.

    Raises:
        NotTextError: the bytes are binary, or the mail has no text.
        UnknownEncodingError: `options.encoding` does not exist or can't read these bytes.

    """
    rules, options = rules or packs.default(), options or Options()
    if not isinstance(data, bytes | str):
        data, media_type = _markup(data), "text/html"
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    opened = open_source(data, name, media_type, options.encoding)
    if options.redact is not None:
        from cleaner.redact import redact  # only for those who ask

        opened = redact(opened)
    if size > options.max_bytes:
        why = f"over the limit of {options.max_bytes:,} bytes ({size:,}), passed unchanged; --max-bytes raises it"
        return _unchanged(opened, why, rules, options)
    return _Run(rules, options).clean(opened)


def _markup(soup: Tag) -> str:
    from bs4 import Tag  # which is here already, if this is one

    if not isinstance(soup, Tag):
        raise TypeError(f"clean takes bytes, a str, or a soup or tag of BeautifulSoup, not {type(soup).__name__}")
    return str(soup)


class _Run(NamedTuple):
    rules: RuleSet
    options: Options

    def clean(self, opened: Opened) -> Cleaned:
        document = self.read(opened.text, opened.source, opened.headers)
        verdicts, matcher = self.judge(document, None)
        settle = _settle_markup if is_markup(opened.source.media_type) else _settle_text
        settled = settle(self, document, verdicts, matcher)
        if settled is None:
            why = f"still changing after {MAX_PASSES} passes, passed unchanged"
            return _unchanged(opened, why, self.rules, self.options)
        make_edits, blocks = settled
        guarded = loses_too_much(document.blocks, blocks)
        warnings = (*opened.warnings, *_warnings(document, guarded=guarded))
        if guarded:
            flags = tuple(v._replace(decision=Decision.FLAG) for v in verdicts)
            return Cleaned(document, flags, document.blocks, warnings, self.rules, self.options, list, Status.GUARDED)
        return Cleaned(document, verdicts, blocks, warnings, self.rules, self.options, make_edits)

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


_Settled = tuple["Callable[[], list[Edit]]", "tuple[Block, ...]"]
"""What makes the edits, and the blocks of the clean document."""


def _settle_text(run: _Run, document: Document, verdicts: tuple[Verdict, ...], matcher: Matcher) -> _Settled | None:
    """Clean plain text until nothing changes, so that cleaning the result would change nothing either.

    Each pass reads what the one before has left: joined lines and taken-out blocks can make new neighbours.
    """
    source = document.text
    edits: list[Edit] = []
    for _ in range(MAX_PASSES):
        step = run.cut(document, verdicts)
        if not step:
            return partial(list, edits), document.blocks
        edits = compose(source, edits, step)
        document = run.read(apply(document.text, step), document.source, document.headers)
        verdicts, matcher = run.judge(document, matcher)
    return None


def _settle_markup(
    run: _Run, document: Document, verdicts: tuple[Verdict, ...], matcher: Matcher, passes: int = MAX_PASSES
) -> _Settled | None:
    """Do the same for markup, where taking a block out leaves all others as they were.

    Only where the text of a block changes that stays, what is left is read and judged again.
    """
    final = list(verdicts)
    rest, places = document, list(range(len(verdicts)))
    for _ in range(MAX_PASSES):
        stay = [i for i, verdict in enumerate(verdicts) if verdict.decision is not Decision.DROP]
        if len(stay) == len(verdicts):
            break
        places = [places[i] for i in stay]
        rest = rest._replace(blocks=tuple(_left(rest.blocks, stay)))
        verdicts, matcher = run.judge(rest, matcher)
        for verdict in verdicts:
            if verdict.decision is Decision.DROP:
                final[places[verdict.block]] = verdict._replace(block=places[verdict.block])
    else:
        return None
    make_edits = partial(run.cut, document, tuple(final))
    if not run.changes_inside(rest, verdicts):
        return make_edits, rest.blocks
    edits = make_edits()
    rest = run.read(apply(document.text, edits), document.source, document.headers)
    verdicts, matcher = run.judge(rest, matcher)
    settled = _settle_markup(run, rest, verdicts, matcher, passes - 1) if passes else None
    if settled is None:
        return None
    make_more, blocks = settled
    return partial(list, compose(document.text, edits, make_more())), tuple(_at_source(blocks, document.text, edits))


def _at_source(blocks: tuple[Block, ...], source: str, edits: list[Edit]) -> Iterator[Block]:
    """Yield blocks that were read from what edits left, with the places in the source that they came from."""
    spans = sources((block.span for block in blocks), len(source), edits)
    places = sources((link.place for block in blocks for link in block.links if link.place), len(source), edits)
    for block, span in zip(blocks, spans, strict=True):
        links = tuple(link._replace(place=next(places)) if link.place else link for link in block.links)
        yield block._replace(span=span, links=links)


def _left(blocks: tuple[Block, ...], stay: list[int]) -> Iterator[Block]:
    """Yield the blocks that stay as they would be read if the others had never been there.

    Where text went between two of them a paragraph break is left, and an item's label goes to what is left of it.
    """
    at = 0
    for index, i in enumerate(stay):
        block, gone = blocks[i], [block for block in blocks[at:i] if block.text]
        is_item = block.kind is Kind.LIST_ITEM and not block.label
        label = next((other.label for other in reversed(gone) if other.label), "") if is_item else block.label
        yield block._replace(index=index, tight=block.tight and not gone, label=label)
        at = i + 1


def _unchanged(opened: Opened, why: str, rules: RuleSet, options: Options) -> Cleaned:
    document = Document(opened.source, opened.text, (), opened.headers)
    return Cleaned(document, (), (), (*opened.warnings, why), rules, options, list, Status.LIMIT)


def _warnings(document: Document, *, guarded: bool) -> tuple[str, ...]:
    warnings = []
    if guarded:
        warnings.append("nearly everything looks like chrome, so the text was kept; see clean explain")
    unread = [r for r in document.source.replaced if document.text[r.offset] == "\ufffd"]
    if count := sum(len(r.raw) for r in unread):
        warnings.append(f"{count} bytes are not {document.source.encoding}; they stand as U+FFFD in the text")
    if count := len(document.source.replaced) - len(unread):
        warnings.append(f"{count} bytes are not {document.source.encoding}; they are read as windows-1252")
    if not document.source.exact:
        warnings.append(f"{document.source.encoding} does not allow to rebuild the bytes exactly")
    return tuple(warnings)
