"""Cohorts as their learners see them: which, who teaches them, and what they take."""

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from learning.storage.cohort_schema import CohortCourse, CohortPerson
from learning.storage.cohorts import CourseRow
from learning.storage.schema import Person, Publication

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_TEACHERS = (
    select(CohortPerson.cohort_id, Person.name)
    .join(Person, Person.id == CohortPerson.person_id)
    .where(
        CohortPerson.cohort_id.in_(_IDS),
        CohortPerson.role == "teacher",
        CohortPerson.left_at.is_(None),
        Person.standing != "learner",
    )
    .order_by(func.lower(Person.name), Person.id)
)
_COURSES = (
    select(
        CohortCourse.cohort_id,
        CohortCourse.path,
        CohortCourse.place,
        CohortCourse.due,
        Publication.title,
    )
    .join(
        Publication,
        (Publication.path == CohortCourse.path) & Publication.is_current.is_(True),
    )
    .where(CohortCourse.cohort_id.in_(_IDS))
    .order_by(CohortCourse.place, CohortCourse.path)
)


def list_teachers(connection: Connection, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """List the names of who teaches each of these cohorts."""
    names: dict[str, list[str]] = {each: [] for each in ids}
    for cohort_id, name in connection.execute(_TEACHERS, {"ids": list(ids)}):
        names[cohort_id].append(name)
    return names


def list_titled(
    connection: Connection, ids: Sequence[str]
) -> Mapping[str, Sequence[tuple[CourseRow, str]]]:
    """List the published courses of each of these cohorts, with their titles."""
    courses: dict[str, list[tuple[CourseRow, str]]] = {each: [] for each in ids}
    for cohort_id, path, place, due, title in connection.execute(_COURSES, {"ids": list(ids)}):
        courses[cohort_id].append((CourseRow(path, place, due), title))
    return courses
