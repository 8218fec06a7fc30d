"""What a cohort means for its learners on both databases: more time, and the days of its course."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from learning.errors import NotAllowed
from learning.operations import attempts, catalogue
from learning.operations.abandoned import Report, hand_in_abandoned
from learning.operations.accounts import Viewer
from learning.operations.cohort_courses import set_due
from learning.operations.cohorts import Wanted, archive, make_cohort, rename
from learning.operations.dates import Event
from learning.operations.home import show_home
from learning.operations.site import Site
from learning.storage import cohort_people
from learning.storage.cohort_people import Place
from learning.storage.cohorts import LEARNER, TEACHER
from learning.storage.count import count_statements
from tests.storage.cohort_making import (
    LESSON,
    make_educator,
    make_taught,
    publish_course,
    put,
)
from tests.storage.conftest import Clock
from tests.storage.plays import begin
from tests.storage.quizzes import QUIZ
from tests.storage.written import COURSE

TODAY = date(2026, 11, 21)


@pytest.fixture
def cole(site: Site, tmp_path: Path) -> Viewer:
    publish_course(site, tmp_path)
    return make_educator(site)


def minutes_of(site: Site, viewer: Viewer) -> float | None:
    attempt_id = begin(site, viewer, path=QUIZ)
    ends = attempts.open_attempt(site, viewer, attempt_id).ends_at
    return None if ends is None else (ends - site.clock()) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("account", "place", "minutes"),
    [
        (0, Place(LEARNER), 10),
        (0, Place(LEARNER, extra_time=50), 15),
        (100, Place(LEARNER, extra_time=50), 20),
        (25, Place(LEARNER, untimed=True), None),
        (None, Place(LEARNER, extra_time=50), None),
        (0, Place(TEACHER, extra_time=50), 10),
    ],
)
def test_the_more_generous_time_counts(
    site: Site, cole: Viewer, amina: Viewer, *, account: int | None, place: Place, minutes: float
) -> None:
    put(site, make_taught(site, cole), amina, place)
    viewer = replace(amina, extra_time=account)
    assert minutes_of(site, viewer) == minutes
    cover = catalogue.show_case(site, viewer, QUIZ)
    left = None if minutes is None else timedelta(minutes=minutes)
    assert cover.time_left == left


def test_of_two_cohorts_the_more_generous_counts(site: Site, cole: Viewer, amina: Viewer) -> None:
    for time in (25, 100, 50):
        put(site, make_taught(site, cole), amina, Place(LEARNER, extra_time=time))
    assert minutes_of(site, amina) == 20


def test_time_is_given_for_the_courses_of_the_cohort_alone(
    site: Site, cole: Viewer, amina: Viewer, ben: Viewer
) -> None:
    put(site, make_cohort(site, cole, Wanted("Other")), amina, Place(LEARNER, extra_time=50))
    put(site, make_taught(site, cole), ben, Place(LEARNER, extra_time=50))
    assert (minutes_of(site, amina), minutes_of(site, ben)) == (10, 15)


def test_who_was_taken_out_keeps_the_time_of_what_is_under_way_alone(
    site: Site, cole: Viewer, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    cohort_id = make_taught(site, cole)
    for each in (amina, ben):
        put(site, cohort_id, each, Place(LEARNER, untimed=True))
    assert minutes_of(site, amina) is None
    clock.wait(minutes=30)
    with site.database.write() as connection:
        for each in (amina, ben):
            cohort_people.take_out(connection, cohort_id, each.person_id, at=site.clock())
    assert minutes_of(site, amina) is None
    cover = catalogue.show_case(site, amina, QUIZ)
    assert (cover.extra_time, cover.time_left) == (None, None)
    assert minutes_of(site, ben) == 10


def test_nothing_is_handed_in_for_who_has_more_time(
    site: Site, cole: Viewer, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    cohort_id = make_taught(site, cole)
    put(site, cohort_id, amina, Place(LEARNER, extra_time=100))
    begin(site, amina, path=QUIZ)
    begin(site, ben, path=QUIZ)
    clock.wait(minutes=70)
    assert hand_in_abandoned(site) == Report(1, ())
    clock.wait(minutes=10)
    assert hand_in_abandoned(site) == Report(1, ())


def refuses(site: Site, viewer: Viewer, path: str = LESSON) -> str:
    """Say why a module cannot be begun; "" where it can."""
    try:
        begin(site, viewer, anew=True, path=path)
    except NotAllowed as refused:
        return str(refused)
    return ""


def test_before_it_opens_and_after_it_closes_nothing_is_begun(
    site: Site, cole: Viewer, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    dates = Wanted("Spring", TODAY + timedelta(days=1), TODAY + timedelta(days=3))
    put(site, make_taught(site, cole, dates), amina)
    assert "opens on 22 November 2026" in refuses(site, amina)
    assert refuses(site, ben) == ""
    clock.wait(days=1)
    attempt_id = begin(site, amina, path=LESSON)
    clock.wait(days=2)
    assert refuses(site, amina, QUIZ) == ""
    clock.wait(days=1)
    assert "closed at the end of 24 November 2026" in refuses(site, amina)
    assert begin(site, amina, path=LESSON) == attempt_id
    assert not attempts.open_attempt(site, amina, attempt_id).finished


def test_own_dates_come_before_those_of_the_cohort(site: Site, cole: Viewer, amina: Viewer) -> None:
    cohort_id = make_taught(site, cole, Wanted("Past", closes=TODAY - timedelta(days=1)))
    put(site, cohort_id, amina, Place(LEARNER, closes=TODAY))
    assert refuses(site, amina) == ""


def test_of_two_cohorts_the_more_generous_dates_count(
    site: Site, cole: Viewer, amina: Viewer
) -> None:
    past = make_taught(site, cole, Wanted("Past", closes=TODAY - timedelta(days=1)))
    put(site, past, amina)
    assert "closed" in refuses(site, amina)
    put(site, make_taught(site, cole), amina)
    assert refuses(site, amina) == ""


def test_an_archived_cohort_keeps_nobody_from_anything_and_lets_nobody_in(
    site: Site, cole: Viewer, amina: Viewer
) -> None:
    past = make_taught(site, cole, Wanted("Past", closes=TODAY - timedelta(days=1)))
    now = make_taught(site, cole, Wanted("Later", opens=TODAY + timedelta(days=9)))
    for each in (past, now):
        put(site, each, amina, Place(LEARNER, extra_time=50))
    archive(site, cole, past, on=True)
    assert "opens on 30 November" in refuses(site, amina)
    archive(site, cole, now, on=True)
    assert refuses(site, amina) == ""
    assert minutes_of(site, amina) == 15


def test_the_dates_stand_on_the_first_page_and_cost_no_statement(
    site: Site, cole: Viewer, amina: Viewer
) -> None:
    cohort_id = make_taught(site, cole)
    catalogue.enrol(site, amina, COURSE)
    show_home(site, amina)
    with count_statements(site.database.engine) as before:
        assert show_home(site, amina).soon == ()
    put(site, cohort_id, amina)
    set_due(site, cole, cohort_id, path=COURSE, due=TODAY + timedelta(days=3))
    rename(site, cole, cohort_id, wanted=Wanted("Spring", closes=TODAY + timedelta(days=9)))
    with count_statements(site.database.engine) as after:
        soon = show_home(site, amina).soon
    assert [(date.event, date.stop, date.at.date()) for _, date in soon] == [
        (Event.DUE, None, TODAY + timedelta(days=4)),
        (Event.CLOSES, None, TODAY + timedelta(days=10)),
    ]
    assert len(after) == len(before)


def test_what_is_past_due_is_over(site: Site, cole: Viewer, amina: Viewer, clock: Clock) -> None:
    cohort_id = make_taught(site, cole)
    put(site, cohort_id, amina)
    catalogue.enrol(site, amina, COURSE)
    set_due(site, cole, cohort_id, path=COURSE, due=TODAY)
    assert not show_home(site, amina).soon[0][1].over
    clock.now = datetime(2026, 11, 22, 0, 1, tzinfo=clock.now.tzinfo)
    assert show_home(site, amina).soon[0][1].over
