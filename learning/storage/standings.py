"""How far a person has come, all of it in one statement: by path alone, and in shared sessions.

A session is listed while it goes on, and for good once it came to something for that person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    bindparam,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from learning.storage.cohort_sessions import INVITED
from learning.storage.progress import STANDINGS, ProgressRow, Standing
from learning.storage.session_schema import CaseSession, Seat, SessionResult


@dataclass(frozen=True, slots=True)
class SessionStanding:
    """A session of a person. `side` is None where they have no seat in it, but facilitate it.

    The last seven are None until the session came to something for that person.
    """

    session_id: str
    path: str
    title: str
    pace: str
    opened_at: datetime
    ended_at: datetime | None
    side: str | None
    earned: float | None
    possible: float | None
    team_earned: float | None
    team_possible: float | None
    grade: str | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """A session of a person's cohort in which they have no seat yet; `code` lets them in."""

    code: str
    title: str
    cohort: str
    planned_for: datetime | None


@dataclass(frozen=True, slots=True)
class Standings:
    """What a person did alone, path by path, and their sessions, the last opened first.

    `invited` are those their cohorts have without them, the first planned first.
    """

    alone: tuple[Standing, ...]
    sessions: tuple[SessionStanding, ...]
    invited: tuple[InvitedTo, ...] = ()


_ME = bindparam("person_id", type_=CaseSession.id.type)
_MINE = (
    select(Seat.session_id)
    .where(Seat.person_id == _ME)
    .union(select(CaseSession.id).where(CaseSession.facilitator_id == _ME))
)
_SESSIONS = (
    select(
        CaseSession.id.label("session_id"),
        CaseSession.path.label("session_path"),
        CaseSession.title.label("session_title"),
        CaseSession.pace,
        CaseSession.opened_at,
        CaseSession.ended_at,
        Seat.side,
        SessionResult.earned,
        SessionResult.possible,
        SessionResult.team_earned,
        SessionResult.team_possible,
        SessionResult.grade,
        SessionResult.finished_at.label("session_finished_at"),
        CaseSession.code.label("session_code"),
        INVITED.c.cohort,
        INVITED.c.planned_for,
    )
    .join(INVITED, INVITED.c.session_id == CaseSession.id, isouter=True)
    .join(Seat, (Seat.session_id == CaseSession.id) & (Seat.person_id == _ME), isouter=True)
    .join(
        SessionResult,
        (SessionResult.session_id == CaseSession.id) & (SessionResult.person_id == _ME),
        isouter=True,
    )
    .where(
        or_(CaseSession.id.in_(_MINE), INVITED.c.session_id.is_not(None)),
        or_(CaseSession.ended_at.is_(None), SessionResult.session_id.is_not(None)),
    )
)


def _leave_out(columns: Iterable[ColumnElement[object]]) -> list[ColumnElement[object]]:
    """Give an empty column of the same type for each."""
    return [type_coerce(null(), each.type).label(each.key) for each in columns]


_ALONE_COLUMNS = tuple(STANDINGS.selected_columns)
_SESSION_COLUMNS = tuple(_SESSIONS.selected_columns)
_ALL: Executable = union_all(
    STANDINGS.add_columns(*_leave_out(_SESSION_COLUMNS)),
    _SESSIONS.with_only_columns(*_leave_out(_ALONE_COLUMNS), *_SESSION_COLUMNS),
)
_PROGRESS = len(ProgressRow.__slots__)
_ALONE = len(_ALONE_COLUMNS)
_SESSION = _ALONE + len(SessionStanding.__slots__)


def list_standings(connection: Connection, person_id: str) -> Standings:
    """Give how far a person has come, alone and in sessions."""
    rows = connection.execute(_ALL, {"person_id": person_id}).all()
    alone = [
        Standing(ProgressRow(*row[:_PROGRESS]), *row[_PROGRESS:_ALONE])
        for row in rows
        if row[_ALONE] is None
    ]
    sessions, invited = [], []
    for row in rows:
        if row[_ALONE] is None:
            continue
        session, (code, cohort, planned_for) = (
            SessionStanding(*row[_ALONE:_SESSION]),
            row[_SESSION:],
        )
        if cohort is not None and session.side is None:
            invited.append(InvitedTo(code, session.title, cohort, planned_for))
        else:
            sessions.append(session)
    return Standings(
        tuple(sorted(alone, key=lambda each: each.row.path)),
        tuple(sorted(sessions, key=lambda each: (each.opened_at, each.session_id), reverse=True)),
        tuple(sorted(invited, key=_find_time)),
    )


def _find_time(invited: InvitedTo) -> tuple[bool, datetime]:
    """Give by what planned sessions are in order: those without a time come last."""
    when = invited.planned_for
    return when is None, when or datetime.max.replace(tzinfo=UTC)
