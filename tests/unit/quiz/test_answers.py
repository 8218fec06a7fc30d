"""Answers as they come from forms."""

import pytest

from learning.model.names import OptionId, QuestionKind
from learning.quiz.answer import Chosen
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


@pytest.mark.parametrize("value", [None, [], {}, {"chosen": "a"}, {"chosen": [1]}])
def test_no_answer_is_guessed_from_other_json(value: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        answer_from_json(value)
