"""What a cohort takes: which courses and cases, in which order, and by when they are to be done.

Giving a cohort a course enrols its learners in it; taking it away leaves them enrolled. In a case
that is given by itself nobody is enrolled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from learning.errors import InvalidInput, NotFound
from learning.model.course import stands_alone
from learning.model.names import Kind
from learning.operations.accounts import Viewer
from learning.operations.cohorts import CohortView, change_cohort, find_early, open_cohort
from learning.operations.site import Site
from learning.storage import cohort_courses, cohorts, enrolments, publications
from learning.storage.cohorts import CohortRow, CourseRow

NO_COURSE = "This cohort takes no such course or case"
CHOOSE = "Choose a course or case that is published, and that the cohort does not take yet"


@dataclass(frozen=True, slots=True)
class CohortCourse:
    """A course or case of a cohort; `title` is its path where it is not published any more."""

    row: CourseRow
    title: str
    published: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """What a cohort takes in its order, and the published rest, path and title, by title."""

    cohort: CohortView
    courses: tuple[CohortCourse, ...]
    offered: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]


def show_courses(site: Site, viewer: Viewer, cohort_id: str) -> Timetable:
    """Show what a cohort takes and could take; raises NotFound."""
    with site.database.read() as connection:
        view = open_cohort(connection, viewer, cohort_id)
        rows = cohorts.list_course_rows(connection, cohort_id)
        cards = publications.list_cards(connection)
    titles = {each.path: each.title for each in cards if _may_be_given(each.path, each.kind)}
    taken = {each.path for each in rows}
    left = [(path, title) for path, title in titles.items() if path not in taken]
    return Timetable(
        view,
        tuple(CohortCourse(it, titles.get(it.path, it.path), it.path in titles) for it in rows),
        tuple(each for each in left if not stands_alone(each[0])),
        tuple(each for each in left if stands_alone(each[0])),
    )


def _may_be_given(path: str, kind: str) -> bool:
    return kind == (Kind.CASE if stands_alone(path) else Kind.COURSE)


def give_course(
    site: Site, viewer: Viewer, cohort_id: str, *, path: str, due: date | None = None
) -> None:
    """Let a cohort take a published course or case, after what it has; raises InvalidInput."""

    def change(connection: Connection, row: CohortRow) -> str:
        _check_due(row, due)
        version = publications.load_current(connection, path)
        place = len(cohorts.list_course_rows(connection, cohort_id))
        now = site.clock()
        if version is None or not _may_be_given(path, version.kind):
            raise InvalidInput({"path": CHOOSE})
        if not cohort_courses.add_course(connection, cohort_id, path, place=place, at=now):
            raise InvalidInput({"path": CHOOSE})
        cohort_courses.set_due(connection, cohort_id, path, due=due)
        if not stands_alone(path):
            enrolments.add_learners(connection, cohort_id, path, at=now)
        return f"cohort given {path}"

    change_cohort(site, viewer, cohort_id, change=change)


def set_due(site: Site, viewer: Viewer, cohort_id: str, *, path: str, due: date | None) -> None:
    """Say by which day a cohort is to have done a course or case; raises NotFound."""

    def change(connection: Connection, row: CohortRow) -> str:
        if _find(connection, cohort_id, path).due == due:
            return ""
        _check_due(row, due)
        cohort_courses.set_due(connection, cohort_id, path, due=due)
        return f"due day of {path} {f'set to {due}' if due else 'taken away'} for a cohort"

    change_cohort(site, viewer, cohort_id, change=change)


def move_course(site: Site, viewer: Viewer, cohort_id: str, *, path: str, by: int) -> None:
    """Put a course or case so many places later in the order, or earlier; raises NotFound."""

    def change(connection: Connection, row: CohortRow) -> str:
        _find(connection, cohort_id, path)
        paths = [each.path for each in cohorts.list_course_rows(connection, cohort_id)]
        at = paths.index(path)
        paths.insert(max(0, at + by), paths.pop(at))
        cohort_courses.set_places(connection, cohort_id, paths)
        return f"{path} put in another place in a cohort"

    change_cohort(site, viewer, cohort_id, change=change)


def take_course_away(site: Site, viewer: Viewer, cohort_id: str, *, path: str) -> None:
    """Let a cohort take a course or case no more; what its learners did stays theirs."""

    def change(connection: Connection, row: CohortRow) -> str:
        _find(connection, cohort_id, path)
        cohort_courses.remove_course(connection, cohort_id, path)
        return f"{path} taken away from a cohort"

    change_cohort(site, viewer, cohort_id, change=change)


def enrol_learners(site: Site, connection: Connection, cohort_id: str) -> None:
    """Enrol whoever learns in a cohort in all its courses, one statement and one count each.

    Always in the same order, so that two cohorts do not wait for each other.
    """
    for path in sorted(cohorts.list_courses(connection, cohort_id)):
        enrolments.add_learners(connection, cohort_id, path, at=site.clock())


def _check_due(row: CohortRow, due: date | None) -> None:
    if fault := find_early(row.opens, [due]):
        raise InvalidInput({"due": fault})


def _find(connection: Connection, cohort_id: str, path: str) -> CourseRow:
    rows: Sequence[CourseRow] = cohorts.list_course_rows(connection, cohort_id)
    found = next((each for each in rows if each.path == path), None)
    if found is None:
        raise NotFound(NO_COURSE)
    return found
