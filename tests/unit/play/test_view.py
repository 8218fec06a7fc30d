"""The page of a scene: what is on it, and what is not on it yet."""

import pytest

from learning.model.names import HEALTH, LAW, Grade
from learning.play.shown import ShownQuestion, Text
from learning.play.state import TakeHint
from learning.play.view import view_scene
from learning.quiz.answer import Spot
from learning.quiz.verdict import TickVerdict
from tests.unit.factories import (
    at_least,
    make_ending,
    make_module,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import CASE, COUNTERS, LESSON, SPOT, TO_GOOD, choose, reply

DONE = (SPOT, reply("duty", "b"))


def texts(view) -> list[tuple[str, str | None]]:
    return [(each.html, each.role) for each in view.blocks if isinstance(each, Text)]


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [(HEALTH, "oxygen", "tenancy"), (LAW, "tenancy", "oxygen")],
)
def test_each_side_reads_its_own_text_and_not_the_tutors(role, own, other) -> None:
    view = view_scene(CASE, start(CASE, role))
    common, private = texts(view)
    assert (common[1], private[1]) == (None, role)
    assert own in private[0]
    assert other not in repr(view)
    assert "Ask the group" not in repr(view)


def test_text_follows_the_state() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), *DONE, choose("ask")))
    assert texts(view) == [("<p>She lowers her voice.</p>", None)]


def test_choices_and_their_prompt_wait_for_the_steps() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), SPOT))
    assert (view.todo, view.choices, view.prompt_html) == (1, (), "")


def test_a_hint_is_there_once_it_was_asked_for() -> None:
    case = make_module(make_scene("one", make_question("q"), endings=[make_ending()]))
    assert "hint q" not in repr(view_scene(case, start(case)))
    [shown] = view_scene(case, play(case, start(case), TakeHint("q", 1))).blocks
    assert (shown.hints_html, shown.next_hint) == (("hint q",), None)


def test_reasons_and_sources_come_with_the_mark() -> None:
    case = make_module(make_scene("one", make_question("q"), endings=[make_ending()]))
    assert "why q" not in repr(view_scene(case, start(case)))
    [shown] = view_scene(case, play(case, start(case), reply("q"))).blocks
    assert isinstance(shown, ShownQuestion)
    assert shown.told is not None
    assert shown.told.reasons_html[-1] == "why q"
    assert shown.told.sources_html == ("source q",)


def test_an_ending_waits_for_the_steps() -> None:
    case = make_module(make_scene("one", make_question("q"), endings=[make_ending()]))
    view = view_scene(case, start(case))
    assert (view.ending_html, view.ending_grade, view.may_finish) == ("", None, False)
    view = view_scene(case, play(case, start(case), reply("q")))
    assert (view.ending_html, view.may_finish) == ("ending good", True)


def test_the_first_ending_that_holds_is_the_ending() -> None:
    poor = make_ending(Grade.POOR, at_least("trust", 9))
    case = make_module(make_scene("one", endings=[poor, make_ending()]), counters=COUNTERS)
    assert view_scene(case, start(case)).ending_grade is Grade.GOOD


def test_open_and_greyed_choices_are_shown_and_hidden_ones_are_not() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), *DONE))
    assert [(each.id, each.closed_reason) for each in view.choices] == [
        ("ask", None),
        ("leave", None),
        ("call", "She does not trust you yet"),
        ("look", None),
    ]
    assert (view.todo, view.prompt_html) == (0, "prompt flat")


def test_a_choice_to_take_once_is_gone_afterwards() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), *DONE, choose("look")))
    assert "look" not in [each.id for each in view.choices]


def test_an_answer_brings_its_reasons() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), reply("duty", "b")))
    duty, extra = (each for each in view.blocks if isinstance(each, ShownQuestion))
    assert duty.told.reasons_html == ("incorrect duty", "why duty")
    assert duty.told.verdict == TickVerdict(right=frozenset("a"), chosen=frozenset("b"))
    assert (extra.answer, extra.told) == (None, None)


def test_spotting_brings_its_reasons() -> None:
    panel = view_scene(CASE, start(CASE)).cues
    assert (panel.score, panel.cues) == (None, ())
    panel = view_scene(CASE, play(CASE, start(CASE), SPOT)).cues
    assert [(each.id, each.spot) for each in panel.cues] == [("mould", Spot.HIT), ("nursery", None)]


def test_arrival_tells_what_followed_the_choice() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), *DONE, choose("ask")))
    assert (view.arrival.chosen_html, view.arrival.feedback_html) == ("choice ask", "after ask")
    assert [(each.value, each.change) for each in view.meters] == [(4, 2), (5, 5)]
    assert view.number == 2


def test_the_first_page_has_no_arrival() -> None:
    view = view_scene(CASE, start(CASE))
    assert (view.arrival, view.number, [each.change for each in view.meters]) == (None, 1, [0, 0])


def test_an_ending_may_be_finished_once() -> None:
    view = view_scene(CASE, play(CASE, start(CASE), *TO_GOOD[:-1]))
    assert (view.ending_grade, view.may_finish) == (Grade.GOOD, True)
    assert (view.least, view.most) == (0, 0)
    assert not view_scene(CASE, play(CASE, start(CASE), *TO_GOOD)).may_finish


def test_a_lesson_goes_on_when_its_questions_are_answered() -> None:
    assert not view_scene(LESSON, start(LESSON)).may_continue
    assert view_scene(LESSON, play(LESSON, start(LESSON), reply("duty"))).may_continue


def test_options_keep_one_order_in_an_attempt_and_have_others_in_others() -> None:
    quizzed = make_question("q", "a", "abcdefgh")
    case = make_module(make_scene("one", quizzed), shuffle=True)

    def order(seed: str) -> str:
        view = view_scene(case, start(case, seed=seed))
        return "".join(option.id for option in view.blocks[0].form.options)

    assert order("x") == order("x")
    assert sorted(order("x")) == list("abcdefgh")
    assert len({order(str(seed)) for seed in range(20)}) == 20


def test_an_unshuffled_case_keeps_the_authors_order() -> None:
    view = view_scene(LESSON, start(LESSON))
    assert [option.id for option in view.blocks[0].form.options] == ["a", "b", "c"]
