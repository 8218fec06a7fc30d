"""What cohorts mean for their learners: the dates of courses, and more time in quizzes.

Parts of other statements, so that asking costs none of its own. Where somebody is in several
cohorts that take a course, the most generous counts. Teachers are bound by nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import (
    Connection,
    ScalarSelect,
    String,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from learning.access.extra_time import give_most
from learning.storage.cohort_schema import Cohort, CohortCourse, CohortPerson
from learning.storage.schema import Publication

UNTIMED = "untimed"
_LEARNER = CohortPerson.role == "learner"
_LEARNS = _LEARNER & CohortPerson.left_at.is_(None)


@dataclass(frozen=True, slots=True)
class Terms:
    """How somebody takes a course in cohorts: from and to which day, due when, with what time.

    `holds` is False where all of the cohorts are archived: then there are no dates.
    `extra_time` is in percent, None for no time limit.
    """

    cohort: str
    holds: bool
    opens: date | None
    closes: date | None
    due: date | None
    extra_time: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """Time that somebody is given in the quizzes of a course, in its current version."""

    path: str
    sha256: str
    extra_time: int | None


@dataclass(frozen=True, slots=True)
class GivenTime:
    """Time that a cohort gives somebody in what it takes: percent, None for no time limit."""

    cohort: str
    extra_time: int | None


_GIVES = or_(CohortPerson.untimed, CohortPerson.extra_time > 0)
_TIMES = (
    select(Cohort.name, case((CohortPerson.untimed, None), else_=CohortPerson.extra_time))
    .join(CohortPerson, CohortPerson.cohort_id == Cohort.id)
    .where(CohortPerson.person_id == bindparam("person_id"), _LEARNS, _GIVES)
    .order_by(Cohort.name, Cohort.id)
)
_TIME = case((CohortPerson.untimed, UNTIMED), else_=cast(CohortPerson.extra_time, String))
_TERMS = (
    select(
        CohortCourse.path.label("course"),
        Cohort.name.label("cohort"),
        Cohort.archived_at.is_(None).label("holds"),
        func.coalesce(CohortPerson.opens, Cohort.opens).label("opens"),
        func.coalesce(CohortPerson.closes, Cohort.closes).label("closes"),
        CohortCourse.due.label("due"),
        case((CohortPerson.untimed, None), else_=func.coalesce(CohortPerson.extra_time, 0)).label(
            "extra_time"
        ),
    )
    .join(Cohort, Cohort.id == CohortCourse.cohort_id)
    .join(CohortPerson, CohortPerson.cohort_id == Cohort.id)
    .where(CohortPerson.person_id == bindparam("person_id"), _LEARNS)
)
# The terms of `person_id`: a row for each course of each cohort; the columns as in `Terms`.
TERMS = _TERMS.subquery("terms")
TERMS_COLUMNS = tuple(TERMS.c[name] for name in Terms.__slots__)


def list_times(connection: Connection, person_id: str) -> Sequence[GivenTime]:
    """List the cohorts that give somebody more time, by name; in the archive they still do."""
    rows = connection.execute(_TIMES, {"person_id": person_id})
    return [GivenTime(*row) for row in rows]


def tell_given(
    person_id: InstrumentedAttribute[str], *, begun: InstrumentedAttribute[datetime]
) -> ScalarSelect[str]:
    """Make the column that `read_given` reads: the time that a person is given in cohorts.

    Who has left one since the moment `begun` keeps its time: nobody has less than they began with.
    """
    stayed = or_(CohortPerson.left_at.is_(None), CohortPerson.left_at > begun)
    # Of its own: whoever asks may have another publication in view.
    current = aliased(Publication)
    line = CohortCourse.path + "\t" + current.sha256 + "\t" + _TIME
    return (
        select(func.aggregate_strings(line, "\n"))
        .select_from(CohortPerson)
        .join(CohortCourse, CohortCourse.cohort_id == CohortPerson.cohort_id)
        .join(current, (current.path == CohortCourse.path) & current.is_current.is_(True))
        .where(CohortPerson.person_id == person_id, _LEARNER, stayed, _GIVES)
        .scalar_subquery()
    )


def read_given(told: str | None) -> tuple[Given, ...]:
    """Read the column of `tell_given`."""
    lines = [each.split("\t") for each in told.split("\n")] if told else []
    return tuple(
        Given(path, sha256, None if time == UNTIMED else int(time)) for path, sha256, time in lines
    )


def join_terms(first: Terms | None, other: Terms | None) -> Terms | None:
    """Give the more generous of two: what is archived gives its time, and no dates."""
    if first is None or other is None:
        return first or other
    time = give_most((first.extra_time, other.extra_time))
    if not (first.holds and other.holds):
        return replace(first if first.holds else other, extra_time=time)
    opens, closes = (first.opens, other.opens), (first.closes, other.closes)
    return replace(
        first,
        opens=None if None in opens else min(filter(None, opens)),
        closes=None if None in closes else max(filter(None, closes)),
        due=max(filter(None, (first.due, other.due)), default=None),
        extra_time=time,
    )
