"""A question out of its place: what stands beside it, and what it never gives away."""

from hypothesis import given

from learning.model.names import HEALTH, LAW, Feedback, Kind, QuestionId
from learning.play.recall import answer_again, find_question, show_again
from learning.play.state import Answered, Refused, Reply
from learning.quiz.answer import Chosen, Confidence, Result
from tests.unit.factories import (
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    visited,
)
from tests.unit.play.worlds import modules, sides, some

ALWAYS, SOMETIMES, BESIDE = (make_prose(name, name) for name in ("always", "sometimes", "beside"))
ROOM = make_scene(
    "room",
    ALWAYS,
    make_fence("once", SOMETIMES, when=visited("hall")),
    make_fence("law", make_prose("hers", "hers"), roles=(LAW,)),
    make_question("open"),
    make_fence("later", BESIDE, make_question("fenced"), when=visited("room")),
)
MODULE = make_module(ROOM)


def show(name: str, module=MODULE, side=HEALTH):
    point = find_question(module, side, QuestionId(name))
    return None if point is None else show_again(module, side, point, seed="seed")


def test_beside_it_stands_what_this_side_always_reads_with_it() -> None:
    assert show("open").prose_html == (ALWAYS.html,)
    assert show("fenced").prose_html == (ALWAYS.html, BESIDE.html)
    assert len(show("open", side=LAW).prose_html) == 2


def test_it_is_asked_bare_and_told_once_it_is_answered() -> None:
    point = find_question(MODULE, HEALTH, QuestionId("open"))
    bare = show_again(MODULE, HEALTH, point, seed="seed").question
    assert (bare.told, bare.hints_html, bare.next_hint) == (None, (), None)
    given_answer = answer_again(MODULE, point, Reply(point.question.id, Chosen(frozenset("b"))))
    assert isinstance(given_answer, Answered)
    told = show_again(MODULE, HEALTH, point, seed="seed", given=given_answer).question.told
    assert told.mark.result is Result.WRONG
    assert told.reasons_html == ("incorrect open", "why open")


def test_who_does_not_say_how_sure_has_guessed() -> None:
    module = make_module(ROOM, ask_confidence=True)
    point = find_question(module, HEALTH, QuestionId("open"))
    given_answer = answer_again(module, point, Reply(point.question.id, Chosen(frozenset("a"))))
    assert given_answer.confidence is Confidence.GUESS


def test_an_answer_that_does_not_fit_is_refused() -> None:
    point = find_question(MODULE, HEALTH, QuestionId("open"))
    none = Reply(point.question.id, Chosen(frozenset()))
    assert isinstance(answer_again(MODULE, point, none), Refused)


def test_nothing_comes_back_of_what_tells_nothing() -> None:
    assert show("open", make_module(ROOM, kind=Kind.SURVEY)) is None
    silent = make_module(ROOM, kind=Kind.QUIZ, feedback=Feedback.NONE)
    assert show("open", silent) is None
    assert show("nobody") is None


@some
@given(modules, sides)
def test_nothing_is_told_before_it_is_answered(module, side) -> None:
    names = [each for scene in module.key.scenes.values() for each in scene.questions]
    for name in names:
        view = show(name, module, side)
        assert view is None or view.question.told is None
        assert view is None or view.question.answer is None
