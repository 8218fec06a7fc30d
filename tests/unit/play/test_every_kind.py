"""Every kind of question, from the page to the debrief."""

from random import Random

import pytest

from learning.model.names import Kind, QuestionKind
from learning.play.debrief import make_debrief
from learning.play.score import total
from learning.play.state import Finish, Rate, Reply
from learning.play.view import view_scene
from learning.quiz.answer import Result
from tests.unit.factories import make_module, make_scene, play, start
from tests.unit.quiz.forms import find_right, make_sample

QUESTIONS = [make_sample(Random(7), kind, f"q-{kind}") for kind in QuestionKind]
QUIZ = make_module(make_scene("one", *QUESTIONS), kind=Kind.QUIZ, shuffle=True)
ANSWERS = [Reply(each.question.id, find_right(each.key.solution)) for each in QUESTIONS]
ALL = (*ANSWERS, Rate("q-free-text", (2, 1)))
OPEN = {QuestionKind.FREE_TEXT, QuestionKind.SCALE, QuestionKind.PLAN}


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_a_right_answer_of_any_kind_is_told_to_be_right(number) -> None:
    state = play(QUIZ, start(QUIZ), ANSWERS[number])
    shown = view_scene(QUIZ, state).blocks[number]
    unmarked = shown.question.kind in OPEN
    assert shown.told.mark.result is (Result.UNMARKED if unmarked else Result.RIGHT)
    middle = () if unmarked else (f"correct {shown.question.id}",)
    assert shown.told.reasons_html == (*middle, f"why {shown.question.id}")


def test_a_debrief_has_every_kind_with_what_came_of_it() -> None:
    state = play(QUIZ, start(QUIZ), *ALL, Finish())
    [review] = make_debrief(QUIZ, state).reviews
    assert [each.question.kind for each in review.questions] == list(QuestionKind)
    assert len({type(each.told.verdict) for each in review.questions}) == 9


def test_all_right_answers_earn_all_there_is() -> None:
    score = total(QUIZ, play(QUIZ, start(QUIZ), *ALL, Finish())).score
    marked = (each.question for each in QUESTIONS if each.question.kind not in OPEN)
    points = sum(each.points for each in marked)
    assert (score.earned, score.reachable, score.best) == (points, points, points)
