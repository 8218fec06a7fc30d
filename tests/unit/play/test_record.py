"""States and moves as text and back."""

from dataclasses import replace

import pytest

from learning.play.record import dump_move, dump_state, load_move, load_state
from learning.play.state import Answered, Continue, Finish, Rate, Reply, TakeHint, Visit
from learning.quiz.answer import Confidence, Mark, Marker, Result, RubricMarks, Written
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


@pytest.mark.parametrize(
    "move", [TakeHint("q", 2), Rate("q", (2, 0)), Reply("q", Written("ü"), Confidence.GUESS)]
)
def test_a_move_on_a_question_comes_back(move) -> None:
    assert load_move(dump_move(move)) == move


@pytest.mark.parametrize("sure", [None, Confidence.SURE])
@pytest.mark.parametrize("rubric", [None, RubricMarks((2, 1), Marker.SELF)])
def test_all_that_is_kept_of_an_answer_comes_back(sure, rubric) -> None:
    given = Answered(Written("ü"), Mark(0.0, 0.0, Result.UNMARKED), sure, rubric)
    state = replace(start(CASE), answers={"q": given}, hints={"q": 2})
    assert load_state(dump_state(state)) == state


def test_a_state_from_before_hints_and_ratings_is_read_and_still_the_same_text() -> None:
    text = (
        '{"answers":[["duty",{"chosen":["a"]},[1.0,1.0,"right"]]],"assumed":{},'
        '"counters":{"time":0,"trust":2},"ending":null,"finished":false,"format":1,'
        '"role":"health","scene":"flat","seed":"seed","spotted":{},"steps":[],'
        '"visited":["flat"],"walked":0}'
    )
    assert load_state(text) == play(CASE, start(CASE), reply("duty"))
    assert dump_state(load_state(text)) == text


def test_a_move_from_before_confidence_is_still_the_same_text() -> None:
    text = '{"answer":{"chosen":["a"]},"move":"reply","question":"duty"}'
    assert load_move(text) == reply("duty")
    assert dump_move(reply("duty")) == text
