"""Labels without the addresses behind them."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.labels import BLANK, fold_with_blanks, label_of, words_of
from cleaner.readers import plain

ADDRESS = "https://example.com/a/long/way/to/go"


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        pytest.param(f"Upgrade today ({ADDRESS})", "Upgrade today ", 2, id="in brackets"),
        pytest.param(f"Upgrade today: {ADDRESS}", "Upgrade today: ", 2, id="behind a colon"),
        pytest.param(f"[Upgrade today]({ADDRESS})", "Upgrade today", 2, id="Markdown"),
        pytest.param(f"[Upgrade]({ADDRESS})", "Upgrade", 1, id="one word in Markdown"),
        pytest.param(f'[Upgrade]({ADDRESS} "To the shop")', "Upgrade", 1, id="a title in Markdown"),
        pytest.param(f"[Leave]({ADDRESS}) | [Write](mailto:a@example.com)", "Leave | Write", 2, id="a mail address"),
        pytest.param(f"Upgrade {ADDRESS}", "", 9, id="one word"),
        pytest.param(f"## [Upgrade]({ADDRESS})\n\nIt pays.", "", 9, id="a heading of one word"),
        pytest.param(f"1. {ADDRESS}", "", 9, id="a number"),
        pytest.param("Upgrade today", "", 2, id="no address"),
    ],
)
def test_label_is_told_from_its_address(text: str, label: str, words: int) -> None:
    block = plain.read(*decode(text)).blocks[0]
    assert (label_of(block), words_of(block)) == (label, words)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param(
            "[Upgrade today](https://example.com) or [write](https://x.test/a)",
            f" upgrade today https {BLANK} {BLANK} or write https {BLANK} {BLANK} {BLANK} ",
            id="Markdown",
        ),
        pytest.param(
            "Upgrade today (https://x.test/a)", " upgrade today https x test a ", id="an address that is shown"
        ),
        pytest.param("Upgrade today", " upgrade today ", id="no address"),
    ],
)
def test_address_behind_a_label_leaves_blanks(text: str, folded: str) -> None:
    assert fold_with_blanks(plain.read(*decode(text)).blocks[0]) == folded
