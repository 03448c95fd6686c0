"""The JSON Schema of packs refuses what the grammar refuses as far as keys, types and choices go, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft7Validator

from cleaner import grammar, packs
from cleaner.grammar import read_pack
from tests.pack_schema import PATH, written
from tests.test_cli import Clean, clean
from tests.test_grammar import PACK, changed

if TYPE_CHECKING:
    from cleaner.errors import Problem
    from cleaner.model import RulePack

__all__ = ["clean"]
SCHEMA = Draft7Validator(json.loads(PATH.read_bytes()))
REPAIR = changed(("points = 6", 'repair = "mojibake"'), ('examples.drop = ["Otter"]', 'examples.repair = [["a", "b"]]'))
# A value of every type, right for some keys and wrong for the others.
VALUES = (
    "5", "-1", "1.5", "true", '"x"', '""', '" "', '"keep"', '"tail"', '"heading"', "[]", '["x"]', '["x", "legal"]',
    "[5]", '["head", "x"]', "[[]]", '[["a", "b"]]', "{ x = 1 }", "{}", '{ name = "repeats-below" }',
    '{ name = "repeats-below", min_words = "x" }', '{ name = "repeats-below", x = 5 }', '{ name = "x" }',
)  # fmt: skip
KEYS = (
    *(f"match.{key}" for key in grammar.MATCH_KEYS), *(f"when.{key}" for key in grammar.WHEN_KEYS),
    *(f"examples.{key}" for key in grammar.EXAMPLE_KEYS), *grammar.RULE_KEYS, "zzz", "match.zzz", "when.zzz",
    "examples.zzz",
)  # fmt: skip
PACK_KEYS = (*(f"when.{key}" for key in grammar.WHEN_KEYS), *(f"signs.{key}" for key in grammar.SIGN_KEYS),
             *grammar.PACK_KEYS, "zzz", "signs.zzz")  # fmt: skip


def is_refused_by_schema(text: str) -> bool:
    return not SCHEMA.is_valid(tomllib.loads(text))


def is_refused_by_grammar(text: str) -> bool:
    problems: list[Problem] = []
    read_pack(Path("otters.toml"), text.encode(), problems)
    return problems != []


def without(text: str, key: str) -> str:
    """Take the lines of a key, and of the keys of a table, out of a pack."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith((f"{key} ", f"{key}.")))


def with_key(base: str, key: str, value: str) -> str:
    """Give a key of the pack's rule a value."""
    return f"{without(base, key)}{key} = {value}\n"


def test_schema_is_one_and_written_anew() -> None:
    Draft7Validator.check_schema(SCHEMA.schema)
    assert PATH.read_text("utf-8") == written(), "python -m tests.pack_schema writes it"


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.name) for pack in packs.default().packs])
def test_pack_of_the_project_is_valid(pack: RulePack) -> None:
    assert [error.message for error in SCHEMA.iter_errors(tomllib.loads(Path(pack.path).read_text("utf-8")))] == []


@pytest.mark.parametrize("base", [pytest.param(PACK, id="rule"), pytest.param(REPAIR, id="repair")])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", VALUES)
def test_value_is_refused_by_both_or_by_none(base: str, key: str, value: str) -> None:
    text = with_key(base, key, value)
    assert is_refused_by_schema(text) == is_refused_by_grammar(text)


@pytest.mark.parametrize("key", PACK_KEYS)
@pytest.mark.parametrize("value", VALUES)
def test_value_of_the_pack_is_refused_by_both_or_by_none(key: str, value: str) -> None:
    head, rule = PACK.split("\n\n")
    text = f"{with_key(head + chr(10), key, value)}\n{rule}"
    assert is_refused_by_schema(text) == is_refused_by_grammar(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('[pack]\ntitle = "Otters"\nclass = "legal"\n', id="no rules"),
        pytest.param(PACK.split("\n\n")[1], id="no [pack]"),
        pytest.param(PACK + "[rules]\nx = 1\n", id="unknown table"),
        pytest.param("rule = [1]\n" + PACK.split("\n\n")[0], id="rules that are no tables"),
        pytest.param(changed(('class = "legal"\n', "")), id="no class"),
        pytest.param(without(PACK, "id"), id="no id"),
        pytest.param(without(PACK, "why"), id="no why"),
        pytest.param(without(PACK, "since"), id="no since"),
        pytest.param(without(PACK, "points"), id="no effect"),
        pytest.param(changed(("points = 6", 'points = 6\nverdict = "drop"')), id="two effects"),
        pytest.param(without(PACK, "match"), id="no condition"),
        pytest.param(without(PACK, "examples"), id="no examples"),
        pytest.param(without(PACK, "examples.drop"), id="no example to drop"),
        pytest.param(without(PACK, "examples.keep"), id="no near miss"),
        pytest.param(without(REPAIR, "examples.repair"), id="repair without its examples"),
        pytest.param(changed(('match.phrase = "otter"', 'match.kind = "code"\nscope = "inline"')), id="inline"),
    ],
)
def test_pack_is_refused_by_both(text: str) -> None:
    assert (is_refused_by_schema(text), is_refused_by_grammar(text)) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PACK, id="rule"),
        pytest.param(REPAIR, id="repair"),
        pytest.param(changed(('class = "legal"\n', ""), ("since", 'class = "legal"\nsince')), id="class of the rule"),
    ],
)
def test_pack_is_taken_by_both(text: str) -> None:
    assert (is_refused_by_schema(text), is_refused_by_grammar(text)) == (False, False)


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.name) for pack in packs.default().packs])
def test_pack_of_the_project_names_the_schema(pack: RulePack) -> None:
    path = Path(pack.path)
    (name,) = re.findall(r"\A#:schema (\S+)\n", path.read_text("utf-8"))
    assert (path.parent / name).resolve() == PATH


def test_new_pack_names_the_schema_beside_it(clean: Clean) -> None:
    clean("rules", "new", "otters.toml")
    assert Path("otters.toml").read_text("utf-8").startswith("#:schema ./pack.schema.json\n[pack]\n")
    assert Path("pack.schema.json").read_bytes() == PATH.read_bytes() == clean("rules", "schema").out
    assert not is_refused_by_schema(Path("otters.toml").read_text("utf-8"))


def test_file_that_is_there_is_not_written_over(clean: Clean) -> None:
    Path("pack.schema.json").write_text("{}")
    clean("rules", "new", "otters.toml")
    assert Path("pack.schema.json").read_text() == "{}"
