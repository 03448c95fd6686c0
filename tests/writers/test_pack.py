from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import packs
from cleaner.model import Chrome, Examples, Match, Rule, RulePack
from cleaner.writers import pack as pack_writer
from tests.examples import builtin_packs


def read(text: str, path: str) -> RulePack:
    return packs.read_packs([(Path(path), text.encode())])[0]


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.name) for pack in builtin_packs()])
def test_pack_is_read_as_it_was_before_it_was_written(pack: RulePack) -> None:
    assert read(pack_writer.write(pack), pack.path) == pack


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('He said "no".', id="quotes"),
        pytest.param("C:\\new\\u0041", id="backslashes"),
        pytest.param("tab\tbell\x07delete\x7fend\x00", id="control characters"),
        pytest.param("two\nlines\r\n", id="line ends"),
        pytest.param("水門 é 🦦 \u2028", id="other letters"),
    ],
)
def test_any_text_is_written(text: str) -> None:
    rule = Rule("a/b", Chrome.PROMO, text, "1", 6.0, match=Match(phrase=("b",)), examples=Examples((text,), ("c",)))
    pack = RulePack("a", "A", "a.toml", (rule,))
    assert read(pack_writer.write(pack), "a.toml") == pack
