"""Written answers: the model answer, the learner's own marks, and what they never change."""

import pytest

from learning.model.form import FreeText
from learning.model.names import Feedback, Kind
from learning.model.solution import Criterion, FreeTextSolution
from learning.play.advance import advance
from learning.play.debrief import make_debrief
from learning.play.score import total
from learning.play.state import Choose, Finish, Rate, Refusal, Refused, Reply
from learning.play.view import view_scene
from learning.quiz.answer import Marker, Result, RubricMarks, Written
from tests.unit.factories import (
    make_asked,
    make_choice,
    make_ending,
    make_module,
    make_scene,
    play,
    start,
)

RUBRIC = (Criterion(3, "Names the duty"), Criterion(1, "Says who"))
TEXT = make_asked("text", FreeText(), FreeTextSolution("the model", RUBRIC), points=4)
BARE = make_asked("bare", FreeText(), FreeTextSolution("the model"), optional=True)
CASE = make_module(make_scene("one", TEXT, BARE, endings=[make_ending()]))
WRITE = Reply("text", Written("My words"))
RATED = (WRITE, Rate("text", (2, 1)))


def show(module, *moves):
    view = view_scene(module, play(module, start(module), *moves))
    return view, view.blocks[0]


def test_the_model_answer_comes_with_the_answer_and_then_the_marks_are_asked_for() -> None:
    assert "the model" not in repr(show(CASE)[0])
    view, shown = show(CASE, WRITE)
    assert (shown.told.verdict.model_html, shown.told.verdict.rubric) == ("the model", RUBRIC)
    assert (shown.may_rate, shown.rubric, view.todo, view.may_finish) == (True, None, 1, False)


def test_own_marks_are_kept_with_who_gave_them_and_open_the_way_on() -> None:
    view, shown = show(CASE, *RATED)
    assert shown.rubric == RubricMarks((2, 1), Marker.SELF)
    assert (shown.may_rate, view.todo, view.may_finish) == (False, 0, True)


def test_own_marks_are_never_counted() -> None:
    state = play(CASE, start(CASE), *RATED, Finish())
    assert state.answers["text"].mark.result is Result.UNMARKED
    score = total(CASE, state).score
    assert (score.earned, score.reachable, score.best) == (0, 0, 0)
    [review] = make_debrief(CASE, state).reviews
    assert review.questions[0].rubric == RubricMarks((2, 1), Marker.SELF)


@pytest.mark.parametrize(
    ("before", "move", "why", "words"),
    [
        ((), Rate("text", (2, 1)), Refusal.STEPS_LEFT, ""),
        (RATED, Rate("text", (3, 1)), Refusal.ALREADY_DONE, ""),
        ((WRITE,), Rate("text", (2, 2)), Refusal.UNKNOWN, "2"),
        ((WRITE,), Rate("text", (-1, 1)), Refusal.UNKNOWN, "1"),
        ((WRITE,), Rate("text", (3, 1, 0)), Refusal.UNKNOWN, "3"),
        ((WRITE,), Rate("text", (3,)), Refusal.INCOMPLETE, "2"),
        ((Reply("bare", Written("x")),), Rate("bare", ()), Refusal.CLOSED, ""),
        ((), Rate("nonsense", ()), Refusal.UNKNOWN, ""),
    ],
)
def test_marks_that_cannot_be_taken_say_why(before, move, why, words) -> None:
    state = play(CASE, start(CASE), *before)
    assert advance(CASE, state, move) == Refused(why, words)


def test_an_optional_answer_may_be_left_unrated() -> None:
    text = make_asked("text", FreeText(), FreeTextSolution("m", RUBRIC), optional=True)
    case = make_module(make_scene("one", text, endings=[make_ending()]))
    view, shown = show(case, WRITE)
    assert (shown.may_rate, view.todo) == (True, 0)


@pytest.mark.parametrize("feedback", [Feedback.DEFERRED, Feedback.NONE])
def test_where_nothing_is_told_there_is_nothing_to_mark_by(feedback) -> None:
    quiz = make_module(make_scene("one", TEXT), kind=Kind.QUIZ, feedback=feedback)
    view, shown = show(quiz, WRITE)
    assert (shown.may_rate, view.todo, view.may_finish) == (False, 0, True)
    state = play(quiz, start(quiz), WRITE)
    assert advance(quiz, state, RATED[1]) == Refused(Refusal.CLOSED)


def test_an_answer_left_behind_is_no_longer_to_be_marked() -> None:
    text = make_asked("text", FreeText(), FreeTextSolution("the model", RUBRIC), optional=True)
    one = make_scene("one", text, choices=[make_choice("go", "two")])
    case = make_module(one, make_scene("two", endings=[make_ending()]))
    state = play(case, start(case), WRITE, Choose("go"))
    [review] = make_debrief(case, state).reviews
    assert not review.questions[0].may_rate


def test_what_the_other_side_marks_is_not_marked_by_its_author_and_holds_nobody_up() -> None:
    text = make_asked("text", FreeText(peer=True), FreeTextSolution("the model", RUBRIC))
    case = make_module(make_scene("one", text, endings=[make_ending()]))
    view, shown = show(case, WRITE)
    assert (shown.may_rate, view.todo, view.may_finish) == (False, 0, True)
    assert advance(case, play(case, start(case), WRITE), RATED[1]) == Refused(Refusal.CLOSED)
