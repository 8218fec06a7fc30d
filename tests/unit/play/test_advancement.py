"""How far an attempt has come: by pages and answers, or by how near an ending is."""

import pytest

from learning.model.key import Module
from learning.model.names import HEALTH, LAW, Kind
from learning.play.state import Continue, Finish, GoBack, Notice, State
from learning.play.view import view_scene
from tests.unit.factories import (
    make_choice,
    make_cue,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import choose, reply

PROSE = make_prose("p", "The wall is black.")
QUIZ = make_module(
    make_scene("one", make_question("a"), make_question("b", optional=True), runs_on="two"),
    make_scene("two", PROSE, make_question("c"), cues=[make_cue("k", PROSE, "black")]),
    kind=Kind.QUIZ,
    feedback="deferred",
)


def list_shares(module: Module, *moves: object, role: str = HEALTH) -> list[float]:
    states = [start(module, role)]
    for move in moves:
        states.append(play(module, states[-1], move))
    return [view_scene(module, each).share for each in states]


def test_pages_questions_and_spotting_each_count_as_one_and_handing_in_too() -> None:
    moves = (reply("a"), Continue(), Notice(()), reply("c"), Finish())
    assert list_shares(QUIZ, *moves) == [0, 1 / 5, 2 / 5, 3 / 5, 4 / 5, 1]


def test_going_back_and_answering_anew_takes_nothing_away() -> None:
    moves = (reply("a"), Continue(), GoBack(), reply("a", "b"), Continue())
    assert list_shares(QUIZ, *moves) == [0, 1 / 5, 2 / 5, 2 / 5, 2 / 5, 2 / 5]


def test_what_may_be_left_out_is_not_waited_for() -> None:
    assert list_shares(QUIZ, reply("b")) == [0, 0]


def test_a_try_that_was_not_right_is_not_done_yet() -> None:
    quiz = make_module(make_scene("one", make_question("a")), kind=Kind.QUIZ, tries=2)
    assert list_shares(quiz, reply("a", "b"), reply("a"), Finish()) == [0, 0, 1 / 2, 1]


def test_questions_of_the_other_side_are_not_waited_for() -> None:
    fenced = make_fence("f", make_question("b"), roles=[LAW])
    lesson = make_module(make_scene("one", make_question("a"), fenced), kind=Kind.LESSON)
    assert list_shares(lesson, reply("a")) == [0, 1 / 2]
    assert list_shares(lesson, reply("a"), role=LAW) == [0, 1 / 3]


@pytest.mark.parametrize("seed", [str(number) for number in range(6)])
def test_what_was_not_drawn_is_not_waited_for(seed) -> None:
    scenes = [
        make_scene("one", make_question("a"), runs_on="two"),
        make_scene("two", make_question("b")),
    ]
    quiz = make_module(*scenes, kind=Kind.QUIZ, draw=1)
    state = start(quiz, seed=seed)
    [question] = view_scene(quiz, state).blocks
    done = play(quiz, state, reply(question.question.id))
    assert (view_scene(quiz, done).share, view_scene(quiz, done).least) == (1 / 2, 0)


def make_ways(*, circle: bool) -> Module:
    """Make a case with a short and a long way to an ending, and perhaps one that goes round."""
    back = [make_choice("back", "start")] if circle else []
    return make_module(
        make_scene("start", choices=[make_choice("short", "end"), make_choice("long", "a")]),
        make_scene("a", choices=[make_choice("on", "b"), *back]),
        make_scene("b", choices=[make_choice("on", "end")]),
        make_scene("end", endings=[make_ending()]),
    )


def measure(module: Module, *names: str) -> tuple[list[float], State]:
    moves = [choose(each) for each in names]
    return list_shares(module, *moves), play(module, start(module), *moves)


def test_the_short_way_is_no_less_done_at_its_ending() -> None:
    case = make_ways(circle=False)
    assert measure(case, "short")[0] == [0, 3 / 4]
    assert measure(case, "long", "on", "on")[0] == [0, 1 / 4, 2 / 4, 3 / 4]


def test_a_case_is_whole_only_when_it_is_finished() -> None:
    case = make_ways(circle=False)
    assert list_shares(case, choose("short"), Finish()) == [0, 3 / 4, 1]


def test_going_round_in_circles_gets_nobody_further_or_back() -> None:
    shares, state = measure(make_ways(circle=True), "long", "on", "on")
    assert shares == [0, 0, 0, 1 / 2]
    shares, state = measure(make_ways(circle=True), "long", "back", "long", "back")
    assert (shares, view_scene(make_ways(circle=True), state).most) == ([0] * 5, None)


def test_a_case_without_a_way_to_an_ending_is_not_done_at_all() -> None:
    case = make_module(make_scene("start", choices=[make_choice("stay", "start")]))
    assert list_shares(case, choose("stay")) == [0, 0]
