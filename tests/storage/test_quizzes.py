"""Quizzes: how often one may be taken, and how long that may last, whoever asks and however."""

from pathlib import Path

import pytest

from learning.errors import NotAllowed, TimeUp
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.play.state import Finish
from tests.storage.conftest import Clock, together
from tests.storage.plays import assert_counted, begin
from tests.storage.quizzes import FIRST, LAST, QUIZ, set_terms, take


@pytest.fixture
def quiz(site: Site, tmp_path: Path) -> Site:
    """Publish a quiz that may be taken twice, for ten minutes each time."""
    set_terms(site, tmp_path, "attempts: 2\ntime_limit: 10\n")
    return site


def test_one_attempt_too_many_is_refused_by_every_door(quiz: Site, amina: Viewer) -> None:
    take(quiz, amina)
    last = take(quiz, amina)
    for anew in (True, False):
        with pytest.raises(NotAllowed, match=r"2 times.*The best one counts"):
            begin(quiz, amina, anew=anew, path=QUIZ)
    with pytest.raises(NotAllowed, match="2 times"):
        attempts.play_again(quiz, amina, last)
    assert_counted(quiz, amina)


def test_the_last_attempt_is_gone_on_with(quiz: Site, amina: Viewer) -> None:
    take(quiz, amina)
    under_way = begin(quiz, amina, path=QUIZ)
    assert begin(quiz, amina, path=QUIZ) == under_way
    with pytest.raises(NotAllowed):
        begin(quiz, amina, anew=True, path=QUIZ)


def test_each_person_has_attempts_of_their_own(quiz: Site, amina: Viewer, ben: Viewer) -> None:
    for _ in range(2):
        take(quiz, amina)
    take(quiz, ben)


def test_starts_at_the_same_moment_are_no_more_than_allowed(quiz: Site, amina: Viewer) -> None:
    refused: list[NotAllowed] = []

    def start() -> None:
        try:
            begin(quiz, amina, anew=True, path=QUIZ)
        except NotAllowed as error:
            refused.append(error)

    together(50, start)
    assert len(refused) == 48


def test_a_limit_that_was_lifted_is_none(quiz: Site, amina: Viewer, tmp_path: Path) -> None:
    for _ in range(2):
        take(quiz, amina)
    set_terms(quiz, tmp_path, "attempts: unlimited\n")
    take(quiz, amina)


def test_a_page_is_told_when_the_time_is_up(quiz: Site, amina: Viewer, clock: Clock) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    end = clock.now.replace(minute=10)
    clock.wait(minutes=9, seconds=59)
    place = attempts.open_attempt(quiz, amina, attempt_id)
    assert (place.ends_at, place.time_up) == (end, False)
    clock.wait(seconds=1)
    assert attempts.open_attempt(quiz, amina, attempt_id).time_up


def test_what_is_late_is_refused_and_the_quiz_handed_in_as_it_is(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    clock.wait(minutes=10, seconds=30)
    assert attempts.take(quiz, amina, attempt_id, no=1, move=FIRST) == attempts.Taken(1)
    clock.wait(seconds=1)
    with pytest.raises(TimeUp, match="not stored"):
        attempts.take(quiz, amina, attempt_id, no=2, move=LAST)
    again = attempts.take(quiz, amina, attempt_id, no=1, move=FIRST)
    assert again == attempts.Taken(1, replayed=True)
    for replayed in (False, True):
        taken = attempts.take(quiz, amina, attempt_id, no=2, move=Finish())
        assert taken == attempts.Taken(2, replayed=replayed)
    score = attempts.show_debrief(quiz, amina, attempt_id).debrief.score
    assert (score.earned, score.best) == (1, 2)
    assert_counted(quiz, amina)


def test_nothing_is_handed_in_early_by_asking_for_it(quiz: Site, amina: Viewer) -> None:
    attempt_id = begin(quiz, amina, path=QUIZ)
    assert attempts.take(quiz, amina, attempt_id, no=1, move=Finish()).refused


def test_without_a_limit_there_is_no_end(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, "")
    attempt_id = begin(site, amina, path=QUIZ)
    clock.wait(days=400)
    assert attempts.open_attempt(site, amina, attempt_id).ends_at is None
    assert attempts.take(site, amina, attempt_id, no=1, move=FIRST) == attempts.Taken(1)
