"""What answers earn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.model.names import OptionId
from learning.quiz.answer import Chosen, Result
from learning.quiz.marking import best_wrong, mark_answer
from tests.unit.factories import make_question


def chosen(letters: str) -> Chosen:
    return Chosen(frozenset(map(OptionId, letters)))


@pytest.mark.parametrize(
    ("right", "ticked", "earned", "result"),
    [
        ("a", "a", 2, Result.RIGHT),
        ("a", "b", 0, Result.WRONG),
        ("ab", "ab", 2, Result.RIGHT),
        ("ab", "a", 1, Result.PARTLY),
        ("ab", "abc", 1, Result.PARTLY),
        ("ab", "ac", 0, Result.WRONG),
        ("ab", "abcd", 0, Result.WRONG),
        ("ab", "cd", 0, Result.WRONG),
    ],
)
def test_points_are_right_ticks_less_wrong_ones(
    right: str, ticked: str, earned: float, result: Result
) -> None:
    quizzed = make_question("q", right, "abcd", points=2)
    mark = mark_answer(quizzed.question, quizzed.key, chosen(ticked))
    assert (mark.earned, mark.possible, mark.result) == (earned, 2, result)


def test_a_question_without_a_right_answer_has_no_wrong_one() -> None:
    quizzed = make_question("q", "")
    mark = mark_answer(quizzed.question, quizzed.key, chosen("c"))
    assert (mark.earned, mark.possible, mark.result) == (0, 0, Result.UNMARKED)


LETTERS = st.sets(st.sampled_from("abcdef"), min_size=1).map("".join)


@settings(max_examples=60, deadline=None)
@given(right=LETTERS, ticked=LETTERS, points=st.integers(1, 10))
def test_marks_are_in_range_and_full_only_for_the_exact_set(
    right: str, ticked: str, points: int
) -> None:
    quizzed = make_question("q", right, "abcdef", points=points)
    mark = mark_answer(quizzed.question, quizzed.key, chosen(ticked))
    assert 0 <= mark.earned <= mark.possible == points
    exact = set(right) == set(ticked)
    assert (mark.result is Result.RIGHT) == (mark.earned == points) == exact
    assert exact or mark.earned <= best_wrong(quizzed.question, quizzed.key)
