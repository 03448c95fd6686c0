"""The name of who sends it, at the top."""

from __future__ import annotations

import pytest

from cleaner.decode import decode
from cleaner.detectors import sender_name
from cleaner.model import Headers
from cleaner.patterns.folding import fold
from cleaner.readers import plain

TEXT = "Harbour Notes\n\nThe ferry runs again."


def found(text: str, **headers: str) -> list[tuple[int, str]]:
    blocks = plain.read(*decode(text)).blocks
    return list(sender_name.find(blocks, [fold(block.text) for block in blocks], {}, Headers(**headers)))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"sender": '"Harbour Notes" <notes@example.com>'}, id="sender"),
        pytest.param({"sender": "Ann from Harbour Notes <notes@example.com>"}, id="part of the sender"),
        pytest.param({"list_id": "Harbour Notes <list.example.com>"}, id="list"),
        pytest.param({"title": "Ice on the slip | Harbour Notes"}, id="title of a page"),
    ],
)
def test_names_in_headers_are_found(headers: dict[str, str]) -> None:
    assert found(TEXT, **headers) == [(0, "the sender is 'harbour notes'")]


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        pytest.param("Harbour Notes", True, id="name"),
        pytest.param("The Harbour Notes newsletter, May 2031", True, id="name and issue"),
        pytest.param("Harbour Notes logo", True, id="logo"),
        pytest.param("Harbour notes and queries", False, id="title"),
        pytest.param("Harbour Notes,", False, id="greeting"),
        pytest.param("May 2031", False, id="issue alone"),
    ],
)
def test_only_names_are_found(line: str, is_name: bool) -> None:
    assert bool(found(f"{line}\n\nThe ferry runs again.", sender="Harbour Notes <notes@example.com>")) is is_name


def test_title_of_one_part_holds_no_name() -> None:
    assert found("| Ice on the slip\n\nThe ferry runs again.", title="| Ice on the slip") == []


@pytest.mark.parametrize(
    ("footer", "is_found"),
    [
        pytest.param("© 2031 Harbour Notes", True, id="copyright"),
        pytest.param("Copyright (c) 2031 by Harbour Notes. All rights reserved.", True, id="copyright in words"),
        pytest.param("Thanks for reading Harbour Notes!", True, id="thanks"),
        pytest.param("You are subscribed to the letters of Harbour Notes.", True, id="with words between"),
        pytest.param("We keep harbour notes in a drawer.", False, id="no sign"),
        pytest.param("Copyright 2031 Pat Ferris. Nobody may copy these harbour notes.", False, id="too far"),
    ],
)
def test_names_in_the_footer_are_found(footer: str, is_found: bool) -> None:
    assert found(f"{TEXT}\n\n{footer}") == [(0, "the footer names it")] * is_found


def test_a_writers_name_is_a_by_line() -> None:
    assert found("Ann Carver\n\nThe ferry runs.", sender="Ann Carver from Harbour Notes <notes@example.com>") == []


def test_other_lines_are_not_found() -> None:
    assert found("") == []
    assert found("Update\n\nThe ferry runs again.\n\n© 2031 Update") == []
