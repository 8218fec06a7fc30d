"""A finished quiz that may not be gone through: answers, the total, and not what was right."""

import pytest

from learning.model.names import Feedback, Kind, Need
from learning.play.debrief import make_debrief
from learning.play.state import Finish, Notice
from learning.play.view import view_scene
from learning.quiz.answer import Noticed, Result, Spot
from tests.unit.factories import (
    make_cue,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

PROSE = make_prose("p", "The wall behind the cot is black.")
SCENE = make_scene("one", PROSE, make_question("q"), cues=[make_cue("mould", PROSE, "black")])
MOVES = (Notice((Noticed("black", Need.HOUSING),)), reply("q", "b"), reply("q"), Finish())


@pytest.mark.parametrize("look", [make_debrief, view_scene])
@pytest.mark.parametrize("reviewed", [True, False])
def test_what_was_right_is_told_to_whoever_may_go_through_it(look, reviewed) -> None:
    quiz = make_module(SCENE, kind=Kind.QUIZ, feedback=Feedback.IMMEDIATE, tries=2)
    shown = repr(look(quiz, play(quiz, start(quiz), *MOVES), reviewed=reviewed))
    told = ("why q", "feedback q a", "why mould", repr(Spot.HIT), repr(Result.WRONG))
    assert [each in shown for each in told] == [reviewed] * len(told)


def test_answers_and_the_total_are_shown_all_the_same() -> None:
    quiz = make_module(SCENE, kind=Kind.QUIZ)
    debrief = make_debrief(quiz, play(quiz, start(quiz), *MOVES[:1], *MOVES[2:]), reviewed=False)
    assert debrief.score.earned == 2
    [review] = debrief.reviews
    assert review.questions[0].answer


def test_while_a_quiz_is_under_way_it_tells_as_ever() -> None:
    quiz = make_module(SCENE, kind=Kind.QUIZ, feedback=Feedback.IMMEDIATE)
    under_way = play(quiz, start(quiz), *MOVES[:1], *MOVES[2:3])
    assert view_scene(quiz, under_way, reviewed=False) == view_scene(quiz, under_way)
