from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.detectors import DETECTORS
from cleaner.errors import PackError, Problem
from cleaner.grammar import ALL_REPAIRS, MAX_WORDINGS, read_pack
from cleaner.model import (
    Chrome,
    Decision,
    DetectorCall,
    DocumentKind,
    Examples,
    Kind,
    Match,
    Rule,
    Scope,
    When,
    Zone,
)
from cleaner.packs import read_packs

PACK = """\
[pack]
title = "Otters"
class = "legal"

[[rule]]
id = "otter"
why = "is an otter"
points = 6
since = "0.1"
match.phrase = "otter"
examples.drop = ["Otter"]
examples.keep = ["Ferry"]
"""
SECOND = """
[[rule]]
id = "ferry"
why = "is a ferry"
verdict = "keep"
since = "0.1"
match.kind = "heading"
examples.drop = ["FERRY"]
examples.keep = ["Ferry"]
"""
CLASSES = (
    "preheader, masthead, signup, sponsor, promo, related, social, feedback, caption, button, legal, tracking, artifact"
)
RULE_KEYS = "id, class, why, points, verdict, repair, since, scope, match, when, examples"
MATCH_KEYS = (
    "phrase, regex, href, alt, mark, css, kind, zone, min_words, max_words, min_link_density, hidden, max_image_px, "
    "after, before, detector"
)
NO_EFFECT = "exactly one of points, verdict, repair is needed, found "
NEEDS_TEXT = "it must be a text that is not empty"
NO_DROP = ('examples.drop = ["Otter"]\n', "")
NEEDS_PAIRS = 'a repair needs examples.repair = [["before", "after"], ...]'


def problems_of(text: str | bytes) -> list[Problem]:
    problems: list[Problem] = []
    read_pack(Path("otters.toml"), text if isinstance(text, bytes) else text.encode(), problems)
    return problems


def changed(*changes: tuple[str, str]) -> str:
    """Replace some of the pack's text, each piece of which must be there."""
    text = PACK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            changed(("since", "when.lang = 'de'\nsince")),
            "unknown key 'when.lang'; did you mean 'language'?; "
            "valid are platform, sender, header, language, kind, media_type",
            id="unknown key of when",
        ),
        pytest.param(
            changed(("since", "wy = 'x'\nsince")),
            f"unknown key 'wy'; did you mean 'why'?; valid are {RULE_KEYS}",
            id="unknown key of a rule",
        ),
        pytest.param(
            changed(("since", "zzz = 'x'\nsince")), f"unknown key 'zzz'; valid are {RULE_KEYS}", id="unlike any key"
        ),
        pytest.param(
            changed(("since", "match.max_word = 5\nsince")),
            f"unknown key 'match.max_word'; did you mean 'max_words'?; valid are {MATCH_KEYS}",
            id="unknown key of match",
        ),
        pytest.param(
            changed(("since", "examples.drops = ['x']\nsince")),
            "unknown key 'examples.drops'; did you mean 'drop'?; valid are drop, keep, repair",
            id="unknown key of examples",
        ),
        pytest.param(changed(('"is an otter"', "5")), f"why is 5: {NEEDS_TEXT}", id="why of the wrong type"),
        pytest.param(changed(('"is an otter"', '" "')), f"why is ' ': {NEEDS_TEXT}", id="blank why"),
        pytest.param(changed(('why = "is an otter"\n', "")), f"no why: {NEEDS_TEXT}", id="no why"),
        pytest.param(changed(('since = "0.1"\n', "")), f"no since: {NEEDS_TEXT}", id="no since"),
        pytest.param(changed(("points = 6\n", "")), f"{NO_EFFECT}none", id="no effect"),
        pytest.param(
            changed(("points = 6", 'points = 6\nverdict = "drop"')), f"{NO_EFFECT}points and verdict", id="two effects"
        ),
        pytest.param(changed(("points = 6", "points = '6'")), "points must be a number, not '6'", id="points as text"),
        pytest.param(changed(("points = 6", "points = true")), "points must be a number, not True", id="points as yes"),
        pytest.param(changed(("points = 6", "points = nan")), "points must be a number, not nan", id="points nan"),
        pytest.param(
            changed(("points = 6", "verdict = 'flag'")),
            "verdict is 'flag'; it must be 'drop' or 'keep'",
            id="unknown verdict",
        ),
        pytest.param(
            changed(("since", "class = 'zzz'\nsince")), f"unknown class 'zzz'; one of {CLASSES}", id="unknown class"
        ),
        pytest.param(
            changed(('class = "legal"\n', "")), f"no class, neither here nor in [pack]; one of {CLASSES}", id="no class"
        ),
        pytest.param(
            changed(("since", "scope = 'zzz'\nsince")),
            f"unknown scope 'zzz'; one of {', '.join(Scope)}",
            id="unknown scope",
        ),
        pytest.param(
            changed(("since", "match.zone = ['head', 'tial']\nsince")),
            "unknown zone 'tial'; did you mean 'tail'?; one of head, body, tail, foot",
            id="unknown zone",
        ),
        pytest.param(
            changed(("since", "match.kind = 'zzz'\nsince")),
            "unknown kind 'zzz'; one of heading, paragraph, list-item, quote, code, table, image, rule",
            id="unknown kind of block",
        ),
        pytest.param(
            changed(("since", "when.kind = 'zzz'\nsince")),
            "unknown kind 'zzz'; one of essay, digest, announcement, page",
            id="unknown kind of document",
        ),
        pytest.param(
            changed(('examples.drop = ["Otter"]\n', "")),
            "no example: examples.drop must hold at least one text that the rule hits",
            id="no example to drop",
        ),
        pytest.param(
            changed(('["Ferry"]', "[]")),
            "no example: examples.keep must hold at least one text that it must not hit, a near miss",
            id="no near miss",
        ),
        pytest.param(
            changed(('match.phrase = "otter"', "match.regex = ['otter', '(?=otter)']")),
            "RE2 can't take the regex '(?=otter)': invalid perl operator: (?=",
            id="look-ahead",
        ),
        pytest.param(
            changed(('match.phrase = "otter"', "match.regex = '(otter'")),
            "RE2 can't take the regex '(otter': missing ): (otter",
            id="open bracket in a regex",
        ),
        pytest.param(
            changed(("since", "when.platform = 'otters'\nmatch.css = ['div > p', 'a:hover']\nsince")),
            "match.css can't be 'a:hover': it takes elements, .classes, #ids and [attributes], joined by a space or >; "
            "no commas, siblings or :states",
            id="selector that is refused",
        ),
        pytest.param(
            changed(("since", "when.platform = 'otters'\nmatch.css = 'a..b'\nsince")),
            "match.css can't be 'a..b': Malformed class selector at position 1",
            id="selector that is none",
        ),
        pytest.param(
            changed(("since", "match.css = 'div'\nsince")),
            "match.css needs a condition on the document, such as when.platform or when.sender",
            id="selector for all documents",
        ),
        pytest.param(
            changed(('"otter"\nexamples', "['otter', '* >>']\nexamples")),
            "match.phrase has a phrase without words: '* >>'",
            id="phrase without words",
        ),
        pytest.param(
            changed(('"otter"\nexamples', "'" + "a|b " * 9 + "'\nexamples")),
            f"match.phrase has over {MAX_WORDINGS} wordings between two *: '{'a|b ' * 9}'",
            id="phrase of too many wordings",
        ),
        pytest.param(
            changed(("since", "match.href = ['otter', 5]\nsince")),
            "href must be a text or a list of texts, not ['otter', 5]",
            id="phrase of the wrong type",
        ),
        pytest.param(
            changed(("since", "match.max_words = '5'\nsince")),
            "match.max_words must be a whole number, not '5'",
            id="number as text",
        ),
        pytest.param(
            changed(("since", "match.min_words = 1.5\nsince")),
            "match.min_words must be a whole number, not 1.5",
            id="number with a fraction",
        ),
        pytest.param(
            changed(("since", "match.max_image_px = -1\nsince")),
            "match.max_image_px must be a whole number, not -1",
            id="negative number",
        ),
        pytest.param(
            changed(("since", "match.min_link_density = true\nsince")),
            "match.min_link_density must be a number, not True",
            id="share as yes",
        ),
        pytest.param(
            changed(("since", "match.hidden = 'yes'\nsince")), "match.hidden must be true or false", id="hidden as text"
        ),
        pytest.param(
            changed(('match.phrase = "otter"\n', "")),
            "no condition: a rule needs at least one match.* key",
            id="no condition",
        ),
        pytest.param(
            changed(('match.phrase = "otter"', "match.kind = 'heading'\nscope = 'inline'")),
            "scope 'inline' needs match.phrase or match.regex to say which text goes",
            id="inline without pattern",
        ),
        pytest.param(
            changed(("since", "when = 'de'\nsince")),
            "when must be a table, such as when.platform = ...",
            id="table of the wrong type",
        ),
        pytest.param(
            changed(("points = 6", "repair = 'mojibake'"), NO_DROP), NEEDS_PAIRS, id="repair without examples"
        ),
        pytest.param(
            changed(("points = 6", "repair = 'mojibake'"), ("examples.drop", "examples.repair")),
            NEEDS_PAIRS,
            id="repair with texts for pairs",
        ),
        pytest.param(
            changed(("points = 6", "repair = 'mojibake'"), ('examples.drop = ["Otter"]', "examples.repair = [[1, 2]]")),
            NEEDS_PAIRS,
            id="repair with numbers for texts",
        ),
        pytest.param(
            changed(
                ("points = 6", "repair = 'zzz'"), ('examples.drop = ["Otter"]', "examples.repair = [['a', 'b']]")
            ),
            f"unknown repair 'zzz'; one of {', '.join(ALL_REPAIRS)}",
            id="unknown repair",
        ),
        pytest.param(
            changed(("since", "match.href = []\nsince")),
            "href is empty: it must hold at least one text, or not be there",
            id="empty list",
        ),
        pytest.param(
            changed(("since", "examples.repair = [['a', 'b']]\nsince")),
            "examples.repair is for rules with repair",
            id="examples of a repair without one",
        ),
        pytest.param(
            changed(("points = 6", "repair = 'mojibake'\nexamples.repair = [['a', 'b']]")),
            "examples.drop is for rules without repair",
            id="example to drop of a repair",
        ),
        pytest.param(
            changed(("since", "match.after = 'headign'\nsince")),
            "match.after names no kind, class or rule id: 'headign'; did you mean 'heading'?",
            id="unknown neighbour",
        ),
    ],
)  # fmt: skip
def test_mistake_is_said_with_its_rule(text: str, message: str) -> None:
    assert [(problem.rule, problem.message) for problem in problems_of(text)] == [("otters/otter", message)]


@pytest.mark.parametrize(
    "detector",
    [
        pytest.param("'repeats-below'", id="only a name"),
        pytest.param("{ name = 'repeats-above' }", id="unknown name"),
        pytest.param("{ min_words = 5 }", id="no name"),
        pytest.param("{ name = 'repeats-below', min_words = '5' }", id="threshold as text"),
        pytest.param("{ name = 'repeats-below', min_wrods = 5 }", id="unknown threshold"),
        pytest.param("{ name = 'menu', labels = ['Home'] }", id="missing words"),
    ],
)
def test_mistake_in_a_detector_is_said(detector: str) -> None:
    problems = problems_of(changed(("since", f"match.detector = {detector}\nsince")))
    assert [problem.message for problem in problems if "detector" in problem.message] != []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("'Otter'", id="capital"),
        pytest.param("'otter_line'", id="underscore"),
        pytest.param("'otter-'", id="hyphen at the end"),
        pytest.param("'an otter'", id="space"),
        pytest.param("'legal/otter'", id="with its pack"),
        pytest.param("''", id="empty"),
        pytest.param("5", id="number"),
    ],
)
def test_id_must_be_well_formed(name: str) -> None:
    problems = problems_of(changed(('id = "otter"', f"id = {name}")))
    expected = "id must be lower-case words joined by hyphens, such as 'unsubscribe-line'"
    assert [problem.message for problem in problems] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "",
            [(1, "this pack has no rules; a rule starts with the line [[rule]]"), (1, f"no title: {NEEDS_TEXT}")],
            id="empty",
        ),
        pytest.param(
            '[pack]\ntitle = "Otters"\n',
            [(1, "this pack has no rules; a rule starts with the line [[rule]]")],
            id="no rules",
        ),
        pytest.param(
            changed(("points = 6", "points =")), [(8, "not valid TOML: Invalid value (at line 8, column 9)")], id="TOML"
        ),
        pytest.param(
            changed(("points = 6", "points = 6\npoints = 5")),
            [(9, "not valid TOML: Cannot overwrite a value (at line 9, column 11)")],
            id="key twice",
        ),
        pytest.param(
            changed(("title", "tilte")),
            [
                (2, "unknown key 'pack.tilte'; did you mean 'title'?; valid are title, class, when, signs"),
                (1, f"no title: {NEEDS_TEXT}"),
            ],
            id="unknown key of the pack",
        ),
        pytest.param(
            changed(('"legal"', '"leagl"')),
            [(3, f"unknown class 'leagl'; did you mean 'legal'?; one of {CLASSES}")],
            id="unknown class",
        ),
        pytest.param(changed(('"legal"', '""')), [(3, f"unknown class ''; one of {CLASSES}")], id="empty class"),
        pytest.param(
            PACK + "\n[rules]\nx = 1\n",
            [(14, "unknown key 'rules'; did you mean 'rule'?; valid are pack, rule")],
            id="unknown table",
        ),
    ],
)
def test_mistake_in_a_pack_is_said_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(problem.line, problem.message) for problem in problems_of(text)] == expected


def test_pack_that_is_not_utf_8_is_a_mistake() -> None:
    assert problems_of(PACK.encode().replace(b'"Otter"', b'"\xff"')) != []


def test_rules_that_are_no_tables_are_a_mistake() -> None:
    assert problems_of('rule = [1]\n[pack]\ntitle = "Otters"\nclass = "legal"\n') != []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(changed(('"is an otter"', "5")), 7, id="key of a rule"),
        pytest.param(changed(("match.phrase", "match.kind = 'zzz'\nmatch.phrase")), 10, id="dotted key"),
        pytest.param(
            changed(('match.phrase = "otter"\n', ""), ('["Ferry"]', '["Ferry"]\n[rule.match]\nregex = "("')), 13,
            id="key of a table",
        ),
        pytest.param(changed(('why = "is an otter"\n', "")), 5, id="key that is missing: where the rule starts"),
        pytest.param(changed(("otter\"\nwhy", "Otter\"\nwhy")), 6, id="id"),
        pytest.param(PACK + SECOND.replace('"is a ferry"', "5"), 16, id="second rule"),
        pytest.param(PACK + "\n\n" + SECOND.replace('why = "is a ferry"\n', ""), 16, id="second rule, key missing"),
        pytest.param(PACK.replace("\n", "\r\n").replace('"is an otter"', "5"), 7, id="CRLF"),
    ],
)  # fmt: skip
def test_mistake_is_said_with_the_line_of_its_key(text: str, line: int) -> None:
    assert [problem.line for problem in problems_of(text)] == [line]


def test_all_mistakes_of_all_packs_are_said_at_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(changed(("points = 6\n", ""), ('"is an otter"', "5")))
    two.write_text(PACK + SECOND.replace('"heading"', '"zzz"'))
    with pytest.raises(PackError) as raised:
        read_packs([(path, path.read_bytes()) for path in (one, two)])
    assert [(problem.path, problem.rule) for problem in raised.value.problems] == [
        (str(one), "one/otter"),
        (str(one), "one/otter"),
        (str(two), "two/ferry"),
    ]
    lines = str(raised.value).splitlines()
    assert lines[0].startswith(f"{one}:")
    assert lines[-1] == "3 mistakes in the rules"


def test_one_mistake_is_counted_as_one() -> None:
    assert str(PackError(problems_of(changed(('"is an otter"', "5"))))).endswith("1 mistake in the rules")


def test_id_that_is_taken_is_said_with_its_line_and_the_other_pack(tmp_path: Path) -> None:
    here, there = tmp_path / "a" / "otters.toml", tmp_path / "b" / "otters.toml"
    here.parent.mkdir()
    there.parent.mkdir()
    here.write_text(PACK)
    there.write_text(SECOND.lstrip().replace("ferry", "otter") + '[pack]\ntitle = "Otters"\nclass = "social"\n')
    with pytest.raises(PackError) as raised:
        read_packs([(path, path.read_bytes()) for path in (here, there)])
    assert raised.value.problems == [Problem(str(there), 2, "otters/otter", f"this id is taken, by {here}")]


def test_id_that_stands_twice_in_one_pack_is_said_at_the_second(tmp_path: Path) -> None:
    path = tmp_path / "otters.toml"
    path.write_text(PACK + SECOND.replace('"ferry"', '"otter"'))
    with pytest.raises(PackError) as raised:
        read_packs([(path, path.read_bytes())])
    assert raised.value.problems == [Problem(str(path), 15, "otters/otter", f"this id is taken, by {path}")]


def test_rule_with_a_mistake_is_left_out_and_the_others_are_read() -> None:
    pack = read_pack(Path("otters.toml"), (changed(('"is an otter"', "5")) + SECOND).encode(), [])
    assert [rule.id for rule in pack.rules] == ["otters/ferry"]


def test_every_key_is_read() -> None:
    text = """
    [pack]
    title = "Otters"
    class = "legal"
    when.language = "de"
    when.media_type = "text/plain"

    [[rule]]
    id = "otter"
    why = "is an otter"
    points = -2.5
    since = "0.1"
    scope = "section"
    class = "social"
    when.language = ["fr"]
    when.platform = "p"
    when.sender = "kim@example.com"
    when.header = "list-id"
    when.kind = ["essay", "page"]
    examples.drop = "Otter"
    examples.keep = ["Ferry", "Boat"]
    [rule.match]
    phrase = ["otter", "sea otter"]
    regex = "^otter$"
    href = "example com"
    alt = "logo"
    mark = "footer"
    kind = ["heading", "list-item"]
    zone = "tail"
    min_words = 1
    max_words = 9
    min_link_density = 1
    hidden = false
    max_image_px = 4
    after = "heading"
    before = ["legal", "otters/otter"]
    detector = { name = "repeats-below", min_words = 5 }
    """
    problems: list[Problem] = []
    pack = read_pack(Path("x/otters.toml"), text.encode(), problems)
    assert problems == []
    assert (pack.name, pack.title, pack.path) == ("otters", "Otters", "x/otters.toml")
    assert pack.rules == (
        Rule(
            id="otters/otter",
            chrome=Chrome.SOCIAL,
            why="is an otter",
            since="0.1",
            points=-2.5,
            scope=Scope.SECTION,
            match=Match(
                phrase=("otter", "sea otter"),
                regex=("^otter$",),
                href=("example com",),
                alt=("logo",),
                mark=("footer",),
                kind=(Kind.HEADING, Kind.LIST_ITEM),
                zone=(Zone.TAIL,),
                min_words=1,
                max_words=9,
                min_link_density=1.0,
                hidden=False,
                max_image_px=4,
                after=("heading",),
                before=("legal", "otters/otter"),
                detector=DetectorCall("repeats-below", (("min_words", 5),)),
            ),
            when=When(
                platform=("p",),
                sender=("kim@example.com",),
                header=("list-id",),
                language=("fr",),
                kind=(DocumentKind.ESSAY, DocumentKind.PAGE),
                media_type=("text/plain",),
            ),
            examples=Examples(("Otter",), ("Ferry", "Boat")),
        ),
    )


@pytest.mark.parametrize(
    ("effect", "verdict", "repair"),
    [
        pytest.param("verdict = 'drop'", Decision.DROP, None, id="drop"),
        pytest.param("verdict = 'keep'", Decision.KEEP, None, id="keep"),
        pytest.param("repair = 'mojibake'", None, "mojibake", id="repair"),
    ],
)
def test_effect_instead_of_points_is_read(effect: str, verdict: Decision | None, repair: str | None) -> None:
    examples = 'examples.repair = [["a", "b"]]' if repair else 'examples.drop = ["Otter"]'
    text = changed(("points = 6", effect), ('examples.drop = ["Otter"]', examples))
    (rule,) = read_pack(Path("otters.toml"), text.encode(), []).rules
    assert (rule.points, rule.verdict, rule.repair) == (None, verdict, repair)


MANUAL = (Path(__file__).resolve().parent.parent / "rules" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word",
    sorted({*Match._fields, *When._fields, *DETECTORS, *ALL_REPAIRS, *Scope, *Chrome, *Kind, *DocumentKind}),
)
def test_manual_names_every_word_of_the_grammar(word: str) -> None:
    assert f"`{word}`" in MANUAL
