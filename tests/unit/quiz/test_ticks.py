"""Ticks with percents, and how many may be ticked."""

import pytest

from learning.model.form import Ticks
from learning.model.solution import TicksSolution
from learning.quiz.answer import Chosen
from learning.quiz.marking import best_wrong, mark_answer
from tests.unit.factories import make_asked, make_options, make_question


def earn(ticked: str, right: str, percents: dict[str, int], **form) -> float:
    ticks = Ticks(make_options("abcd"), **{"several": True, **form})
    quizzed = make_asked("q", ticks, TicksSolution(frozenset(right), percents), points=4)
    return mark_answer(quizzed.question, quizzed.key, Chosen(frozenset(ticked))).earned


@pytest.mark.parametrize(
    ("ticked", "earned"),
    [("ab", 4), ("a", 3), ("b", 1), ("abc", 2), ("ac", 1), ("abd", 2), ("bc", 0), ("d", 0)],
)
def test_percents_add_up_within_nothing_and_all(ticked, earned) -> None:
    assert earn(ticked, "ab", {"a": 75, "b": 25, "c": -50}) == earned


def test_right_options_without_a_percent_share_what_is_left() -> None:
    percents = {"a": 50, "d": -25}
    assert [earn(each, "abc", percents) for each in ("a", "b", "bc", "bd")] == [2, 1, 2, 0]


def test_a_wrong_option_may_earn_something_where_one_is_to_be_ticked() -> None:
    percents = {"b": 50, "c": -50}
    earned = [earn(each, "a", percents, several=False) for each in "abcd"]
    assert earned == [4, 2, 0, 0]


def test_any_two_right_ones_are_whole_where_two_are_asked_for() -> None:
    assert [earn(each, "abc", {}, choose=2) for each in ("ab", "bc", "ad", "a")] == [4, 4, 0, 2]


@pytest.mark.parametrize(
    ("right", "percents", "most"),
    [("ab", {}, 2), ("ab", {"a": 75, "b": 25}, 3), ("ab", {"a": 60, "b": 40, "c": -10}, 3.6)],
)
def test_the_most_that_is_not_all(right, percents, most) -> None:
    ticks = Ticks(make_options("abcd"), several=True)
    quizzed = make_asked("q", ticks, TicksSolution(frozenset(right), percents), points=4)
    assert best_wrong(quizzed.question, quizzed.key) == pytest.approx(most)


def test_a_thousand_percents_keep_nobody_waiting() -> None:
    names = [f"o{number}" for number in range(1000)]
    percents = dict(zip(names, range(-500, 500), strict=True))
    solution = TicksSolution(frozenset(names[600:]), percents)
    quizzed = make_asked("q", Ticks(make_options(names), several=True), solution)
    assert best_wrong(quizzed.question, quizzed.key) == 0.99


def test_one_right_option_leaves_nothing_to_a_wrong_answer() -> None:
    quizzed = make_question("q")
    assert best_wrong(quizzed.question, quizzed.key) == 0
