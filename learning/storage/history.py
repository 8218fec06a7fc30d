"""All attempts and moves of a person as they were made: to count afresh, or to export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from learning.storage.schema import Attempt, Move, Publication


@dataclass(frozen=True, slots=True)
class PlayedAttempt:
    """An attempt, on the version it is played on."""

    id: str
    path: str
    sha256: str
    role: str
    last_no: int
    state: str
    state_format: int


@dataclass(frozen=True, slots=True)
class MadeMove:
    """A move as it was stored."""

    no: int
    body: str
    made_at: datetime


_ATTEMPTS = (
    select(
        Attempt.id,
        Attempt.path,
        Publication.sha256,
        Attempt.role,
        Attempt.last_no,
        Attempt.state,
        Attempt.state_format,
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Attempt.person_id == bindparam("person_id"))
    .order_by(Attempt.path, Attempt.started_at, Attempt.id)
)
_SPOTTING = select(Attempt.id, Attempt.spotting).where(
    Attempt.person_id == bindparam("person_id"), Attempt.finished_at.is_not(None)
)
_MOVES = (
    select(Move.no, Move.body, Move.made_at)
    .where(Move.attempt_id == bindparam("attempt_id"))
    .order_by(Move.no)
)


def list_attempts(connection: Connection, person_id: str) -> Sequence[PlayedAttempt]:
    """List every attempt of a person, path by path, the oldest first."""
    return [PlayedAttempt(*row) for row in connection.execute(_ATTEMPTS, {"person_id": person_id})]


def list_spotting(connection: Connection, person_id: str) -> Mapping[str, str]:
    """Give what was tallied of each finished attempt of a person, by the attempt's id."""
    rows = connection.execute(_SPOTTING, {"person_id": person_id})
    return {row.id: row.spotting for row in rows}


def list_moves(connection: Connection, attempt_id: str) -> Sequence[MadeMove]:
    """List every move of an attempt in order, the first of them number 0."""
    return [MadeMove(*row) for row in connection.execute(_MOVES, {"attempt_id": attempt_id})]
