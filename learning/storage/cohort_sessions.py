"""Rows of shared sessions that were opened for a cohort: which, and for when they are planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, insert, select, update

from learning.storage.cohort_schema import Cohort, CohortPerson, CohortSession
from learning.storage.session_schema import CaseSession, Seat


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session of a cohort, as those see it who may come into it; `code` lets them in."""

    session_id: str
    code: str
    title: str
    pace: str
    stage: str
    opened_at: datetime
    ended_at: datetime | None
    cohort: str
    planned_for: datetime | None


_PLANNED = (
    select(
        *(getattr(CaseSession, name) for name in ("id", *PlannedSession.__slots__[1:7])),
        Cohort.name,
        CohortSession.planned_for,
    )
    .join(CohortSession, CohortSession.session_id == CaseSession.id)
    .join(Cohort, Cohort.id == CohortSession.cohort_id)
    .order_by(CohortSession.planned_for, CaseSession.opened_at, CaseSession.id)
)
_OF_COHORT = _PLANNED.where(Cohort.id == bindparam("cohort_id"))
_ME = bindparam("person_id", type_=CohortPerson.person_id.type)
_FOR_ME = (
    CohortPerson.person_id == _ME,
    CohortPerson.role == "learner",
    CohortPerson.left_at.is_(None),
    Cohort.archived_at.is_(None),
)
# Which sessions a person may come into as a learner of a cohort, for other statements.
INVITED = (
    select(CohortSession.session_id, Cohort.name.label("cohort"), CohortSession.planned_for)
    .join(Cohort, Cohort.id == CohortSession.cohort_id)
    .join(CohortPerson, CohortPerson.cohort_id == Cohort.id)
    .where(*_FOR_ME)
    .subquery("invited")
)
_SEATED = select(Seat.session_id).where(Seat.person_id == _ME)
_INVITED = _PLANNED.join(CohortPerson, CohortPerson.cohort_id == Cohort.id).where(
    *_FOR_ME, CaseSession.ended_at.is_(None), CaseSession.id.not_in(_SEATED)
)
_ADD = insert(CohortSession)
_SET_TIME = (
    update(CohortSession)
    .where(
        CohortSession.session_id == bindparam("of_session"),
        CohortSession.cohort_id == bindparam("of_cohort"),
    )
    .values(planned_for=bindparam("new_time"))
)


def add_session(
    connection: Connection, session_id: str, cohort_id: str, *, planned_for: datetime | None
) -> None:
    """Note that a session was opened for a cohort."""
    values = {"session_id": session_id, "cohort_id": cohort_id, "planned_for": planned_for}
    connection.execute(_ADD, values)


def set_time(
    connection: Connection, session_id: str, cohort_id: str, *, planned_for: datetime | None
) -> None:
    """Plan a session for another time."""
    values = {"of_session": session_id, "of_cohort": cohort_id, "new_time": planned_for}
    connection.execute(_SET_TIME, values)


def list_planned(connection: Connection, cohort_id: str) -> Sequence[PlannedSession]:
    """List the sessions of a cohort by the time they are planned for."""
    return _list(connection, _OF_COHORT, {"cohort_id": cohort_id})


def list_invited(connection: Connection, person_id: str) -> Sequence[PlannedSession]:
    """List the sessions, not ended, of a person's cohorts in which they have no seat yet."""
    return _list(connection, _INVITED, {"person_id": person_id})


def _list(
    connection: Connection, wanted: Executable, values: Mapping[str, str]
) -> Sequence[PlannedSession]:
    return [PlannedSession(*row) for row in connection.execute(wanted, values)]
