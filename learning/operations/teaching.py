"""A cohort at a glance, for those who teach it: its learners by the modules of what it takes.

Read from rows of progress, never from moves, in as many statements for three learners as for three
hundred. Of what the cohort takes alone: what its learners do elsewhere is none of its business.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from learning.model.course import Course, CourseModule
from learning.model.names import Kind, Rule
from learning.operations.accounts import Viewer
from learning.operations.cohort_given import open_given
from learning.operations.cohorts import CohortView, open_cohort
from learning.operations.courses import When
from learning.operations.dealing import deal_course
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.storage import audit, cohorts, teaching
from learning.storage.audit import Entry
from learning.storage.cohorts import CourseRow, LearnerRow
from learning.storage.teaching import ModuleVersion, Moment, Reached, Together

# A third of three points is a third, whatever binary fractions make of it.
_HAIR = 1e-9


class State(StrEnum):
    """Where a learner is with a module: as far as its rule in the course says."""

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    BELOW = "below"
    DONE = "done"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner and one module. `percent` is the share that counts, None where none does.

    `over`: nothing is left to do; until then `due` is when it is overdue. `tries` counts whole
    attempts.
    """

    state: State
    overdue: bool = False
    percent: int | None = None
    over: bool = False
    due: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A module of a course of the cohort. `id` names it on this page.

    `due` is when it is overdue: by its own rule, and where that names no day by the cohort's. What
    is optional never is.
    """

    id: str
    course: Course
    module: CourseModule
    kind: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A learner, a cell for each column, and what they come to."""

    learner: LearnerRow
    cells: tuple[Cell, ...]
    done: int
    overdue: int
    moved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Glance:
    """A cohort at a glance. `needed` counts the modules that are not optional."""

    cohort: CohortView
    courses: tuple[Course, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    needed: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Taught:
    """What a cohort takes, as it is published now; what is not published is left out.

    `courses` are those of one module too that cases given by themselves are.
    """

    courses: tuple[Course, ...]
    columns: tuple[Column, ...]
    versions: Mapping[str, ModuleVersion] = field(repr=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its modules, each once."""
        return tuple(dict.fromkeys(each.module.path for each in self.columns))


def load_glance(site: Site, viewer: Viewer, cohort_id: str) -> Glance:
    """Show a cohort at a glance to who teaches it; raises NotFound for everybody else."""
    with site.database.read() as connection:
        cohort = open_cohort(connection, viewer, cohort_id)
        return read_glance(site, connection, cohort)


def take_glance(site: Site, viewer: Viewer, cohort_id: str) -> Glance:
    """Give the same to be taken away, and note that it was."""
    with site.database.write() as connection:
        cohort = open_cohort(connection, viewer, cohort_id)
        action, who = "cohort's glance taken away", viewer.person_id
        entry = Entry(site.new_id(), site.clock(), who, action, cohort_id, cohort.name)
        audit.add_entry(connection, entry)
        return read_glance(site, connection, cohort)


def read_glance(site: Site, connection: Connection, cohort: CohortView) -> Glance:
    """Show a cohort at a glance, in six statements."""
    taught = load_taught(site, connection, cohort.id)
    learners = cohorts.list_learners(connection, cohort.id)
    reached = teaching.list_reached(connection, cohort.id, taught.paths)
    together = teaching.list_together(connection, cohort.id, taught.paths)
    moments = teaching.list_moments(connection, cohort.id, taught.paths)
    look = _Look.make(site, taught, reached=reached, together=together, moments=moments)
    return Glance(
        cohort=cohort,
        courses=taught.courses,
        columns=taught.columns,
        lines=tuple(look.draw_line(each) for each in learners),
        needed=sum(not each.module.optional for each in taught.columns),
        now=look.now,
    )


def load_taught(site: Site, connection: Connection, cohort_id: str) -> Taught:
    """Give what a cohort takes, in two statements."""
    rows = cohorts.list_course_rows(connection, cohort_id)
    versions = {each.path: each for each in teaching.list_versions(connection)}
    courses = [
        (row, open_given(site, connection, row.path, sha256=versions[row.path].sha256))
        for row in rows
        if row.path in versions
    ]
    alone = {row.path: row.due for row, course in courses if course.is_alone}
    courses = _leave_out(courses)
    columns = [
        Column(
            id=f"{number}-{module.number}",
            course=course,
            module=module,
            kind=versions[module.path].kind if module.path in versions else "",
            due=_find_due(site, row, module, alone=alone.get(module.path)),
        )
        for number, (row, course) in enumerate(courses, 1)
        for module in course.modules
    ]
    return Taught(tuple(course for _, course in courses), tuple(columns), versions)


def _leave_out(courses: Sequence[tuple[CourseRow, Course]]) -> list[tuple[CourseRow, Course]]:
    """Leave out cases by themselves that count in a course already: there is one thing to do."""
    counted = {
        module.path
        for _, course in courses
        for module in course.modules
        if not (course.is_alone or module.optional or module.shared_session)
    }
    return [each for each in courses if each[1].path not in counted]


def _find_due(
    site: Site, row: CourseRow, module: CourseModule, *, alone: date | None
) -> datetime | None:
    """Give when a module is overdue; with a day `alone`, by itself, too, the later one counts."""
    zone = find_zone(site)
    if module.optional:
        return None
    days = (alone, row.due if module.due is None else None)
    ends = [datetime.combine(day + timedelta(days=1), time(), zone) for day in days if day]
    ends += [module.due.replace(tzinfo=zone)] if module.due else []
    return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class _Look:
    """All that cells are made of, by learner. What is the same for many is made once."""

    taught: Taught
    now: datetime
    zone: ZoneInfo
    reached: Mapping[tuple[str, str], Reached]
    together: Mapping[tuple[str, str], Sequence[Together]]
    moments: Mapping[tuple[str, str], datetime]
    crossed: bool
    optional: tuple[int, ...]
    cells: dict[tuple[object, ...], Cell] = field(default_factory=dict)

    @classmethod
    def make(
        cls,
        site: Site,
        taught: Taught,
        *,
        reached: Sequence[Reached],
        together: Sequence[Together],
        moments: Sequence[Moment],
    ) -> "_Look":
        shared: dict[tuple[str, str], list[Together]] = {}
        for each in together:
            shared.setdefault((each.person_id, each.path), []).append(each)
        return cls(
            taught=taught,
            now=site.clock(),
            zone=find_zone(site),
            reached={(each.person_id, each.path): each for each in reached},
            together=shared,
            moments={(each.person_id, each.path): each.at for each in moments},
            crossed=any(each.module.crossed for each in taught.columns),
            optional=tuple(
                place for place, each in enumerate(taught.columns) if each.module.optional
            ),
        )

    def draw_line(self, learner: LearnerRow) -> Line:
        person_id = learner.person_id
        cells = tuple(self._draw_cells(person_id, self._deal_paths(person_id)))
        return Line(
            learner=learner,
            cells=cells,
            done=sum(each.over for each in cells) - self._count_optional(cells),
            overdue=sum(each.overdue for each in cells),
            moved_at=self.moments.get((person_id, "")),
        )

    def _count_optional(self, cells: Sequence[Cell]) -> int:
        return sum(cells[place].over for place in self.optional)

    def _draw_cells(self, person_id: str, paths: Mapping[str, str]) -> Iterator[Cell]:
        for place, column in enumerate(self.taught.columns):
            module = column.module
            key = (person_id, paths.get(column.id, module.path) if paths else module.path)
            row = self.reached.get(key)
            if module.shared_session or module.due_weeks is not None:
                yield self._draw_cell(column, key, row)
                continue
            alike = (place, row.finished, row.kept, row.passed) if row else (place,)
            cell = self.cells.get(alike)
            if cell is None:
                cell = self.cells[alike] = self._draw_cell(column, key, row)
            yield cell

    def _deal_paths(self, person_id: str) -> Mapping[str, str]:
        """Give the file that each column is to a learner, where crossed tests are dealt."""
        if not self.crossed:
            return {}
        return {
            f"{number}-{module.number}": module.path
            for number, course in enumerate(self.taught.courses, 1)
            for module in deal_course(course, person_id).modules
        }

    def _draw_cell(self, column: Column, key: tuple[str, str], row: Reached | None) -> Cell:
        state, percent = (
            judge_together(self.together.get(key, ()))
            if column.module.shared_session
            else judge(column.module, row)
        )
        over = state in (State.DONE, State.PASSED)
        due = None if over or column.module.optional else self._find_due(column, key[0])
        return Cell(
            state=state,
            overdue=due is not None and due <= self.now,
            percent=None if column.kind == Kind.SURVEY else percent,
            over=over,
            due=due,
            tries=row.finished if row else 0,
        )

    def _find_due(self, column: Column, person_id: str) -> datetime | None:
        """Give when a module is overdue; what is due weeks after enrolling is so for each alone."""
        if column.module.due_weeks is None or column.module.due is not None:
            return column.due
        enrolled_at = self.moments.get((person_id, column.course.path))
        when = When(self.now, self.zone, enrolled_at)
        return when.midnight(enrolled_at, weeks=column.module.due_weeks, days=1) or column.due


def judge(module: CourseModule, row: Reached | None) -> tuple[State, int | None]:
    """Say where a learner is with a module of a course by its rule, and the percent that counts."""
    if row is None:
        return State.NOT_BEGUN, None
    if not row.finished:
        return State.DONE if module.rule is Rule.SEEN else State.UNDER_WAY, None
    kept = row.kept or 0.0
    percent = int(100 * kept + _HAIR)
    match module.rule:
        case Rule.SEEN | Rule.FINISHED:
            return State.DONE, percent
        case Rule.PASSED:
            needed = module.pass_mark
            enough = bool(row.passed) if needed is None else 100 * kept + _HAIR >= needed
            return State.PASSED if enough else State.BELOW, percent
        case _:
            assert_never(module.rule)


def judge_together(parts: Sequence[Together]) -> tuple[State, int | None]:
    """Say where a learner is with what is done in a shared session, and their own best percent."""
    shares = [
        int(100 * each.earned / each.possible + _HAIR) if each.possible else None
        for each in parts
        if each.earned is not None
    ]
    if shares:
        return State.DONE, max((each for each in shares if each is not None), default=None)
    return (State.UNDER_WAY if parts else State.NOT_BEGUN), None
