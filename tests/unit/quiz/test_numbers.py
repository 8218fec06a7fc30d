"""Numbers as learners type them."""

from decimal import Decimal

import pytest

from learning.model.form import Number
from learning.model.solution import NumberSolution
from learning.quiz.answer import Measured, Result
from learning.quiz.faults import AnswerFault, find_answer_fault
from learning.quiz.marking import mark_answer
from learning.quiz.numbers import read_number
from tests.unit.factories import make_asked

FORTNIGHT = make_asked(
    "q", Number("days"), NumberSolution(Decimal(13), Decimal(15), "14 ± 1 days"), points=2
)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("14", "days", "14"),
        (" 14 Days ", "days", "14"),
        ("14 day", "days", "14"),
        ("2 weeks", "week", "2"),
        ("14.", "days", "14"),
        ("1,250,000", "", "1250000"),
        ("1 250", "", "1250"),
        ("£1,250.50", "", "1250.50"),
        ("£ 90", "£", "90"),
        ("90 pounds", "pounds", "90"),
        ("£90 per week", "£ per week", "90"),
        ("50 %", "%", "50"),
        ("−3", "", "-3"),
        ("-£5", "£", "-5"),
        (".5", "", "0.5"),
        ("０４", "", "4"),
    ],
)
def test_what_people_write_around_a_number_is_forgiven(text, unit, number) -> None:
    assert read_number(text, unit) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("", "fourteen", "14 ± 1", "13 to 15", "1,5", "12,34", "1e3", "nan", "inf", "--1", "½"),
        *("2 weeks", "£14", "14 days days", "9" * 41, "1_000", "1.2.3"),
    ],
)
def test_what_is_no_number_is_refused_and_never_marked(text) -> None:
    fault = find_answer_fault(FORTNIGHT.question, Measured(text))
    assert fault == AnswerFault("not-a-number" if text else "incomplete")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("13", Result.RIGHT),
        ("15.0 days", Result.RIGHT),
        ("12.99", Result.WRONG),
        ("15.000000000000000000001", Result.WRONG),
    ],
)
def test_a_number_is_right_within_its_range_and_wrong_without(text, result) -> None:
    mark = mark_answer(FORTNIGHT.question, FORTNIGHT.key, Measured(text))
    assert (mark.result, mark.earned) == (result, 2 * (result is Result.RIGHT))
