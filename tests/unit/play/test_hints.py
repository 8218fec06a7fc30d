"""Hints: asked for one by one, and what they cost."""

import pytest

from learning.model.key import Hint
from learning.play.advance import advance
from learning.play.state import Refusal, Refused, TakeHint
from learning.play.view import view_scene
from learning.quiz.answer import Result
from tests.unit.factories import (
    make_ending,
    make_fence,
    make_module,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

HINTS = (Hint("first"), Hint("second", 25), Hint("third", 25))
QUESTION = make_question("q", hints=HINTS, points=4)
SEALED = make_fence("f", make_question("law-only"), roles=["law"])
CASE = make_module(make_scene("one", QUESTION, SEALED, endings=[make_ending()]))
FIRST, SECOND = TakeHint("q", 1), TakeHint("q", 2)


def shown(*moves):
    [question] = view_scene(CASE, play(CASE, start(CASE), *moves)).blocks
    return question.hints_html, question.next_hint


def test_no_hint_is_on_a_page_before_it_is_taken() -> None:
    assert shown() == ((), 0)
    assert shown(FIRST) == (("first",), 25)
    assert shown(FIRST, SECOND, TakeHint("q", 3)) == (("first", "second", "third"), None)


def test_what_was_taken_stays_with_the_answer_and_no_more_is_offered() -> None:
    assert shown(FIRST, reply("q")) == (("first",), None)


def test_a_hint_taken_twice_is_taken_once() -> None:
    assert play(CASE, start(CASE), FIRST, SECOND, FIRST, SECOND).hints == {"q": 2}


@pytest.mark.parametrize(
    ("hints", "letter", "earned", "result"),
    [
        ((), "a", 4, Result.RIGHT),
        ((FIRST,), "a", 4, Result.RIGHT),
        ((FIRST, SECOND), "a", 3, Result.RIGHT),
        ((FIRST, SECOND), "b", 0, Result.WRONG),
    ],
)
def test_a_hint_costs_its_share_of_the_points(hints, letter, earned, result) -> None:
    state = play(CASE, start(CASE), *hints, reply("q", letter))
    mark = state.answers["q"].mark
    assert (mark.earned, mark.possible, mark.result) == (earned, 4, result)


@pytest.mark.parametrize(
    ("before", "move", "why"),
    [
        ((), SECOND, Refusal.UNKNOWN),
        ((), TakeHint("q", 0), Refusal.UNKNOWN),
        ((FIRST, SECOND, TakeHint("q", 3)), TakeHint("q", 4), Refusal.UNKNOWN),
        ((reply("q"),), FIRST, Refusal.ALREADY_DONE),
        ((FIRST, reply("q")), FIRST, Refusal.ALREADY_DONE),
        ((), TakeHint("nonsense", 1), Refusal.UNKNOWN),
        ((), TakeHint("law-only", 1), Refusal.NOT_HERE),
    ],
)
def test_a_hint_that_is_not_there_is_refused(before, move, why) -> None:
    assert advance(CASE, play(CASE, start(CASE), *before), move) == Refused(why)
