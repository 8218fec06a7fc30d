"""Rows of case sessions and of what happened in them; one event follows the other, numbered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, insert, select, update

from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Publication
from learning.storage.session_schema import CaseSession, CaseSessionEvent


@dataclass(frozen=True, slots=True)
class NewCaseSession:
    """A session: which version of which case, and how far its events go."""

    id: str
    code: str
    path: str
    publication_id: str
    title: str
    opened_by: str
    facilitator_id: str | None
    pace: str
    seq: int
    stage: str
    due_at: datetime | None
    facilitator_until: datetime | None
    opened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseSessionRow:
    """A session as it is stored, and the SHA-256 of the version it is about."""

    new: NewCaseSession
    sha256: str

    @property
    def id(self) -> str:
        """The session's id."""
        return self.new.id


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is stored."""

    session_id: str
    seq: int
    person_id: str | None
    request_id: str | None
    body: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a session's row follows from its events."""

    seq: int
    stage: str
    facilitator_id: str | None
    due_at: datetime | None
    facilitator_until: datetime | None
    ended_at: datetime | None


_ROWS = select(
    *(getattr(CaseSession, name) for name in NewCaseSession.__slots__), Publication.sha256
).join(Publication, Publication.id == CaseSession.publication_id)
_LOAD = _ROWS.where(CaseSession.id == bindparam("session_id"))
_LOCK = _LOAD.with_for_update(of=CaseSession)
_BY_CODE = _ROWS.where(CaseSession.code == bindparam("code"), CaseSession.ended_at.is_(None))
_DUE = select(CaseSession.id).where(CaseSession.due_at <= bindparam("now"))
_UNDER_WAY = (
    select(CaseSession.id)
    .where(CaseSession.ended_at.is_(None), CaseSession.pace == "live")
    .order_by(CaseSession.seq.desc())
    .limit(bindparam("most"))
)
_OPEN = (
    select(*(getattr(CaseSession, name) for name in NewCaseSession.__slots__))
    .where(CaseSession.ended_at.is_(None))
    .order_by(CaseSession.opened_at, CaseSession.id)
)
_SEQS = select(CaseSession.id, CaseSession.seq).where(
    CaseSession.id.in_(bindparam("ids", expanding=True))
)
_EVENT = select(*(getattr(CaseSessionEvent, name) for name in EventRow.__slots__))
_AFTER = _EVENT.where(
    CaseSessionEvent.session_id == bindparam("session_id"),
    CaseSessionEvent.seq > bindparam("after"),
).order_by(CaseSessionEvent.seq)
_BY_REQUEST = _EVENT.where(
    CaseSessionEvent.session_id == bindparam("session_id"),
    CaseSessionEvent.person_id == bindparam("person_id"),
    CaseSessionEvent.request_id == bindparam("request_id"),
)
_OPENED = (
    select(CaseSession.id)
    .join(CaseSessionEvent, CaseSessionEvent.session_id == CaseSession.id)
    .where(
        CaseSession.opened_by == bindparam("person_id"),
        CaseSessionEvent.seq == 1,
        CaseSessionEvent.request_id == bindparam("request_id"),
    )
)
_ADD = NewRow(CaseSession)
_ADD_EVENT = insert(CaseSessionEvent)
_GO_ON = (
    update(CaseSession)
    .where(CaseSession.id == bindparam("session_id"))
    .values(
        seq=bindparam("new_seq"),
        stage=bindparam("new_stage"),
        facilitator_id=bindparam("new_facilitator"),
        due_at=bindparam("new_due"),
        facilitator_until=bindparam("new_until"),
        ended_at=bindparam("new_end"),
    )
)


def load_session(connection: Connection, session_id: str) -> CaseSessionRow | None:
    """Find a session by its id."""
    return _find(connection, _LOAD, {"session_id": session_id})


def lock_session(connection: Connection, session_id: str) -> CaseSessionRow | None:
    """Find a session and let nobody else add to it until this transaction ends."""
    return _find(connection, _LOCK, {"session_id": session_id})


def find_by_code(connection: Connection, code: str) -> CaseSessionRow | None:
    """Find the session, not ended, that people join by this code."""
    return _find(connection, _BY_CODE, {"code": code})


def _find(
    connection: Connection, wanted: Executable, values: Mapping[str, str]
) -> CaseSessionRow | None:
    row = connection.execute(wanted, values).one_or_none()
    return CaseSessionRow(NewCaseSession(*row[:-1]), row[-1]) if row else None


def find_opened(connection: Connection, person_id: str, request_id: str) -> str | None:
    """Give the id of the session that this request of a person has opened already."""
    values = {"person_id": person_id, "request_id": request_id}
    return connection.execute(_OPENED, values).scalar_one_or_none()


def list_due(connection: Connection, now: datetime) -> Sequence[str]:
    """List the sessions in which the time of some phase is up."""
    return list(connection.execute(_DUE, {"now": now}).scalars())


def list_under_way(connection: Connection, *, most: int) -> Sequence[str]:
    """List the live sessions that have not ended, those in which most has happened first."""
    return list(connection.execute(_UNDER_WAY, {"most": most}).scalars())


def list_open(connection: Connection) -> Sequence[NewCaseSession]:
    """List the sessions that have not ended, the oldest first."""
    return [NewCaseSession(*row) for row in connection.execute(_OPEN)]


def list_seqs(connection: Connection, ids: Sequence[str]) -> Sequence[tuple[str, int]]:
    """Give how far each of these sessions is."""
    return [(row.id, row.seq) for row in connection.execute(_SEQS, {"ids": list(ids)})]


def list_events(connection: Connection, session_id: str, *, after: int = 0) -> Sequence[EventRow]:
    """List the events of a session in order, those after a number only."""
    rows = connection.execute(_AFTER, {"session_id": session_id, "after": after})
    return [EventRow(*row) for row in rows]


def find_event(
    connection: Connection, session_id: str, person_id: str, *, request_id: str
) -> EventRow | None:
    """Find the event that this request of a person has caused already."""
    values = {"session_id": session_id, "person_id": person_id, "request_id": request_id}
    row = connection.execute(_BY_REQUEST, values).one_or_none()
    return EventRow(*row) if row else None


def add_session(connection: Connection, row: NewCaseSession) -> bool:
    """Store a session as it is opened; give False where its code is another one's by now."""
    return _ADD.add(connection, values_of(row))


def add_events(connection: Connection, events: Sequence[EventRow]) -> None:
    """Store events; the session is taken on by `go_on` in the same transaction."""
    connection.execute(_ADD_EVENT, [values_of(each) for each in events])


def go_on(connection: Connection, session_id: str, standing: Standing) -> None:
    """Take a locked session on to its last event."""
    connection.execute(
        _GO_ON,
        {
            "session_id": session_id,
            "new_seq": standing.seq,
            "new_stage": standing.stage,
            "new_facilitator": standing.facilitator_id,
            "new_due": standing.due_at,
            "new_until": standing.facilitator_until,
            "new_end": standing.ended_at,
        },
    )
