"""The record of who did what, only ever added to. No answer, password or token belongs in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, insert, or_, select
from sqlalchemy.orm import aliased

from learning.storage.inserts import values_of
from learning.storage.schema import AuditEntry, Person


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `who` is a person's id, or the name of the command that ran."""

    id: str
    at: datetime
    who: str
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """A line with the names of the people it speaks of, where they are people."""

    entry: Entry
    who_name: str | None
    subject_name: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are wanted: those by or about a person or thing, those whose action has words.

    `before` is the moment and id of the line that the wanted ones are older than.
    """

    about: str = ""
    words: str = ""
    before: tuple[datetime, str] | None = None


_ADD = insert(AuditEntry)
_COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.who,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.detail,
)
_SAME = (
    select(AuditEntry.id)
    .where(
        AuditEntry.subject == bindparam("to"),
        AuditEntry.who == bindparam("by"),
        AuditEntry.action == bindparam("did"),
        AuditEntry.detail == bindparam("how"),
    )
    .limit(1)
)
_LIST = select(*_COLUMNS).order_by(AuditEntry.at, AuditEntry.id)
_Who, _Subject = aliased(Person), aliased(Person)
_NAMED = (
    select(*_COLUMNS, _Who.name, _Subject.name)
    .outerjoin(_Who, _Who.id == AuditEntry.who)
    .outerjoin(_Subject, _Subject.id == AuditEntry.subject)
    .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
)


def add_entry(connection: Connection, entry: Entry) -> None:
    """Add a line."""
    connection.execute(_ADD, values_of(entry))


def is_noted(connection: Connection, entry: Entry) -> bool:
    """Whether the same person did the same to the same before, down to the detail."""
    values = {"by": entry.who, "did": entry.action, "to": entry.subject, "how": entry.detail}
    return connection.execute(_SAME, values).first() is not None


def list_entries(connection: Connection) -> Sequence[Entry]:
    """Give every line, the oldest first."""
    return [Entry(*row) for row in connection.execute(_LIST)]


def list_newest(connection: Connection, asked: Asked, *, most: int) -> Sequence[NamedEntry]:
    """Give the newest of the wanted lines, with names."""
    found = _NAMED.limit(most)
    if asked.about:
        found = found.where(or_(AuditEntry.who == asked.about, AuditEntry.subject == asked.about))
    if asked.words:
        found = found.where(AuditEntry.action.contains(asked.words.lower(), autoescape=True))
    if asked.before:
        at, last = asked.before
        same = and_(AuditEntry.at == at, AuditEntry.id < last)
        found = found.where(or_(AuditEntry.at < at, same))
    rows = connection.execute(found)
    return [NamedEntry(Entry(*row[:6]), row[6], row[7]) for row in rows]
