"""Attempts of a path with their moves, to be played again on another version: read as a stream.

However many there are, few of them are in memory at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, bindparam, func, select

from learning.storage.schema import Attempt, Move, Publication

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Play:
    """What was played: enough to play it again. Its id is its seed."""

    attempt_id: str
    role: str
    moves: tuple[str, ...]


_ON_PATH = (
    Publication.path == bindparam("path"),
    Attempt.publication_id == Publication.id,
)
_PLAYS = (
    select(Attempt.id, Attempt.role, Move.body)
    .where(*_ON_PATH, Attempt.finished_at.is_(None), Move.attempt_id == Attempt.id)
    .order_by(Attempt.id, Move.no)
    .execution_options(yield_per=_AT_ONCE)
)
_COUNT = (
    select(func.count(), func.count(Attempt.finished_at))
    .select_from(Attempt)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Publication.path == bindparam("path"))
)


def count_attempts(connection: Connection, path: str) -> tuple[int, int]:
    """Count the attempts under way on any version of a path, and the finished ones."""
    every, finished = connection.execute(_COUNT, {"path": path}).one()
    return every - finished, finished


def stream_under_way(connection: Connection, path: str) -> Iterator[Play]:
    """Give the attempts under way on any version of a path, one after another."""
    rows = connection.execute(_PLAYS, {"path": path})
    for (attempt_id, role), moves in groupby(rows, lambda row: (row.id, row.role)):
        yield Play(attempt_id, role, tuple(each.body for each in moves))
