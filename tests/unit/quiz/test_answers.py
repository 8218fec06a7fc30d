"""Answers as they come from forms."""

import pytest

from learning.model.names import OptionId
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, Chosen
from learning.quiz.answers import answer_from_json, answer_to_json, parse_answer
from tests.unit.factories import make_question

ONE = make_question("q").question
TWO = make_question("q", "ab", "abcd", choose=2).question


def test_ticks_become_an_answer() -> None:
    assert parse_answer(TWO, {"answer": ["a", "c"]}) == Chosen(
        frozenset({OptionId("a"), OptionId("c")})
    )


@pytest.mark.parametrize(
    ("question", "values", "message"),
    [
        (ONE, [], "Choose an answer"),
        (TWO, [], "Choose at least one answer"),
        (ONE, ["a", "b"], "Choose only one answer"),
        (TWO, ["a", "b", "c"], "Choose 2 answers or fewer"),
        (ONE, ["z"], "That is not one of the answers to this question. Choose again"),
    ],
)
def test_what_cannot_be_an_answer_says_what_to_do(question, values, message) -> None:
    assert parse_answer(question, {"answer": values}) == message


def test_an_answer_over_the_cap_is_refused_with_the_cap() -> None:
    message = parse_answer(ONE, {"answer": ["x" * (MAX_ANSWER_CHARACTERS + 1)]})
    assert message == "Your answer is 20,001 characters long. Shorten it to 20,000 or fewer"


def test_an_answer_comes_back_from_json() -> None:
    answer = Chosen(frozenset(map(OptionId, "cab")))
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize("value", [None, [], {}, {"chosen": "a"}, {"chosen": [1]}])
def test_no_answer_is_guessed_from_other_json(value: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        answer_from_json(value)
