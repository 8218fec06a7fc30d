"""Rows of answers to questions that came back. Added, and never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Publication, Recall


@dataclass(frozen=True, slots=True)
class NewRecall:
    """An answer as it is stored. `outcome` is JSON: its mark, and when it comes back."""

    id: str
    person_id: str
    publication_id: str
    path: str
    question: str
    request_id: str
    body: str
    outcome: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class RecallRow:
    """An answer that was stored, and the version it was given on."""

    path: str
    sha256: str
    question: str
    request_id: str
    body: str
    outcome: str


_ADD = NewRow(Recall)
_MINE = Recall.person_id == bindparam("person_id")
_BY_REQUEST = select(Recall.id).where(_MINE, Recall.request_id == bindparam("request_id"))
_LOAD = (
    select(
        Recall.path,
        Publication.sha256,
        Recall.question,
        Recall.request_id,
        Recall.body,
        Recall.outcome,
    )
    .join(Publication, Publication.id == Recall.publication_id)
    .where(_MINE, Recall.id == bindparam("recall_id"))
)


def add_recall(connection: Connection, recall: NewRecall) -> bool:
    """Store an answer; give False where this request was stored already."""
    return _ADD.add(connection, values_of(recall))


def find_recall(connection: Connection, person_id: str, request_id: str) -> str | None:
    """Find the answer that this request has stored."""
    values = {"person_id": person_id, "request_id": request_id}
    return connection.execute(_BY_REQUEST, values).scalar_one_or_none()


def load_recall(connection: Connection, recall_id: str, person_id: str) -> RecallRow | None:
    """Find an answer of this person's; another's is not found."""
    values = {"recall_id": recall_id, "person_id": person_id}
    row = connection.execute(_LOAD, values).one_or_none()
    return RecallRow(*row) if row else None
