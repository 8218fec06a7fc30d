"""Rows of certificates. One is never changed but by its revocation, and never removed.

Knows no rule on who may have one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, update

from learning.storage import totals
from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Attempt, Certificate
from learning.storage.session_schema import SessionResult
from learning.storage.totals import Amount, What


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate as it is stored. `outcomes` and `words` have a line for each."""

    id: str
    person_id: str
    path: str
    name: str
    title: str
    minutes: int | None
    outcomes: str
    words: str
    completed_on: date
    issued_at: datetime
    revoked_at: datetime | None = None
    revoked_why: str = ""


@dataclass(frozen=True, slots=True)
class DoneAttempt:
    """When an attempt began, and ended with which points of those to be had (None: not whole)."""

    path: str
    started_at: datetime
    finished_at: datetime | None
    earned: float | None
    best: float | None


_ADD = NewRow(Certificate)
_COLUMNS = [getattr(Certificate, each) for each in CertificateRow.__slots__]
_LIST = select(*_COLUMNS).order_by(Certificate.issued_at, Certificate.id)
_ONE = select(*_COLUMNS).where(Certificate.id == bindparam("code"))
_MINE = (
    select(*_COLUMNS)
    .where(Certificate.person_id == bindparam("person_id"), Certificate.path == bindparam("path"))
    .order_by(Certificate.issued_at.desc(), Certificate.id)
    .limit(1)
)
_SET_REVOCATION = (
    update(Certificate)
    .where(Certificate.id == bindparam("code"))
    .values(revoked_at=bindparam("at"), revoked_why=bindparam("why"))
    .returning(Certificate.path)
)
_REVOKE = _SET_REVOCATION.where(Certificate.revoked_at.is_(None))
_REINSTATE = _SET_REVOCATION.where(Certificate.revoked_at.is_not(None))
_SESSIONS = select(
    SessionResult.path,
    SessionResult.finished_at.label("started_at"),
    SessionResult.finished_at,
    SessionResult.earned,
    SessionResult.possible,
).where(
    SessionResult.person_id == bindparam("person_id"),
    SessionResult.path.in_(bindparam("paths", expanding=True)),
)
_ATTEMPTS = select(*[getattr(Attempt, each) for each in DoneAttempt.__slots__]).where(
    Attempt.person_id == bindparam("person_id"),
    Attempt.path.in_(bindparam("paths", expanding=True)),
)


def add_certificate(connection: Connection, row: CertificateRow) -> bool:
    """Store a certificate; give False where the person has a valid one, or the code is taken."""
    added = _ADD.add(connection, values_of(row))
    if added:
        totals.add(connection, row.path, {What.CERTIFIED: Amount(1)})
    return added


def load_certificate(connection: Connection, code: str) -> CertificateRow | None:
    """Find a certificate by its code."""
    row = connection.execute(_ONE, {"code": code}).one_or_none()
    return CertificateRow(*row) if row else None


def find_certificate(connection: Connection, person_id: str, path: str) -> CertificateRow | None:
    """Find the certificate that a person was given last for a course, valid or not."""
    row = connection.execute(_MINE, {"person_id": person_id, "path": path}).one_or_none()
    return CertificateRow(*row) if row else None


def list_certificates(connection: Connection) -> Sequence[CertificateRow]:
    """List all certificates, the first that was issued first."""
    return [CertificateRow(*row) for row in connection.execute(_LIST)]


def set_revocation(connection: Connection, code: str, *, at: datetime | None, why: str) -> None:
    """Revoke a valid certificate, or with no moment let a revoked one be valid again."""
    change = _REVOKE if at else _REINSTATE
    path = connection.execute(change, {"code": code, "at": at, "why": why}).scalar_one_or_none()
    if path is not None:
        totals.add(connection, path, {What.CERTIFIED: Amount(-1 if at else 1)})


def list_attempts(
    connection: Connection, person_id: str, paths: Sequence[str]
) -> Sequence[DoneAttempt]:
    """List the attempts of a person at these modules."""
    values = {"person_id": person_id, "paths": list(paths)}
    return [DoneAttempt(*row) for row in connection.execute(_ATTEMPTS, values)]


def list_sessions(
    connection: Connection, person_id: str, paths: Sequence[str]
) -> Sequence[DoneAttempt]:
    """List what the shared sessions of a person on these modules came to, each as an attempt."""
    values = {"person_id": person_id, "paths": list(paths)}
    return [DoneAttempt(*row) for row in connection.execute(_SESSIONS, values)]
