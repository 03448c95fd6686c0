"""Teasers of other articles at the end: they stop in mid-sentence, and share few words with the text above.

The form: a news page prints the first so many characters of each of its other articles, so that they stop anywhere,
while an article ends each of its paragraphs. The subject: a paragraph of an article takes up words of the others
(lexical cohesion, as in Hearst's TextTiling, 1997), a teaser hardly does. What is much and what is little is measured
on the text itself: each paragraph of the body is held against the rest of the body. So no language needs a word list.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Lengths are in characters of folded text, where a Chinese or Japanese character counts as two.
# A shorter line without a full stop may be a title, a name or an address.
MIN_TEASER = 100
# A teaser that stands alone must be longer, as there is less to tell it by.
MIN_LONE_TEASER = 140
# Blocks at the end that can be teasers; news pages print up to ten, and a heading.
MAX_TAIL = 12
# Short lines that may stand below teasers: what is left of a footer.
MAX_LINES_BELOW = 3
# Paragraphs of the body are at least as long; below this a line is a subhead, a caption or a by-line.
MIN_PARAGRAPH = 60
# Paragraphs above that the subject is taken from: the nearest. In thousands of them any word would be found.
BODY_WINDOW = 40
# Paragraphs without which a text has no subject to differ from.
MIN_BODY = 3
MIN_BODY_ABOVE_LONE = 4
# Share of the body's paragraphs that must end as sentences do. Others are verse, lists, or Thai, which has no stops.
MIN_ENDED = 0.5
# Of longer paragraphs only the beginning is read.
READ_LENGTH = 4000
# Terms that a paragraph must have, or the share of them that stands elsewhere means nothing.
MIN_TERMS = 6
# Cohesion: in how many other paragraphs a term of a paragraph stands, on average over the body. News and essays have
# 0.3 to 1; in a digest, where no story may go for being off another's subject, it is 0.1 or less.
MIN_COHESION = 0.12
# Paragraphs in which a term is counted: one that stands in more says no more.
COUNTED = 3
# Relatedness: in how many paragraphs of the body a term of the teasers stands, as ratio to the cohesion. Over 180 news
# articles: 90 % of the teasers of others are below 0.45, 95 % of the own last paragraphs above.
# The more paragraphs are cut off, the more the form says: the most related that one, two, three or more may be.
MAX_RATIOS = (0.45, 0.7, 1.0)
# The same where not the form but a heading says that they are teasers.
MAX_UNRELATED_RATIO = 0.6
# The first, if it is nearly as related as the body itself, is the article's own end, cut off by who saved it.
OWN_RATIO = 0.8
# Function words: shorter than terms, and in at least this share of the body's paragraphs, but at least in two. Prose on
# another subject has 0.3 to 1 times as many of them as the body has; references, addresses and line-ups hardly any.
COMMON_SHARE, MIN_COMMON = 0.15, 2
MIN_PROSE_RATIO = 0.25
# Letters from which a word can say what a text is about, and letters that tell it from others whatever its ending.
# A word with a capital counts once more (`NAME` has the same length), as names say most.
TERM_LETTERS = 5
STEM_LETTERS = 6

THRESHOLDS = ("cut_off",)

TEASER_KINDS = (Kind.PARAGRAPH, Kind.HEADING)
BODY_KINDS = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE)
# From here on scripts whose words are single characters in folded text.
CJK, HIRAGANA = "\u2e80", ("\u3040", "\u309f")
# Characters at the end of a text that show how it ends.
END_LENGTH = 40
ELLIPSIS = re.compile(r"(?:…|⋯|‥|\.{3}|。{3})[\])）】]?$")
ADDRESS_END = re.compile(r"(?:@|\w[./])\w\S*$")
OPENERS = "\"'“‘„«‹「『—–-"
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĄĆČĘĞİŁŃŘŚŞŠŹŻŽΑ-ΩЀ-Я]\w{3,5}")
FULL_STOPS = (".", "!", "?", "。")
STOPS = ".!?:;…。！？．｡：；؟۔।॥։።។"
CLOSERS = "\"'”’»›“‘«)]}」』）】》〉*_"
CLOSED_SPEECH = "」』"  # which needs no full stop inside
# The last line of a quotation that says whose it is, and the characters of such a line.
ATTRIBUTION, MAX_ATTRIBUTION = re.compile(r"\n[ \t]*+[-–—]{1,2}+[ \t]*+\w[^\n]*+$"), 80
INNER_STOP = re.compile(rf"[.!?؟۔।։።][{re.escape(CLOSERS)}]*\s|[。！？]")


class Ending(Enum):
    """How a paragraph ends."""

    STOP = "as a sentence does"
    ELLIPSIS = "with an ellipsis"
    WORD = "with a word or a comma"
    UNSURE = "with a number or an address, or a closing mark behind a word"


class Paragraph(NamedTuple):
    """A paragraph's words.

    Attributes:
        terms: what says what it is about: stems of longer words, names, pairs of characters that are words.
        words: its different words; among the short ones are the function words.
        ends: whether it ends as a sentence does.

    """

    terms: set[str]
    words: set[str]
    ends: bool


class Subject(NamedTuple):
    """What a body is about, as far as words show.

    Attributes:
        body: the paragraphs that it was taken from.
        known: the terms that stand in at least one of them, two, ..., up to `COUNTED` + 1.
        cohesion: in how many others a term of a paragraph stands, counted to `COUNTED`, on average.

    """

    body: Sequence[Paragraph]
    known: Sequence[set[str]]
    cohesion: float


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the blocks at the end that belong to other articles.

    Thresholds: `cut_off` (1 or 0), whether they must be cut off; if not, only their subject counts, and the rule must
    ask for a heading above.
    """
    search = _find_cut_off if thresholds.get("cut_off", 1) else _find_unrelated
    yield from search(blocks, folded)


def _find_cut_off(blocks: Sequence[Block], folded: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Find the paragraphs at the end that are cut off, but for the article's own."""
    tail = _cut_off_tail(blocks, folded)
    subject = _subject(blocks, folded, tail[0]) if tail else None
    if subject is None:
        return
    read = [_read(blocks[index].text, folded[index]) for index in tail]
    while tail and _is_own(blocks[tail[0]], read[0], subject):
        del tail[0], read[0]
    if not tail or not _is_prose(read, subject.body):
        return
    if len(tail) == 1 and not _may_stand_alone(blocks[tail[0]], folded[tail[0]], subject):
        return
    relatedness = _relatedness(read, subject)
    if relatedness <= MAX_RATIOS[min(len(tail), len(MAX_RATIOS)) - 1] * subject.cohesion:
        lengths = [len(blocks[index].text) for index in tail]
        yield from _describe(tail, f"cut off in mid-sentence at {_range(lengths)} characters", relatedness, subject)


def _find_unrelated(blocks: Sequence[Block], folded: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Find the longest tail that begins with a short line and is unrelated to what stands above it."""
    subject, end = None, 0
    for start in range(max(1, len(blocks) - 1 - MAX_TAIL), len(blocks) - 1):
        if len(folded[start]) >= MIN_PARAGRAPH or folded[start] in folded[:start]:
            continue  # no heading, or one that comes back in the text
        if any(_is_paragraph(blocks[index], folded[index]) for index in range(end, start)):
            subject = _subject(blocks, folded, start)
        end = start
        if subject is None or len(subject.body) < MIN_BODY_ABOVE_LONE:
            continue
        tail = range(start, len(blocks))
        relatedness = _relatedness([_read(blocks[index].text, folded[index]) for index in tail], subject)
        if relatedness <= MAX_UNRELATED_RATIO * subject.cohesion:
            yield from _describe(tail, "about something else", relatedness, subject)
            return


def _describe(tail: Sequence[int], form: str, relatedness: float, subject: Subject) -> Iterator[tuple[int, str]]:
    """Say of each block what was seen."""
    which = f"one of {len(tail)} at the end that are" if len(tail) > 1 else "the last, which is"
    words = "their longer words" if len(tail) > 1 else "its longer words"
    detail = (
        f"{which} {form}; each of {words} stands in {relatedness:.2f} paragraphs of the text above, on average, "
        f"each of the text's own in {subject.cohesion:.2f} others"
    )
    for index in tail:
        yield index, detail


def _range(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return f"{least} to {most}" if least < most else str(most)


def _cut_off_tail(blocks: Sequence[Block], folded: Sequence[str]) -> list[int]:
    """Return the paragraphs at the end that are cut off, in order."""
    tail: list[int] = []
    below = 0
    for index in range(len(blocks) - 1, -1, -1):
        if blocks[index].kind is Kind.RULE:
            continue
        if len(tail) < MAX_TAIL and _may_be_cut_off(blocks[index], folded[index]):
            tail.append(index)
        elif not tail and below < MAX_LINES_BELOW and len(folded[index]) < MIN_TEASER:
            below += 1
        else:
            break
    tail.reverse()
    endings = [_ending(blocks[index].text) for index in tail]
    while endings[:2] == [Ending.UNSURE, Ending.UNSURE]:
        del tail[0], endings[0]
    unsure = endings.count(Ending.UNSURE)
    alone = len(tail) - unsure == 1
    if 2 * unsure > len(tail) or (alone and (below or unsure)):
        return []
    return tail if _has_sentences(blocks, tail, endings) else []


def _may_be_cut_off(block: Block, folded: str) -> bool:
    return (
        block.kind in TEASER_KINDS
        and len(folded) >= MIN_TEASER
        and not block.links
        and _ending(block.text) is not Ending.STOP
        and not ATTRIBUTION.search(block.text, max(0, len(block.text) - MAX_ATTRIBUTION))
    )


def _has_sentences(blocks: Sequence[Block], tail: Sequence[int], endings: Sequence[Ending]) -> bool:
    """Tell whether those that end with a word have stops elsewhere, at least half of them: then one is missing."""
    bare = [blocks[index].text for index, ending in zip(tail, endings, strict=True) if ending is Ending.WORD]
    return 2 * sum(bool(INNER_STOP.search(text)) for text in bare) >= len(bare)


def _ending(text: str) -> Ending:
    """Tell how a text ends, which must not be empty; by its last characters only."""
    if text.endswith(FULL_STOPS) and text[-2:-1] != text[-1]:
        return Ending.STOP  # as nearly all do
    end = text[-END_LENGTH:]
    if ELLIPSIS.search(end):
        return Ending.ELLIPSIS
    bare = end.rstrip(CLOSERS)
    last = bare[-1:]
    if last in STOPS or end[-1] in CLOSED_SPEECH:
        return Ending.STOP
    if len(bare) < len(end) or last.isdigit() or last == "%" or ADDRESS_END.search(end):
        return Ending.UNSURE
    return Ending.WORD if last.isalpha() or last in ",，、" else Ending.STOP


def _subject(blocks: Sequence[Block], folded: Sequence[str], end: int) -> Subject | None:
    """Find out what the paragraphs above block `end` are about; None if they have no subject in common."""
    body = _body(blocks, folded, end)
    if len(body) < MIN_BODY:
        return None
    known = _counted(body)
    cohesion = sum(_count(p.terms, known[1:]) / len(p.terms) for p in body) / len(body)
    return Subject(body, known, cohesion) if cohesion >= MIN_COHESION else None


def _body(blocks: Sequence[Block], folded: Sequence[str], end: int) -> list[Paragraph]:
    """Read the nearest paragraphs above block `end` that are long enough to show a subject, if they end as such do."""
    body: list[Paragraph] = []
    ended = 0
    for index in range(end - 1, -1, -1):
        if _is_paragraph(blocks[index], folded[index]):
            paragraph = _read(blocks[index].text, folded[index])
            if len(paragraph.terms) >= MIN_TERMS:
                body.append(paragraph)
                ended += paragraph.ends
            if len(body) == BODY_WINDOW:
                break
    return body if ended >= MIN_ENDED * len(body) else []


def _is_paragraph(block: Block, folded: str) -> bool:
    return block.kind in BODY_KINDS and len(folded) >= MIN_PARAGRAPH


def _counted(body: Sequence[Paragraph]) -> list[set[str]]:
    """Sort the terms by the number of paragraphs in which they stand: at least one, two, ..., `COUNTED` + 1."""
    known: list[set[str]] = [set() for _ in range(COUNTED + 1)]
    for paragraph in body:
        terms = paragraph.terms
        for level in known:
            again = level & terms
            level |= terms
            terms = again
    return known


def _count(terms: set[str], known: Sequence[set[str]]) -> int:
    """Add up in how many paragraphs the terms stand, as far as `known` counts."""
    return sum(len(terms & level) for level in known)


def _relatedness(tail: Sequence[Paragraph], subject: Subject) -> float:
    """Return in how many paragraphs of the body a term of the tail stands, counted to `COUNTED`, on average."""
    found = sum(_count(paragraph.terms, subject.known[:COUNTED]) for paragraph in tail)
    return found / max(1, sum(len(paragraph.terms) for paragraph in tail))


def _is_own(block: Block, read: Paragraph, subject: Subject) -> bool:
    """Tell whether the first of the tail is the article's; one that may be whole is, unless clearly unrelated."""
    ratio = MAX_RATIOS[0] if _ending(block.text) is Ending.UNSURE else OWN_RATIO
    return _relatedness([read], subject) >= ratio * subject.cohesion


def _may_stand_alone(block: Block, folded: str, subject: Subject) -> bool:
    """Tell whether there is enough to judge a single one by. No article begins with speech, as many paragraphs do."""
    long_enough = len(folded) >= MIN_LONE_TEASER and len(subject.body) >= MIN_BODY_ABOVE_LONE
    return long_enough and block.text[0] not in OPENERS and _ending(block.text) is not Ending.UNSURE


def _is_prose(tail: Sequence[Paragraph], body: Sequence[Paragraph]) -> bool:
    """Tell whether the tail has function words nearly as often as the paragraphs of the body have them, on average."""
    least = max(MIN_COMMON, COMMON_SHARE * len(body))
    counts = Counter(chain.from_iterable(paragraph.words for paragraph in body))
    common = frozenset(word for word, count in counts.items() if count >= least and len(word) < TERM_LETTERS)
    prose = sum(_prose_share([paragraph], common) for paragraph in body) / len(body)
    return _prose_share(tail, common) >= MIN_PROSE_RATIO * prose


def _prose_share(paragraphs: Sequence[Paragraph], common: frozenset[str]) -> float:
    """Return the share of the paragraphs' different words that are function words, 0 to 1."""
    found = sum(len(paragraph.words & common) for paragraph in paragraphs)
    return found / max(1, sum(len(paragraph.words) for paragraph in paragraphs))


@lru_cache(maxsize=2048)
def _read(text: str, folded: str) -> Paragraph:
    """Sort a paragraph's words. Where characters are words, pairs are terms, but for those of hiragana: grammar."""
    words = folded[:READ_LENGTH].split()
    different = set(words)
    terms = {word[:STEM_LETTERS] for word in different if len(word) >= TERM_LETTERS}
    terms.update("^" + name.lower() for name in NAME.findall(text[:READ_LENGTH]))
    if different and not folded.isascii() and max(different) >= CJK:
        terms.update(a + b for a, b in pairwise(words) if a >= CJK and b >= CJK and not _is_hiragana(a, b))
    return Paragraph(terms, different, _ending(text) is Ending.STOP)


def _is_hiragana(*characters: str) -> bool:
    return all(HIRAGANA[0] <= character <= HIRAGANA[1] for character in characters)
