"""The name of the newsletter or of its sender, on a line of its own at the top.

Who sends it says the mail's From and List-Id, a page's title behind its last bar or dash, and the footer: beside the
copyright, where the reader is told which letters these are, and in the thanks for reading.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block, Headers

# Blocks with words from the top that can hold the name: above it there may be a preview, a link, and a date.
TOP_BLOCKS = 8
# Words that a name has at most, and letters that it has at least: shorter ones are in some line by chance.
MAX_WORDS, MIN_LENGTH = 8, 4
# Words that a heading may hold beside the name; with more it is the title of a page.
MAX_HEADING_MORE = 1
# Characters of a piece of a footer at most; longer ones are prose.
MAX_FOOTER_LENGTH = 600
NO_LINES = (Kind.RULE, Kind.CODE, Kind.TABLE, Kind.LIST_ITEM)
# How a greeting or a sentence ends; a name does not.
NO_NAME_ENDS = (",", ":", ";", ".", "!", "?", "…", "-", "–", "—", "，", "：", "。", "！", "？")
# What may stand beside a name: it says which issue this is, or what sort of letter.
MORE_WORDS = frozenset(
    "the a an of by from for and com org net e newsletter enewsletter enews news letter bulletin digest briefing zine "
    "ezine update updates issue edition vol volume no nr number week weekly daily monthly quarterly january february "
    "march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec monday tuesday wednesday thursday friday saturday sunday st nd rd th spring summer autumn fall winter inc llc "
    "ltd logo email nyhetsbrev nieuwsbrief boletín boletim infolettre rundbrief".split()
)
# Names that say nothing: a line of these words may be a title or a greeting.
NO_NAMES = frozenset("newsletter news info update updates home welcome hello support team admin noreply".split())
PARTS_OF_SENDER = re.compile(r"[,|@/·•:]|\s[-–—]\s", re.I)
# A person writes from or for a newsletter, and has a by-line; the newsletter's name stands behind the word.
WRITER = re.compile(r".*\s(?:via|from|at|with|von|bei|chez|@)\s+", re.I)
PARTS_OF_TITLE = re.compile(r"\s+[-–—|·•:»«]+\s+|\s*\|\s*")
# What stands before the name in a footer, folded; a few words may come between.
SIGNALS = re.compile(
    r" (?:copyright (?:c )?(?:\d{4} )*(?:by )?"
    r"|(?:thanks|thank you) for (?:reading|subscribing to|being a (?:subscriber|reader) of) "
    r"|(?:subscribed|subscribing|subscription|subscriber|subscribers) (?:to|of) "
    r"|unsubscribe from |(?:e mails?|emails?|newsletters?|messages?|mailings?) (?:from|by) "
    r"|(?:sent|sent to you|brought to you|published|produced) by |publication of |our mailing address is "
    r"|(?:signed up|registered|opted in) (?:for|to|at|with|on) )"
)
FILLERS = r"(?:[^ ]+ ){0,3}?"
THRESHOLDS = ("top_blocks",)


def find(
    blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float], headers: Headers
) -> Iterator[tuple[int, str]]:
    """Find the blocks at the top that are nothing but the name of who sends this.

    Thresholds: `top_blocks` (blocks), how many with words there may be down to the name, itself among them.
    """
    top = int(thresholds.get("top_blocks", TOP_BLOCKS))
    with_words = (block for block in blocks if folded[block.index].strip())
    lines = [block for block in islice(with_words, top) if _may_be_name(block, folded[block.index].split())]
    if not lines:
        return
    names = dict.fromkeys(_names(headers))
    footer = ""
    for block in lines:
        line = folded[block.index].split()
        most = MAX_HEADING_MORE if block.kind is Kind.HEADING else MAX_WORDS
        fitting = (name for name in names if len(line) <= len(name.split()) + most and _is_name(line, name.split()))
        if source := next(fitting, None):
            yield block.index, f"the sender is {source!r}"
            continue
        footer = footer or _footer(blocks, folded, below=block.index) or " "
        if _stands_in(footer, line):
            yield block.index, "the footer names it"


def _may_be_name(block: Block, words: Sequence[str]) -> bool:
    length = sum(map(len, words))
    is_short = len(words) <= MAX_WORDS and length >= MIN_LENGTH and any(map(str.isalpha, words))
    return is_short and block.kind not in NO_LINES and not block.text.rstrip().endswith(NO_NAME_ENDS)


def _names(headers: Headers) -> Iterator[str]:
    """Yield the names that the headers give, folded."""
    sender = headers.sender.partition("<")[0].strip("\"' ")
    list_name = headers.list_id.partition("<")[0].strip("\"' ")
    newsletter = WRITER.sub("", sender)
    parts = [newsletter, *PARTS_OF_SENDER.split(newsletter), list_name] if sender or list_name else []
    segments = list(filter(None, PARTS_OF_TITLE.split(headers.title)))
    if not sender and len(segments) > 1:
        parts.append(segments[-1])
    for part in parts:
        name = fold(part).strip()
        if len(name) >= MIN_LENGTH and name not in NO_NAMES and " " not in name[: MIN_LENGTH - 1].strip():
            yield name


def _is_name(line: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether a line is a name, or holds it beside words that say which issue this is."""
    own = [word for word in name if word not in MORE_WORDS] or list(name)
    rest = [word for word in line if word not in MORE_WORDS and not word.isdigit()] or list(line)
    return rest == own or "".join(line) == "".join(name)


def _footer(blocks: Sequence[Block], folded: Sequence[str], *, below: int) -> str:
    """Return the short texts below the lines at the top that say something of who sends this, folded."""
    said: list[str] = []
    for block in blocks[below + 1 :]:
        text = folded[block.index]
        if len(text) <= MAX_FOOTER_LENGTH:
            if "©" in block.text:  # which folding takes for a mark
                text = fold(block.text.replace("©", " copyright "))
            said.extend(text[found.end() :].strip() for found in SIGNALS.finditer(text))
    return "\n".join(said)


def _stands_in(footer: str, line: Sequence[str]) -> bool:
    name = " ".join(line)
    if name in NO_NAMES or all(word in MORE_WORDS for word in line):
        return False
    return re.search(rf"(?m)^{FILLERS}{re.escape(name)}(?:$| )", footer) is not None
