from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import apply, compose, invert, kept, sources
from cleaner.errors import LineageError
from cleaner.model import Chrome, Edit, Mapped, Span


def edit(text: str, start: int, end: int, replacement: str = "", rule: str = "test/a") -> Edit:
    return Edit(Span(start, end), replacement, rule, Chrome.LEGAL, "is a test", 6.0, text[start:end])


@st.composite
def edits_of(draw: st.DrawFn, text: str, rule: str) -> list[Edit]:
    """Choose edits of a text, in order, without overlap, each of which removes something."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    chosen = draw(st.lists(st.booleans(), min_size=len(cuts), max_size=len(cuts)))
    replacements = st.sampled_from(["", "", " ", "é", "AB"])
    return [
        edit(text, start, end, draw(replacements), f"{rule}{number}")
        for number, ((start, end), taken) in enumerate(zip(pairwise(cuts), chosen, strict=False))
        if taken
    ]


@st.composite
def two_steps(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    """Make a text, edits of it, and edits of what those make of it."""
    text = draw(st.text("abc \n", max_size=24))
    first = draw(edits_of(text, "first/"))
    return text, first, draw(edits_of(apply(text, first), "second/"))


@st.composite
def one_step(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(max_size=24))
    return text, draw(edits_of(text, "test/"))


TEXT = "The otters are back."


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        pytest.param([], TEXT, id="none"),
        pytest.param([edit(TEXT, 0, 4)], "otters are back.", id="at the start"),
        pytest.param([edit(TEXT, 14, 20)], "The otters are", id="at the end"),
        pytest.param([edit(TEXT, 4, 10, "boats")], "The boats are back.", id="replacement"),
        pytest.param([edit(TEXT, 3, 10), edit(TEXT, 10, 14)], "The back.", id="two that touch"),
        pytest.param([edit(TEXT, 0, 20)], "", id="everything"),
    ],
)
def test_edits_are_carried_out_and_undone(edits: list[Edit], after: str) -> None:
    assert apply(TEXT, edits) == after
    assert invert(after, edits) == TEXT


@pytest.mark.parametrize(
    ("source", "edits"),
    [
        pytest.param("The ferries are late.", [edit(TEXT, 4, 10)], id="other text"),
        pytest.param("The", [edit(TEXT, 4, 10)], id="text too short"),
        pytest.param(TEXT, [edit(TEXT, 4, 10), edit(TEXT, 8, 14)], id="overlap"),
        pytest.param(TEXT, [edit(TEXT, 11, 14), edit(TEXT, 4, 10)], id="out of order"),
    ],
)
def test_edits_of_another_text_are_refused(source: str, edits: list[Edit]) -> None:
    with pytest.raises(LineageError, match=r"the source does not have at .* what test/a removed there"):
        apply(source, edits)


def test_edits_of_another_output_are_not_undone() -> None:
    with pytest.raises(LineageError, match="the body does not have at 4 what test/a put there"):
        invert("The ferries are back.", [edit(TEXT, 4, 10, "boats")])


@given(one_step())
def test_undoing_gives_the_source_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert invert(apply(text, edits), edits) == text


@given(two_steps())
def test_composed_edits_do_both_steps(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    both = compose(text, first, second)
    assert apply(text, both) == apply(apply(text, first), second)
    assert invert(apply(text, both), both) == text


@given(two_steps())
def test_composed_edits_are_in_order_and_each_removes_what_it_says(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    both = compose(text, first, second)
    assert [(a.span, b.span) for a, b in pairwise(both) if a.span.end > b.span.start] == []
    assert [e.removed for e in both] == [text[e.span.start : e.span.end] for e in both]
    assert [e for e in both if not e.removed] == []


@given(two_steps())
def test_text_that_the_first_step_removed_keeps_its_reason(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    owners = {place: e.rule for e in compose(text, first, second) for place in range(e.span.start, e.span.end)}
    removed = {place: e.rule for e in first if not e.replacement for place in range(e.span.start, e.span.end)}
    assert {place: owners.get(place) for place in removed} == removed


@given(two_steps())
def test_every_reason_is_one_of_the_two_steps(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    known = {(e.rule, e.chrome, e.why, e.points) for e in (*first, *second)}
    assert {(e.rule, e.chrome, e.why, e.points) for e in compose(text, first, second)} <= known


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            [edit("abcdef", 1, 3, rule="one")],
            [edit("adef", 1, 2, rule="two")],
            [("one", "bc", ""), ("two", "d", "")],
            id="beside each other",
        ),
        pytest.param(
            [edit("abcdef", 2, 4, rule="one")],
            [edit("abef", 1, 3, rule="two")],
            [("two", "b", ""), ("one", "cd", ""), ("two", "e", "")],
            id="around",
        ),
        pytest.param(
            [edit("abcdef", 2, 4, "X", "one")],
            [edit("abXef", 2, 3, "Y", "two")],
            [("two", "cd", "Y")],
            id="changed again",
        ),
        pytest.param(
            [edit("abcdef", 2, 4, "X", "one")],
            [edit("abXef", 0, 5, rule="two")],
            [("two", "abcdef", "")],
            id="changed, then removed with what is around it",
        ),
        pytest.param(
            [],
            [edit("abcdef", 2, 4, "X", "two")],
            [("two", "cd", "X")],
            id="nothing first",
        ),
        pytest.param([edit("abcdef", 2, 4, "X", "one")], [], [("one", "cd", "X")], id="nothing second"),
    ],
)
def test_reasons_of_composed_edits(first: list[Edit], second: list[Edit], expected: list[tuple[str, str, str]]) -> None:
    found = compose("abcdef", first, second)
    assert [(e.rule, e.removed, e.replacement) for e in found] == expected


def test_kept_ranges_say_where_they_come_from() -> None:
    edits = [edit(TEXT, 0, 4), edit(TEXT, 11, 14, "were long")]
    assert list(kept(len(TEXT), edits)) == [Mapped(0, 7, Span(4, 11)), Mapped(16, 22, Span(14, 20))]


@given(one_step())
def test_kept_ranges_and_edits_are_the_whole_source(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    body = apply(text, edits)
    ranges = list(kept(len(text), edits))
    spans = sorted([*(e.span for e in edits), *(mapped.span for mapped in ranges)])
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert [body[m.start : m.end] for m in ranges] == [text[m.span.start : m.span.end] for m in ranges]


@pytest.mark.parametrize(
    ("span", "source"),
    [
        pytest.param((0, 2), "ab", id="in front of the edits"),
        pytest.param((2, 3), "cd", id="what was put in"),
        pytest.param((2, 4), "cde", id="what was put in, and more"),
        pytest.param((1, 3), "bcd", id="up to what was put in"),
        pytest.param((3, 4), "e", id="between the edits"),
        pytest.param((3, 5), "efgh", id="over what was taken out"),
        pytest.param((4, 5), "h", id="behind the edits"),
        pytest.param((0, 5), "abcdefgh", id="everything"),
        pytest.param((5, 5), "", id="the end"),
    ],
)
def test_spans_of_the_output_come_from_the_source(span: tuple[int, int], source: str) -> None:
    text = "abcdefgh"
    edits = [edit(text, 2, 4, "X"), edit(text, 5, 7)]
    assert apply(text, edits) == "abXeh"
    (found,) = sources([Span(*span)], len(text), edits)
    assert text[found.start : found.end] == source


@given(one_step())
def test_spans_of_the_output_come_from_spans_inside_the_source(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    size = len(apply(text, edits))
    spans = [Span(start, end) for start in range(size) for end in range(start + 1, size + 1)]
    found = list(sources(spans, len(text), edits))
    assert [span for span in found if not 0 <= span.start <= span.end <= len(text)] == []
    ranges = list(kept(len(text), edits))
    assert [m for m in ranges if list(sources([Span(m.start, m.end)], len(text), edits)) != [m.span]] == []
