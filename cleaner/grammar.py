"""One TOML pack to its rules, strictly: every mistake is noted with its line and the valid choices.

The manual of the grammar is rules/README.md.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import re2

from cleaner.detectors import DETECTORS
from cleaner.model import (
    Chrome,
    Decision,
    DetectorCall,
    DocumentKind,
    Examples,
    Kind,
    Match,
    Rule,
    RulePack,
    Scope,
    Signs,
    When,
    Zone,
)
from cleaner.patterns.phrases import pieces_of
from cleaner.patterns.regexes import compile_regex
from cleaner.repair import BLANK_LINES, REPAIRS, TRACKED_LINKS
from cleaner.toml import TomlReader, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.errors import Problem

PACK_KEYS = ("title", "class", "when", "signs")
RULE_KEYS = (
    "id", "class", "why", "points", "verdict", "repair", "since", "scope", "match", "when", "examples",
)  # fmt: skip
MATCH_KEYS = Match._fields
WHEN_KEYS = When._fields
SIGN_KEYS = Signs._fields
EXAMPLE_KEYS = Examples._fields
EFFECTS = ("points", "verdict", "repair")
PHRASE_KEYS = ("phrase", "href", "alt", "mark")
NEIGHBOUR_KEYS = ("after", "before")
# What no folded text has, and what TOML makes of `\b` in double quotes.
CONTROL = re.compile(r"[\0-\x1f]")
TEXT_KEYS = (*PHRASE_KEYS, "regex", "css", *NEIGHBOUR_KEYS)
ALL_REPAIRS = (*REPAIRS, BLANK_LINES, TRACKED_LINKS)
NEIGHBOURS = (*Kind, *Chrome)
# Wordings of one piece of a phrase, word|word multiplied out: each is one more string to look for.
MAX_WORDINGS = 400
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
RULE_HEADER = re.compile(r"[ \t]*\[\[[ \t]*rule[ \t]*\]\]")


def read_pack(path: Path, data: bytes, problems: list[Problem]) -> RulePack:
    """Read the bytes of one pack. Mistakes are added to `problems`; rules that have any are left out."""
    return _Reader(path, data, problems).pack()


class _Reader(TomlReader):
    """Reads one pack; the subject is the rule being read."""

    def __init__(self, path: Path, data: bytes, problems: list[Problem]) -> None:
        super().__init__(path, data, problems)
        self.name = path.stem
        self.starts = [i for i, line in enumerate(self.lines) if RULE_HEADER.match(line)]
        self.part = (0, self.starts[0] if self.starts else len(self.lines))

    def pack(self) -> RulePack:
        nothing = RulePack(self.name, "", str(self.path), ())
        data = self.parse()
        if data is None:
            return nothing
        whole, self.part = self.part, (0, len(self.lines))
        self.keys(data, ("pack", "rule"), "")
        self.part = whole
        head = self.table(data, "pack", PACK_KEYS)
        tables = data.get("rule", [])
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            self.problem("this pack has no rules; a rule starts with the line [[rule]]")
            tables = []
        title = self.string(head, "title")
        chrome = self.choice(Chrome, head["class"], "class") if "class" in head else None
        when = self.table(head, "when", WHEN_KEYS)
        table = self.table(head, "signs", SIGN_KEYS)
        signs = Signs(self.any_of(table, "header"), self.any_of(table, "text"))
        ends = [*self.starts[1:], len(self.lines)]
        rules = []
        for table, start, end in zip(tables, self.starts, ends, strict=False):
            self.part = (start, end)
            if rule := self.rule(table, chrome, when):
                rules.append(rule)
        return RulePack(self.name, title, str(self.path), tuple(rules), signs)

    def rule(self, table: dict[str, Any], pack_class: Chrome | None, pack_when: dict[str, Any]) -> Rule | None:
        before = len(self.problems)
        name = table.get("id")
        self.subject = f"{self.name}/{name}" if isinstance(name, str) else self.name
        if not isinstance(name, str) or not ID.match(name):
            self.problem("id must be lower-case words joined by hyphens, such as 'unsubscribe-line'", "id")
        self.keys(table, RULE_KEYS, "")
        if "class" not in table and pack_class is None:
            self.problem(f"no class, neither here nor in [pack]; one of {', '.join(Chrome)}")
        rule = Rule(
            id=self.subject,
            chrome=self.choice(Chrome, table.get("class", pack_class or Chrome.LEGAL), "class"),
            why=self.string(table, "why"),
            since=self.string(table, "since"),
            **self.effect(table),
            scope=self.choice(Scope, table.get("scope", "block"), "scope"),
            match=self.match(self.table(table, "match", MATCH_KEYS)),
            when=self.when({**pack_when, **self.table(table, "when", WHEN_KEYS)}),
            examples=self.examples(self.table(table, "examples", EXAMPLE_KEYS), "repair" in table),
        )
        if rule.repair is None:
            self.check(rule)
        return rule if len(self.problems) == before else None

    def check(self, rule: Rule) -> None:
        """Find what makes no sense although each key is right by itself."""
        if rule.match == Match():
            self.problem("no condition: a rule needs at least one match.* key")
        if rule.match.css and rule.when == When():
            self.problem("match.css needs a condition on the document, such as when.platform or when.sender", "css")
        if rule.scope is Scope.INLINE and not (rule.match.phrase or rule.match.regex):
            self.problem("scope 'inline' needs match.phrase or match.regex to say which text goes", "scope")

    def effect(self, table: dict[str, Any]) -> dict[str, Any]:
        given = [key for key in EFFECTS if key in table]
        if len(given) != 1:
            found = " and ".join(given) if given else "none"
            self.problem(f"exactly one of {', '.join(EFFECTS)} is needed, found {found}", given[-1] if given else "")
            return {}
        key, value = given[0], table[given[0]]
        if key == "points":
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                self.problem(f"points must be a number, not {value!r}", "points")
                return {}
            return {"points": float(value)}
        if key == "verdict":
            if value not in ("drop", "keep"):
                self.problem(f"verdict is {value!r}; it must be 'drop' or 'keep'", "verdict")
                return {}
            return {"verdict": Decision(value)}
        if value not in ALL_REPAIRS:
            hint = suggest(str(value), ALL_REPAIRS)
            self.problem(f"unknown repair {value!r}{hint}; one of {', '.join(ALL_REPAIRS)}", "repair")
        return {"repair": value}

    def match(self, table: dict[str, Any]) -> Match:
        found: dict[str, Any] = {key: self.any_of(table, key) for key in TEXT_KEYS}
        found["kind"] = tuple(self.choice(Kind, v, "kind") for v in self.any_of(table, "kind"))
        found["zone"] = tuple(self.choice(Zone, v, "zone") for v in self.any_of(table, "zone"))
        found |= {key: self.number(table, key, int, "match.") for key in ("min_words", "max_words", "max_image_px")}
        found["min_link_density"] = self.number(table, "min_link_density", float, "match.")
        found["hidden"] = table.get("hidden")
        if not isinstance(found["hidden"], bool | None):
            self.problem("match.hidden must be true or false", "hidden")
        found["detector"] = self.detector(table.get("detector"))
        for key in PHRASE_KEYS:
            for phrase in found[key]:
                pieces = pieces_of(phrase)
                if not pieces:
                    self.problem(f"match.{key} has a phrase without words: {phrase!r}", key)
                elif max(map(len, pieces)) > MAX_WORDINGS:
                    self.problem(f"match.{key} has over {MAX_WORDINGS} wordings between two *: {phrase!r}", key)
        for key in NEIGHBOUR_KEYS:
            for name in found[key]:
                if "/" not in name and name not in NEIGHBOURS:
                    hint = suggest(name, NEIGHBOURS)
                    self.problem(f"match.{key} names no kind, class or rule id: {name!r}{hint}", key)
        for regex in found["regex"]:
            self.regex(regex)
        for selector in found["css"]:
            self.selector(selector)
        return Match(**found)

    def regex(self, regex: str) -> None:
        r"""Check a regex, and that none of its escapes was taken for one of TOML: `"\b"` is a backspace there."""
        if found := CONTROL.search(regex):
            sign = repr(found.group())[1:-1]
            self.problem(
                f"the regex {regex!r} has {sign}, which no text has; in double quotes write \\\\b for \\b", "regex"
            )
            return
        try:
            compile_regex(regex)
        except re2.error as error:
            message = error.args[0].decode() if isinstance(error.args[0], bytes) else error
            self.problem(f"RE2 can't take the regex {regex!r}: {message}", "regex")

    def selector(self, selector: str) -> None:
        """Check a selector of a rule that has some; reading selectors takes long to import."""
        from cleaner.css import SelectorError, steps_of

        try:
            steps_of(selector)
        except SelectorError as error:
            self.problem(f"match.css can't be {selector!r}: {error}", "css")

    def detector(self, value: object) -> DetectorCall | None:
        if value is None:
            return None
        if not isinstance(value, dict) or value.get("name") not in DETECTORS:
            self.problem(f"match.detector must be {{ name = ... }} with one of {', '.join(DETECTORS)}", "detector")
            return None
        detector = DETECTORS[value["name"]]
        known = (*detector.thresholds, *detector.words)
        for key in value.keys() - {"name", *known}:
            self.problem(f"the detector has no {key!r}{suggest(key, known)}; valid are {', '.join(known)}", "detector")
        thresholds = {key: value[key] for key in sorted(detector.thresholds) if key in value}
        for key, number in thresholds.items():
            if isinstance(number, bool) or not isinstance(number, int | float):
                self.problem(f"the detector's {key} must be a number, not {number!r}", "detector")
        words = {key: self.any_of(value, key) for key in sorted(detector.words)}
        if missing := [key for key in words if key not in value]:
            self.problem(f"the detector needs {' and '.join(missing)}: lists of texts", "detector")
        return DetectorCall(value["name"], tuple(thresholds.items()), tuple(words.items()))

    def when(self, table: dict[str, Any]) -> When:
        found: dict[str, Any] = {key: self.any_of(table, key) for key in WHEN_KEYS}
        found["kind"] = tuple(self.choice(DocumentKind, value, "kind") for value in found["kind"])
        return When(**found)

    def any_of(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        """Return texts of which any will do."""
        if table.get(key) == []:
            self.problem(f"{key} is empty: it must hold at least one text, or not be there", key)
        return self.strings(table, key)

    def examples(self, table: dict[str, Any], is_repair: bool) -> Examples:
        wrong = "drop" if is_repair else "repair"
        if wrong in table:
            self.problem(f"examples.{wrong} is for rules {'without' if is_repair else 'with'} repair", wrong)
        if is_repair:
            pairs = table.get("repair", [])
            if not pairs or not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
                self.problem('a repair needs examples.repair = [["before", "after"], ...]', "repair")
                pairs = []
            return Examples(keep=self.any_of(table, "keep"), repair=tuple((a, b) for a, b in pairs))
        examples = Examples(self.strings(table, "drop"), self.strings(table, "keep"))
        for key, texts in (("drop", examples.drop), ("keep", examples.keep)):
            if not texts:
                what = "that the rule hits" if key == "drop" else "that it must not hit, a near miss"
                self.problem(f"no example: examples.{key} must hold at least one text {what}", "examples")
        return examples


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(text, str) for text in value)
