"""Texts that others mark: settled once they can no longer change, and shown once told."""

from datetime import date

import pytest

from learning.model.form import FreeText
from learning.model.names import LAW, Feedback, Kind
from learning.model.solution import Criterion, FreeTextSolution
from learning.play.debrief import make_debrief
from learning.play.marked import find_task, list_done, show_in_debrief, show_on_page
from learning.play.shown import PeerMarks, PeerStand
from learning.play.state import Finish, Reply
from learning.play.view import view_scene
from learning.quiz.answer import Marker, RubricMarks, Written
from tests.unit.factories import make_asked, make_ending, make_module, make_scene, play, start

SOLUTION = FreeTextSolution("the model", (Criterion(2, "Names the duty"),))
PEER = make_asked("peer", FreeText(peer=True), SOLUTION)
OWN = make_asked("own", FreeText(), SOLUTION, optional=True)
CASE = make_module(make_scene("one", PEER, OWN, endings=[make_ending()]))
WRITE, WRITE_OWN = Reply("peer", Written("My words")), Reply("own", Written("For me"))
STAND = PeerStand("text", LAW, date(2026, 12, 1))
MARKS = PeerMarks(RubricMarks((1,), Marker.TUTOR), (2,), "Name the duty.")
CAME = {"tutor": {"own": MARKS, "peer": MARKS}, "peers": {"peer": STAND, "own": STAND}}


def make_quiz(feedback: Feedback):
    return make_module(make_scene("one", PEER, OWN), kind=Kind.QUIZ, feedback=feedback)


def done(module, *moves) -> list[str]:
    after = play(module, start(module), *moves)
    return [text for _, text in list_done(module, moves[-1], after)]


def test_a_text_is_settled_when_it_is_given() -> None:
    assert done(CASE, WRITE) == ["My words"]
    assert done(CASE, WRITE, Finish()) == []


def test_one_that_its_author_marks_is_never_offered() -> None:
    assert done(CASE, WRITE_OWN) == []


@pytest.mark.parametrize("feedback", [Feedback.DEFERRED, Feedback.NONE])
def test_where_it_may_be_replaced_it_is_settled_when_all_is_handed_in(feedback: Feedback) -> None:
    quiz = make_quiz(feedback)
    better = Reply("peer", Written("Better"))
    assert done(quiz, WRITE) == []
    assert done(quiz, WRITE, WRITE_OWN, better, Finish()) == ["Better"]


def test_a_task_is_found_with_what_it_is_marked_by() -> None:
    question, solution = find_task(CASE, LAW, "peer")
    assert (question.id, solution) == ("peer", SOLUTION)
    assert find_task(CASE, LAW, "own") is None
    assert find_task(CASE, LAW, "nonsense") is None


def test_what_came_of_it_stands_with_its_question() -> None:
    state = play(CASE, start(CASE), WRITE, WRITE_OWN)
    peer, own = show_on_page(view_scene(CASE, state), **CAME).blocks
    assert (peer.peers, own.peers) == (STAND, None)
    assert (peer.tutor, own.tutor) == (MARKS, MARKS)
    state = play(CASE, start(CASE), WRITE, Finish())
    [review] = show_in_debrief(make_debrief(CASE, state), **CAME).reviews
    assert (review.questions[0].peers, review.questions[0].tutor) == (STAND, MARKS)


def test_nothing_is_shown_where_nothing_is_told() -> None:
    quiz = make_quiz(Feedback.DEFERRED)
    view = view_scene(quiz, play(quiz, start(quiz), WRITE))
    assert show_on_page(view, **CAME) == view
