"""States and moves as text and back."""

import pytest

from learning.play.record import dump_move, dump_state, load_move, load_state
from learning.play.state import Continue, Finish, Visit
from tests.unit.factories import play, start
from tests.unit.play.flat import CASE, SPOT, TO_GOOD, choose, reply

VISIT = Visit("good", (("flat", "ask"), ("letter", None)), (("duty", True),))


@pytest.mark.parametrize("count", range(len(TO_GOOD) + 1))
def test_a_state_comes_back_as_it_was(count: int) -> None:
    state = play(CASE, start(CASE), *TO_GOOD[:count])
    again = load_state(dump_state(state))
    assert again == state
    assert list(again.answers) == list(state.answers)


@pytest.mark.parametrize("move", [VISIT, SPOT, reply("duty", "cab"), choose("ask")])
def test_a_move_comes_back_as_it_was(move) -> None:
    assert load_move(dump_move(move)) == move


@pytest.mark.parametrize("move", [Continue(), Finish()])
def test_a_plain_move_comes_back(move) -> None:
    assert load_move(dump_move(move)) == move


def test_the_order_of_ticks_makes_no_other_text() -> None:
    assert dump_move(reply("duty", "abc")) == dump_move(reply("duty", "cba"))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"move":"fly"}', '{"move":"choose"}', '{"move":"notice","marks":[["a"]]}'],
)
def test_what_is_no_move_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|Expecting|no such move"):
        load_move(text)


@pytest.mark.parametrize("text", ["{}", '{"format":2}', '{"format":1}', "[" * 100_000])
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|format|JSON"):
        load_state(text)
