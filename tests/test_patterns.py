from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.model import Chrome, Kind, Match, Rule
from cleaner.patterns import Field, Patterns, Text
from cleaner.patterns.folding import fold, squeeze, squeeze_with_places, word_count, word_places
from cleaner.patterns.phrases import FIRST_SEARCHES, find_phrase, pieces_of
from cleaner.patterns.regexes import find_regex
from tests.strategies import texts


def rule(name: str, match: Match) -> Rule:
    return Rule(f"test/{name}", Chrome.LEGAL, "is a test", "0.1", points=6.0, match=match)


def as_text(words: str, field: int = Field.PHRASE, size: int | None = None) -> Text:
    """Words in the forms that patterns are matched on, as what a field holds; `size`: how many words there are."""
    folded = fold(words)
    return Text(word_count(folded) if size is None else size, {field: folded}, (squeeze(words).encode(),))


def places(phrase: str | tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where a rule of one or more phrases is found in a text, in words."""
    phrases = (phrase,) if isinstance(phrase, str) else phrase
    (found,) = Patterns([rule("a", Match(phrase=phrases))]).find([as_text(text)])
    return [*found.places.values()]


def regex_hits(text: str, *matches: Match, words: int | None = None) -> list[int]:
    patterns = Patterns([rule(f"r{i}", match) for i, match in enumerate(matches)])
    (found,) = patterns.find([as_text(text, size=words)])
    return sorted(found.fields)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("", " ", id="nothing"),
        pytest.param(" >> ·|_ ", " ", id="only marks"),
        pytest.param("View in Browser >>", " view in browser ", id="case and marks"),
        pytest.param("  View\tin\n\nBrowser", " view in browser ", id="blank space"),
        pytest.param("don't", " don t ", id="straight apostrophe"),
        pytest.param("don’t", " don t ", id="curly apostrophe"),
        pytest.param("e-mail_address", " e mail address ", id="hyphen and underscore"),
        pytest.param("list-manage.com/u?id=5", " list manage com u id 5 ", id="address"),
        pytest.param("ÉTÉ été ETE", " ete ete ete ", id="accents"),
        pytest.param("Straße für", " strasse fuer ", id="letters that are two where they can't be typed"),
        pytest.param("配信停止", " 配 信 停 止 ", id="each Chinese character a word"),
        pytest.param("メールを", " メ ー ル を ", id="each kana a word"),
        pytest.param("구독 취소", " 구 독 취 소 ", id="each Korean syllable a word"),
        pytest.param("PDFを3件", " pdf を 3 件 ", id="mixed scripts"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(texts(6))
@example("İstanbul ẞ")
@example("ς")
def test_folded_words_have_their_places(text: str) -> None:
    found = [fold(text[start:end]).strip() for start, end in word_places(text)]
    assert f" {' '.join(found)} " == fold(text) or not found
    assert word_count(fold(text)) == len(found)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("view in browser", "Please VIEW in (browser) now", [(1, 4)], id="whatever the case and marks"),
        pytest.param("unsubscribe", "Unsubscribe", [(0, 1)], id="whole text"),
        pytest.param("art", "Art for the start of a party", [(0, 1)], id="whole words"),
        pytest.param("art", "The start of a party", [], id="not inside a word"),
        pytest.param("in browser", "in a browser", [], id="words must follow each other"),
        pytest.param("don't miss", "Don’t miss this", [(0, 3)], id="apostrophe, straight in the phrase"),
        pytest.param("don’t miss", "Why don't miss Kim?", [(1, 4)], id="apostrophe, curly in the phrase"),
        pytest.param("配信停止", "メールの配信停止はこちら", [(4, 8)], id="Chinese characters inside a sentence"),
        pytest.param("구독 취소", "여기서 구독취소하기", [(3, 7)], id="Korean with other spaces"),
        pytest.param("© example!", "(Example)", [(0, 1)], id="marks of a phrase do not count"),
        pytest.param("a a", "a a a", [(0, 2)], id="the first of two that overlap"),
        pytest.param("unsubscribe", "", [], id="empty text"),
    ],
)
def test_phrase_is_found_as_whole_words(phrase: str, text: str, found: list[tuple[int, int]]) -> None:
    assert places(phrase, text) == found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("manage * preferences", "Manage preferences", [(0, 2)], id="no word"),
        pytest.param("manage * preferences", "Manage your preferences", [(0, 3)], id="one word"),
        pytest.param("manage * preferences", "Manage all of your email preferences", [(0, 6)], id="four words"),
        pytest.param("manage * preferences", "Manage all of your many email preferences", [], id="five words"),
        pytest.param("manage * preferences", "Preferences that you manage", [], id="other order"),
        pytest.param("a * b * c", "a 1 b 2 3 4 5 c", [(0, 8)], id="two wildcards"),
        pytest.param("a * b * c", "a 1 b 2 3 4 5 6 c", [], id="the second too far"),
        pytest.param("a * b * c", "a 1 2 b c 3 b 4 5 6 7 c", [(0, 5)], id="the nearest way"),
        pytest.param("a * b", "a x a 1 2 3 4 b", [(2, 8)], id="from the last start that reaches"),
        pytest.param("a * a", "a", [], id="two pieces do not share a word"),
        pytest.param("a b * b c", "a b c", [], id="nor in part"),
        pytest.param("* browser", "View in browser", [(2, 3)], id="leading wildcard says nothing"),
        pytest.param("a ** b", "a 1 2 3 4 b", [(0, 6)], id="two stars are one wildcard"),
    ],
)
def test_wildcard_stands_for_up_to_four_words(phrase: str, text: str, found: list[tuple[int, int]]) -> None:
    assert places(phrase, text) == found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("manage this|our list", "Manage our list", [(0, 3)], id="second wording"),
        pytest.param("manage this|our list", "Manage their list", [], id="no wording"),
        pytest.param("e-mail|mail us|me", "Mail me", [(0, 2)], id="multiplied out"),
        pytest.param("e-mail|mail us|me", "E-mail us", [(0, 3)], id="a wording of two words"),
        pytest.param("a|b * c|d", "b 1 2 d", [(0, 4)], id="on both sides of a wildcard"),
        pytest.param("facebook | instagram", "Facebook Instagram", [(0, 2)], id="a bar between spaces is a mark"),
    ],
)
def test_bar_inside_a_word_gives_alternatives(phrase: str, text: str, found: list[tuple[int, int]]) -> None:
    assert places(phrase, text) == found


def test_any_phrase_of_a_rule_is_enough_and_it_is_named_once() -> None:
    assert places(("one", "two"), "It takes two") == [(2, 3)]
    assert len(places(("one", "two"), "Two to one")) == 1


@pytest.mark.parametrize(
    ("phrase", "pieces"),
    [
        pytest.param("view in browser", [[" view in browser "]], id="plain"),
        pytest.param("View in Browser!", [[" view in browser "]], id="folded"),
        pytest.param("a * b", [[" a "], [" b "]], id="wildcard"),
        pytest.param("a|b c", [[" a c ", " b c "]], id="alternatives"),
        pytest.param("a|A c", [[" a c "]], id="alternatives that are the same"),
        pytest.param("* ... *", [], id="no words"),
    ],
)
def test_phrase_is_cut_at_its_wildcards(phrase: str, pieces: list[list[str]]) -> None:
    assert pieces_of(phrase) == pieces


WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=9)
PIECES = st.lists(st.lists(st.sampled_from(["a", "b", "c", "a|b"]), min_size=1, max_size=3), min_size=1, max_size=3)


def naive(pieces: list[list[str]], words: list[str]) -> bool:
    """Look for a phrase the slow way: as a regular expression over letters that are words."""
    parts = ["".join(f"[{word.replace('|', '')}]" for word in piece) for piece in pieces]
    return re.search("[abc]{0,4}".join(parts), "".join(words)) is not None


@given(PIECES, WORDS)
def test_phrase_is_found_exactly_where_a_slow_search_finds_it(pieces: list[list[str]], words: list[str]) -> None:
    phrase = " * ".join(" ".join(piece) for piece in pieces)
    found = places(phrase, " ".join(words))
    assert bool(found) == naive(pieces, words)


@given(PIECES, WORDS)
def test_words_of_evidence_hold_the_phrase(pieces: list[list[str]], words: list[str]) -> None:
    evidence = [
        words[start:end] for start, end in filter(None, places(" * ".join(map(" ".join, pieces)), " ".join(words)))
    ]
    assert [stretch for stretch in evidence if not naive(pieces, stretch)] == []


@given(st.lists(st.tuples(PIECES, st.booleans()), max_size=6), WORDS)
def test_rules_do_not_disturb_each_other(many: list[tuple[list[list[str]], bool]], words: list[str]) -> None:
    phrases = [" * ".join(map(" ".join, pieces)) for pieces, _ in many]
    matches = [Match(mark=(p,)) if mark else Match(phrase=(p,)) for p, (_, mark) in zip(phrases, many, strict=True)]
    patterns = Patterns([rule(f"r{i}", match) for i, match in enumerate(matches)])
    in_text, in_mark = patterns.find([as_text(" ".join(words)), as_text(" ".join(words), Field.MARK)])
    there = [(i, mark) for i, (pieces, mark) in enumerate(many) if naive(pieces, words)]
    assert in_text.fields == {i: Field.PHRASE for i, mark in there if not mark}
    assert in_mark.fields == {i: Field.MARK for i, mark in there if mark}


@given(PIECES, st.lists(WORDS, max_size=5))
def test_each_text_is_found_as_if_it_were_alone(pieces: list[list[str]], many: list[list[str]]) -> None:
    patterns = Patterns([rule("a", Match(phrase=(" * ".join(map(" ".join, pieces)),)))])
    texts = [as_text(" ".join(words)) for words in many]
    assert patterns.find(texts) == [found for text in texts for found in patterns.find([text])]


def test_no_phrase_reaches_from_one_text_to_the_next() -> None:
    patterns = Patterns([rule("a", Match(phrase=("one two", "one * three")))])
    assert [found.fields for found in patterns.find([as_text("one"), as_text("two"), as_text("three")])] == [{}, {}, {}]


def compiled_whole(patterns: Patterns, field: int = Field.PHRASE) -> Patterns:
    """Search as often as it takes until all phrases are compiled."""
    for _ in range(FIRST_SEARCHES):
        patterns.find([as_text("otter", field)])
    return patterns


# Words that are written in one way and looked for in another, of one word or several, and some that are none.
WRITTEN = st.sampled_from(
    ["a", "b", "c", "A", "don't", "e-mail", "é", "ü", "ß", "配信", "a|b", "e-mail|c", "–|c", "é|配信", "a||b", "|", "–"]
)
PHRASES = st.lists(
    st.lists(st.one_of(WRITTEN, st.sampled_from(["*", "**"])), min_size=1, max_size=5).map(" ".join).filter(pieces_of),
    max_size=6,
)
TEXTS = st.lists(st.lists(WRITTEN, max_size=9).map(" ".join), min_size=1, max_size=4)


@given(PHRASES, TEXTS, st.sampled_from([Field.PHRASE, Field.MARK]))
@example(["–|a * b"], ["b", "otter b"], Field.PHRASE)
@example(["e-mail|don't us"], ["mail us", "e us", "e mail us"], Field.PHRASE)
@example(["b a", "a * c|d"], ["a", "d a", "c b a", "a d"], Field.MARK)
def test_first_searches_find_what_all_phrases_together_find(phrases: list[str], texts: list[str], field: int) -> None:
    name = "phrase" if field == Field.PHRASE else "mark"
    rules = [rule(f"r{i}", Match(**{name: (phrase, "a b")})) for i, phrase in enumerate(phrases)]
    streams = [as_text(text, field) for text in texts]
    assert Patterns(rules).find(streams) == compiled_whole(Patterns(rules), field).find(streams)


def test_first_searches_find_what_the_words_of_each_search_hint_at() -> None:
    patterns = Patterns([rule("a", Match(phrase=("one two",))), rule("b", Match(phrase=("three|3 * four",)))])
    found = [patterns.find([as_text(text)])[0].fields for text in ("one", "one two", "3 to four", "three") * 2]
    assert found == [{}, {0: Field.PHRASE}, {1: Field.PHRASE}, {}] * 2


@pytest.mark.parametrize(
    ("regex", "text", "hit"),
    [
        pytest.param("^ad(vert)?$", "Advert", True, id="lower case"),
        pytest.param("^ad$", "An ad", False, id="anchored"),
        pytest.param("a b", "a \n\u00a0 b", True, id="blank space is one space"),
        pytest.param(r"\$[0-9]+\.99", "Only $ 5.99, was $9.99", True, id="punctuation counts"),
        pytest.param("é", "CAFÉ", True, id="not ascii"),
        pytest.param("x", "otters \ud800", False, id="lone surrogate in the text"),
    ],
)
def test_regex_is_found_in_squeezed_text(regex: str, text: str, hit: bool) -> None:
    assert regex_hits(text, Match(regex=(regex,))) == ([0] if hit else [])


def test_any_regex_of_a_rule_is_enough_and_it_is_named_once() -> None:
    assert regex_hits("one two", Match(regex=("three", "two", "one")), Match(regex=("three",))) == [0]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        pytest.param(5, [0, 1, 2, 3, 4], id="short text"),
        pytest.param(30, [0, 1, 2, 3, 4], id="at the bound"),
        pytest.param(31, [2, 3, 4], id="above the bound"),
    ],
)
def test_long_texts_meet_only_regexes_that_may_hold_for_them(words: int, rules: list[int]) -> None:
    bounds = (4, 30, 31, 500, None)
    matches = [Match(regex=("otter",), max_words=bound) for bound in bounds]
    assert regex_hits("otter " * words, *matches) == rules


@pytest.mark.parametrize(
    ("regex", "text", "found"),
    [
        pytest.param(r"^\W*otter\W*$", "»Otter« …", True, id="signs"),
        pytest.param(r"^\W*otter\W*$", "– 🦦 [Otter] —", True, id="dashes and emoji"),
        pytest.param(r"^\W*otter\W*$", "水獭 Otter", False, id="Chinese"),
        pytest.param(r"^\W*otter\W*$", "выдра Otter", False, id="Cyrillic"),
        pytest.param(r"^\W*otter\W*$", "é Otter", False, id="accented letter"),
        pytest.param(r"^\W*otter\W*$", "７ Otter", False, id="wide digit"),
        pytest.param(r"^[\W]otter$", "é otter", False, id="in brackets as RE2 has it, one sign"),
    ],
)
def test_no_letter_of_any_script(regex: str, text: str, found: bool) -> None:
    assert regex_hits(text, Match(regex=(regex,))) == [0] * found


def test_regex_beside_a_phrase_waits_for_it() -> None:
    both = Match(phrase=("ad",), regex=("otter",))
    patterns = Patterns([rule("both", both), rule("alone", Match(regex=("otter",))), rule("none", Match(max_words=3))])
    assert patterns.guarded == {0}
    assert [found.fields for found in patterns.find([as_text("otter")])] == [{1: Field.REGEX}]
    assert patterns.needs == [Field.PHRASE | Field.REGEX, Field.REGEX, 0]
    assert patterns.structural(Kind.PARAGRAPH, 3) == [2]
    assert patterns.structural(Kind.PARAGRAPH, 4) == []


def test_no_patterns_find_nothing() -> None:
    assert Patterns([]).find([as_text("otter")]) == [({}, {})]
    assert Patterns([]).find([]) == []


@given(st.one_of(texts(4), st.text()))
@example("İI ẞ ﬁ\u00a0 İ")
@example("ΑΣ Σ")
def test_squeezed_text_with_places_is_the_squeezed_text(text: str) -> None:
    assert squeeze_with_places(text)[0] == squeeze(text)


@given(st.one_of(texts(4), st.text()))
@example("İI ẞ ﬁ\u00a0 İ ς")
def test_places_of_squeezed_text_are_those_of_its_characters(text: str) -> None:
    squeezed, origins = squeeze_with_places(text)
    pairs = list(zip(squeezed, origins, strict=True))
    assert [
        (c, i) for c, i in pairs if not (c in text[i].lower().replace("ς", "σ") or (c == " " and text[i].isspace()))
    ] == []
    assert [pair for pair in pairwise(origins) if pair[0] > pair[1]] == []


@pytest.mark.parametrize(
    ("regex", "text", "found"),
    [
        pytest.param(r"\(\)", "Xi ()  met Kim ().", ["()", "()"], id="all places"),
        pytest.param(r" \(\)", "Xi \n\t ().", [" \n\t ()"], id="all blank space before a word"),
        pytest.param("stan", "İİ İstan", ["stan"], id="behind letters that grow in lower case"),
        pytest.param("ẞ|ß", "STRAẞE", ["ẞ"], id="capital sharp s"),
        pytest.param("x*", "otter", [], id="empty matches are none"),
    ],
)
def test_regex_places_are_those_of_the_text(regex: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_regex(regex, text)] == found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("read here", "Read here. And read\n HERE!", ["Read here", "read\n HERE"], id="all places"),
        pytest.param("read * more", "Read more, read on more.", ["Read more", "read on more"], id="wildcard"),
        pytest.param("read|see this", "See this, read this.", ["See this", "read this"], id="alternatives"),
        pytest.param("天気", "今日の天気は天気だ", ["天気", "天気"], id="characters that are words"),
        pytest.param("read here", "Read there.", [], id="none"),
    ],
)
def test_phrase_places_are_those_of_the_text(phrase: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_phrase(phrase, text)] == found


def test_regex_places_in_a_text_with_a_lone_surrogate() -> None:
    assert find_regex(r"\(\)", "\ud800 ()") == [(2, 4)]


def test_regexes_are_found_without_their_accents() -> None:
    assert find_regex("^à lire$", "A LIRE") == [(0, 6)]
    assert find_regex("^für", "Fuer immer") == [(0, 4)]
    assert not find_regex("^a lire$", "À lire")
