"""Polls: a question, and under it the answers to click on, a line each."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from cleaner.labels import without_addresses
from cleaner.model import Kind
from cleaner.patterns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Answers that a poll has at least and at most, and words in one.
MIN_ANSWERS, MAX_ANSWERS, MAX_WORDS = 2, 10, 16
# Words of the question; a longer paragraph that ends in a question mark is text.
MAX_QUESTION_WORDS = 40
# Different ratings that must stand among the answers: one "good" may stand under any question, a "yes" and a "no"
# under any announcement.
MIN_RATINGS, MIN_ANNOUNCED_RATINGS = 2, 3
# Answers of any wording that make a question right below a poll the next one.
MIN_NEXT_ANSWERS = 3
QUESTIONS, ANNOUNCEMENTS, SENTENCES = ("?", "？"), (":", "："), (".", "。", "?", "？", ":", "：")
# An exclamation mark ends an answer of a few words, and a sentence of more, as in a conversation.
EXCLAMATIONS, MAX_EXCLAIMED_WORDS = ("!", "！"), 6
CLOSING = "\"'”’») "  # quotation marks and brackets behind the mark that ends a sentence
# Characters of a line beyond which it is no answer, and not looked at.
MAX_LENGTH = 300
# What is no part of an answer: its number or letter, and how many gave it: `2. No: 41 %`, `b) No (12 votes)`.
NUMBER = re.compile(r"^\W*(?:[0-9]{1,2}|[a-h])[.)]\s+", re.I)
SHARE = re.compile(r"[\s:(–—-]*[0-9]{1,3}(?:[.,][0-9]+)?\s?%[^\w%]*(?:[0-9.,]+ votes?)?\W*$", re.I)
# Words of an answer that rates with either end; a longer one must begin with a vote.
MAX_RATING_WORDS = 3
THRESHOLDS, WORDS = (), ("decisive", "ratings", "votes")


class _Words(NamedTuple):
    """What answers say, folded: whole answers, words at either end of short ones, first words of longer ones."""

    decisive: frozenset[str]
    ratings: frozenset[str]
    votes: frozenset[str]

    def rating(self, answer: str) -> str:
        """Return what an answer says if it rates."""
        if answer in self.decisive:
            return answer
        words = answer.split()
        if len(words) <= MAX_RATING_WORDS:
            return next((word for word in (words[0], words[-1]) if word in self.ratings), "")
        return words[0] if words[0] in self.votes else ""


def find(
    blocks: Sequence[Block],
    folded: Sequence[str],
    thresholds: Mapping[str, float],
    *,
    decisive: frozenset[str],
    ratings: frozenset[str],
    votes: frozenset[str],
) -> Iterator[tuple[int, str]]:
    """Find the questions of polls and the answers under them.

    Words, folded: `decisive`, answers that nobody writes but in a poll; `ratings`, words with which short answers begin
    or end; `votes`, with which longer ones begin.
    """
    words = _Words(decisive, ratings, votes)
    lines = [block for block in blocks if block.kind not in (Kind.RULE, Kind.IMAGE) and folded[block.index].strip()]
    end = 0  # of the last poll, in lines
    for place, question in enumerate(lines):
        least = _least_ratings(question, folded[question.index])
        if least:
            below = _answers(lines[place + 1 : place + 1 + MAX_ANSWERS])
            rated = [words.rating(said) for _, said in below]
            is_poll = len(set(filter(None, rated))) >= least or not decisive.isdisjoint(rated)
            is_next = place == end > 0 and least == MIN_RATINGS and len(below) >= MIN_NEXT_ANSWERS
            last = max((n for n, rating in enumerate(rated, 1) if rating), default=0) if is_poll else len(below)
            answers = [index for index, _ in below[:last]]
            if (is_poll or is_next) and len(answers) >= MIN_ANSWERS:
                end = place + 1 + last
                yield question.index, f"{len(answers)} answers stand below"
                for answer in answers:
                    yield answer, f"answers {question.text!r}"


def _least_ratings(block: Block, folded: str) -> int:
    """Return how many ratings must stand below a block to make it the question of a poll; 0 if none would."""
    text = block.text.rstrip(CLOSING)
    if not text.endswith((*QUESTIONS, *ANNOUNCEMENTS)) or len(folded.split()) > MAX_QUESTION_WORDS:
        return 0
    return MIN_RATINGS if text.endswith(QUESTIONS) else MIN_ANNOUNCED_RATINGS


def _answers(lines: Sequence[Block]) -> list[tuple[int, str]]:
    """Return what `lines` begin with that can be answers, and what each says: no sentences, and not too long."""
    said = ((block, _said(block)) for block in lines)
    return [
        (block.index, fold(text).strip())
        for block, text in takewhile(
            lambda answer: _is_answer(answer[1]),
            said,
        )
    ]


def _is_answer(text: str) -> bool:
    words, text = len(fold(text).split()), text.rstrip(CLOSING)
    is_sentence = text.endswith(SENTENCES) or (text.endswith(EXCLAMATIONS) and words > MAX_EXCLAIMED_WORDS)
    return 0 < words <= MAX_WORDS and not is_sentence


def _said(block: Block) -> str:
    """Return an answer without its number, the addresses shown behind it, and how many gave it."""
    text = without_addresses(block)[: MAX_LENGTH + 1]
    return SHARE.sub("", NUMBER.sub("", text.strip(" ()<>[]")).strip(" ()<>[]"))
