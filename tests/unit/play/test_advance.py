"""Moves made and moves refused."""

import pytest

from learning.model.names import FACILITATOR, HEALTH, LAW, Grade, Need
from learning.play.advance import advance, begin, replay
from learning.play.state import Continue, Finish, Notice, Refusal, Refused, State, Visit
from learning.quiz.answer import Noticed
from tests.unit.factories import make_choice, make_ending, make_module, make_scene, play, start
from tests.unit.play.flat import CASE, LESSON, MISS, SPOT, TO_GOOD, choose, reply

DONE = (MISS, reply("duty", "b"))


def test_a_case_is_played_to_its_ending() -> None:
    state = play(CASE, start(CASE), *TO_GOOD)
    assert (state.finished, state.ending) == (True, Grade.GOOD)
    assert state.visited == ("flat", "letter", "good")
    assert state.counters == {"trust": 4, "time": 5}
    assert [step.answered for step in state.steps] == [1, 1]


def test_counters_stay_in_their_range() -> None:
    assert play(CASE, start(CASE), *DONE, choose("leave")).counters["trust"] == 0


def test_a_lesson_runs_on_to_its_last_page() -> None:
    state = play(LESSON, start(LESSON), reply("duty"), Continue(), Finish())
    assert (state.finished, state.ending) == (True, None)


@pytest.mark.parametrize(
    ("before", "move", "why"),
    [
        ((), Visit("flat"), Refusal.ALREADY_DONE),
        ((), choose("ask"), Refusal.STEPS_LEFT),
        ((MISS,), choose("ask"), Refusal.STEPS_LEFT),
        ((), choose("refer"), Refusal.NOT_HERE),
        ((), choose("nonsense"), Refusal.UNKNOWN),
        (DONE, choose("call"), Refusal.CLOSED),
        (DONE, choose("secret"), Refusal.CLOSED),
        ((*DONE, choose("look")), choose("look"), Refusal.CLOSED),
        ((), reply("clause"), Refusal.NOT_HERE),
        ((*DONE, choose("ask")), reply("clause"), Refusal.NOT_HERE),
        ((), reply("nonsense"), Refusal.UNKNOWN),
        ((), reply("duty", ""), Refusal.NOTHING_CHOSEN),
        ((), reply("duty", "ab"), Refusal.TOO_MANY),
        ((), reply("duty", "z"), Refusal.UNKNOWN),
        (DONE, reply("duty"), Refusal.ALREADY_DONE),
        (DONE, SPOT, Refusal.ALREADY_DONE),
        ((*DONE, choose("ask")), SPOT, Refusal.NOT_HERE),
        (DONE, Continue(), Refusal.NOT_HERE),
        ((), Finish(), Refusal.STEPS_LEFT),
        (DONE, Finish(), Refusal.NOT_HERE),
        *[(TO_GOOD, move, Refusal.FINISHED) for move in (MISS, reply("extra"), Finish())],
    ],
)
def test_a_move_that_does_not_fit_says_why(before, move, why) -> None:
    state = play(CASE, start(CASE), *before)
    assert advance(CASE, state, move) == Refused(why)


@pytest.mark.parametrize(
    ("marks", "why", "words"),
    [
        ([Noticed("green", Need.DEBT)], Refusal.NOT_IN_TEXT, "green"),
        ([Noticed("tenancy", Need.DEBT)], Refusal.NOT_IN_TEXT, "tenancy"),
        ([Noticed("the " * 31, Need.DEBT)], Refusal.TOO_LONG, "the " * 31),
        ([Noticed("cot", Need.DEBT)] * 21, Refusal.TOO_MANY, ""),
    ],
)
def test_marks_that_cannot_be_scored_are_refused_by_name(marks, why, words) -> None:
    assert advance(CASE, start(CASE), Notice(tuple(marks))) == Refused(why, words)


def test_a_lesson_does_not_run_on_over_steps() -> None:
    assert advance(LESSON, start(LESSON), Continue()) == Refused(Refusal.STEPS_LEFT)


def test_an_ending_closes_the_choices() -> None:
    case = make_module(
        make_scene("one", choices=[make_choice("on", "one")], endings=[make_ending()])
    )
    assert advance(case, start(case), choose("on")) == Refused(Refusal.CLOSED)


def test_marks_may_be_found_in_what_only_my_side_sees() -> None:
    note = Notice((Noticed("tenancy", Need.HOUSING),))
    assert play(CASE, start(CASE, LAW), note).spotted["flat"].results


@pytest.mark.parametrize(
    ("role", "visit", "why"),
    [
        (FACILITATOR, Visit("flat"), Refusal.UNKNOWN),
        ("nobody", Visit("flat"), Refusal.UNKNOWN),
        (HEALTH, Visit("cellar"), Refusal.UNKNOWN),
        (HEALTH, Visit("letter"), Refusal.NOT_HERE),
        (HEALTH, Visit("letter", (("letter", "back"),)), Refusal.NOT_HERE),
        (HEALTH, Visit("good", (("flat", "call"),)), Refusal.CLOSED),
        (HEALTH, Visit("good", (("flat", None),)), Refusal.CLOSED),
        (HEALTH, Visit("good", (("flat", "ask"), ("letter", "refer"))), Refusal.CLOSED),
    ],
)
def test_an_attempt_begins_only_where_a_play_could_be(role, visit, why) -> None:
    assert begin(CASE, role=role, seed="seed", visit=visit) == Refused(why)


def test_an_attempt_begins_in_the_middle_over_a_trail() -> None:
    trail = (("flat", "ask"), ("letter", "refer"))
    visit = Visit("good", trail, assumed=(("duty", True),))
    state = begin(CASE, role=HEALTH, seed="seed", visit=visit)
    assert isinstance(state, State)
    assert (state.walked, state.counters, state.answers) == (2, {"trust": 4, "time": 5}, {})


def test_the_same_moves_come_to_the_same_state() -> None:
    moves = (Visit("flat"), *TO_GOOD)
    again = replay(CASE, role=HEALTH, seed="seed", moves=moves)
    assert again == play(CASE, start(CASE), *TO_GOOD)


@pytest.mark.parametrize("moves", [(), TO_GOOD, (Visit("flat"), choose("ask"))])
def test_moves_that_do_not_fit_are_not_replayed(moves) -> None:
    assert isinstance(replay(CASE, role=HEALTH, seed="seed", moves=moves), Refused)
