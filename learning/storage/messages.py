"""Rows of messages: what a person is told on their first page until they have read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from learning.storage.inserts import values_of
from learning.storage.schema import Message


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message as it is sent; `detail` is JSON."""

    id: str
    person_id: str
    kind: str
    path: str
    detail: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class UnreadMessage:
    """A message that was sent and is not read yet."""

    id: str
    kind: str
    path: str
    detail: str
    sent_at: datetime


_ADD = insert(Message).values(read_at=None)
_OF_PERSON = Message.person_id == bindparam("of_person")
_UNREAD = (
    select(Message.id, Message.kind, Message.path, Message.detail, Message.sent_at)
    .where(_OF_PERSON, Message.read_at.is_(None))
    .order_by(Message.sent_at.desc(), Message.id.desc())
    .limit(bindparam("most"))
)
_IT = (Message.id == bindparam("message_id"), _OF_PERSON)
_FIND = select(Message.id).where(*_IT)
_READ = update(Message).where(*_IT, Message.read_at.is_(None)).values(read_at=bindparam("now"))


def add_message(connection: Connection, message: NewMessage) -> None:
    """Send a message."""
    connection.execute(_ADD, values_of(message))


def list_unread(connection: Connection, person_id: str, *, most: int) -> Sequence[UnreadMessage]:
    """List what a person has not read, the last first, in one statement."""
    rows = connection.execute(_UNREAD, {"of_person": person_id, "most": most})
    return [UnreadMessage(*row) for row in rows]


def mark_read(connection: Connection, message_id: str, *, person_id: str, at: datetime) -> bool:
    """Note that a person has read a message; give False where it is none of theirs."""
    values = {"message_id": message_id, "of_person": person_id}
    if connection.execute(_READ, values | {"now": at}).rowcount == 1:
        return True
    return connection.execute(_FIND, values).one_or_none() is not None
