"""The way through: decode, read, match, judge, resolve, cut; again until nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import packs
from cleaner.judge.resolve import loses_too_much
from cleaner.model import Decision, Document, Options, Status
from cleaner.opening import open_source
from cleaner.pipeline.cleaned import Cleaned
from cleaner.pipeline.run import Run
from cleaner.pipeline.settle import MAX_PASSES, settle_markup, settle_text
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from bs4 import Tag

    from cleaner.opening import Opened
    from cleaner.packs import RuleSet

__all__ = ["Cleaned", "clean"]


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
    return _clean(opened, Run(rules, options))


def _markup(soup: Tag) -> str:
    from bs4 import Tag  # which is here already, if this is one

    if not isinstance(soup, Tag):
        raise TypeError(f"clean takes bytes, a str, or a soup or tag of BeautifulSoup, not {type(soup).__name__}")
    return str(soup)


def _clean(opened: Opened, run: Run) -> Cleaned:
    document = run.read(opened.text, opened.source, opened.headers)
    verdicts, matcher = run.judge(document, None)
    settle = settle_markup if is_markup(opened.source.media_type) else settle_text
    settled = settle(run, document, verdicts, matcher, opened.headers)
    if settled is None:
        why = f"still changing after {MAX_PASSES} passes, passed unchanged"
        return _unchanged(opened, why, run.rules, run.options)
    make_edits, blocks = settled
    guarded = loses_too_much(document.blocks, blocks)
    warnings = (*opened.warnings, *_warnings(document, guarded=guarded))
    if guarded:
        flags = tuple(v._replace(decision=Decision.FLAG) for v in verdicts)
        return Cleaned(document, flags, document.blocks, warnings, run.rules, run.options, list, Status.GUARDED)
    return Cleaned(document, verdicts, blocks, warnings, run.rules, run.options, make_edits)


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
