"""Which language a text is in, by langdetect unless it is clearly English; and which occur in it, by common words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from langdetect.detector_factory import DetectorFactory

UNKNOWN = "und"
# Letters. Below that langdetect guesses; above the sample it only gets slower (0.4 ms a 100 letters).
MIN_LETTERS = 50
SAMPLE_LETTERS = 600
# langdetect draws at random; a fixed seed makes it give the same answer for the same text.
SEED = 0

NOISE = re.compile(r"\S*(?:://|www\.|@)\S*|[\d_]+|[^\w\s]+")
# Scripts that tell the language by themselves, or leave few to choose from.
Script = tuple[str, str]
HANGUL: Script = ("\uac00", "\ud7af")
KANA: Script = ("\u3040", "\u30ff")
HAN: Script = ("\u4e00", "\u9fff")
CYRILLIC: Script = ("\u0400", "\u04ff")
LATIN: Script = ("A", "\u024f")
CYRILLIC_LANGUAGES = ("bg", "mk", "ru", "uk")
LATIN_LANGUAGES = (
    "af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl",
    "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "vi",
)  # fmt: skip
OTHER_LANGUAGES = ("ar", "bn", "el", "fa", "gu", "he", "hi", "kn", "ml", "mr", "ne", "pa", "ta", "te", "th", "ur")


# Words that are common in one language and rare in the others here, in English above all. A footer may be in another
# language than the text.
COMMON_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "de": "aber als auch auf aus das dem der die diese ein eine für hier ihre ist mit nicht oder sie und wir zu",
        "en": "and are at by for from have in is it of on or our that the this to was we with you your",
        "es": "con del el en esta este está la las los más para pero por que su una y",
        "fr": "au avec ce cette dans des du elle en est et il la le les mais nous ou par pas pour qui sur une vous",
        "it": "al alla che con da dei del della di e gli ha il la le nel non più questa questo si sono una",
        "nl": "aan deze dit een en het hier je maar met niet om ook op te uw van voor wij worden zijn",
        "pl": "aby być dla jest jeśli lub nie od oraz po przez się ten w z za że",
        "pt": "ao com como da dos e em esta este mais mas na não os ou para por que se seu sua um você",
        "sv": "att av den det du ett för har här inte med och om på som till vi är",
    }.items()
}
# Characters of a block that are looked at: its language shows in them, and a document is counted as a whole.
BLOCK_LETTERS = 200
# Different common words that show a language. Names and loan words bring one or two of another.
MIN_COMMON_WORDS = 4
# The same in a text of few words, in which no language has so many.
FEW_COMMON_WORDS = 2
# What shows a sample to be English: the share of its words that are among the common ones (prose has 0.2 to 0.4, half
# of that where another language stands beside it), and how many different ones. Only English is told so: other
# languages have relatives that share such words, as Danish does with Swedish.
MIN_ENGLISH_SHARE, MIN_ENGLISH_WORDS = 0.2, 6
SCRIPTS = {"ja": KANA, "ko": HANGUL, "ru": CYRILLIC, "zh": HAN}


def languages_in(texts: Iterable[str]) -> frozenset[str]:
    """Name the languages that occur in a document, of those in `COMMON_WORDS` and `SCRIPTS`.

    Where no language shows, in few words or in another language, all may occur that are written in Latin letters.
    """
    text = "\n".join(text[:BLOCK_LETTERS] for text in texts)
    words = set(text.lower().split())
    letters = set() if text.isascii() else set(text)
    scripts = {language for language, script in SCRIPTS.items() if _count(letters, script)}
    shown = {language: len(words & common) for language, common in COMMON_WORDS.items()}
    for least in (MIN_COMMON_WORDS, FEW_COMMON_WORDS):
        if found := scripts | {language for language, count in shown.items() if count >= least}:
            return frozenset(found)
    return frozenset(COMMON_WORDS)


def language_of(text: str) -> str:
    """Name the language as ISO 639-1 code, or `und` when there is too little text to tell.

    A sample of at most `SAMPLE_LETTERS` letters from the middle is looked at, without addresses and figures.
    Deterministic and thread-safe: detectors and their seed are private, not langdetect's global ones.
    """
    sample = _sample(text)
    if len(sample) < MIN_LETTERS:
        return UNKNOWN
    return "en" if _is_clearly_english(sample) else _by_script(sample)


def _sample(text: str) -> str:
    middle = len(text) // 2
    reach = 2 * SAMPLE_LETTERS  # twice what is needed, as the noise goes
    if len(text) > 2 * reach:
        text = text[middle - reach : middle + reach]
    words = NOISE.sub(" ", text).split()
    clean = " ".join(words)
    surplus = (len(clean) - SAMPLE_LETTERS) // 2
    return clean[surplus : surplus + SAMPLE_LETTERS] if surplus > 0 else clean


def _is_clearly_english(sample: str) -> bool:
    """Tell English by its common words, which takes a hundredth of langdetect's time."""
    if not sample.isascii():
        return False
    words = sample.lower().split()
    common = [word for word in words if word in COMMON_WORDS["en"]]
    return len(common) >= MIN_ENGLISH_SHARE * len(words) and len(set(common)) >= MIN_ENGLISH_WORDS


def _by_script(sample: str) -> str:
    letters = sum(c.isalpha() for c in sample) or 1
    share = {script: _count(sample, script) / letters for script in (HANGUL, KANA, HAN, CYRILLIC, LATIN)}
    if share[HANGUL] > 0.3:
        return "ko"
    if share[KANA] > 0.1:
        return "ja"
    if share[HAN] > 0.3:
        return "zh"
    if share[CYRILLIC] > 0.5:
        return _detect(sample, CYRILLIC_LANGUAGES)
    return _detect(sample, LATIN_LANGUAGES if share[LATIN] > 0.5 else OTHER_LANGUAGES)


def _count(letters: Iterable[str], script: Script) -> int:
    first, last = script
    return sum(first <= letter <= last for letter in letters)


def _detect(sample: str, languages: tuple[str, ...]) -> str:
    from langdetect.lang_detect_exception import LangDetectException

    try:
        detector = _factory(languages).create()
        detector.seed = SEED
        detector.append(sample)
        found: str = detector.detect()
    except LangDetectException:
        return UNKNOWN
    return UNKNOWN if found == "unknown" else found


@cache
def _factory(languages: tuple[str, ...]) -> DetectorFactory:
    """Load the profiles of some languages: 2 to 7 ms each, so not all 55 of them."""
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    folder = Path(langdetect.__file__).parent / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / code).read_text("utf-8") for code in languages])
    return factory
