"""What must hold of every form of question and every answer to it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.model.form import name_kind
from learning.model.names import QuestionKind
from learning.quiz.answer import Result
from learning.quiz.answer_json import answer_from_json, answer_to_json
from learning.quiz.answers import read_answer
from learning.quiz.faults import AnswerFaultKind, find_answer_fault
from learning.quiz.json_values import read_json, write_json
from learning.quiz.marking import best_wrong, is_marked, mark_answer
from learning.quiz.verdicts import give_verdict
from tests.unit.quiz.forms import ANY_KIND, find_right, make_answer, make_sample

MANY = settings(max_examples=15, deadline=None)
kinds = pytest.mark.parametrize("kind", ANY_KIND)
seeds = st.integers(0, 2**32).map(Random)


@kinds
@MANY
@given(rng=seeds)
def test_marks_are_in_range_and_full_only_for_what_is_right(kind, rng) -> None:
    quizzed = make_sample(rng, kind)
    right = find_right(quizzed.key.solution)
    answer = rng.choice([right, make_answer(rng, quizzed)])
    mark = mark_answer(quizzed.question, quizzed.key, answer)
    assert 0 <= mark.earned <= mark.possible
    if not is_marked(quizzed.key):
        assert (mark.possible, mark.result) == (0, Result.UNMARKED)
    elif mark.result is Result.RIGHT:
        assert mark.earned == mark.possible == quizzed.question.points
    else:
        assert mark.earned <= best_wrong(quizzed.question, quizzed.key) < mark.possible
        assert (mark.result is Result.WRONG) == (mark.earned == 0)


@kinds
@MANY
@given(rng=seeds)
def test_the_right_answer_is_full_and_no_other_is(kind, rng) -> None:
    quizzed = make_sample(rng, kind)
    right = find_right(quizzed.key.solution)
    answer = make_answer(rng, quizzed)
    full = mark_answer(quizzed.question, quizzed.key, right)
    assert full.result in (Result.RIGHT, Result.UNMARKED)
    mark = mark_answer(quizzed.question, quizzed.key, answer)
    # Of these many answers are right: a range, several spellings, two modal ratings.
    many = kind in (QuestionKind.NUMBER, QuestionKind.GAP, QuestionKind.JUDGEMENT)
    if mark.result is Result.RIGHT and not many:
        assert answer == right


@kinds
@MANY
@given(rng=seeds, hints=st.integers(0, 3))
def test_a_hint_costs_points_and_never_more_than_there_are(kind, rng, hints) -> None:
    quizzed = make_sample(rng, kind)
    answer = make_answer(rng, quizzed)
    free = mark_answer(quizzed.question, quizzed.key, answer)
    mark = mark_answer(quizzed.question, quizzed.key, answer, hints=hints)
    cost = sum(hint.cost for hint in quizzed.key.hints[:hints]) / 100 * free.possible
    assert mark.earned == pytest.approx(max(0, free.earned - cost))
    assert (mark.possible, mark.result) == (free.possible, free.result)


@kinds
@MANY
@given(rng=seeds)
def test_an_answer_that_can_be_taken_comes_back_from_json_and_has_a_verdict(kind, rng) -> None:
    quizzed = make_sample(rng, kind)
    right = find_right(quizzed.key.solution)
    assert name_kind(quizzed.question.form) is kind
    for answer in (right, make_answer(rng, quizzed)):
        assert find_answer_fault(quizzed.question, answer) is None
        assert answer_from_json(read_json(write_json(answer_to_json(answer)))) == answer
        assert give_verdict(quizzed.question, quizzed.key, answer)


@kinds
@MANY
@given(rng=seeds)
def test_an_answer_to_another_kind_is_not_taken(kind, rng) -> None:
    quizzed = make_sample(rng, kind)
    other = make_sample(rng, rng.choice(ANY_KIND))
    answer = make_answer(rng, other)
    if type(answer) is not type(make_answer(rng, quizzed)):
        fault = find_answer_fault(quizzed.question, answer)
        assert fault is not None
        assert fault.why is AnswerFaultKind.UNKNOWN


NAMES = st.sampled_from(
    ["answer", "answer-", "answer-a", "answer-g1", "answer-p", "need", "action", "who", "why", "x"]
)
TEXTS = st.one_of(st.text(max_size=8), st.sampled_from(["1", "2", "-2", "a", "b", "\ud800", "\0"]))
FIELDS = st.dictionaries(NAMES, st.lists(TEXTS, max_size=3))


@kinds
@MANY
@given(fields=FIELDS, rng=seeds)
def test_whatever_a_form_sends_is_taken_and_marked_or_refused(kind, fields, rng) -> None:
    quizzed = make_sample(rng, kind)
    answer = read_answer(kind, fields)
    write_json(answer_to_json(answer)).encode()
    if find_answer_fault(quizzed.question, answer) is None:
        mark = mark_answer(quizzed.question, quizzed.key, answer)
        assert 0 <= mark.earned <= mark.possible
