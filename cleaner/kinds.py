"""What sort of document it is: essay, digest, announcement or page, by its form and its headers.

No language needs a word list. What can't be told is a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.items import find_items, is_lone_link, length
from cleaner.model import DocumentKind, Kind
from cleaner.readers import is_markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Block, Document

# Lengths are in characters, as `items.length` counts them. From here on a paragraph is prose: about 20 words.
MIN_PROSE = 110
# Share of the text that must be prose in an essay; the rest are titles, lists and tables.
MIN_PROSE_SHARE = 0.6
# Text from which prose is an essay, and up to which a mail is about one matter: about 250 words.
MIN_ESSAY = 1500

PROSE_KINDS = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE)


class Found(NamedTuple):
    """A document's kind, the evidence for it ("" where there is none), and a digest's items: where they begin."""

    kind: DocumentKind
    evidence: str = ""
    starts: tuple[int, ...] = ()


def kind_of(blocks: Sequence[Block], document: Document) -> Found:
    """Find the kind of a text: `blocks` of `document`, all of them or what is left of them."""
    items = find_items(blocks)
    if items is not None:
        return Found(DocumentKind.DIGEST, items.evidence, items.starts)
    sent = _sent(document)
    if is_markup(document.source.media_type) and not sent:
        return Found(DocumentKind.PAGE, "a page without any sign that it was sent")
    size = sum(map(length, blocks))
    calls = sum(is_lone_link(block) for block in document.blocks) if sent and 0 < size < MIN_ESSAY else 0
    if calls:
        why = f"{sent}, with {size} characters of text and {calls} links on lines of their own"
        return Found(DocumentKind.ANNOUNCEMENT, why)
    prose = sum(length(block) for block in blocks if _is_prose(block))
    if size >= MIN_ESSAY and prose >= MIN_PROSE_SHARE * size:
        return Found(DocumentKind.ESSAY, f"prose makes up {prose / size:.0%} of {size} characters of text")
    return Found(DocumentKind.PAGE)


def _sent(document: Document) -> str:
    """Say what shows that a document was sent to its readers."""
    if document.headers.fields:
        return "a mail"
    return f"sent by {document.platform}" if document.platform else ""


def _is_prose(block: Block) -> bool:
    return block.kind in PROSE_KINDS and length(block) >= MIN_PROSE and not is_lone_link(block)
