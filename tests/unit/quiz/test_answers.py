"""Answers as they come from forms."""

import pytest

from learning.model.names import OptionId, QuestionKind
from learning.quiz.answer import Chosen, Filled, Ordered, Planned, PlanRow, Written
from learning.quiz.answer_json import answer_from_json, answer_to_json
from learning.quiz.answers import read_answer
from learning.quiz.faults import AnswerFault, find_answer_fault
from tests.unit.factories import make_question

ONE = make_question("q").question
TWO = make_question("q", "ab", "abcd", choose=2).question


def test_ticks_become_an_answer() -> None:
    ticked = read_answer(QuestionKind.MULTIPLE, {"answer": ["a", "c"]})
    assert ticked == Chosen(frozenset("ac"))


@pytest.mark.parametrize(
    ("question", "ticked", "why"),
    [
        (ONE, "", "nothing-chosen"),
        (TWO, "", "nothing-chosen"),
        (ONE, "ab", "too-many"),
        (TWO, "abc", "too-many"),
        (ONE, "z", "unknown"),
    ],
)
def test_ticks_that_cannot_be_taken_say_why(question, ticked, why) -> None:
    assert find_answer_fault(question, Chosen(frozenset(ticked))) == AnswerFault(why)


def test_an_answer_comes_back_from_json() -> None:
    answer = Chosen(frozenset(map(OptionId, "cab")))
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], {}, {"chosen": "a"}, {"chosen": [1]}, {"guessed": []}),
        *({"matched": [["a"]]}, {"judged": [["a", "1"]]}, {"planned": [["a"]]}),
        {"written": "a", "chosen": ["a"]},
    ],
)
def test_no_answer_is_guessed_from_other_json(value: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        answer_from_json(value)


def test_equal_answers_are_equal_whatever_the_order_of_the_fields() -> None:
    one = read_answer(QuestionKind.GAP, {"answer-b": [" x "], "question": ["q"], "answer-a": ["y"]})
    two = read_answer(QuestionKind.GAP, {"answer-a": ["y"], "answer-b": ["x"]})
    assert one == two == Filled((("a", "y"), ("b", "x")))


def test_items_stand_as_they_were_numbered() -> None:
    fields = {"answer-a": ["10"], "answer-b": ["2"], "answer-c": ["1"]}
    assert read_answer(QuestionKind.ORDERING, fields) == Ordered(("c", "b", "a"))


def test_a_text_keeps_its_lines_and_loses_what_nobody_typed() -> None:
    fields = {"answer": ["\x00One\r\n\ttwo\x07 \ud800\n"]}
    assert read_answer(QuestionKind.FREE_TEXT, fields) == Written("One\n\ttwo")


def test_rows_that_are_not_empty_make_a_plan() -> None:
    fields = {"need": ["housing", "", "debt"], "action": ["Ask", " "], "by_when": ["Friday"]}
    assert read_answer(QuestionKind.PLAN, fields) == Planned(
        (PlanRow("housing", "Ask", "", "Friday", ""), PlanRow("debt", "", "", "", ""))
    )
