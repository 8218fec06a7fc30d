"""Rosters and join codes on both databases: whole or not at all, whoever else comes meanwhile."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from learning.errors import InvalidInput, NotFound, Stale, TooMany
from learning.exchange.rosters import read_roster
from learning.operations import accounts
from learning.operations.accounts import Registration, Viewer
from learning.operations.catalogue import show_course
from learning.operations.cohort_joining import find_code, leave, list_mine
from learning.operations.cohort_joining import join as join_cohort
from learning.operations.cohort_people import Given, add_teacher, change_person, take_out
from learning.operations.cohort_rosters import (
    CODES,
    Fate,
    export_roster,
    preview_roster,
    take_roster,
)
from learning.operations.cohorts import load_cohort, renew_code
from learning.operations.site import Site
from learning.storage import cohort_people, cohorts
from learning.storage.cohorts import LearnerRow
from tests.storage.cohort_making import make_educator, make_taught, publish_course, put
from tests.storage.conftest import PASSWORD, Clock, join, together, viewer_of
from tests.storage.written import COURSE

HEAD = "Name,Email,Profession,Extra time,Role\n"
ROSTER = (HEAD + "Amina,amina@example.org,,50,\nFarah,farah@example.org,law,untimed,\n").encode()


@pytest.fixture
def cole(site: Site, tmp_path: Path) -> Viewer:
    publish_course(site, tmp_path)
    return make_educator(site)


@pytest.fixture
def cohort_id(site: Site, cole: Viewer) -> str:
    return make_taught(site, cole)


def take(site: Site, cole: Viewer, cohort_id: str, data: bytes = ROSTER) -> None:
    digest = preview_roster(site, cole, cohort_id, data=data).digest
    take_roster(site, cole, cohort_id, data=data, digest=digest)


def people_of(site: Site, cohort_id: str) -> dict[str, LearnerRow]:
    with site.database.read() as connection:
        return {each.email: each for each in cohorts.list_learners(connection, cohort_id)}


def expected_in(site: Site, cohort_id: str) -> list[str]:
    with site.database.read() as connection:
        return [each.email for each in cohort_people.list_expected(connection, cohort_id)]


def test_a_roster_puts_in_who_has_an_account_and_expects_the_others(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    plan = preview_roster(site, cole, cohort_id, data=ROSTER)
    assert [each.fate for each in plan.steps] == [Fate.ADDED, Fate.EXPECTED]
    assert people_of(site, cohort_id) == {}
    take_roster(site, cole, cohort_id, data=ROSTER, digest=plan.digest)
    assert people_of(site, cohort_id)[amina.email].extra_time == 50
    assert expected_in(site, cohort_id) == ["farah@example.org"]
    assert show_course(site, amina, COURSE).enrolled


def test_who_is_expected_is_in_with_all_as_soon_as_they_register(
    site: Site, cole: Viewer, cohort_id: str
) -> None:
    take(site, cole, cohort_id)
    farah = viewer_of(site, join(site, "Farah", "law"))
    assert people_of(site, cohort_id)[farah.email].untimed
    assert expected_in(site, cohort_id) == ["amina@example.org"]
    assert show_course(site, farah, COURSE).enrolled


def test_taken_in_twice_it_changes_nothing_more(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    take(site, cole, cohort_id)
    plan = preview_roster(site, cole, cohort_id, data=ROSTER)
    assert [each.fate for each in plan.steps] == [Fate.THERE, Fate.THERE]


def test_what_a_file_has_no_column_for_stays(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    take(site, cole, cohort_id)
    data = b"Name,Email\nAmina,amina@example.org\n"
    assert preview_roster(site, cole, cohort_id, data=data).steps[0].fate is Fate.THERE
    changed = b"Name,Email,Extra time\nAmina,amina@example.org,none\n"
    take(site, cole, cohort_id, changed)
    assert people_of(site, cohort_id)[amina.email].extra_time is None


def test_with_a_fault_nothing_is_stored(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    data = ROSTER + b"Ben,ben@example,,,\n"
    plan = preview_roster(site, cole, cohort_id, data=data)
    assert [each.line for each in plan.faults] == [4]
    with pytest.raises(InvalidInput, match="faults"):
        take_roster(site, cole, cohort_id, data=data, digest=plan.digest)
    assert people_of(site, cohort_id) == {}
    assert len(expected_in(site, cohort_id)) == 0


def test_nobody_becomes_a_teacher_by_a_mere_roster(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    make_educator(site, "Gwen")
    rows = "".join(f"{each},{each}@example.org,,,teacher\n" for each in ("amina", "gwen", "x"))
    data = (HEAD + rows).encode()
    plan = preview_roster(site, cole, cohort_id, data=data)
    assert [each.line for each in plan.faults] == [2, 4]
    assert "standing of an educator" in plan.faults[0].message


def test_a_roster_takes_nobody_their_teaching(site: Site, cole: Viewer, cohort_id: str) -> None:
    data = (HEAD + "Cole,cole@example.org,,,learner\n").encode()
    (step,) = preview_roster(site, cole, cohort_id, data=data).steps
    assert (step.fate, step.stays_teacher) == (Fate.THERE, True)


def test_what_changed_since_the_preview_is_looked_at_again(
    site: Site, cole: Viewer, cohort_id: str
) -> None:
    digest = preview_roster(site, cole, cohort_id, data=ROSTER).digest
    join(site, "Farah", "law")
    with pytest.raises(Stale, match="Look again"):
        take_roster(site, cole, cohort_id, data=ROSTER, digest=digest)
    assert people_of(site, cohort_id) == {}


def test_two_uploads_at_once_do_it_once(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    digest = preview_roster(site, cole, cohort_id, data=ROSTER).digest
    outcomes: list[str] = []

    def upload() -> None:
        try:
            take_roster(site, cole, cohort_id, data=ROSTER, digest=digest)
            outcomes.append("done")
        except Stale:
            outcomes.append("stale")

    together(3, upload)
    assert sorted(outcomes) == ["done", "stale", "stale"]
    assert len(people_of(site, cohort_id)) == 1


def at_once(*work: Callable[[], object]) -> None:
    """Do several things at the same time, each in a thread of its own."""
    start = threading.Barrier(len(work))

    def run(each: Callable[[], object]) -> None:
        start.wait(30)
        each()

    threads = [threading.Thread(target=run, args=(each,)) for each in work]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert not any(each.is_alive() for each in threads)


def test_joining_by_code_and_by_roster_at_once_keeps_the_time_of_the_roster(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    renew_code(site, cole, cohort_id)
    code = load_cohort(site, cole, cohort_id).row.join_code or ""
    plan = preview_roster(site, cole, cohort_id, data=ROSTER)

    def upload() -> None:
        try:
            take_roster(site, cole, cohort_id, data=ROSTER, digest=plan.digest)
        except Stale:
            take(site, cole, cohort_id)

    at_once(upload, lambda: join_cohort(site, amina, code))
    assert people_of(site, cohort_id)[amina.email].extra_time == 50


@pytest.mark.parametrize("turn", range(4))
def test_who_registers_during_an_upload_is_in_and_not_expected(
    site: Site, cole: Viewer, cohort_id: str, turn: int
) -> None:
    wanted = Registration("Farah", "farah@example.org", PASSWORD, "law")

    def upload() -> None:
        try:
            take(site, cole, cohort_id)
        except Stale:
            take(site, cole, cohort_id)

    at_once(upload, lambda: accounts.register(site, wanted, "192.0.2.1"))
    assert "farah@example.org" in people_of(site, cohort_id)
    assert expected_in(site, cohort_id) == ["amina@example.org"]


def test_what_is_written_is_read_again(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    take(site, cole, cohort_id)
    written = export_roster(site, cole, cohort_id)
    again = read_roster(written.encode(), professions=CODES)
    assert not again.faults
    assert {(each.email, each.extra_time, each.teaches) for each in again.rows} == {
        ("amina@example.org", 50, False),
        ("cole@example.org", 0, True),
        ("farah@example.org", None, False),
    }


def test_a_code_lets_in_until_it_is_renewed(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    renew_code(site, cole, cohort_id)
    old = load_cohort(site, cole, cohort_id).row.join_code or ""
    assert join_cohort(site, amina, old.lower()) == "Spring term"
    assert [each.row.name for each in list_mine(site, amina)] == ["Spring term"]
    renew_code(site, cole, cohort_id)
    with pytest.raises(NotFound):
        join_cohort(site, amina, old)
    assert leave(site, amina, cohort_id) == "Spring term"
    assert list_mine(site, amina) == []
    with pytest.raises(NotFound):
        leave(site, cole, cohort_id)


def test_codes_are_not_guessed_at_leisure(site: Site, amina: Viewer, clock: Clock) -> None:
    for _ in range(10):
        with pytest.raises(NotFound):
            find_code(site, amina, "BCDFHJ")
    with pytest.raises(TooMany):
        find_code(site, amina, "BCDFHJ")
    clock.wait(minutes=6)
    with pytest.raises(NotFound):
        find_code(site, amina, "BCDFHJ")


def test_the_last_teacher_stays(site: Site, cole: Viewer, amina: Viewer, cohort_id: str) -> None:
    gwen = make_educator(site, "Gwen")
    with pytest.raises(InvalidInput, match="needs a teacher"):
        take_out(site, cole, cohort_id, person_id=cole.person_id)
    with pytest.raises(InvalidInput, match="standing of an educator"):
        add_teacher(site, cole, cohort_id, email=amina.email)
    add_teacher(site, cole, cohort_id, email=" GWEN@example.org")
    with pytest.raises(InvalidInput, match="made this cohort"):
        take_out(site, gwen, cohort_id, person_id=cole.person_id)
    take_out(site, cole, cohort_id, person_id=cole.person_id)
    with pytest.raises(NotFound):
        load_cohort(site, cole, cohort_id)


def test_two_teachers_taking_each_other_out_at_once_leave_one(
    site: Site, cole: Viewer, cohort_id: str
) -> None:
    gwen = make_educator(site, "Gwen")
    add_teacher(site, cole, cohort_id, email=gwen.email)

    def remove(by: Viewer, whom: Viewer) -> None:
        try:
            take_out(site, by, cohort_id, person_id=whom.person_id)
        except (InvalidInput, NotFound):
            return

    at_once(lambda: remove(cole, gwen), lambda: remove(gwen, cole))
    with site.database.read() as connection:
        assert len(cohorts.teachers_of(connection, cohort_id)) == 1


def test_time_and_dates_of_a_person_are_checked_together(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str, clock: Clock
) -> None:
    put(site, cohort_id, amina)
    today = clock().date()
    before = today.replace(day=1)
    wrong = Given("twice", opens=today, closes=before)
    with pytest.raises(InvalidInput) as refused:
        change_person(site, cole, cohort_id, person_id=amina.person_id, given=wrong)
    assert set(refused.value.fields) == {"extra-time", "closes"}
    given = Given("untimed", opens=before, closes=None)
    change_person(site, cole, cohort_id, person_id=amina.person_id, given=given)
    row = people_of(site, cohort_id)[amina.email]
    assert (row.untimed, row.extra_time, row.opens) == (True, None, before)
