"""Polls: a question, and under it the answers to click on, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
# Answers that nobody writes but in a poll, folded.
DECISIVE = frozenset({
    "i don t know", "don t know", "not sure", "i m not sure", "unsure", "undecided", "no opinion",
    "prefer not to say", "prefer not to answer", "none of the above", "all of the above", "strongly agree",
    "strongly disagree", "strongly support", "strongly oppose", "somewhat agree", "somewhat disagree",
    "somewhat support", "somewhat oppose", "very concerned", "somewhat concerned", "very satisfied", "very likely",
    "very unlikely", "neither agree nor disagree", "weiß nicht", "ich weiß nicht", "weiß ich nicht",
    "keine meinung", "keine angabe", "stimme zu", "stimme nicht zu", "stimme voll zu", "teils teils",
    "unentschieden", "je ne sais pas", "ne sais pas", "sans opinion", "ne se prononce pas", "tout à fait d accord",
    "pas du tout d accord", "no sé", "no lo sé", "no sabe no contesta", "muy de acuerdo", "totalmente de acuerdo",
    "en desacuerdo", "não sei", "não tenho opinião", "prefiro não responder", "concordo totalmente",
    "discordo totalmente", "non so", "non lo so", "nessuna opinione", "del tutto d accordo", "per niente d accordo",
    "weet ik niet", "weet niet", "geen mening", "helemaal mee eens", "helemaal mee oneens", "vet ej", "vet inte",
    "ingen åsikt", "instämmer helt", "instämmer inte alls", "nie wiem", "trudno powiedzieć", "nie mam zdania",
    "zdecydowanie tak", "zdecydowanie nie", "raczej tak", "raczej nie", "не знаю", "затрудняюсь ответить",
    "скорее да", "скорее нет",
})  # fmt: skip
# Words that rate, with which an answer begins or ends, folded.
RATINGS = frozenset({
    "yes", "no", "good", "great", "okay", "ok", "meh", "bad", "poor", "fair", "average", "excellent", "terrible",
    "awful", "neutral", "satisfied", "dissatisfied", "likely", "unlikely", "concerning", "concerned", "helpful",
    "unhelpful", "useful", "easy", "difficult", "gut", "schlecht", "so", "mittel", "super", "ja", "nein", "naja",
    "mäßig", "ungenügend", "befriedigend", "bon", "bien", "moyen", "mauvais", "nul", "oui", "non", "sí", "si",
    "bueno", "buena", "malo", "mala", "regular", "mal", "muy", "sim", "não", "nao", "bom", "boa", "ruim", "mediana",
    "péssima", "péssimo", "ótima", "ótimo", "razoável", "sì", "buono", "buona", "ottimo", "scarso", "sufficiente",
    "così", "goed", "slecht", "matig", "nee", "prima", "redelijk", "bra", "dålig", "dåligt", "nej", "okej", "tak",
    "nie", "dobry", "dobrze", "zły", "źle", "średnio", "słabo", "да", "нет", "хорошо", "плохо", "отлично",
    "нормально",
})  # fmt: skip
THRESHOLDS = ()


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the questions of polls and the answers under them."""
    folded = [text.strip() for text in folded]
    lines = [block for block in blocks if block.kind not in (Kind.RULE, Kind.IMAGE) and folded[block.index]]
    for place, question in enumerate(lines):
        least = _least_ratings(question, folded[question.index])
        if least:
            answers = _answers(lines[place + 1 : place + 1 + MAX_ANSWERS], folded, least)
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


def _answers(lines: Sequence[Block], folded: Sequence[str], least: int) -> list[int]:
    """Return the answers that `lines` begin with, down to the last that rates, or none."""
    answers: list[int] = []
    sure: list[int] = []
    ratings: set[str] = set()
    for block in lines:
        text = folded[block.index]
        if len(text.split()) > MAX_WORDS or block.text.rstrip(CLOSING).endswith(SENTENCES):
            break
        answers.append(block.index)
        rating = _rating(text)
        if rating:
            ratings.add(rating)
            sure.append(len(answers))
    is_poll = len(ratings) >= least or not ratings.isdisjoint(DECISIVE)
    return answers[: sure[-1]] if is_poll else []


def _rating(folded: str) -> str:
    """Return what an answer says if it rates: a whole answer that only polls have, or its first or last word."""
    words = folded.split()
    if folded in DECISIVE:
        return folded
    if len(words) <= 3:
        return next((word for word in (words[0], words[-1]) if word in RATINGS), "")
    return words[0] if words[0] in ("yes", "no", "ja", "nein", "oui", "non", "sí", "sim", "não") else ""
