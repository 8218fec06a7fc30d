"""What was said to be saved is handed in or still there, once, whatever happens beside it."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from learning.errors import NotFound, Stale, TimeUp
from learning.model.names import OptionId, QuestionId
from learning.operations import attempts, saving
from learning.operations.accounts import Viewer
from learning.operations.saving import Draft
from learning.operations.site import Site
from learning.play.state import Finish, Notice, Reply
from learning.quiz.answer import Chosen
from tests.storage.conftest import Clock, join, viewer_of
from tests.storage.plays import assert_counted, begin
from tests.storage.quizzes import FIRST, LAST, QUIZ, WRONG, set_terms

OPEN = Reply(LAST.question, Chosen(frozenset()))


@pytest.fixture
def quiz(site: Site, tmp_path: Path) -> Site:
    """Publish a quiz of two questions that tells nothing before it is handed in."""
    return publish_quiz(site, tmp_path)


@pytest.fixture
def lite_quiz(lite_site: Site, tmp_path: Path) -> Site:
    return publish_quiz(lite_site, tmp_path)


@pytest.fixture
def lite_amina(lite_site: Site) -> Viewer:
    return viewer_of(lite_site, join(lite_site, "Amina"))


def publish_quiz(site: Site, folder: Path) -> Site:
    set_terms(site, folder, "time_limit: 10\nfeedback: deferred\n")
    return site


def save(site: Site, viewer: Viewer, attempt_id: str, move: Reply, no: int = 1) -> None:
    fields = {"question": [move.question], "answer": sorted(answer_of(move))}
    saving.save(site, viewer, attempt_id, draft=Draft(fields, move, no))


def answer_of(move: Reply) -> frozenset[OptionId]:
    assert isinstance(move.answer, Chosen)
    return move.answer.options


def take(site: Site, viewer: Viewer, attempt_id: str, move: Reply | Finish, no: int) -> None:
    assert attempts.take(site, viewer, attempt_id, no=no, move=move).refused is None


def list_answers(site: Site, viewer: Viewer, attempt_id: str) -> dict[QuestionId, object]:
    """Give what the attempt has in the end, question by question."""
    reviews = attempts.show_debrief(site, viewer, attempt_id).debrief.reviews
    shown = [each for review in reviews for each in review.questions]
    return {each.question.id: each.answer for each in shown if each.answer is not None}


def list_kept(site: Site, viewer: Viewer, attempt_id: str) -> list[str]:
    return [each.part for each in saving.list_kept(site, viewer, attempt_id)]


def test_what_was_saved_is_handed_in_with_the_rest(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, WRONG)
    save(quiz, amina, attempt_id, FIRST)
    save(quiz, amina, attempt_id, LAST)
    take(quiz, amina, attempt_id, Finish(), no=1)
    given = list_answers(quiz, amina, attempt_id)
    assert given == {FIRST.question: FIRST.answer, LAST.question: LAST.answer}
    assert list_kept(quiz, amina, attempt_id) == []
    assert_counted(quiz, amina)


def test_handing_in_twice_is_handing_in_once(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, FIRST)
    save(quiz, amina, attempt_id, LAST)
    take(quiz, amina, attempt_id, Finish(), no=1)
    assert attempts.take(quiz, amina, attempt_id, no=1, move=Finish()).replayed
    assert_counted(quiz, amina)


def test_handing_in_that_is_refused_hands_in_nothing(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, FIRST)
    save(quiz, amina, attempt_id, OPEN)
    assert attempts.take(quiz, amina, attempt_id, no=1, move=Finish()).refused
    assert sorted(list_kept(quiz, amina, attempt_id)) == sorted([FIRST.question, LAST.question])
    assert_counted(quiz, amina)


def test_when_the_time_is_up_what_is_whole_is_handed_in(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, FIRST)
    save(quiz, amina, attempt_id, OPEN)
    clock.wait(minutes=11)
    with pytest.raises(TimeUp):
        save(quiz, amina, attempt_id, LAST)
    take(quiz, amina, attempt_id, Finish(), no=77)
    assert list_answers(quiz, amina, attempt_id) == {FIRST.question: FIRST.answer}


def test_an_answer_overtakes_what_was_saved_on_its_page(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, WRONG)
    take(quiz, amina, attempt_id, FIRST, no=1)
    assert list_kept(quiz, amina, attempt_id) == []
    with pytest.raises(Stale):
        save(quiz, amina, attempt_id, WRONG, no=1)
    save(quiz, amina, attempt_id, WRONG, no=2)
    assert list_kept(quiz, amina, attempt_id) == [FIRST.question]


def test_nobody_else_saves_or_sees_it(quiz: Site, amina: Viewer, ben: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    save(quiz, amina, attempt_id, FIRST)
    assert list_kept(quiz, ben, attempt_id) == []
    with pytest.raises(NotFound):
        save(quiz, ben, attempt_id, WRONG)


def test_a_part_that_is_not_asked_is_not_kept(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    for move in (Notice(()), Reply(QuestionId("nobody-asked"), FIRST.answer)):
        with pytest.raises(Stale):
            saving.save(quiz, amina, attempt_id, draft=Draft({}, move, 1))


def race(site: Site, viewer: Viewer, attempt_id: str) -> bool:
    """Save and hand in at the same moment; say whether the saving was acknowledged."""
    start, told = Barrier(2), []

    def hand_in() -> None:
        start.wait(10)
        take(site, viewer, attempt_id, Finish(), no=3)

    other = Thread(target=hand_in)
    other.start()
    start.wait(10)
    try:
        save(site, viewer, attempt_id, FIRST, no=3)
        told.append(True)
    except Stale:
        told.append(False)
    other.join(30)
    assert not other.is_alive()
    return told[0]


def test_what_is_acknowledged_beside_a_hand_in_is_in_it(quiz: Site, amina: Viewer) -> None:
    for _ in range(12):
        attempt_id = begin(quiz, amina, anew=True, path=QUIZ)
        take(quiz, amina, attempt_id, WRONG, no=1)
        take(quiz, amina, attempt_id, LAST, no=2)
        acknowledged = race(quiz, amina, attempt_id)
        given = list_answers(quiz, amina, attempt_id)[FIRST.question]
        assert given == (FIRST.answer if acknowledged else WRONG.answer)
        assert list_kept(quiz, amina, attempt_id) == []
    assert_counted(quiz, amina)


STEPS = some.lists(
    some.tuples(some.sampled_from(["save", "give"]), some.sampled_from([FIRST, WRONG, LAST, OPEN])),
    max_size=8,
)


@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_saved_and_given_the_last_of_each_counts(
    lite_quiz: Site, lite_amina: Viewer, steps: list[tuple[str, Reply]]
) -> None:
    attempt_id = begin(lite_quiz, lite_amina, anew=True, path=QUIZ)
    no, given, saved = 1, dict[QuestionId, object](), dict[QuestionId, object]()
    for way, move in steps:
        if way == "save":
            save(lite_quiz, lite_amina, attempt_id, move, no)
            saved[move.question] = move.answer
        elif attempts.take(lite_quiz, lite_amina, attempt_id, no=no, move=move).refused is None:
            no, given[move.question] = no + 1, move.answer
            saved.pop(move.question, None)
    wanted = given | {each: answer for each, answer in saved.items() if answer != OPEN.answer}
    handed_in = attempts.take(lite_quiz, lite_amina, attempt_id, no=no, move=Finish())
    assert (handed_in.refused is None) == (len(wanted) == 2)
    if handed_in.refused is None:
        assert list_answers(lite_quiz, lite_amina, attempt_id) == wanted
    assert_counted(lite_quiz, lite_amina)
