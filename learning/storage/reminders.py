"""Rows of reminders: which emails about a session were sent to whom, each claimed before it goes.

Knows no wording, and not when one is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select

from learning.storage.inserts import NewRow
from learning.storage.schema import Person
from learning.storage.session_schema import CaseSession, Reminder


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where somebody is written to."""

    person_id: str
    email: str
    name: str


_WATCHED = (
    select(CaseSession.id)
    .where(
        CaseSession.pace == "days",
        or_(CaseSession.stage == "running", CaseSession.ended_at > bindparam("after")),
    )
    .order_by(CaseSession.id)
)
_SENT = select(Reminder.person_id, Reminder.about).where(
    Reminder.session_id == bindparam("session_id")
)
_RECIPIENTS = select(Person.id, Person.email, Person.name).where(
    Person.id.in_(bindparam("ids", expanding=True)),
    Person.reminds.is_(True),
    Person.suspended_at.is_(None),
)
_CLAIM = NewRow(Reminder)
_RELEASE = delete(Reminder).where(
    Reminder.session_id == bindparam("of_session"),
    Reminder.person_id == bindparam("of_person"),
    Reminder.about.in_(bindparam("abouts", expanding=True)),
)


def list_watched(connection: Connection, *, after: datetime) -> Sequence[str]:
    """List the sessions over days that run, or ended after this moment."""
    return list(connection.execute(_WATCHED, {"after": after}).scalars())


def list_sent(connection: Connection, session_id: str) -> frozenset[tuple[str, str]]:
    """Give what was sent in a session, as pairs of a person's id and what it was about."""
    rows = connection.execute(_SENT, {"session_id": session_id})
    return frozenset((row.person_id, row.about) for row in rows)


def list_recipients(connection: Connection, ids: Sequence[str]) -> Mapping[str, Recipient]:
    """Give the addresses of those of these people who want emails, by their ids."""
    rows = connection.execute(_RECIPIENTS, {"ids": list(ids)})
    return {row.id: Recipient(*row) for row in rows}


def claim(
    connection: Connection, session_id: str, person_id: str, *, about: str, at: datetime
) -> bool:
    """Take it on oneself to send an email; give False where somebody has done so before."""
    key = {"session_id": session_id, "person_id": person_id, "about": about}
    return _CLAIM.add(connection, {**key, "sent_at": at})


def release(
    connection: Connection, session_id: str, person_id: str, *, abouts: Sequence[str]
) -> None:
    """Let emails that were claimed and did not go be claimed again."""
    values = {"of_session": session_id, "of_person": person_id, "abouts": list(abouts)}
    connection.execute(_RELEASE, values)
