"""What answers show, on both databases: the first attempt, the latest answers, two statements."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from learning.evidence.spotting import NeedTally
from learning.model.names import Need
from learning.operations import catalogue
from learning.operations.accounts import Viewer
from learning.operations.evidence import Evidence, my_evidence
from learning.operations.progress import my_progress
from learning.operations.site import Site
from learning.storage.count import count_statements
from learning.storage.evidence import list_latest
from learning.storage.schema import Practice
from tests.storage.conftest import Clock
from tests.storage.plays import BADLY, QUESTION, WELL, play
from tests.storage.written import COURSE

HEARD, MISSED = NeedTally(hits=1), NeedTally(misses=1)


def draw(site: Site, viewer: Viewer) -> Evidence:
    return my_evidence(site, viewer, my_progress(site, viewer))


def test_playing_again_changes_nothing_of_what_was_spotted_first(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    play(stocked, amina, BADLY)
    clock.wait(minutes=1)
    play(stocked, amina, WELL)
    found = draw(stocked, amina)
    assert found.spotting == {Need.HOUSING: MISSED}
    assert [each.case for each in found.periods] == ["Damp"]


def test_of_each_question_the_latest_answer_counts(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    play(stocked, amina, WELL)
    clock.wait(minutes=1)
    play(stocked, amina, BADLY)
    with stocked.database.read() as connection:
        (answer,) = list_latest(connection, amina.person_id, now=clock(), most=9)
    assert (answer.question, answer.result) == (QUESTION, "wrong")
    assert answer.title == "What would you ask first?"


def test_what_is_not_told_yet_is_not_there(stocked: Site, amina: Viewer, clock: Clock) -> None:
    play(stocked, amina, WELL)
    later = clock() + timedelta(minutes=5)
    for told_at, answers in ((later, 0), (None, 0), (clock(), 1)):
        with stocked.database.write() as connection:
            connection.execute(update(Practice).values(told_at=told_at))
        assert draw(stocked, amina).answers == answers


def test_nobody_draws_on_anothers_answers(stocked: Site, amina: Viewer, ben: Viewer) -> None:
    play(stocked, amina, WELL)
    found = draw(stocked, ben)
    assert (found.cases, found.answers, found.periods) == (0, 0, ())


@pytest.mark.parametrize("attempts_made", [1, 12])
def test_evidence_takes_two_statements_whatever_the_history(
    stocked: Site, amina: Viewer, attempts_made: int
) -> None:
    catalogue.enrol(stocked, amina, COURSE)
    for _ in range(attempts_made):
        play(stocked, amina, BADLY)
    done = my_progress(stocked, amina)
    with count_statements(stocked.database.engine) as statements:
        found = my_evidence(stocked, amina, done)
    assert len(statements) == 2
    assert (found.cases, found.answers) == (1, 1)
