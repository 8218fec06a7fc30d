"""Rows of sign-in sessions, and of passwords that were not right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from learning.storage.inserts import values_of
from learning.storage.schema import Person, SignInFailure, SignInSession


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that nobody has ended, with the person it belongs to."""

    person_id: str
    name: str
    email: str
    profession: str
    side: str
    standing: str
    extra_time: int | None
    brings_back: bool
    reminds: bool
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Sign:
    """What says whether a session still lasts."""

    token_hash: str
    standing: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """A password that was not right, or is not known to be right yet."""

    id: str
    account: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many failures there are, and when the first of those that count was."""

    count: int
    first: datetime | None


_Columns = tuple[str, str, str, str, str, str, int | None, bool, bool, datetime, datetime]
_OPEN = select(
    Person.id,
    Person.name,
    Person.email,
    Person.profession,
    Person.side,
    Person.standing,
    Person.extra_time,
    Person.brings_back,
    Person.reminds,
    SignInSession.began_at,
    SignInSession.seen_at,
).where(
    SignInSession.token_hash == bindparam("token_hash"),
    SignInSession.ended_at.is_(None),
    Person.id == SignInSession.person_id,
    Person.suspended_at.is_(None),
)
_OPEN_ONES = select(
    SignInSession.token_hash, Person.standing, SignInSession.began_at, SignInSession.seen_at
).where(
    SignInSession.token_hash.in_(bindparam("token_hashes", expanding=True)),
    SignInSession.ended_at.is_(None),
    Person.id == SignInSession.person_id,
    Person.suspended_at.is_(None),
)
_BEGIN = insert(SignInSession)
_TOUCH = (
    update(SignInSession)
    .where(SignInSession.token_hash == bindparam("key"))
    .values(seen_at=bindparam("now"))
)
_LIVE = SignInSession.ended_at.is_(None)
_END = update(SignInSession).where(_LIVE).values(ended_at=bindparam("now"))
_END_ONE = _END.where(SignInSession.token_hash == bindparam("key"))
_END_ALL = _END.where(SignInSession.person_id == bindparam("person"))
_FORGET_SESSIONS = delete(SignInSession).where(
    SignInSession.person_id == bindparam("person"), SignInSession.began_at < bindparam("before")
)
_FAIL = insert(SignInFailure)
_FORGIVE = delete(SignInFailure).where(SignInFailure.id == bindparam("failure_id"))
_FORGET_FAILURES = delete(SignInFailure).where(SignInFailure.at < bindparam("before"))
_RECENT = select(func.count(), func.min(SignInFailure.at)).where(
    SignInFailure.at > bindparam("after")
)
_FOR_ACCOUNT = _RECENT.where(SignInFailure.account == bindparam("key"))
_FOR_ADDRESS = _RECENT.where(SignInFailure.address == bindparam("key"))


def load_session(connection: Connection, token_hash: str) -> SessionRow | None:
    """Find the session of a token, with its person, in one statement."""
    columns: _Columns | None = connection.execute(_OPEN, {"token_hash": token_hash}).one_or_none()
    return SessionRow(*columns) if columns else None


def list_sessions(connection: Connection, token_hashes: Collection[str]) -> Sequence[Sign]:
    """List those of these sessions that nobody has ended."""
    rows = connection.execute(_OPEN_ONES, {"token_hashes": list(token_hashes)})
    return [Sign(*row) for row in rows]


def begin_session(connection: Connection, person_id: str, token_hash: str, *, at: datetime) -> None:
    """Store a new session."""
    values = {"token_hash": token_hash, "person_id": person_id, "began_at": at, "seen_at": at}
    connection.execute(_BEGIN, values)


def touch_session(connection: Connection, token_hash: str, *, at: datetime) -> None:
    """Note that the session is in use."""
    connection.execute(_TOUCH, {"key": token_hash, "now": at})


def end_session(connection: Connection, token_hash: str, *, at: datetime) -> None:
    """End one session."""
    connection.execute(_END_ONE, {"key": token_hash, "now": at})


def end_sessions(connection: Connection, person_id: str, *, at: datetime) -> None:
    """End every session of a person."""
    connection.execute(_END_ALL, {"person": person_id, "now": at})


def forget_sessions(connection: Connection, person_id: str, *, before: datetime) -> None:
    """Remove a person's sessions that began before then."""
    connection.execute(_FORGET_SESSIONS, {"person": person_id, "before": before})


def add_failure(connection: Connection, failure: Failure) -> None:
    """Count a password as not right."""
    connection.execute(_FAIL, values_of(failure))


def forgive_failure(connection: Connection, failure_id: str) -> None:
    """Take a failure back: the password was right after all."""
    connection.execute(_FORGIVE, {"failure_id": failure_id})


def forget_failures(connection: Connection, *, before: datetime) -> None:
    """Remove failures that are too old to matter."""
    connection.execute(_FORGET_FAILURES, {"before": before})


def count_account(connection: Connection, account: str, *, after: datetime) -> Counted:
    """Count the failures of one account since then."""
    return Counted(*connection.execute(_FOR_ACCOUNT, {"key": account, "after": after}).one())


def count_address(connection: Connection, address: str, *, after: datetime) -> Counted:
    """Count the failures from one address since then."""
    return Counted(*connection.execute(_FOR_ADDRESS, {"key": address, "after": after}).one())
