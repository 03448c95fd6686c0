from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.readers import plain
from cleaner.writers import markdown

LONG = (
    "The otters are back in the harbour, the wardens say, and they have brought a good many friends along with them, "
    "as they do."
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("One.\nTwo.", "One.\n\nTwo.\n", id="paragraphs come apart"),
        pytest.param(f"WHAT ELSE\n{LONG}", f"## WHAT ELSE\n\n{LONG}\n", id="capitals"),
        pytest.param(f"What else\n{LONG}", f"### What else\n\n{LONG}\n", id="short before long"),
        pytest.param(f"#  What   else\n{LONG}", f"# What else\n\n{LONG}\n", id="heading that is one already"),
        pytest.param("• one\n• two\n  – three", "- one\n- two\n  - three\n", id="list items stay together"),
        pytest.param("1. one\n2. two", "1. one\n2. two\n", id="numbered list"),
        pytest.param("> said\n> more", "> said\n> more\n", id="quote"),
        pytest.param("One.\n* * *\nTwo.", "One.\n\n---\n\nTwo.\n", id="drawn line"),
        pytest.param("```\n# a\n```", "```\n# a\n```\n", id="code as it is"),
        pytest.param("| a | b |\n| 1 | 2 |", "| a | b |\n| 1 | 2 |\n", id="table as it is"),
        pytest.param("#\notters", "#\n\notters\n", id="a mark with nothing behind it"),
        pytest.param("2026. otters", "2026\\. otters\n", id="a year is no list item"),
    ],
)  # fmt: skip
def test_blocks_as_markdown(text: str, written: str) -> None:
    assert markdown.write(plain.read(*decode(text)).blocks) == written
