"""The record of who did what, only ever added to. No answer, password or token belongs in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from learning.storage.inserts import values_of
from learning.storage.schema import AuditEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `who` is a person's id, or the name of the command that ran."""

    id: str
    at: datetime
    who: str
    action: str
    subject: str
    detail: str = ""


_ADD = insert(AuditEntry)
_LIST = select(
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.who,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.detail,
).order_by(AuditEntry.at, AuditEntry.id)


def add_entry(connection: Connection, entry: Entry) -> None:
    """Add a line."""
    connection.execute(_ADD, values_of(entry))


def list_entries(connection: Connection) -> Sequence[Entry]:
    """Give every line, the oldest first."""
    return [Entry(*row) for row in connection.execute(_LIST)]
