"""Attempts of a path with their moves, to be played again on another version: read as a stream.

However many there are, few of them are in memory at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple, cast

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, func, select

from learning.storage.saved_answers import SavedRow
from learning.storage.schema import Attempt, Move, Publication, SavedAnswer

Ts = TypeVarTuple("Ts")
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Play:
    """What was played, and on which version: enough to play it again. Its id is its seed.

    `saved` is what is typed and not handed in.
    """

    attempt_id: str
    role: str
    sha256: str
    moves: tuple[str, ...]
    saved: tuple[SavedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedPlay:
    """A finished attempt that another version may mark again, with the mark that it has."""

    play: Play
    person_id: str
    publication_id: str
    state: str
    state_format: int
    finished_at: datetime
    earned: float
    reachable: float
    best: float | None


# What is finished has its time and points.
_Columns = tuple[str, str, str, int, datetime, float, float, float | None]
_ON_PATH = (Publication.path == bindparam("path"), Attempt.publication_id == Publication.id)
_UNDER_WAY = (
    select(Attempt.id, Attempt.role, Publication.sha256)
    .where(*_ON_PATH, Attempt.finished_at.is_(None))
    .order_by(Attempt.id)
)
_FINISHED = (
    select(
        Attempt.id,
        Attempt.role,
        Publication.sha256,
        Attempt.person_id,
        Attempt.publication_id,
        Attempt.state,
        Attempt.state_format,
        Attempt.finished_at,
        Attempt.earned,
        Attempt.reachable,
        Attempt.best,
    )
    .where(
        *_ON_PATH,
        Attempt.finished_at.is_not(None),
        Attempt.publication_id != bindparam("current_id"),
    )
    .order_by(Attempt.person_id, Attempt.finished_at, Attempt.id)
)
_FINISHED_BY = _FINISHED.where(Attempt.person_id == bindparam("person_id"))
_PEOPLE = (
    _FINISHED.with_only_columns(Attempt.person_id)
    .order_by(None)
    .order_by(Attempt.person_id)
    .distinct()
)
_COUNT = (
    select(func.count(), func.count(Attempt.finished_at))
    .select_from(Attempt)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Publication.path == bindparam("path"))
)
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_MOVES = (
    select(Move.attempt_id, Move.body)
    .where(Move.attempt_id.in_(_IDS))
    .order_by(Move.attempt_id, Move.no)
)
_SAVED = (
    select(*(getattr(SavedAnswer, each) for each in SavedRow.__slots__))
    .where(SavedAnswer.attempt_id.in_(_IDS))
    .order_by(SavedAnswer.attempt_id, SavedAnswer.part)
)


def count_attempts(connection: Connection, path: str) -> tuple[int, int]:
    """Count the attempts under way on any version of a path, and the finished ones."""
    every, finished = connection.execute(_COUNT, {"path": path}).one()
    return every - finished, finished


def stream_under_way(connection: Connection, path: str) -> Iterator[Play]:
    """Give the attempts under way on any version of a path, with what is saved of them."""
    for rows in _take_some(connection, _UNDER_WAY, {"path": path}):
        ids = [row.id for row in rows]
        moves = _list_moves(connection, ids)
        saved: dict[str, list[SavedRow]] = defaultdict(list)
        for found in connection.execute(_SAVED, {"ids": ids}):
            saved[found.attempt_id].append(SavedRow(*found))
        for row in rows:
            yield Play(*row, tuple(moves[row.id]), tuple(saved[row.id]))


def stream_finished(
    connection: Connection, path: str, *, current_id: str, person_id: str | None = None
) -> Iterator[FinishedPlay]:
    """Give the finished attempts on other versions of a path than the current one.

    Person by person, the first finished first; of one person where `person_id` says whose.
    """
    statement = _FINISHED if person_id is None else _FINISHED_BY
    values = {"path": path, "current_id": current_id, "person_id": person_id}
    for rows in _take_some(connection, statement, values):
        moves = _list_moves(connection, [row.id for row in rows])
        for row in rows:
            play = Play(row.id, row.role, row.sha256, tuple(moves[row.id]))
            yield FinishedPlay(play, *cast(_Columns, row[3:]))


def list_people(connection: Connection, path: str, *, current_id: str) -> Sequence[str]:
    """List who has finished attempts on other versions of a path than the current one."""
    values = {"path": path, "current_id": current_id}
    return list(connection.execute(_PEOPLE, values).scalars())


def _take_some(
    connection: Connection, statement: Select[*Ts], values: Mapping[str, object]
) -> Iterator[Sequence[Row[*Ts]]]:
    streamed = statement.execution_options(yield_per=_AT_ONCE)
    with connection.execute(streamed, dict(values)) as result:
        yield from result.partitions()


def _list_moves(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[str]]:
    moves: dict[str, list[str]] = defaultdict(list)
    for attempt_id, body in connection.execute(_MOVES, {"ids": ids}):
        moves[attempt_id].append(body)
    return moves
