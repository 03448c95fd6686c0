from __future__ import annotations

import pytest

from cleaner.learning.wording import Wording, key_of, line_of, wording_of
from tests.learning.letters import issue


def wording(*texts: str, named: bool = False) -> Wording:
    """Find the wording for texts that are one line each."""
    lines = [line_of(block) for text in texts for block in issue(text).blocks]
    keys = {key_of(line.named) if named else line.key for line in lines}
    assert len(keys) == 1
    return wording_of(keys.pop(), lines)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(["Set in Caslon."] * 3, Wording("set in caslon", None, 3, False), id="equal"),
        pytest.param(["Set in Caslon.", "SET IN CASLON"], Wording("set in caslon", None, 3, False), id="other letters"),
        pytest.param(
            ["We print 412 of them by hand", "We print 9 of them by hand"],
            Wording("we print * of them by hand", None, 8, False), id="a number",
        ),
        pytest.param(
            ["Read it at https://a.example/x/31 or here", "Read it at https://a.example/x/32 or here"],
            Wording("read it at https a example x * or here", None, 6, False),
            id="an address: what is equal in it stays",
        ),
        pytest.param(
            [f"Read it at https://{rest} and not elsewhere, as it goes" for rest in ("a.example/a/b/c/d/e", "b.test/")],
            Wording("and not elsewhere as it goes", 8, 10, False), id="a long gap: the longest stretch stays",
        ),
        pytest.param(
            ["No. 31 of 2026, March", "No. 32 of 2026, March"],
            Wording("no * of 2026 march", None, 6, False), id="a number that is the same stays",
        ),
        pytest.param(["No. 31", "No. 32"], Wording("no", 1, 3, True), id="too few words to go by"),
        pytest.param(["No. 3 of 4", "No. 2 of 4"], Wording("no * of 4", None, 5, True), id="too few letters to go by"),
        pytest.param(
            ["第31号 水門の家からの手紙", "第32号 水門の家からの手紙"],
            Wording("第 * 号 水 門 の 家 か ら の 手 紙", None, 13, False), id="Japanese",
        ),
    ],
)  # fmt: skip
def test_wording_of_lines_with_numbers_and_addresses(texts: list[str], found: Wording) -> None:
    assert wording(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(
            ["folded by Anna Kern and carried home", "folded by Josip de Marr and carried home"],
            None, id="a name with a small word is no name",
        ),
        pytest.param(
            ["folded by Anna Kern and carried home", "folded by Harl and carried home"],
            Wording("folded by * and carried home", None, 8, False), id="a name",
        ),
        pytest.param(
            ["Printed in March at the Old House", "Printed in May at the Old House"],
            Wording("printed in * at the old house", None, 8, False), id="a month, beside capitals that are the same",
        ),
    ],
)  # fmt: skip
def test_wording_of_lines_with_names(texts: list[str], found: Wording | None) -> None:
    if found is None:
        assert len({key_of(line_of(block).named) for text in texts for block in issue(text).blocks}) == 2
    else:
        assert wording(*texts, named=True) == found


def test_a_long_line_is_found_by_its_first_words_and_its_length() -> None:
    found = wording(" ".join(f"word{'abcdefghij'[i % 10]}" for i in range(60)))
    assert (len(found.phrase.split()), found.min_words, found.max_words) == (24, 60, 60)
