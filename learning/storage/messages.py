"""Rows of messages: what a person is told on their first page until they have read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from learning.storage.inserts import values_of
from learning.storage.schema import Message, Publication
from learning.storage.studio_schema import DraftFile, WorkReview

REVIEW = "review-asked"


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
class SentMessage:
    """A message that was sent, as it is stored."""

    id: str
    kind: str
    path: str
    detail: str
    sent_at: datetime


_ADD = insert(Message).values(read_at=None)
_OF_PERSON = Message.person_id == bindparam("of_person")
_NEWER = aliased(WorkReview)
# A review asks for nothing any more once the work was asked about in another state, or published.
_OVERTAKEN = (
    exists()
    .where(
        _NEWER.prefix == WorkReview.prefix,
        _NEWER.digest != WorkReview.digest,
        _NEWER.asked_at > WorkReview.asked_at,
    )
    .correlate(WorkReview)
)
_PUBLISHED = (
    exists()
    .where(
        DraftFile.prefix == WorkReview.prefix,
        Publication.path == DraftFile.path,
        or_(
            Publication.published_at > WorkReview.asked_at,
            Publication.withdrawn_at > WorkReview.asked_at,
        ),
    )
    .correlate(WorkReview)
)
_WAITS = (
    exists()
    .where(
        WorkReview.prefix == Message.path,
        Message.detail.contains(WorkReview.id),
        WorkReview.verdict.is_(None),
        ~_OVERTAKEN,
        ~_PUBLISHED,
    )
    .correlate(Message)
)
_LINES = select(Message.id, Message.kind, Message.path, Message.detail, Message.sent_at)
_UNREAD = (
    _LINES.where(_OF_PERSON, Message.read_at.is_(None), or_(Message.kind != REVIEW, _WAITS))
    .order_by(Message.sent_at.desc(), Message.id.desc())
    .limit(bindparam("most"))
)
_REVIEWS = (
    _LINES.where(_OF_PERSON, Message.kind == REVIEW, _WAITS)
    .order_by(Message.sent_at.desc(), Message.id.desc())
    .limit(bindparam("most"))
)
_IT = (Message.id == bindparam("message_id"), _OF_PERSON)
_FIND = select(Message.id).where(*_IT)
_READ = update(Message).where(*_IT, Message.read_at.is_(None)).values(read_at=bindparam("now"))


def add_message(connection: Connection, message: NewMessage) -> None:
    """Send a message."""
    connection.execute(_ADD, values_of(message))


def list_unread(connection: Connection, person_id: str, *, most: int) -> Sequence[SentMessage]:
    """List what a person has not read, the last first, without reviews that wait no more.

    One statement.
    """
    rows = connection.execute(_UNREAD, {"of_person": person_id, "most": most})
    return [SentMessage(*row) for row in rows]


def list_reviews(connection: Connection, person_id: str, *, most: int) -> Sequence[SentMessage]:
    """List the reviews that a person was asked for and that wait, read or not, the last first."""
    rows = connection.execute(_REVIEWS, {"of_person": person_id, "most": most})
    return [SentMessage(*row) for row in rows]


def mark_read(connection: Connection, message_id: str, *, person_id: str, at: datetime) -> bool:
    """Note that a person has read a message; give False where it is none of theirs."""
    values = {"message_id": message_id, "of_person": person_id}
    if connection.execute(_READ, values | {"now": at}).rowcount == 1:
        return True
    return connection.execute(_FIND, values).one_or_none() is not None
