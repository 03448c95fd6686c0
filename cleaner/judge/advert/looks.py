"""What a block looks like: a title, a credit, something that sells, other chrome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.judge.advert.limits import MAX_TITLE_WORDS
from cleaner.model import Chrome, Kind, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.model import Block, Hit

# Share of a block's text that must stand in links, or stand out, for the block to look like a title.
TITLE_SHARE = 0.8
# Points of a hit from which a block is taken to be chrome of another sort, such as the footer below an advertisement.
SURE_POINTS = 5
# Who wrote or paid for the item above: `-- Fen Pumps (sponsor)`.
CREDIT = re.compile(r"\W{0,3}(--|[—–―~])\s*[^\W_]")
# An address by itself: what is left of a picture or a button in plain text, or stands under its label.
ADDRESS = re.compile(r"[(\[<\s]*(?:https?://|www\.)\S++[)\]>.\s]*$")
# What ends a line that is more than a name.
# Only the end of a text is looked at for it: a long row of signs would take quadratic time.
END_LENGTH = 80
MORE_THAN_NAME = re.compile(r"[,.!?:;]\W*$")
MARKDOWN_BOLD = re.compile(r"(\*\*|__)(?!\s).*\1$")
# Chrome that does not stand inside an advertisement.
OTHER_CHROME = frozenset({Chrome.LEGAL, Chrome.SIGNUP, Chrome.SOCIAL, Chrome.FEEDBACK, Chrome.MASTHEAD, Chrome.RELATED})
HEADING, CAPITALS, LINK, BOLD, ITEM = "heading", "capitals", "link", "bold", "item"


def look_of(block: Block, words: int) -> str:
    """Tell what makes a block look like a title; nothing if it doesn't."""
    if block.kind in (Kind.HEADING, Kind.LIST_ITEM):
        return HEADING if block.kind is Kind.HEADING else ITEM
    if block.kind is not Kind.PARAGRAPH or not 0 < words <= MAX_TITLE_WORDS:
        return ""
    if block.text.isupper():
        return CAPITALS
    if block.link_density >= TITLE_SHARE:
        return LINK
    bold = sum(part.end - part.start for part in block.emphasis) >= TITLE_SHARE * len(block.text)
    return BOLD if bold or MARKDOWN_BOLD.match(block.text) else ""


def is_sure_heading(block: Block) -> bool:
    """Tell whether markup makes a block a heading, not only what stands below it."""
    underlined = block.level == 1
    return block.kind is Kind.HEADING and (bool(block.runs) or underlined or block.text.startswith("#"))


def is_more_than_name(text: str) -> bool:
    """Tell whether a line ends as more than a name does."""
    return bool(MORE_THAN_NAME.search(text[-END_LENGTH:]))


def dash_of(block: Block) -> str:
    """Return the dash that a credit begins with; nothing if the block is none."""
    found = CREDIT.match(block.text)
    return found[1] if found else ""


def sells(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a rule about the block alone, not about what stands above it, says that it sells."""
    rules = (hit.rule for hit in hits.values() if hit.points > 0)
    return any(rule.chrome is Chrome.SPONSOR and rule.scope is Scope.BLOCK and not rule.match.after for rule in rules)


def marks_another(hit: Hit, mark: int) -> bool:
    """Tell whether a hit is the mark of another advertisement than the one at `mark`."""
    return hit.rule.scope in (Scope.ADVERT, Scope.ITEM) and hit.origin in (None, hit.block) and hit.block != mark


def is_button(hits: Mapping[str, Hit]) -> bool:
    """Tell whether a block is a button as the items of a digest have: `Read more`."""
    sure = (hit for hit in hits.values() if hit.points >= SURE_POINTS)
    return any(hit.rule.chrome is Chrome.BUTTON for hit in sure) and not sells(hits)


def is_other_chrome(hit: Hit) -> bool:
    """Tell whether a hit is surely chrome of another sort."""
    return hit.points >= SURE_POINTS and hit.rule.chrome in OTHER_CHROME
