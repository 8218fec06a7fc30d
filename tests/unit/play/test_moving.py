"""Work under way on a file whose scenes and questions were renamed."""

import pytest

from learning.model.names import HEALTH
from learning.play.advance import replay
from learning.play.moving import rename_moves
from learning.play.state import Choose, Finish, Rate, State, TakeHint, Visit
from tests.unit.factories import (
    make_choice,
    make_ending,
    make_module,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

MOVED = {"hall": "lobby", "lobby": "entrance", "asked": "question", "round": "about"}


def make_house(first: str, question: str, moved: dict[str, str] | None = None):
    return make_module(
        make_scene(first, make_question(question), choices=[make_choice("on", "end")]),
        make_scene("end", endings=[make_ending()]),
        moved=moved or {},
    )


OLD, NEW = make_house("hall", "asked"), make_house("entrance", "question", MOVED)
MOVES = (Visit("hall"), TakeHint("asked", 1), reply("asked"), Choose("on"), Finish())


def test_an_attempt_goes_on_under_the_new_names() -> None:
    state = replay(NEW, role=HEALTH, seed="seed", moves=MOVES)
    assert isinstance(state, State)
    assert (state.visited, list(state.answers)) == (("entrance", "end"), ["question"])
    old = play(OLD, start(OLD), *MOVES[1:])
    assert state.answers["question"] == old.answers["asked"]


def test_a_trail_and_what_was_assumed_are_renamed() -> None:
    visit = Visit("end", (("hall", "on"),), (("asked", True),))
    renamed = Visit("end", (("entrance", "on"),), (("question", True),))
    assert list(rename_moves(NEW, [visit])) == [renamed]


@pytest.mark.parametrize("move", [reply("question"), Rate("question", (1,)), Choose("hall")])
def test_what_the_file_knows_is_left_alone(move) -> None:
    assert list(rename_moves(NEW, [move])) == [move]


def test_a_name_that_is_in_use_again_is_not_led_away() -> None:
    house = make_house("hall", "asked", {"hall": "end", "asked": "hall"})
    assert list(rename_moves(house, MOVES)) == list(MOVES)


def test_renames_in_a_circle_lead_nowhere() -> None:
    house = make_house("hall", "asked", {"a": "b", "b": "a"})
    assert list(rename_moves(house, [reply("a")])) == [reply("a")]
