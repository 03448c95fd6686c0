"""Polls: a question, and under it the answers to click on, a line each."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Kind

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
QUESTIONS, ANNOUNCEMENTS, SENTENCES = ("?", "？"), (":", "："), (".", "。", "?", "？", ":", "：")
CLOSING = "\"'”’») "  # quotation marks and brackets behind the mark that ends a sentence
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
    folded = [text.strip() for text in folded]
    lines = [block for block in blocks if block.kind not in (Kind.RULE, Kind.IMAGE) and folded[block.index]]
    for place, question in enumerate(lines):
        least = _least_ratings(question, folded[question.index])
        if least:
            below = _answers(lines[place + 1 : place + 1 + MAX_ANSWERS], folded)
            rated = [words.rating(folded[index]) for index in below]
            if len(set(filter(None, rated))) < least and decisive.isdisjoint(rated):
                continue
            answers = below[: max((n for n, rating in enumerate(rated, 1) if rating), default=0)]
            if len(answers) >= MIN_ANSWERS:
                yield question.index, f"{len(answers)} answers stand below"
                for answer in answers:
                    yield answer, f"answers {question.text!r}"


def _least_ratings(block: Block, folded: str) -> int:
    """Return how many ratings must stand below a block to make it the question of a poll; 0 if none would."""
    text = block.text.rstrip(CLOSING)
    if not text.endswith((*QUESTIONS, *ANNOUNCEMENTS)) or len(folded.split()) > MAX_QUESTION_WORDS:
        return 0
    return MIN_RATINGS if text.endswith(QUESTIONS) else MIN_ANNOUNCED_RATINGS


def _answers(lines: Sequence[Block], folded: Sequence[str]) -> list[int]:
    """Return what `lines` begin with that can be answers: no sentences, and not too long."""
    return [
        block.index
        for block in takewhile(
            lambda block: (
                len(folded[block.index].split()) <= MAX_WORDS and not block.text.rstrip(CLOSING).endswith(SENTENCES)
            ),
            lines,
        )
    ]
