"""When an outcome counts as practised and as mastered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.outcomes import Mastery, judge_outcome
from learning.quiz.answer import Result

RIGHT, PARTLY, WRONG = Result.RIGHT, Result.PARTLY, Result.WRONG


@pytest.mark.parametrize(
    ("latest", "mastery"),
    [
        ([], Mastery.UNPRACTISED),
        ([WRONG], Mastery.PRACTISED),
        ([RIGHT, RIGHT], Mastery.PRACTISED),
        ([RIGHT, RIGHT, RIGHT], Mastery.MASTERED),
        ([RIGHT, RIGHT, PARTLY], Mastery.PRACTISED),
        ([RIGHT] * 4 + [WRONG], Mastery.MASTERED),
        ([RIGHT] * 7 + [WRONG] * 2, Mastery.PRACTISED),
    ],
)
def test_mastered_is_three_questions_and_four_in_five(
    latest: list[Result], mastery: Mastery
) -> None:
    assert judge_outcome(latest).mastery is mastery


@given(st.lists(st.sampled_from((RIGHT, PARTLY, WRONG))))
def test_a_right_answer_never_takes_mastery_away(latest: list[Result]) -> None:
    if judge_outcome(latest).mastery is Mastery.MASTERED:
        assert judge_outcome([*latest, RIGHT]).mastery is Mastery.MASTERED
