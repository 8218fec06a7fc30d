"""Rows for those who teach: how far the learners of a cohort are, read from progress in one look.

Whoever has left the cohort is not in them. Knows no rule of who may look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy import union_all as join_all

from learning.quiz.answer import Confidence, Result
from learning.storage.cohort_schema import CohortCourse, CohortPerson
from learning.storage.cohorts import LEARNER
from learning.storage.schema import Enrolment, Practice, Progress, Publication
from learning.storage.session_schema import CaseSession, Seat, SessionResult


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one learner is with one module; without moments, as there are thousands of these."""

    person_id: str
    path: str
    attempts: int
    finished: int
    kept: float | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Together:
    """A learner's part in a shared session; `earned` is None while the session goes on."""

    person_id: str
    path: str
    earned: float | None
    possible: float | None


@dataclass(frozen=True, slots=True)
class Moment:
    """When a learner took up a course; or, where `path` is "", when they last made a move."""

    person_id: str
    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """When a learner first finished a module, alone or in a shared session."""

    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sure:
    """How many marked answers a learner gave as sure, and what they earned: half for partly."""

    person_id: str
    answers: int
    right: float


@dataclass(frozen=True, slots=True)
class ModuleVersion:
    """What is published on a path, and what it is called."""

    path: str
    kind: str
    sha256: str
    title: str


_HERE = (
    CohortPerson.cohort_id == bindparam("cohort_id"),
    CohortPerson.role == LEARNER,
    CohortPerson.left_at.is_(None),
)
_PATHS: BindParameter[str] = bindparam("paths", expanding=True)
_LEARNERS = select(CohortPerson.person_id).where(*_HERE)
_REACHED = select(
    Progress.person_id,
    Progress.path,
    Progress.attempts,
    Progress.finished,
    Progress.kept,
    Progress.passed,
).where(Progress.person_id.in_(_LEARNERS), Progress.path.in_(_PATHS))
_DONE_TOGETHER = select(
    SessionResult.person_id, SessionResult.path, SessionResult.earned, SessionResult.possible
).where(SessionResult.person_id.in_(_LEARNERS), SessionResult.path.in_(_PATHS))
_NO_POINTS = type_coerce(null(), SessionResult.earned.type)
_UNDER_WAY = (
    select(Seat.person_id, CaseSession.path, _NO_POINTS, _NO_POINTS)
    .join(CaseSession, CaseSession.id == Seat.session_id)
    .where(
        Seat.person_id.in_(_LEARNERS), CaseSession.path.in_(_PATHS), CaseSession.ended_at.is_(None)
    )
)
_TOGETHER = join_all(_DONE_TOGETHER, _UNDER_WAY)
_ENROLLED = (
    select(Enrolment.person_id, Enrolment.path, Enrolment.enrolled_at)
    .join(CohortCourse, CohortCourse.path == Enrolment.path)
    .where(CohortCourse.cohort_id == bindparam("cohort_id"), Enrolment.person_id.in_(_LEARNERS))
)
_MOVED: Select[str, str, datetime] = (
    select(Progress.person_id, literal("").label("path"), func.max(Progress.moved_at))
    .where(Progress.person_id.in_(_LEARNERS), Progress.path.in_(_PATHS))
    .group_by(Progress.person_id)
)
_MOMENTS = join_all(_ENROLLED, _MOVED)
_ENDS = join_all(
    select(Progress.person_id, Progress.path, Progress.first_finished_at.label("at")).where(
        Progress.person_id.in_(_LEARNERS),
        Progress.path.in_(_PATHS),
        Progress.first_finished_at.is_not(None),
    ),
    select(SessionResult.person_id, SessionResult.path, SessionResult.finished_at).where(
        SessionResult.person_id.in_(_LEARNERS), SessionResult.path.in_(_PATHS)
    ),
).subquery()
_FINISHED = select(_ENDS.c.person_id, func.min(_ENDS.c.at)).group_by(
    _ENDS.c.person_id, _ENDS.c.path
)
_SURE = (
    select(
        Practice.person_id,
        func.count(),
        func.sum(
            case(
                (Practice.result == Result.RIGHT, 1.0),
                (Practice.result == Result.PARTLY, 0.5),
                else_=0.0,
            )
        ),
    )
    .where(
        Practice.person_id.in_(_LEARNERS),
        Practice.path.in_(_PATHS),
        Practice.confidence == int(Confidence.SURE),
        Practice.result != Result.UNMARKED,
    )
    .group_by(Practice.person_id)
)
_VERSIONS = (
    select(Publication.path, Publication.kind, Publication.sha256, Publication.title)
    .where(Publication.is_current.is_(True))
    .order_by(Publication.path)
)


def list_reached(connection: Connection, cohort_id: str, paths: Sequence[str]) -> Sequence[Reached]:
    """List how far the learners of a cohort are with these modules, where they began them."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [Reached(*row) for row in connection.execute(_REACHED, values).all()]


def list_together(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Sequence[Together]:
    """List what the learners of a cohort did in shared sessions on these modules, or are doing."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [Together(*row) for row in connection.execute(_TOGETHER, values).all()]


def list_moments(connection: Connection, cohort_id: str, paths: Sequence[str]) -> Sequence[Moment]:
    """List when each learner took up each course of the cohort, and when each moved last."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [Moment(*row) for row in connection.execute(_MOMENTS, values).all()]


def list_finished(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Sequence[Finished]:
    """List when the learners of a cohort first finished each module that they have finished."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [Finished(*row) for row in connection.execute(_FINISHED, values)]


def list_sure(connection: Connection, cohort_id: str, paths: Sequence[str]) -> Sequence[Sure]:
    """Sum up the latest answers that the learners of a cohort gave as sure, told or not."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [Sure(*row) for row in connection.execute(_SURE, values)]


def list_versions(connection: Connection) -> Sequence[ModuleVersion]:
    """List what is current, by path."""
    return [ModuleVersion(*row) for row in connection.execute(_VERSIONS)]
