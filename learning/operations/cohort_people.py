"""Who is in a cohort: what each has there, co-teachers, and taking somebody out.

A cohort always keeps a teacher who may teach it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from learning.access.extra_time import MOST_EXTRA_TIME, NoExtraTime, parse_extra_time
from learning.access.identity import tidy_email
from learning.errors import InvalidInput, NotFound
from learning.operations.accounts import ADMINISTRATOR, EDUCATOR, Viewer
from learning.operations.cohorts import (
    CohortView,
    Reach,
    change_cohort,
    find_fault,
    find_shut,
    make_line,
    open_cohort,
)
from learning.operations.messages import PutIn, tell_put_in
from learning.operations.site import Site
from learning.storage import audit, cohort_people, cohorts
from learning.storage.cohort_people import InviteRow, Place
from learning.storage.cohorts import TEACHER, CohortRow, LearnerRow

TEACHES = frozenset({EDUCATOR, ADMINISTRATOR})
NOBODY = "There is no such person in this cohort"
MAKER = "They made this cohort: they alone, or an administrator, can take them out"
LAST = "A cohort needs a teacher: add another one first"
NO_EDUCATOR = (
    "This address has no account with the standing of an educator: an administrator gives that"
)


@dataclass(frozen=True, slots=True)
class People:
    """Who is in a cohort, the teachers first, and who is expected once they have an account."""

    cohort: CohortView
    here: Sequence[LearnerRow]
    expected: Sequence[InviteRow]


@dataclass(frozen=True, slots=True)
class Given:
    """What a learner is given in a cohort, the time as it was typed."""

    extra_time: str
    opens: date | None
    closes: date | None


def list_people(site: Site, viewer: Viewer, cohort_id: str) -> People:
    """List who is in a cohort, in four statements; raises NotFound."""
    with site.database.read() as connection:
        view = open_cohort(connection, viewer, cohort_id)
        here = cohorts.list_people(connection, cohort_id)
        return People(view, here, cohort_people.list_expected(connection, cohort_id))


def find_person(
    site: Site, viewer: Viewer, cohort_id: str, *, person_id: str
) -> tuple[CohortView, LearnerRow]:
    """Give somebody in a cohort; raises NotFound."""
    with site.database.read() as connection:
        view = open_cohort(connection, viewer, cohort_id)
        return view, _find(connection, cohort_id, person_id)


def change_person(
    site: Site, viewer: Viewer, cohort_id: str, *, person_id: str, given: Given
) -> None:
    """Give a learner dates and time of their own; raises InvalidInput."""
    faults = {}
    try:
        percent = parse_extra_time(given.extra_time)
    except NoExtraTime:
        faults["extra-time"] = f"Write percent from 0 to {MOST_EXTRA_TIME}, untimed, or none"
    if fault := find_fault(given.opens, given.closes):
        faults["closes"] = fault
    if faults:
        raise InvalidInput(faults)

    def change(connection: Connection, row: CohortRow) -> str:
        there = _find(connection, cohort_id, person_id)
        _check_days(row, given)
        place = Place(there.role, percent or None, percent is None, given.opens, given.closes)
        cohort_people.put_person(connection, cohort_id, person_id, place=place, at=site.clock())
        action = "given other dates or time in a cohort"
        line = make_line(
            site, who=viewer.person_id, action=action, subject=person_id, cohort=row.name
        )
        audit.add_entry(connection, line)
        return ""

    change_cohort(site, viewer, cohort_id, change=change)


def _check_days(row: CohortRow, given: Given) -> None:
    """See that the days that then hold for somebody leave one to begin on."""
    if shut := find_shut(given.opens or row.opens, given.closes or row.closes):
        raise InvalidInput({"opens": f"Nothing could be begun: {shut}"})


def take_out(site: Site, viewer: Viewer, cohort_id: str, *, person_id: str) -> None:
    """Take somebody out of a cohort; what they did stays theirs. Raises InvalidInput, NotFound."""

    def change(connection: Connection, row: CohortRow) -> str:
        people = cohorts.list_people(connection, cohort_id)
        if not any(each.person_id == person_id for each in people):
            raise NotFound(NOBODY)
        if not may_take_out(viewer, row, person_id):
            raise InvalidInput({"": MAKER})
        keep_teacher(people, person_id)
        cohort_people.take_out(connection, cohort_id, person_id, at=site.clock())
        action = "taken out of a cohort"
        line = make_line(
            site, who=viewer.person_id, action=action, subject=person_id, cohort=row.name
        )
        audit.add_entry(connection, line)
        return ""

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.ARCHIVED)


def may_take_out(viewer: Viewer, row: CohortRow, person_id: str) -> bool:
    """Say whether a teacher may take somebody out: not who made the cohort, but themselves."""
    return person_id != row.made_by or viewer.person_id == person_id or viewer.is_admin


def keep_teacher(people: Sequence[LearnerRow], leaving: str) -> None:
    """See that a cohort keeps somebody who may teach it; raises InvalidInput."""
    teachers = {each.person_id for each in people if each.teaches}
    staying = [
        each
        for each in people
        if each.teaches
        and each.person_id != leaving
        and each.standing in TEACHES
        and not each.suspended_at
    ]
    if leaving in teachers and not staying:
        raise InvalidInput({"": LAST})


def add_teacher(site: Site, viewer: Viewer, cohort_id: str, *, email: str) -> None:
    """Let another educator teach a cohort; raises InvalidInput."""

    def change(connection: Connection, row: CohortRow) -> str:
        found = cohort_people.list_accounts(connection, [tidy_email(email)])
        if not found or found[0].standing not in TEACHES:
            raise InvalidInput({"email": NO_EDUCATOR})
        person_id = found[0].person_id
        cohort_people.put_person(
            connection, cohort_id, person_id, place=Place(TEACHER), at=site.clock()
        )
        told = PutIn(row.name, cohort_id, teaches=True)
        tell_put_in(site, connection, told, person_id=person_id)
        action = "made teacher of a cohort"
        line = make_line(
            site, who=viewer.person_id, action=action, subject=person_id, cohort=row.name
        )
        audit.add_entry(connection, line)
        return ""

    change_cohort(site, viewer, cohort_id, change=change)


def withdraw(site: Site, viewer: Viewer, cohort_id: str, *, email: str) -> None:
    """Expect an address no more; raises NotFound."""

    def change(connection: Connection, row: CohortRow) -> str:
        if not cohort_people.withdraw_invite(connection, cohort_id, email):
            raise NotFound(NOBODY)
        return "somebody expected no more in a cohort"

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.EXPECTED)


def _find(connection: Connection, cohort_id: str, person_id: str) -> LearnerRow:
    found = cohorts.load_person(connection, cohort_id, person_id)
    if found is None:
        raise NotFound(NOBODY)
    return found
