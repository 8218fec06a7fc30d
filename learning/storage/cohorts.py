"""Rows of cohorts: which there are, who is in them, and which courses they take.

Who has left counts as not being there. Knows no rule of who may see what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Executable, bindparam, func, select, update

from learning.model.course import stands_alone
from learning.storage.cohort_schema import Cohort, CohortCourse, CohortPerson
from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Person

LEARNER, TEACHER = "learner", "teacher"


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort as it is stored."""

    id: str
    name: str
    made_by: str
    made_at: datetime
    join_code: str | None = None
    opens: date | None = None
    closes: date | None = None
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """Somebody in a cohort: what they have there, and what their account says of them.

    `extra_time` and `untimed` are what the cohort gives; `opens` and `closes` come before its own.
    """

    person_id: str
    name: str
    email: str
    profession: str
    side: str
    standing: str
    role: str
    extra_time: int | None
    untimed: bool
    opens: date | None
    closes: date | None
    joined_at: datetime
    account_time: int | None
    suspended_at: datetime | None

    @property
    def teaches(self) -> bool:
        """Whether they are a teacher of the cohort."""
        return self.role == TEACHER


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course, or a case by itself, that a cohort takes; `due` is the day to be done by."""

    path: str
    place: int
    due: date | None


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort in a list, with how many learners, courses and cases by themselves it has."""

    cohort: CohortRow
    learners: int
    courses: int
    cases: int


_COLUMNS = tuple(getattr(Cohort, name) for name in CohortRow.__slots__)
_HERE = CohortPerson.left_at.is_(None)
_IN = CohortPerson.cohort_id == bindparam("cohort_id")
_ME = CohortPerson.person_id == bindparam("person_id")
_LOAD = select(*_COLUMNS).where(Cohort.id == bindparam("cohort_id"))
_LOCK = _LOAD.with_for_update()
_LEARNERS = (
    select(func.count())
    .where(CohortPerson.cohort_id == Cohort.id, CohortPerson.role == LEARNER, _HERE)
    .correlate(Cohort)
    .scalar_subquery()
)
_TAKEN = select(func.count()).where(CohortCourse.cohort_id == Cohort.id).correlate(Cohort)
_COURSES = _TAKEN.where(CohortCourse.path.not_like("cases/%")).scalar_subquery()
_CASES = _TAKEN.where(CohortCourse.path.like("cases/%")).scalar_subquery()
_ALL = select(*_COLUMNS, _LEARNERS, _COURSES, _CASES).order_by(
    Cohort.archived_at.is_not(None), Cohort.made_at.desc(), Cohort.id
)
_MINE = _ALL.join(CohortPerson, CohortPerson.cohort_id == Cohort.id).where(
    _ME, CohortPerson.role == bindparam("role"), _HERE
)
_PEOPLE = (
    select(
        Person.id,
        *(getattr(Person, name) for name in LearnerRow.__slots__[1:6]),
        *(getattr(CohortPerson, name) for name in LearnerRow.__slots__[6:12]),
        Person.extra_time,
        Person.suspended_at,
    )
    .join(CohortPerson, CohortPerson.person_id == Person.id)
    .where(_IN, _HERE)
    .order_by(CohortPerson.role.desc(), func.lower(Person.name), Person.id)
)
_LEARNERS_OF = _PEOPLE.where(CohortPerson.role == LEARNER)
_PERSON = _PEOPLE.where(_ME)
_TEACHERS = select(CohortPerson.person_id).where(_IN, _HERE, CohortPerson.role == TEACHER)
_COURSES_OF = (
    select(CohortCourse.path, CohortCourse.place, CohortCourse.due)
    .where(CohortCourse.cohort_id == bindparam("cohort_id"))
    .order_by(CohortCourse.place, CohortCourse.path)
)
_BY_CODE = select(*_COLUMNS).where(
    Cohort.join_code == bindparam("code"), Cohort.archived_at.is_(None)
)
_HAS_CODE = select(Cohort.id).where(Cohort.join_code == bindparam("code"))
_ADD = NewRow(Cohort)
_CHANGE = update(Cohort).where(Cohort.id == bindparam("cohort_id"))
_RENAME = _CHANGE.values(
    name=bindparam("new_name"), opens=bindparam("new_opens"), closes=bindparam("new_closes")
)
_ARCHIVE = _CHANGE.values(archived_at=bindparam("new_end"))
_SET_CODE = _CHANGE.values(join_code=bindparam("new_code"))


def add_cohort(connection: Connection, cohort: CohortRow) -> bool:
    """Store a cohort; give False where another has its id or join code."""
    return _ADD.add(connection, values_of(cohort))


def load_cohort(connection: Connection, cohort_id: str) -> CohortRow | None:
    """Find a cohort."""
    return _find(connection, _LOAD, cohort_id)


def lock_cohort(connection: Connection, cohort_id: str) -> CohortRow | None:
    """Find a cohort, and let nobody else change it until the transaction ends."""
    return _find(connection, _LOCK, cohort_id)


def _find(connection: Connection, wanted: Executable, cohort_id: str) -> CohortRow | None:
    row = connection.execute(wanted, {"cohort_id": cohort_id}).one_or_none()
    return CohortRow(*row) if row else None


def find_by_code(connection: Connection, code: str) -> CohortRow | None:
    """Find the cohort, not archived, that people join by this code."""
    row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
    return CohortRow(*row) if row else None


def is_code_free(connection: Connection, code: str) -> bool:
    """Say whether no cohort has this code."""
    return connection.execute(_HAS_CODE, {"code": code}).first() is None


def list_all(connection: Connection) -> Sequence[CohortLine]:
    """List every cohort, the newest first and the archived last."""
    return [CohortLine(CohortRow(*row[:-3]), *row[-3:]) for row in connection.execute(_ALL)]


def list_of(connection: Connection, person_id: str, *, role: str) -> Sequence[CohortLine]:
    """List the cohorts that somebody is a learner or a teacher of."""
    rows = connection.execute(_MINE, {"person_id": person_id, "role": role})
    return [CohortLine(CohortRow(*row[:-3]), *row[-3:]) for row in rows]


def list_people(connection: Connection, cohort_id: str) -> Sequence[LearnerRow]:
    """List who is in a cohort, the teachers first, by name."""
    return [LearnerRow(*row) for row in connection.execute(_PEOPLE, {"cohort_id": cohort_id})]


def list_learners(connection: Connection, cohort_id: str) -> Sequence[LearnerRow]:
    """List the learners of a cohort by name."""
    return [LearnerRow(*row) for row in connection.execute(_LEARNERS_OF, {"cohort_id": cohort_id})]


def load_person(connection: Connection, cohort_id: str, person_id: str) -> LearnerRow | None:
    """Find somebody in a cohort."""
    values = {"cohort_id": cohort_id, "person_id": person_id}
    row = connection.execute(_PERSON, values).one_or_none()
    return LearnerRow(*row) if row else None


def teachers_of(connection: Connection, cohort_id: str) -> frozenset[str]:
    """Give the ids of who teaches a cohort."""
    return frozenset(connection.execute(_TEACHERS, {"cohort_id": cohort_id}).scalars())


def list_course_rows(connection: Connection, cohort_id: str) -> Sequence[CourseRow]:
    """List the courses and cases of a cohort in their order, with the day each is due."""
    return [CourseRow(*row) for row in connection.execute(_COURSES_OF, {"cohort_id": cohort_id})]


def list_courses(connection: Connection, cohort_id: str) -> Sequence[str]:
    """List the paths of what its learners enrol in: courses, not cases by themselves."""
    rows = list_course_rows(connection, cohort_id)
    return [each.path for each in rows if not stands_alone(each.path)]


def change_cohort(
    connection: Connection, cohort_id: str, *, name: str, opens: date | None, closes: date | None
) -> None:
    """Give a cohort another name and other dates."""
    values = {"new_name": name, "new_opens": opens, "new_closes": closes}
    connection.execute(_RENAME, {"cohort_id": cohort_id, **values})


def archive_cohort(connection: Connection, cohort_id: str, *, at: datetime | None) -> None:
    """Put a cohort away from a moment on; None takes it out again."""
    connection.execute(_ARCHIVE, {"cohort_id": cohort_id, "new_end": at})


def set_code(connection: Connection, cohort_id: str, code: str | None) -> None:
    """Let people join by this code, and by no other."""
    connection.execute(_SET_CODE, {"cohort_id": cohort_id, "new_code": code})
