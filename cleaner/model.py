"""Every noun of the program: immutable, standard library only.

They are named tuples and not frozen dataclasses: a document makes thousands of them (a third of the time each), and
every start of the command pays for defining their classes (an eighth of the time each).

Places are half-open spans in code points of the decoded source; there is no other unit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a block is, by its form."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    RULE = "rule"


class Chrome(StrEnum):
    """The classes of chrome."""

    PREHEADER = "preheader"
    MASTHEAD = "masthead"
    SIGNUP = "signup"
    SPONSOR = "sponsor"
    PROMO = "promo"
    RELATED = "related"
    SOCIAL = "social"
    FEEDBACK = "feedback"
    CAPTION = "caption"
    BUTTON = "button"
    LEGAL = "legal"
    TRACKING = "tracking"
    ARTIFACT = "artifact"


class Zone(StrEnum):
    """Where a block stands: above the first prose, below the last, or between; or in the footer, prose or not."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"
    FOOT = "foot"


class Scope(StrEnum):
    """What goes when a rule decides."""

    BLOCK = "block"
    SECTION = "section"
    BELOW = "below"
    ABOVE = "above"
    BACK = "back"
    FRAME = "frame"
    ADVERT = "advert"
    ITEM = "item"
    INLINE = "inline"


class DocumentKind(StrEnum):
    """What sort of document it is."""

    ESSAY = "essay"
    DIGEST = "digest"
    ANNOUNCEMENT = "announcement"
    PAGE = "page"


class Decision(StrEnum):
    """What becomes of a block; `flag` keeps it and says that it was close."""

    KEEP = "keep"
    FLAG = "flag"
    DROP = "drop"


class Status(StrEnum):
    """How a document came out."""

    CLEAN = "clean"  # nothing to do
    CHANGED = "changed"
    GUARDED = "guarded"  # nearly everything would have gone, so the text was kept
    LIMIT = "limit"  # over a limit, passed unchanged


class Span(NamedTuple):
    """A half-open range `[start, end)` in code points of the decoded source."""

    start: int
    end: int


class Replaced(NamedTuple):
    """Bytes that the encoding could not read; the character at `offset` (code points) stands for them.

    It is U+FFFD, or what a byte of windows-1252 among UTF-8 means.
    """

    offset: int
    raw: bytes


class Redacted(NamedTuple):
    """A range of a redacted text, in code points, in which something else stood: an `address`, `name` or `token`."""

    start: int
    end: int
    what: str


class Envelope(NamedTuple):
    """What surrounds the part of a mail that was read, as raw bytes of the file.

    Attributes:
        part: number of the part in the mail's tree, such as `1.2`; `1` for a mail of one part.
        transfer_encoding: `base64`, `quoted-printable`, `7bit`, ... as the part declares it.
        reason: why this part was chosen, one sentence.
        before: everything up to the part's body.
        encoded: the part's body as it stands in the file.
        after: everything behind it.

    """

    part: str
    transfer_encoding: str
    reason: str
    before: bytes
    encoded: bytes
    after: bytes


class Source(NamedTuple):
    """Where a text came from and how its bytes were read.

    Attributes:
        name: file name, or `-` for standard input.
        media_type: `text/plain`, `text/markdown`.
        sha256: hex digest of the bytes.
        encoding: Python's name of the encoding.
        found_by: `given`, `bom`, `declared`, `utf-8`, `dammit`, `escape` or `text` (a `str` came in).
        bom: the byte order mark that stood in front, maybe empty.
        replaced: the bytes that could not be read, in order.
        exact: whether encoding the text again gives the same bytes.
        envelope: the mail around the part that was read; None for a file that is no mail.
        redacted: what was replaced before the text was read, in order; None if nothing was to be.

    """

    name: str
    media_type: str
    sha256: str
    encoding: str
    found_by: str
    bom: bytes = b""
    replaced: tuple[Replaced, ...] = ()
    exact: bool = True
    envelope: Envelope | None = None
    redacted: tuple[Redacted, ...] | None = None


class Headers(NamedTuple):
    """What a document says about itself; empty strings where it says nothing.

    `fields` holds all headers of a mail as (lower-case name, decoded value), in order.
    """

    title: str = ""
    sender: str = ""
    date: str = ""
    list_id: str = ""
    message_id: str = ""
    unsubscribe_url: str = ""
    canonical_url: str = ""
    fields: tuple[tuple[str, str], ...] = ()


# Characters up to which what stands before an address in Markdown is looked through for its label.
LABEL_LENGTH = 400


class Link(NamedTuple):
    """A link: its address, and its range in the block's text, in code points.

    `place` is the span of the address in the source, where markup holds it.
    """

    href: str
    start: int
    end: int
    place: Span | None = None


class Image(NamedTuple):
    """An image: address, alternative text, and its size in pixels where the markup says it."""

    src: str
    alt: str
    width: int | None = None
    height: int | None = None


class Emphasis(NamedTuple):
    """A range of a block's text, in code points, that stands out: `*` emphasis, `**` strong, `` ` `` code."""

    mark: str
    start: int
    end: int


class Block(NamedTuple):
    """A paragraph, heading, list item, ...: the unit that is judged.

    Attributes:
        index: its place in the document, from 0.
        kind: what it is by its form.
        span: where it stands in the decoded source.
        extent: what goes when it is dropped: its whole lines.
        text: its text as a reader sees it.
        anchor: where a person finds it: a line number, from 1, or the path of its element.
        level: heading level or depth of a list or quote, from 1; 0 where that means nothing.
        runs: for markup the spans of the source that its text stands in, in order; for plain text none.
        tight: whether only a line break, no paragraph break, parts it from the block above.
        label: what stands before a list item of markup: `-` or `3.`.
        breaks: soft line breaks inside it, with the blank space around them, as spans of the source.
        links: links in its text.
        images: images in it.
        emphasis: ranges of its text that stand out.
        rows: a data table's cells.
        marks: class and id names of its markup, in order.
        hidden: whether the markup hides it.

    """

    index: int  # type: ignore[assignment]  # tuples have a method of this name, which nobody asks a block for
    kind: Kind
    span: Span
    extent: Span
    text: str
    anchor: str
    level: int = 0
    runs: tuple[Span, ...] = ()
    tight: bool = False
    label: str = ""
    breaks: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    marks: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def link_density(self) -> float:
        """Share of the text that stands in links, 0 to 1 (Kohlschütter et al., WSDM 2010); Markdown's labels do."""
        return sum(map(self._width, self.links)) / len(self.text) if self.links and self.text else 0.0

    def _width(self, link: Link) -> int:
        is_behind_label = self.text.endswith("](", 0, link.start)
        label = self.text.rfind("[", max(link.start - LABEL_LENGTH, 0), link.start) if is_behind_label else -1
        return link.end - (link.start if label < 0 else label)


class Document(NamedTuple):
    """A decoded source, read into blocks in reading order."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    headers: Headers = Headers()
    platform: str = ""
    platform_evidence: str = ""


class DetectorCall(NamedTuple):
    """A detector's name, and the thresholds and lists of words that a rule calls it with."""

    name: str
    thresholds: tuple[tuple[str, float], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Match(NamedTuple):
    """Conditions on a block: all that are given must hold, an item of a tuple means any of them."""

    phrase: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    href: tuple[str, ...] = ()
    alt: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    css: tuple[str, ...] = ()
    kind: tuple[Kind, ...] = ()
    zone: tuple[Zone, ...] = ()
    min_words: int | None = None
    max_words: int | None = None
    min_link_density: float | None = None
    hidden: bool | None = None
    max_image_px: int | None = None
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    detector: DetectorCall | None = None


class When(NamedTuple):
    """Conditions on a document: all that are given must hold, an item of a tuple means any of them."""

    platform: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[DocumentKind, ...] = ()
    media_type: tuple[str, ...] = ()


class Examples(NamedTuple):
    """A rule's own tests: texts that it hits, near misses, and for repairs pairs of before and after."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    repair: tuple[tuple[str, str], ...] = ()


NO_EXAMPLES = Examples()


class Rule(NamedTuple):
    """One reason why text is chrome, or is not.

    Exactly one of `points`, `verdict` and `repair` is set. `id` is the full id, `pack/rule`.
    """

    id: str
    chrome: Chrome
    why: str
    since: str
    points: float | None = None
    verdict: Decision | None = None
    repair: str | None = None
    scope: Scope = Scope.BLOCK
    match: Match = Match()
    when: When = When()
    examples: Examples = NO_EXAMPLES


class Signs(NamedTuple):
    """What shows that a platform sent a mail; one sign is enough.

    `header` as in `When`; `text` are strings that stand in the markup, such as a host name.
    """

    header: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class RulePack(NamedTuple):
    """The rules of one file; for a platform's pack also the signs that show the platform."""

    name: str
    title: str
    path: str
    rules: tuple[Rule, ...]
    signs: Signs = Signs()


class Hit(NamedTuple):
    """A rule that holds for a block.

    `points` is 0 for a rule with a verdict; `words` is the half-open range of words of the block where its phrase is,
    or None; `detail` is what a detector saw, for the lineage; `origin` is the block with which this one goes, where the
    rule holds for that one and covers this.
    """

    block: int
    rule: Rule
    points: float
    words: tuple[int, int] | None = None
    detail: str = ""
    origin: int | None = None


class Verdict(NamedTuple):
    """What becomes of a block, and every hit that counted."""

    block: int
    decision: Decision
    points: float = 0.0
    hits: tuple[Hit, ...] = ()


class Edit(NamedTuple):
    """A change: `removed`, which stood at `span` of the source, gives way to `replacement` ("": it goes)."""

    span: Span
    replacement: str
    rule: str
    chrome: Chrome
    why: str
    points: float
    removed: str


class Mapped(NamedTuple):
    """A range of a body, in code points, and the span of the source that it stands for."""

    start: int
    end: int
    span: Span


class OpaqueLink(NamedTuple):
    """A tracked link that was kept, as only `vendor` knows where it leads; `place` is the span of its address."""

    place: Span
    vendor: str


class Article(NamedTuple):
    """A clean article: its title and section ("" where there is none), body, and where the body came from.

    `places` are ranges of its body; the body begins at `start` of the document's clean text, in code points.
    """

    title: str
    section: str
    body: str
    places: tuple[Mapped, ...] = ()
    start: int = 0

    @property
    def words(self) -> int:
        """The number of words of its body, parted by blank space."""
        return len(self.body.split())


class Options(NamedTuple):
    """How to clean.

    Attributes:
        threshold: points from which a block is dropped.
        encoding: the encoding to read bytes with, instead of finding it.
        max_bytes: a document above this size passes unchanged.
        redact: `recipient`, to take out of a mail who got it, before anything else; see `cleaner.redact`.

    """

    threshold: float = 5.0
    encoding: str | None = None
    max_bytes: int = 16 * 1024 * 1024
    redact: str | None = None

    def stated(self) -> dict[str, object]:
        """Return what is set, by name, for the record."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class Facts(NamedTuple):
    """What was found out about a document, for its record."""

    language: str
    kind: DocumentKind
    kind_evidence: str
    platform: str
    platform_evidence: str = ""


class Lineage(NamedTuple):
    """The account of one document: what it was, what was done, and why. See `lineage.schema.json`."""

    version: str
    rules_hash: str
    private: tuple[str, ...]
    disabled: tuple[str, ...]
    options: Mapping[str, object]
    source: Source
    headers: Headers
    facts: Facts
    edits: tuple[Edit, ...]
    articles: tuple[Article, ...]
    opaque_links: tuple[OpaqueLink, ...]
    status: Status
    warnings: tuple[str, ...] = ()
