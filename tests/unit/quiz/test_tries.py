"""Falling credit, held against published figures of Moodle's interactive behaviour.

Figures are from its walkthrough tests (question/behaviour/interactive and interactivecountback,
question/type/multichoice) and from its help on "Penalty for each incorrect try".
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.model.key import Hint
from learning.model.solution import TicksSolution
from learning.quiz.answer import Chosen, Result
from learning.quiz.marking import mark_answer
from learning.quiz.tries import Tried, credit_try
from tests.unit.factories import make_asked, make_question

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(("wrong", "points"), [(0, 3), (1, 2), (2, 1), (3, 0)])
def test_three_points_and_a_third_make_three_two_and_one(wrong: int, points: int) -> None:
    """The example of the help: 3 at the first try, 2 at the second, 1 at the third."""
    assert credit_try(Fraction(1), Tried(wrong, THIRD)) * 3 == points


@pytest.mark.parametrize(
    ("share", "wrong", "cost", "figure"),
    [
        # Single choice and short answer: right at the second try of three.
        (1, 1, THIRD, 0.6666667),
        # Short answer, right at the third try.
        (1, 2, THIRD, 0.3333333),
        # Wrong at the last try, and wrong when it was finished between tries.
        (0, 0, THIRD, 0),
        (0, 2, THIRD, 0),
        # Other penalties that its settings offer: 100%, 50%, 25%, 20%, 10%, none.
        (1, 1, 1, 0),
        (1, 1, Fraction(1, 2), 0.5),
        (1, 2, Fraction(1, 2), 0),
        (1, 3, Fraction(1, 4), 0.25),
        (1, 4, Fraction(1, 5), 0.2),
        (1, 3, Fraction(1, 10), 0.7),
        (1, 9, 0, 1),
        # What is partly right loses as much, and nothing goes under 0.
        (Fraction(1, 2), 1, THIRD, 0.1666667),
        (Fraction(1, 2), 2, THIRD, 0),
        (Fraction(9, 10), 1, Fraction(1, 10), 0.8),
        (Fraction(2, 3), 1, Fraction(1, 2), 0.1666667),
    ],
)
def test_the_share_less_the_cost_of_earlier_tries(share, wrong, cost, figure) -> None:
    found = credit_try(Fraction(share), Tried(wrong, Fraction(cost)))
    assert float(found) == pytest.approx(figure, abs=1e-7)


shares = st.fractions(0, 1, max_denominator=100)


@given(shares, shares, st.integers(0, 10))
def test_each_try_earns_no_more_than_the_one_before(share, cost, wrong) -> None:
    one, other = (credit_try(share, Tried(each, cost)) for each in (wrong, wrong + 1))
    assert 0 <= other <= one <= share


def test_a_right_answer_stays_right_whatever_it_earns() -> None:
    question = make_question("q", points=3)
    tried = Tried(2, THIRD)
    mark = mark_answer(question.question, question.key, Chosen(frozenset("a")), tried=tried)
    assert (mark.earned, mark.possible, mark.result) == (1, 3, Result.RIGHT)


def test_hints_cost_on_top_of_tries() -> None:
    form = make_question("q").question.form
    asked = make_asked("q", form, TicksSolution(frozenset("a")), [Hint("", 25)], points=4)
    answer, tried = Chosen(frozenset("a")), Tried(1, Fraction(1, 4))
    mark = mark_answer(asked.question, asked.key, answer, hints=1, tried=tried)
    assert mark.earned == 2
