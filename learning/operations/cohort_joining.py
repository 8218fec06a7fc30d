"""Coming into a cohort by its code, what one sees of one's own cohorts, and leaving one.

Wrong codes are counted with those of sessions, and as many are too many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from learning.errors import NotAllowed, NotFound
from learning.operations.accounts import Viewer
from learning.operations.cohorts import make_line
from learning.operations.guesses import WINDOW
from learning.operations.moments import find_zone
from learning.operations.session_codes import read_code
from learning.operations.session_joining import refuse_many
from learning.operations.site import Site
from learning.storage import (
    audit,
    code_guesses,
    cohort_people,
    cohort_places,
    cohorts,
    enrolments,
    people,
)
from learning.storage.cohort_people import Place
from learning.storage.cohorts import LEARNER, CohortRow, CourseRow

NO_CODE = "No cohort has this code. Check it with whoever gave it to you"
OVER = "The last day of this cohort is past"
NOT_IN = "You are no learner of such a cohort"


@dataclass(frozen=True, slots=True)
class MyCohort:
    """A cohort as one of its learners sees it: its teachers by name, its courses by title."""

    row: CohortRow
    teachers: Sequence[str]
    courses: Sequence[tuple[CourseRow, str]]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A cohort as somebody finds it who has its code; `role` is theirs, where they are in it.

    `is_over`: its last day is past, and nobody comes in by the code any more.
    """

    cohort: MyCohort
    role: str | None
    is_over: bool


def read_invitation(site: Site, viewer: Viewer, typed: str) -> Invitation:
    """Say whose cohort this code is, and store nothing; raises NotFound, or TooMany."""
    with site.database.read() as connection:
        refuse_many(site, connection, viewer.person_id)
        found = _find(site, connection, viewer, typed)
    if found is None:
        site.wrong_links.count(viewer.person_id, site.clock())
        raise NotFound(NO_CODE)
    return found


def find_code(site: Site, viewer: Viewer, typed: str) -> str:
    """Give the code that was meant, where a cohort has it; raises NotFound, or TooMany."""

    def look(connection: Connection) -> str | None:
        row = _look(site, connection, viewer, typed)
        return row.join_code if row else None

    found = site.database.transact(look)
    if found is None:
        raise NotFound(NO_CODE)
    return found


def join(site: Site, viewer: Viewer, typed: str) -> str:
    """Come into a cohort as a learner, and give its name; raises NotFound, NotAllowed, or TooMany.

    Whoever is in it stays what they are, with what they have there; whoever was in it has again
    what they had. After its last day nobody comes in: else one could leave, begin, and come back.
    """

    def store(connection: Connection) -> CohortRow | None:
        row = _look(site, connection, viewer, typed)
        if row is not None:
            _let_in(site, connection, viewer, row)
        return row

    found = site.database.transact(store)
    if found is None:
        raise NotFound(NO_CODE)
    return found.name


def list_mine(site: Site, viewer: Viewer) -> Sequence[MyCohort]:
    """List the cohorts that somebody learns in, in three statements at most."""
    with site.database.read() as connection:
        lines = cohorts.list_of(connection, viewer.person_id, role=LEARNER)
        return _describe(connection, [each.cohort for each in lines])


def leave(site: Site, viewer: Viewer, cohort_id: str) -> str:
    """Leave a cohort that one learns in, and give its name; raises NotFound."""

    def store(connection: Connection) -> str:
        row = cohorts.lock_cohort(connection, cohort_id)
        there = cohorts.load_person(connection, cohort_id, viewer.person_id)
        if row is None or there is None or there.teaches:
            raise NotFound(NOT_IN)
        cohort_people.take_out(connection, cohort_id, viewer.person_id, at=site.clock())
        _note(site, connection, viewer, "left a cohort", row)
        return row.name

    return site.database.transact(store)


def _look(site: Site, connection: Connection, viewer: Viewer, typed: str) -> CohortRow | None:
    """Find the cohort with a code and let nobody change it meanwhile, or count a wrong guess."""
    now, code = site.clock(), read_code(typed)
    found = None if code is None else cohorts.find_by_code(connection, code)
    # The cohort before the person, as whoever changes a cohort holds them.
    row = cohorts.lock_cohort(connection, found.id) if found else None
    people.lock_person(connection, viewer.person_id)
    refuse_many(site, connection, viewer.person_id)
    if row is None or row.join_code != code or row.archived_at:
        code_guesses.add_guess(connection, site.new_id(), viewer.person_id, at=now)
        code_guesses.forget_guesses(connection, before=now - WINDOW)
        return None
    return row


def _let_in(site: Site, connection: Connection, viewer: Viewer, row: CohortRow) -> None:
    if cohorts.load_person(connection, row.id, viewer.person_id) is not None:
        return
    if _is_over(site, row):
        raise NotAllowed(OVER)
    now = site.clock()
    left = cohort_people.find_left(connection, row.id, viewer.person_id)
    place = replace(left or Place(LEARNER), role=LEARNER)
    cohort_people.put_person(connection, row.id, viewer.person_id, place=place, at=now)
    for path in sorted(cohorts.list_courses(connection, row.id)):
        enrolments.add_enrolment(connection, viewer.person_id, path, at=now)
    _note(site, connection, viewer, "joined a cohort by its code", row)


def _is_over(site: Site, row: CohortRow) -> bool:
    today = site.clock().astimezone(find_zone(site)).date()
    return row.closes is not None and row.closes < today


def _find(site: Site, connection: Connection, viewer: Viewer, typed: str) -> Invitation | None:
    code = read_code(typed)
    row = None if code is None else cohorts.find_by_code(connection, code)
    if row is None:
        return None
    there = cohorts.load_person(connection, row.id, viewer.person_id)
    (described,) = _describe(connection, [row])
    return Invitation(described, there.role if there else None, _is_over(site, row))


def _describe(connection: Connection, rows: Sequence[CohortRow]) -> Sequence[MyCohort]:
    if not rows:
        return []
    ids = [each.id for each in rows]
    teachers = cohort_places.list_teachers(connection, ids)
    courses = cohort_places.list_titled(connection, ids)
    return [MyCohort(each, teachers[each.id], courses[each.id]) for each in rows]


def _note(site: Site, connection: Connection, viewer: Viewer, action: str, row: CohortRow) -> None:
    me = viewer.person_id
    line = make_line(site, who=me, action=action, subject=me, cohort=row.name)
    audit.add_entry(connection, line)
