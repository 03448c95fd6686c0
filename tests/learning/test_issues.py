from __future__ import annotations

import pytest

from cleaner.errors import LearningError
from cleaner.learning.issues import different
from tests.learning.letters import FOOT, MORE, STORIES, issue

LETTERS = [issue(f"{story}\n\n{FOOT}\n", str(number)) for number, story in enumerate(STORIES, 1)]


def test_issues_that_differ_count() -> None:
    count, repeats = different(LETTERS)
    assert ([found.name for found in count], repeats) == (["1", "2", "3", "4"], [])


def test_an_issue_that_comes_twice_counts_once() -> None:
    count, repeats = different([*LETTERS, LETTERS[1]._replace(name="5")])
    assert ([found.name for found in count], repeats) == (["1", "2", "3", "4"], ["5"])


def test_an_issue_that_was_sent_again_with_another_number_counts_once() -> None:
    long = "\n\n".join(MORE)
    again = [issue(f"No. {number}\n\n{long}\n", f"no {number}") for number in (1, 2)]
    assert different([*LETTERS, *again])[1] == ["no 2"]


def test_a_short_notice_over_a_long_foot_is_an_issue_of_its_own() -> None:
    foot = "\n\n".join(f"{text} {text}" for text in (*MORE, FOOT) * 20)
    assert different([issue(f"{' '.join([story] * 6)}\n\n{foot}\n", story) for story in STORIES])[1] == []


def test_two_issues_are_too_few() -> None:
    with pytest.raises(LearningError, match=r"^2 issues of this sender; it takes 3, as two agree by accident$"):
        different(LETTERS[:2])


def test_the_issue_that_is_missing_may_be_one_that_came_twice() -> None:
    with pytest.raises(LearningError, match=r"2 issues .*\n3 brings nothing that is not in those before"):
        different([*LETTERS[:2], LETTERS[0]._replace(name="3")])
