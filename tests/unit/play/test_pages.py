"""Pages that follow one another: going back, giving another answer, passing over, counting."""

import pytest

from learning.model.key import Module
from learning.model.names import Feedback, Kind
from learning.play.advance import advance
from learning.play.debrief import make_debrief
from learning.play.draw import draw_questions
from learning.play.pages import count_parts
from learning.play.score import total
from learning.play.shown import ShownQuestion
from learning.play.state import Continue, Finish, GoBack, Refusal, Refused, State
from learning.play.view import view_scene
from tests.unit.factories import (
    make_choice,
    make_cue,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import choose, reply

NAMES = ("one", "two", "three")
LATER = [Feedback.DEFERRED, Feedback.NONE]
NOT_HERE = Refused(Refusal.NOT_HERE)


def make_pages(**rest) -> Module:
    following = (*NAMES[1:], None)
    scenes = [
        make_scene(name, make_question(f"q-{name}"), runs_on=after)
        for name, after in zip(NAMES, following, strict=True)
    ]
    return make_module(*scenes, kind=Kind.QUIZ, **{"feedback": Feedback.DEFERRED, **rest})


QUIZ = make_pages()
FIRST, SECOND, THIRD = (reply(f"q-{name}") for name in NAMES)
ON_THREE = play(QUIZ, start(QUIZ), FIRST, Continue(), SECOND, Continue())


def show(module: Module, state: State) -> ShownQuestion:
    blocks = view_scene(module, state).blocks
    return next(each for each in blocks if isinstance(each, ShownQuestion))


@pytest.mark.parametrize("feedback", LATER)
def test_another_answer_takes_the_place_of_the_first(feedback) -> None:
    quiz = make_pages(feedback=feedback)
    state = play(quiz, start(quiz), reply("q-one", "b"), FIRST)
    assert (list(state.answers), total(quiz, state).score.earned) == (["q-one"], 1)
    assert show(quiz, state).may_replace


def test_no_other_answer_is_taken_once_it_is_told_or_handed_in() -> None:
    told = make_pages(feedback=Feedback.IMMEDIATE)
    state = play(told, start(told), FIRST)
    assert advance(told, state, FIRST) == Refused(Refusal.ALREADY_DONE)
    assert not show(told, state).may_replace
    done = play(QUIZ, ON_THREE, THIRD, Finish())
    assert advance(QUIZ, done, THIRD) == Refused(Refusal.FINISHED)
    assert not show(QUIZ, done).may_replace


@pytest.mark.parametrize("feedback", LATER)
def test_earlier_pages_are_gone_back_to_and_on_from(feedback) -> None:
    quiz = make_pages(feedback=feedback)
    back = play(quiz, ON_THREE, GoBack(), GoBack())
    assert (back.scene, view_scene(quiz, back).may_go_back) == ("one", False)
    on = play(quiz, back, reply("q-one", "b"), Continue(), Continue())
    assert (on.scene, total(quiz, on).score.earned) == ("three", 1)


def test_a_page_is_gone_back_from_though_it_is_not_answered() -> None:
    assert "q-three" not in ON_THREE.answers
    assert play(QUIZ, ON_THREE, GoBack()).scene == "two"


def test_there_is_no_way_back_from_the_first_page() -> None:
    assert advance(QUIZ, start(QUIZ), GoBack()) == NOT_HERE


def test_there_is_no_way_back_where_answers_are_told_at_once() -> None:
    told = make_pages(feedback=Feedback.IMMEDIATE)
    state = play(told, start(told), FIRST, Continue())
    assert advance(told, state, GoBack()) == NOT_HERE
    assert not view_scene(told, state).may_go_back


def test_there_is_no_way_back_over_a_choice() -> None:
    quiz = make_module(
        make_scene("one", choices=[make_choice("ask", "two")]),
        make_scene("two", make_question("q")),
        kind=Kind.QUIZ,
        feedback=Feedback.DEFERRED,
    )
    assert advance(quiz, play(quiz, start(quiz), choose("ask")), GoBack()) == NOT_HERE


def test_the_number_of_a_page_is_its_own_however_one_comes_to_it() -> None:
    states = [ON_THREE]
    for move in (GoBack(), GoBack(), Continue()):
        states.append(play(QUIZ, states[-1], move))
    assert [view_scene(QUIZ, each).number for each in states] == [3, 2, 1, 2]
    assert [count_parts(QUIZ, each) for each in states] == [3] * 4


def test_a_quiz_handed_in_from_an_earlier_page_shows_all_pages() -> None:
    quiz = make_pages(time_limit=5)
    state = play(quiz, ON_THREE, THIRD, GoBack(), GoBack(), Finish(early=True))
    debrief = make_debrief(quiz, state)
    assert [each.scene for each in debrief.reviews] == list(NAMES)
    assert (debrief.score.earned, debrief.score.reachable) == (3, 3)


DRAWN = make_pages(draw=1)
SEEDS = [str(number) for number in range(12)]


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_none_of_whose_questions_were_drawn_are_passed_over(seed) -> None:
    [question] = draw_questions(DRAWN, "health", seed)
    state = start(DRAWN, seed=seed)
    view = view_scene(DRAWN, state)
    assert f"q-{state.scene}" == question
    assert (view.number, count_parts(DRAWN, state), view.may_continue) == (1, 1, False)
    assert play(DRAWN, state, reply(question), Finish()).finished


def test_pages_are_gone_back_to_over_those_passed_over() -> None:
    quiz = make_pages(draw=2)
    seed = next(
        each for each in SEEDS if draw_questions(quiz, "health", each) == {"q-one", "q-three"}
    )
    state = play(quiz, start(quiz, seed=seed), FIRST, Continue())
    assert (state.scene, view_scene(quiz, state).number) == ("three", 2)
    assert play(quiz, state, GoBack()).scene == "one"


def test_a_page_with_text_alone_or_with_something_to_notice_is_not_passed_over() -> None:
    prose = make_prose("p", "The wall is black.")
    quiz = make_module(
        make_scene("text", make_prose("t", "Welcome."), runs_on="cued"),
        make_scene("cued", prose, make_question("q"), cues=[make_cue("c", prose, "black")]),
        kind=Kind.QUIZ,
        draw=0,
    )
    state = start(quiz)
    assert (state.scene, count_parts(quiz, state)) == ("text", 2)


def test_a_quiz_of_which_nothing_was_drawn_stays_where_it_begins() -> None:
    quiz = make_pages(draw=0)
    state = start(quiz)
    assert (state.scene, view_scene(quiz, state).may_finish) == ("one", True)
