"""Cohorts: making one, who may look after it, its name, dates and join code, and putting it away.

A cohort is its teachers' and the administrators'; to others it is not there. Its learners see of it
what `operations.cohort_joining` tells them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from learning.access.identity import LONGEST_NAME, is_readable, tidy_name
from learning.access.rules import Action, Thing, can
from learning.errors import InvalidInput, LearningError, NotAllowed, NotFound
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.storage import audit, cohort_people, cohorts
from learning.storage.cohort_people import InviteRow, Place
from learning.storage.cohorts import TEACHER, CohortLine, CohortRow, LearnerRow

NO_COHORT = "There is no such cohort here"
ARCHIVED = "This cohort is archived. Take it out of the archive first"
DRAWS = 10
Change = Callable[[Connection, CohortRow], str]


class Reach(StrEnum):
    """What a change may touch: a cohort in use, one in the archive too, or who is expected too."""

    OPEN = "open"
    ARCHIVED = "archived"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class CohortView:
    """A cohort as those who teach it see it; `teachers` are the ids of who does."""

    row: CohortRow
    teachers: frozenset[str]

    @property
    def id(self) -> str:
        """The cohort's id."""
        return self.row.id

    @property
    def name(self) -> str:
        """What the cohort is called."""
        return self.row.name

    @property
    def is_archived(self) -> bool:
        """Whether it was put away: then nothing in it changes."""
        return self.row.archived_at is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants a cohort to be like."""

    name: str
    opens: date | None = None
    closes: date | None = None


def list_cohorts(site: Site, viewer: Viewer) -> Sequence[CohortLine]:
    """List the cohorts that somebody teaches, and to administrators all of them."""
    if not can(viewer, Action.MAKE_COHORT):
        raise NotAllowed("Educators have cohorts.")
    with site.database.read() as connection:
        if viewer.is_admin:
            return cohorts.list_all(connection)
        return cohorts.list_of(connection, viewer.person_id, role=TEACHER)


def load_cohort(site: Site, viewer: Viewer, cohort_id: str) -> CohortView:
    """Give a cohort to who teaches it; raises NotFound for everybody else."""
    with site.database.read() as connection:
        return open_cohort(connection, viewer, cohort_id)


def open_cohort(connection: Connection, viewer: Viewer, cohort_id: str) -> CohortView:
    """Give a cohort to who teaches it, in two statements; raises NotFound for everybody else."""
    return _view(connection, viewer, cohorts.load_cohort(connection, cohort_id))


def _view(connection: Connection, viewer: Viewer, row: CohortRow | None) -> CohortView:
    teachers = cohorts.teachers_of(connection, row.id) if row else frozenset()
    if row is None or not can(viewer, Action.TEACH, Thing(people=teachers)):
        raise NotFound(NO_COHORT)
    return CohortView(row, teachers)


def make_cohort(site: Site, viewer: Viewer, wanted: Wanted) -> str:
    """Make a cohort whose first teacher is who makes it, and give its id; raises InvalidInput."""
    if not can(viewer, Action.MAKE_COHORT):
        raise NotAllowed("Educators make cohorts.")
    wanted, now = check_wanted(wanted), site.clock()

    def store(connection: Connection) -> str:
        row = CohortRow(
            id=site.new_id(),
            name=wanted.name,
            made_by=viewer.person_id,
            made_at=now,
            join_code=None,
            opens=wanted.opens,
            closes=wanted.closes,
        )
        cohorts.add_cohort(connection, row)
        place = Place(TEACHER)
        cohort_people.put_person(connection, row.id, viewer.person_id, place=place, at=now)
        who, subject, name = viewer.person_id, row.id, row.name
        line = make_line(site, who=who, action="cohort made", subject=subject, cohort=name)
        audit.add_entry(connection, line)
        return row.id

    return site.database.transact(store)


def check_wanted(wanted: Wanted) -> Wanted:
    """Give what a cohort shall be like in its tidy form; raises InvalidInput."""
    name, faults = tidy_name(wanted.name), {}
    if not 0 < len(name) <= LONGEST_NAME or not is_readable(name):
        faults["name"] = f"Give the cohort a name of {LONGEST_NAME} characters or fewer"
    if fault := find_fault(wanted.opens, wanted.closes):
        faults["closes"] = fault
    if faults:
        raise InvalidInput(faults)
    return Wanted(name, wanted.opens, wanted.closes)


def find_fault(opens: date | None, closes: date | None) -> str:
    """Say what is wrong with two dates; "" where nothing is."""
    if opens and closes and closes < opens:
        return "The last day is before the first: change one of them"
    return ""


def find_early(opens: date | None, dues: Iterable[date | None]) -> str:
    """Say which day to be done by comes before the first day of a cohort; "" where none does."""
    due = min(filter(None, dues), default=None)
    if opens and due and due < opens:
        return (
            f"There is something to be done by {say_day(due)}, and the cohort opens "
            f"on {say_day(opens)}: change one of them"
        )
    return ""


def find_shut(opens: date | None, closes: date | None) -> str:
    """Say which days leave somebody none to begin on; "" where they leave one."""
    if opens and closes and closes < opens:
        return f"the first day would be {say_day(opens)}, and the last {say_day(closes)}"
    return ""


def say_day(day: date) -> str:
    """Write a day as `5 December 2026`."""
    return f"{day.day} {day:%B %Y}"


def change_cohort(
    site: Site, viewer: Viewer, cohort_id: str, *, change: Change, reach: Reach = Reach.OPEN
) -> None:
    """Change a cohort in one transaction, others waiting, and note what `change` says it did.

    Raises NotFound, and InvalidInput for one in the archive unless it is in reach.
    """

    def store(connection: Connection) -> None:
        if reach is Reach.EXPECTED:
            # Before the cohort: whoever opens an account holds both in this order, too.
            cohort_people.lock_invites(connection)
        row = _view(connection, viewer, cohorts.lock_cohort(connection, cohort_id)).row
        if row.archived_at and reach is not Reach.ARCHIVED:
            raise InvalidInput({"": ARCHIVED})
        if action := change(connection, row):
            who, name = viewer.person_id, row.name
            line = make_line(site, who=who, action=action, subject=cohort_id, cohort=name)
            audit.add_entry(connection, line)

    site.database.transact(store)


def make_line(site: Site, *, who: str, action: str, subject: str, cohort: str) -> audit.Entry:
    """Make a line of the record about a cohort or somebody in it; `cohort` is its name."""
    return audit.Entry(site.new_id(), site.clock(), who, action, subject, cohort)


def rename(site: Site, viewer: Viewer, cohort_id: str, *, wanted: Wanted) -> None:
    """Give a cohort another name and other dates; raises InvalidInput."""
    wanted = check_wanted(wanted)

    def change(connection: Connection, row: CohortRow) -> str:
        dues = (each.due for each in cohorts.list_course_rows(connection, cohort_id))
        if fault := find_early(wanted.opens, dues) or _find_shut_out(connection, row, wanted):
            raise InvalidInput({"opens": fault})
        values = {"opens": wanted.opens, "closes": wanted.closes}
        cohorts.change_cohort(connection, cohort_id, name=wanted.name, **values)
        same = (row.name, row.opens, row.closes) == (wanted.name, wanted.opens, wanted.closes)
        return "" if same else "cohort's name or dates changed"

    change_cohort(site, viewer, cohort_id, change=change)


def _find_shut_out(connection: Connection, row: CohortRow, wanted: Wanted) -> str:
    """Say who would have no day left, by days of their own; "" where nobody would."""
    people: list[LearnerRow | InviteRow] = [*cohorts.list_learners(connection, row.id)]
    people += cohort_people.list_expected(connection, row.id)
    for each in people:
        if shut := find_shut(each.opens or wanted.opens, each.closes or wanted.closes):
            return f"{each.name} has days of their own, and could begin nothing: {shut}"
    return ""


def archive(site: Site, viewer: Viewer, cohort_id: str, *, on: bool) -> None:
    """Put a cohort away, or take it out again: what was done in it can be looked at all the same.

    Nobody can join what is put away, and it keeps nobody from anything.
    """

    def change(connection: Connection, row: CohortRow) -> str:
        if bool(row.archived_at) == on:
            return ""
        cohorts.archive_cohort(connection, cohort_id, at=site.clock() if on else None)
        return "cohort archived" if on else "cohort taken out of the archive"

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.ARCHIVED)


def renew_code(site: Site, viewer: Viewer, cohort_id: str) -> None:
    """Let people join by a new code; the one before lets nobody in any more."""

    def change(connection: Connection, row: CohortRow) -> str:
        for _ in range(DRAWS):
            code = site.new_code()
            if cohorts.is_code_free(connection, code):
                cohorts.set_code(connection, cohort_id, code)
                return "join code renewed" if row.join_code else "join code switched on"
        raise LearningError("No code is free for another cohort")

    change_cohort(site, viewer, cohort_id, change=change)


def switch_code_off(site: Site, viewer: Viewer, cohort_id: str) -> None:
    """Let nobody join by a code."""

    def change(connection: Connection, row: CohortRow) -> str:
        cohorts.set_code(connection, cohort_id, None)
        return "join code switched off" if row.join_code else ""

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.ARCHIVED)
