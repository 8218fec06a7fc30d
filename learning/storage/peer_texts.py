"""Rows of texts that somebody of the other side marks, and of their marks.

Who wrote a text is given to decide who may do what with it, who marked it to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import aliased

from learning.storage.inserts import NewRow, values_of
from learning.storage.peer_schema import PeerMark, PeerText
from learning.storage.schema import Publication, UtcTime

# As many as learn something from it, and no more work than that; the index knows it too.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class NewText:
    """A text as it is handed in; the fields are the table's."""

    id: str
    attempt_id: str
    question: str
    path: str
    publication_id: str
    author_id: str
    side: str
    title: str
    text: str
    written_at: datetime
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """The texts to one question that wait for a person: how many, and which comes first.

    `wrote`: the person has written one of their own, and so may mark those of others.
    """

    path: str
    question: str
    title: str
    module: str
    wrote: bool
    count: int
    first_id: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text with what decides who may mark it. `module` is the title of its module."""

    id: str
    attempt_id: str
    path: str
    sha256: str
    question: str
    title: str
    module: str
    side: str
    text: str
    marks: int
    written_at: datetime
    offered_at: datetime
    author_id: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Marks of a text; `own`: its author gave them."""

    text_id: str
    points: str
    words: str
    own: bool
    given_at: datetime


@dataclass(frozen=True, slots=True)
class NewMark:
    """Marks as they are given; `points` are JSON."""

    text_id: str
    marker_id: str
    points: str
    words: str
    given_at: datetime


# The checker of types loses count of so many columns.
_Columns = tuple[str, str, str, str, str, str, str, str, str, int, datetime, datetime, str]
_ADD_TEXT = NewRow(PeerText)
_ADD_MARK = NewRow(PeerMark)
_ME: BindParameter[str] = bindparam("person_id")
# Written into the statement itself, or the partial index would not serve it.
_ENOUGH: ColumnElement[int] = literal_column(str(ENOUGH))
_NOW = bindparam("now", type_=UtcTime())
_OWN = aliased(PeerText)
_WROTE = (
    select(_OWN.id)
    .where(
        _OWN.author_id == _ME,
        _OWN.path == PeerText.path,
        _OWN.question == PeerText.question,
    )
    .exists()
)
_MARKED = (
    select(PeerMark.text_id)
    .where(PeerMark.text_id == PeerText.id, PeerMark.marker_id == _ME)
    .exists()
)
_WAITS = and_(
    PeerText.marks < _ENOUGH,
    PeerText.side != bindparam("side"),
    PeerText.author_id != _ME,
    PeerText.offered_at <= _NOW,
    ~_MARKED,
)
# Of a module that was withdrawn nothing waits any more.
_CURRENT = (Publication.path == PeerText.path) & Publication.is_current.is_(True)
COUNT_WAITING = (
    select(func.count()).select_from(PeerText).join(Publication, _CURRENT).where(_WAITS, _WROTE)
)
_QUESTION = (PeerText.path, PeerText.question)
_RANKED = (
    select(
        *_QUESTION,
        PeerText.title,
        Publication.title.label("module"),
        _WROTE.label("wrote"),
        func.count().over(partition_by=_QUESTION).label("count"),
        PeerText.id,
        func.row_number()
        .over(partition_by=_QUESTION, order_by=(PeerText.marks, PeerText.written_at, PeerText.id))
        .label("place"),
    )
    .join(Publication, _CURRENT)
    .where(_WAITS)
    .subquery()
)
_LIST = (
    select(
        _RANKED.c.path,
        _RANKED.c.question,
        _RANKED.c.title,
        _RANKED.c.module,
        _RANKED.c.wrote,
        _RANKED.c.count,
        _RANKED.c.id,
    )
    .where(_RANKED.c.place == 1)
    .order_by(_RANKED.c.wrote.desc(), _RANKED.c.module, _RANKED.c.path, _RANKED.c.title)
    .limit(bindparam("most"))
)
_TEXT = select(
    PeerText.id,
    PeerText.attempt_id,
    PeerText.path,
    Publication.sha256,
    PeerText.question,
    PeerText.title,
    Publication.title,
    PeerText.side,
    PeerText.text,
    PeerText.marks,
    PeerText.written_at,
    PeerText.offered_at,
    PeerText.author_id,
).join(Publication, Publication.id == PeerText.publication_id)
_FIND = _TEXT.add_columns(_WROTE.label("wrote")).where(PeerText.id == bindparam("text_id"))
_MINE = (
    _TEXT.where(PeerText.author_id == _ME)
    .order_by(PeerText.written_at.desc(), PeerText.id.desc())
    .limit(bindparam("most"))
)
_OF_ATTEMPT = _TEXT.where(
    PeerText.attempt_id == bindparam("attempt_id"), PeerText.author_id == _ME
).order_by(PeerText.id)
_MARKS = (
    select(
        PeerMark.text_id,
        PeerMark.points,
        PeerMark.words,
        PeerMark.marker_id == PeerText.author_id,
        PeerMark.given_at,
    )
    .join(PeerText, PeerText.id == PeerMark.text_id)
    .where(PeerMark.text_id.in_(bindparam("text_ids", expanding=True)))
    .order_by(PeerMark.given_at, PeerMark.marker_id)
)
_MY_MARK = select(PeerMark.points, PeerMark.words).where(
    PeerMark.text_id == bindparam("text_id"), PeerMark.marker_id == _ME
)
_COUNT_MARK = (
    update(PeerText)
    .where(PeerText.id == bindparam("marked_id"), PeerText.marks < _ENOUGH)
    .values(marks=PeerText.marks + 1)
)


def add_text(connection: Connection, text: NewText) -> bool:
    """Offer a text; give False where this answer was offered already."""
    return _ADD_TEXT.add(connection, values_of(text) | {"marks": 0})


def list_waiting(
    connection: Connection, person_id: str, *, side: str, now: datetime, most: int
) -> Sequence[WaitingRow]:
    """List the questions to which texts of the other side wait, those to be marked first.

    The first text of a question is the oldest of those with the fewest marks.
    """
    values = {"person_id": person_id, "side": side, "now": now, "most": most}
    return [WaitingRow(*row) for row in connection.execute(_LIST, values)]


def find_text(connection: Connection, text_id: str, person_id: str) -> tuple[TextRow, bool] | None:
    """Find a text, and whether this person has written one to the same question."""
    values = {"text_id": text_id, "person_id": person_id}
    row = connection.execute(_FIND, values).one_or_none()
    return (_make_text(row[:-1]), bool(row[-1])) if row else None


def list_mine(connection: Connection, person_id: str, *, most: int) -> Sequence[TextRow]:
    """List a person's own texts, the last first."""
    rows = connection.execute(_MINE, {"person_id": person_id, "most": most})
    return [_make_text(row) for row in rows]


def list_of_attempt(connection: Connection, attempt_id: str, person_id: str) -> Sequence[TextRow]:
    """List the texts of an attempt of this person's."""
    values = {"attempt_id": attempt_id, "person_id": person_id}
    return [_make_text(row) for row in connection.execute(_OF_ATTEMPT, values)]


def list_marks(connection: Connection, text_ids: Sequence[str]) -> Sequence[MarkRow]:
    """List all marks of these texts, the first given first."""
    rows = connection.execute(_MARKS, {"text_ids": list(text_ids)})
    return [MarkRow(*row[:3], own=bool(row[3]), given_at=row[4]) for row in rows]


def find_my_mark(connection: Connection, text_id: str, marker_id: str) -> tuple[str, str] | None:
    """Give the points and words that a person gave a text, if they did."""
    values = {"text_id": text_id, "person_id": marker_id}
    row = connection.execute(_MY_MARK, values).one_or_none()
    return (row[0], row[1]) if row else None


def add_mark(connection: Connection, mark: NewMark) -> bool:
    """Store marks; give False where this person has marked the text already."""
    return _ADD_MARK.add(connection, values_of(mark))


def count_mark(connection: Connection, text_id: str) -> bool:
    """Count one more mark by another; give False where there were enough."""
    return connection.execute(_COUNT_MARK, {"marked_id": text_id}).rowcount == 1


def _make_text(row: Sequence[object]) -> TextRow:
    return TextRow(*cast(_Columns, row))
