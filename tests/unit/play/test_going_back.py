"""Answers changed before all is handed in earn what playing straight on can, and no more."""

from dataclasses import replace

import pytest

from learning.model.condition import Answered, Condition, Visited
from learning.model.key import Module
from learning.model.names import HEALTH, Feedback, Kind, Need
from learning.play.debrief import make_debrief
from learning.play.points import best_play
from learning.play.score import total
from learning.play.state import Continue, Finish, GoBack, Notice
from learning.quiz.answer import Noticed
from tests.unit.factories import (
    make_choice,
    make_cue,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

WRONGLY = Answered("q", right=False)


def make_two(when: Condition, *, fence_first: bool = False, **rest: object) -> Module:
    """Make a quiz of two pages: a question on each, and one more that is asked on a condition."""
    more = (make_fence("f", make_question("more", points=2), when=when),)
    first, second = (more, ()) if fence_first else ((), more)
    return make_module(
        make_scene("one", make_question("q"), *first, runs_on="two"),
        make_scene("two", make_question("last"), *second),
        kind=Kind.QUIZ,
        **{"feedback": Feedback.DEFERRED, **rest},
    )


GAINED = (reply("q", "b"), Continue(), reply("more"), reply("last", "b"), GoBack(), reply("q"))


def test_what_a_wrong_answer_opened_counts_no_more_once_it_is_put_right() -> None:
    quiz = make_two(WRONGLY)
    state = play(quiz, start(quiz), *GAINED, Continue(), Finish())
    score = total(quiz, state).score
    assert (score.earned, score.reachable) == (1, 2)
    shown = make_debrief(quiz, state).reviews
    assert [each.question.id for scene in shown for each in scene.questions] == ["q", "last"]


def test_it_counts_as_long_as_the_answer_stays_wrong() -> None:
    quiz = make_two(WRONGLY)
    state = play(quiz, start(quiz), *GAINED[:3], reply("last"), Finish())
    score = total(quiz, state).score
    assert (score.earned, score.reachable, score.best) == (3, 3, 3)


def test_going_back_to_what_a_later_answer_opened_never_earns_more_than_there_is() -> None:
    quiz = make_two(Answered("last"), fence_first=True)
    moves = (reply("q"), Continue(), reply("last"), GoBack(), reply("more"), Continue(), Finish())
    score = total(quiz, play(quiz, start(quiz), *moves)).score
    assert (score.earned, score.best, score.best_exact) == (4, 4, False)


@pytest.mark.parametrize("feedback", list(Feedback))
def test_what_an_earlier_answer_opens_is_still_searched_exactly(feedback) -> None:
    assert best_play(make_two(WRONGLY, feedback=feedback), HEALTH).exact


@pytest.mark.parametrize("when", [WRONGLY, Visited("two")])
def test_where_ways_part_all_points_stand_as_a_bound(when) -> None:
    quiz = make_module(
        make_scene("one", make_question("q"), make_fence("f", make_question("more"), when=when)),
        make_scene("two", choices=[make_choice("back", "one")]),
        kind=Kind.QUIZ,
        feedback=Feedback.NONE,
    )
    assert not best_play(quiz, HEALTH).exact
    assert best_play(
        replace(quiz, case=replace(quiz.case, feedback=Feedback.IMMEDIATE)), HEALTH
    ).exact


def test_what_was_noticed_thanks_to_a_wrong_answer_is_never_more_than_there_is() -> None:
    prose = make_prose("p", "The wall behind the cot is black.")
    quiz = make_module(
        make_scene("one", make_question("q"), runs_on="two"),
        make_scene(
            "two", make_fence("f", prose, when=WRONGLY), cues=[make_cue("mould", prose, "black")]
        ),
        kind=Kind.QUIZ,
        feedback=Feedback.DEFERRED,
    )
    seen = Notice((Noticed("black", Need.HOUSING),))
    moves = (reply("q", "b"), Continue(), seen, GoBack(), reply("q"), Continue(), Finish())
    score = total(quiz, play(quiz, start(quiz), *moves)).score
    assert (score.earned, score.reachable, score.best) == (2, 2, 2)
