"""Several tries at a question: what is kept, told and earned, and what waits for the last."""

from fractions import Fraction

import pytest

from learning.model.condition import Answered
from learning.model.form import FreeText
from learning.model.key import Module
from learning.model.names import HEALTH, Feedback, Kind
from learning.model.solution import FreeTextSolution
from learning.play.advance import advance, replay
from learning.play.answering import find_first, find_given, was_known
from learning.play.debrief import make_debrief
from learning.play.record import dump_state, load_state
from learning.play.score import total
from learning.play.shown import ShownQuestion
from learning.play.state import Finish, Refusal, Refused, Reply, State, TakeHint, Visit
from learning.play.view import view_scene
from learning.quiz.answer import Confidence, Result, Written
from tests.unit.factories import (
    make_asked,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

SINGLE = make_question("q", options="abcd", points=3)
SEVERAL = make_question("q", right="ab", options="abcd")


def make_quiz(*parts, **rest) -> Module:
    terms = {"tries": 3, **rest}
    return make_module(make_scene("one", *(parts or (SINGLE,))), kind=Kind.QUIZ, **terms)


def show(module: Module, state: State) -> ShownQuestion:
    [shown] = [each for each in view_scene(module, state).blocks if isinstance(each, ShownQuestion)]
    return shown


def test_a_wrong_try_leaves_the_question_open() -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), reply("q", "b"))
    assert (state.answers, view_scene(quiz, state).todo) == ({}, 1)
    assert find_given(state, "q").mark.result is Result.WRONG


@pytest.mark.parametrize(
    ("letters", "earned", "tried"), [("a", 3, 0), ("ba", 2, 1), ("bca", 1, 2), ("bcd", 0, 2)]
)
def test_each_try_earns_less_and_the_last_settles(letters, earned, tried) -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), *(reply("q", each) for each in letters))
    assert state.answers["q"].mark.earned == pytest.approx(earned)
    assert len(state.tried.get("q", ())) == tried
    assert advance(quiz, state, reply("q", "a")) == Refused(Refusal.ALREADY_DONE)


def test_the_author_says_what_a_try_costs() -> None:
    quiz = make_quiz(try_cost=Fraction(1, 2))
    state = play(quiz, start(quiz), reply("q", "b"), reply("q", "a"))
    assert state.answers["q"].mark.earned == 1.5


def test_what_is_partly_right_can_be_tried_again() -> None:
    quiz = make_quiz(SEVERAL, try_cost=Fraction(1, 10))
    state = play(quiz, start(quiz), reply("q", "a"), reply("q", "ab"))
    assert [each.mark.result for each in state.tried["q"]] == [Result.PARTLY]
    assert state.answers["q"].mark.earned == pytest.approx(0.9)


def test_a_text_is_settled_at_once() -> None:
    text = make_asked("q", FreeText(), FreeTextSolution("", ()))
    quiz = make_quiz(text)
    assert show(quiz, start(quiz)).tries_left == 1
    state = play(quiz, start(quiz), Reply("q", Written("So.")))
    assert "q" in state.answers


def test_the_tries_left_are_told() -> None:
    quiz = make_quiz()
    states = [start(quiz)]
    for letter in "bcd":
        states.append(play(quiz, states[-1], reply("q", letter)))
    assert [show(quiz, each).tries_left for each in states] == [3, 2, 1, 0]
    assert view_scene(quiz, states[0]).tries == 3


def test_a_try_tells_its_own_feedback_and_nothing_of_what_is_right() -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), reply("q", "b"))
    [tried] = show(quiz, state).tries
    assert (tried.mark.result, tried.feedback) == (Result.WRONG, {"b": "feedback q b"})
    page = repr(view_scene(quiz, state))
    told = [f"{each} q" for each in ("why", "correct", "incorrect", "source", "feedback q a")]
    assert [each for each in (*told, "Verdict(") if each in page] == []


def test_feedback_of_a_right_option_would_name_it() -> None:
    quiz = make_quiz(SEVERAL)
    state = play(quiz, start(quiz), reply("q", "ac"))
    assert list(show(quiz, state).tries[0].feedback) == ["c"]


def test_once_settled_the_tries_are_still_shown() -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), reply("q", "b"), reply("q", "a"), Finish())
    [review] = make_debrief(quiz, state).reviews
    [shown] = review.questions
    assert ([each.mark.result for each in shown.tries], shown.tries_left) == ([Result.WRONG], 0)


def test_hints_can_be_taken_between_tries() -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), reply("q", "b"), TakeHint("q", 1))
    assert show(quiz, state).hints_html == ("hint q",)


def test_conditions_on_answers_wait_until_it_is_settled() -> None:
    told = make_fence("f", make_prose("p", "So it was wrong."), when=Answered("q", right=False))
    quiz = make_quiz(SINGLE, told)
    state = play(quiz, start(quiz), reply("q", "b"), reply("q", "c"))
    assert "So it was wrong" not in repr(view_scene(quiz, state))
    assert "So it was wrong" in repr(view_scene(quiz, play(quiz, state, reply("q", "d"))))


def test_how_sure_is_kept_try_by_try() -> None:
    quiz = make_quiz(ask_confidence=True)
    sure = Reply("q", reply("q", "b").answer, Confidence.SURE)
    state = play(quiz, start(quiz), sure, reply("q", "a"))
    assert state.tried["q"][0].confidence is Confidence.SURE
    assert state.answers["q"].confidence is Confidence.GUESS


@pytest.mark.parametrize("feedback", [Feedback.DEFERRED, Feedback.NONE])
def test_there_is_one_try_where_nothing_is_told(feedback) -> None:
    quiz = make_quiz(feedback=feedback)
    state = play(quiz, start(quiz), reply("q", "b"))
    assert (state.tried, "q" in state.answers, view_scene(quiz, state).tries) == ({}, True, 1)


def test_when_time_is_up_the_last_try_counts_for_what_it_earned() -> None:
    quiz = make_quiz(SEVERAL, time_limit=5)
    state = play(quiz, start(quiz), reply("q", "c"), reply("q", "a"), Finish(early=True))
    assert total(quiz, state).score.earned == pytest.approx(0.5 - 1 / 3)
    assert [each.mark.result for each in state.tried["q"]] == [Result.WRONG]
    assert show(quiz, state).told


def test_what_was_tried_and_left_counts_when_handed_in() -> None:
    optional = make_question("q", right="ab", options="abc", optional=True)
    quiz = make_quiz(optional)
    state = play(quiz, start(quiz), reply("q", "a"), Finish())
    assert (total(quiz, state).score.earned, state.tried) == (0.5, {})


def test_a_record_has_tries_only_where_there_are_any() -> None:
    quiz = make_quiz()
    assert "tried" not in dump_state(play(quiz, start(quiz), reply("q")))
    state = play(quiz, start(quiz), reply("q", "b"))
    assert load_state(dump_state(state)) == state


def test_the_first_try_is_what_was_known_unaided() -> None:
    quiz = make_quiz()
    state = play(quiz, start(quiz), reply("q", "b"), reply("q", "a"))
    assert state.answers["q"].mark.result is Result.RIGHT
    assert find_first(state, "q").mark.result is Result.WRONG
    assert not was_known(state, "q")


def test_a_corrected_key_that_finds_an_earlier_try_right_passes_the_later_ones_over() -> None:
    mended = make_quiz(make_question("q", right="b", options="abcd", points=3))
    moves = (Visit("one"), reply("q", "c"), reply("q", "b"), TakeHint("q", 1), reply("q", "a"))
    state = replay(mended, role=HEALTH, seed="seed", moves=(*moves, Finish()))
    assert isinstance(state, State)
    assert (state.finished, state.answers["q"].mark.earned) == (True, 2)


def test_a_try_too_many_for_a_new_version_does_not_fit() -> None:
    fewer = make_quiz(tries=2)
    moves = (Visit("one"), *(reply("q", each) for each in "bca"))
    assert replay(fewer, role=HEALTH, seed="seed", moves=moves) == Refused(Refusal.ALREADY_DONE)
