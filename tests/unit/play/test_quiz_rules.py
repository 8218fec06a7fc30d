"""What a quiz can ask for: feedback held back, confidence, a draw, an order."""

import pytest

from learning.model.form import FreeText, Gap, Gaps, Judgement, Matching, Ordering, Scale, Situation
from learning.model.names import Feedback, Kind, Need
from learning.model.solution import FreeTextSolution, ScaleSolution
from learning.play.advance import advance
from learning.play.debrief import make_debrief
from learning.play.draw import draw_questions
from learning.play.reveal import order_form
from learning.play.score import total
from learning.play.search import explore
from learning.play.shown import ShownQuestion
from learning.play.state import Continue, Finish, Notice, Refusal, Refused, Reply
from learning.play.view import view_scene
from learning.quiz.answer import Chosen, Confidence, Noticed
from tests.unit.factories import (
    make_asked,
    make_cue,
    make_fence,
    make_module,
    make_options,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.flat import reply

PROSE = make_prose("p", "The wall behind the cot is black.")
SCENE = make_scene("one", PROSE, make_question("q"), cues=[make_cue("mould", PROSE, "black")])
DONE = (Notice((Noticed("black", Need.HOUSING),)), reply("q"))


def make_quiz(*scenes, **rest):
    return make_module(*(scenes or (SCENE,)), kind=Kind.QUIZ, **rest)


@pytest.mark.parametrize(
    ("feedback", "before", "after"),
    [
        (Feedback.IMMEDIATE, True, True),
        (Feedback.DEFERRED, False, True),
        (Feedback.NONE, False, False),
    ],
)
def test_feedback_is_told_in_its_time(feedback, before, after) -> None:
    quiz = make_quiz(feedback=feedback)
    page = repr(view_scene(quiz, play(quiz, start(quiz), *DONE)))
    debrief = repr(make_debrief(quiz, play(quiz, start(quiz), *DONE, Finish())))
    for told in ("why q", "correct q", "feedback q a", "source q", "why mould", "Spot.HIT"):
        assert ((told in page), (told in debrief)) == (before, after)


@pytest.mark.parametrize("feedback", list(Feedback))
def test_an_answer_is_kept_and_scored_whatever_is_told(feedback) -> None:
    quiz = make_quiz(feedback=feedback)
    state = play(quiz, start(quiz), *DONE)
    [shown] = [each for each in view_scene(quiz, state).blocks if isinstance(each, ShownQuestion)]
    assert shown.answer == reply("q").answer
    assert total(quiz, state).score.earned == 2


def test_who_does_not_say_how_sure_is_taken_to_guess() -> None:
    quiz = make_quiz(ask_confidence=True)
    state = play(quiz, start(quiz), reply("q"))
    assert state.answers["q"].confidence is Confidence.GUESS


def test_how_sure_is_kept_where_it_is_asked_for() -> None:
    quiz = make_quiz(ask_confidence=True)
    sure = Reply("q", reply("q").answer, Confidence.SURE)
    shown = view_scene(quiz, play(quiz, start(quiz), sure)).blocks[1]
    assert (shown.confidence, shown.told.mark.earned) == (Confidence.SURE, 1)


def test_what_is_wrong_with_the_answer_is_said_first() -> None:
    quiz = make_quiz(ask_confidence=True)
    assert advance(quiz, start(quiz), reply("q", "")) == Refused(Refusal.NOTHING_CHOSEN)


def test_nobody_need_be_sure_where_nothing_is_right() -> None:
    scale = make_asked("s", Scale(make_options("ab")), ScaleSolution())
    survey = make_module(make_scene("one", scale), kind=Kind.SURVEY, ask_confidence=True)
    state = play(survey, start(survey), Reply("s", Chosen(frozenset("a"))))
    assert state.answers["s"].confidence is None


def test_how_sure_is_not_kept_where_it_is_not_asked_for() -> None:
    quiz = make_quiz()
    sure = Reply("q", reply("q").answer, Confidence.SURE)
    assert play(quiz, start(quiz), sure).answers["q"].confidence is None


ASKED = [make_question(f"q{number}", points=1 + number % 2) for number in range(6)]
TUTOR = make_fence("f", make_question("tutor"), roles=["facilitator"])
DRAWN = make_quiz(
    make_scene("one", *ASKED[:3], TUTOR, runs_on="two"), make_scene("two", *ASKED[3:]), draw=2
)


def test_a_draw_is_the_same_at_every_look_and_another_in_another_attempt() -> None:
    draws = [draw_questions(DRAWN, "health", str(seed)) for seed in range(60)]
    assert draws == [draw_questions(DRAWN, "health", str(seed)) for seed in range(60)]
    assert {len(draw) for draw in draws} == {2}
    assert frozenset().union(*draws) == {each.question.id for each in ASKED}
    assert len(set(draws)) > 10


@pytest.mark.parametrize("draw", [1, 2])
def test_something_that_earns_points_is_always_drawn(draw) -> None:
    texts = [make_asked(f"t{each}", FreeText(), FreeTextSolution("")) for each in range(5)]
    quiz = make_quiz(make_scene("one", *texts, make_question("q")), draw=draw)
    draws = [draw_questions(quiz, "health", str(seed)) for seed in range(30)]
    assert all("q" in each and len(each) == draw for each in draws)
    assert total(quiz, start(quiz)).score.best == 1


def test_what_was_not_drawn_does_not_exist() -> None:
    state = start(DRAWN)
    drawn = draw_questions(DRAWN, "health", "seed")
    seen = {each.question.id for each in view_scene(DRAWN, state).blocks}
    assert seen == drawn & {"q0", "q1", "q2"}
    [other] = sorted({"q0", "q1", "q2"} - seen)[:1]
    assert advance(DRAWN, state, reply(other)) == Refused(Refusal.UNKNOWN)


def test_the_score_is_that_of_the_draw() -> None:
    drawn = draw_questions(DRAWN, "health", "seed")
    points = sum(each.question.points for each in ASKED if each.question.id in drawn)
    first = [reply(each) for each in sorted(drawn) if each < "q3"]
    second = [reply(each) for each in sorted(drawn) if each >= "q3"]
    state = play(DRAWN, start(DRAWN), *first, Continue(), *second, Finish())
    score = total(DRAWN, state).score
    assert (score.earned, score.reachable, score.best) == (points, points, points)
    assert score.best_exact


def test_the_best_of_all_draws_is_the_luckiest() -> None:
    found = explore(DRAWN, "health")
    assert (found.best, found.best_exact) == (4, False)


def test_a_quiz_that_draws_more_than_it_has_asks_all() -> None:
    quiz = make_quiz(make_scene("one", *ASKED), draw=99)
    assert len(view_scene(quiz, start(quiz)).blocks) == 6


def order(form, seed: str):
    return order_form(make_asked("q", form, None).question, seed)


LETTERS = make_options("abcdefgh")


@pytest.mark.parametrize(
    ("form", "read"),
    [
        (Matching(LETTERS[:2], LETTERS), lambda form: form.options),
        (Ordering(LETTERS), lambda form: form.items),
        (Gaps(("", ""), (Gap("g", LETTERS),)), lambda form: form.gaps[0].menu),
    ],
    ids=["matching", "ordering", "menu"],
)
def test_what_could_tell_by_its_order_is_shuffled_for_each_attempt(form, read) -> None:
    orders = [read(order(form, str(seed))) for seed in range(20)]
    assert all(sorted(each, key=lambda option: option.id) == list(LETTERS) for each in orders)
    assert len(set(orders)) == 20
    assert order(form, "x") == order(form, "x")


def test_two_menus_of_one_text_have_orders_of_their_own() -> None:
    form = Gaps(("", "", ""), (Gap("g", LETTERS), Gap("h", LETTERS)))
    one, two = order(form, "x").gaps
    assert one.menu != two.menu


@pytest.mark.parametrize("form", [Scale(LETTERS), Judgement((Situation("s", "", ""),))])
def test_what_has_an_order_of_its_own_keeps_it(form) -> None:
    assert order(form, "x") == form


def test_prompts_stand_as_the_author_put_them() -> None:
    assert order(Matching(LETTERS, LETTERS), "x").prompts == LETTERS
