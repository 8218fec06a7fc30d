"""Rows of attempts and moves. A move is added once, and only onto the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from learning.play.state import STATE_FORMAT
from learning.storage.cohort_terms import tell_given
from learning.storage.inserts import values_of
from learning.storage.schema import Attempt, Move, Person, Publication


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """Where an attempt stands, on which version, and the newer one it could go on with.

    `given` is the time its learner has from cohorts, as `cohort_terms.read_given` reads it.
    """

    path: str
    publication_id: str
    sha256: str
    role: str
    started_at: datetime
    moved_at: datetime
    state: str
    state_format: int
    last_no: int
    newer_id: str | None
    newer_sha256: str | None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An attempt that nobody has finished, with the extra time of the person whose it is.

    `given` as in `AttemptRow`.
    """

    id: str
    person_id: str
    path: str
    sha256: str
    started_at: datetime
    extra_time: int | None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt as it begins, with no move but the first, number 0."""

    id: str
    person_id: str
    publication_id: str
    path: str
    role: str
    state: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class NewMove:
    """A move to be stored onto the one before it."""

    attempt_id: str
    no: int
    body: str
    outcome: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of an attempt once it is finished.

    `best` is what the best path holds; None where the attempt began in the middle of a case.
    `spotting` is JSON, need by need.
    """

    finished_at: datetime
    earned: float
    reachable: float
    best: float | None
    grade: str | None
    spotting: str


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A finished attempt in a list; `best` is as in `Result`."""

    attempt_id: str
    finished_at: datetime
    earned: float
    reachable: float
    best: float | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """When an attempt began, and when it was finished if it was."""

    started_at: datetime
    finished_at: datetime | None


# More columns than the library's own types can count.
_Columns = tuple[
    str, str, str, str, datetime, datetime, str, int, int, str | None, str | None, str | None
]
_MINE = (Attempt.id == bindparam("attempt_id"), Attempt.person_id == bindparam("person_id"))
_UNFINISHED = Attempt.finished_at.is_(None)
_newer = aliased(Publication)
_GIVEN = tell_given(Attempt.person_id, begun=Attempt.started_at)
_LOAD = (
    select(
        Attempt.path,
        Attempt.publication_id,
        Publication.sha256,
        Attempt.role,
        Attempt.started_at,
        Attempt.moved_at,
        Attempt.state,
        Attempt.state_format,
        Attempt.last_no,
        _newer.id,
        _newer.sha256,
        _GIVEN,
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .join(
        _newer,
        (_newer.path == Attempt.path)
        & _newer.is_current.is_(True)
        & (_newer.id != Attempt.publication_id)
        & or_(Attempt.unfit_id.is_(None), _newer.id != Attempt.unfit_id)
        & _UNFINISHED,
        isouter=True,
    )
    .where(*_MINE)
)
_ALL_UNDER_WAY = (
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.path,
        Publication.sha256,
        Attempt.started_at,
        Person.extra_time,
        _GIVEN,
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .join(Person, Person.id == Attempt.person_id)
    .where(_UNFINISHED, Publication.kind == bindparam("kind"))
)
_SPAN = select(Attempt.started_at, Attempt.finished_at).where(Attempt.id == bindparam("attempt_id"))
_MOVE = select(Move.body).where(
    Move.attempt_id == bindparam("attempt_id"), Move.no == bindparam("move_no")
)
_MOVES = select(Move.body).where(Move.attempt_id == bindparam("attempt_id")).order_by(Move.no)
_BY_REQUEST = select(Attempt.id).where(
    Attempt.person_id == bindparam("person_id"), Attempt.request_id == bindparam("request_id")
)
_ON_PATH = (Attempt.person_id == bindparam("person_id"), Attempt.path == bindparam("path"))
_COUNT = select(func.count()).select_from(Attempt).where(*_ON_PATH)
_UNDER_WAY = (
    select(Attempt.id)
    .where(*_ON_PATH, _UNFINISHED)
    .order_by(Attempt.moved_at.desc(), Attempt.id.desc())
    .limit(1)
)
# Number 0 says where an attempt began: nobody needs two that began alike and went nowhere.
_FRESH = _UNDER_WAY.join(Move, (Move.attempt_id == Attempt.id) & (Move.no == 0)).where(
    Attempt.last_no == 0, Move.body == bindparam("body")
)
_PAST = (
    select(
        Attempt.id,
        Attempt.finished_at,
        Attempt.earned,
        Attempt.reachable,
        Attempt.best,
        Attempt.grade,
    )
    .where(*_ON_PATH, Attempt.finished_at.is_not(None))
    .order_by(Attempt.finished_at.desc(), Attempt.id.desc())
    .limit(bindparam("most"))
)
NO_SPOTTING = "{}"
_ADD = insert(Attempt).values(last_no=0, state_format=STATE_FORMAT, spotting=NO_SPOTTING)
_ADD_MOVE = insert(Move)
_WHERE_IT_STOOD = update(Attempt).where(
    Attempt.id == bindparam("attempt_id"),
    Attempt.last_no == bindparam("stood_no"),
    Attempt.publication_id == bindparam("stood_on"),
)
_STATE: dict[str, BindParameter[str]] = {
    "state": bindparam("new_state"),
    "state_format": bindparam("new_format"),
}
_GO_ON = _WHERE_IT_STOOD.values(**_STATE, last_no=bindparam("new_no"), moved_at=bindparam("now"))
_FINISH = _GO_ON.values(
    finished_at=bindparam("now"),
    earned=bindparam("new_earned"),
    reachable=bindparam("new_reachable"),
    best=bindparam("new_best"),
    grade=bindparam("new_grade"),
    spotting=bindparam("new_spotting"),
)
_CARRY_OVER = _WHERE_IT_STOOD.values(**_STATE, publication_id=bindparam("new_publication"))
_KEEP = _WHERE_IT_STOOD.values(unfit_id=bindparam("new_publication"))


def load_attempt(connection: Connection, attempt_id: str, person_id: str) -> AttemptRow | None:
    """Find an attempt of this person's; another's is not found."""
    values = {"attempt_id": attempt_id, "person_id": person_id}
    row = connection.execute(_LOAD, values).one_or_none()
    return AttemptRow(*cast(_Columns, row)) if row else None


def list_all_under_way(connection: Connection, kind: str) -> Sequence[UnderWay]:
    """List the unfinished attempts of everybody at one kind of module."""
    return [UnderWay(*row) for row in connection.execute(_ALL_UNDER_WAY, {"kind": kind})]


def load_span(connection: Connection, attempt_id: str) -> Span:
    """Give the times of an attempt that was found."""
    return Span(*connection.execute(_SPAN, {"attempt_id": attempt_id}).one())


def load_move(connection: Connection, attempt_id: str, no: int) -> str | None:
    """Give what was stored as that move."""
    values = {"attempt_id": attempt_id, "move_no": no}
    return connection.execute(_MOVE, values).scalar_one_or_none()


def list_moves(connection: Connection, attempt_id: str) -> Sequence[str]:
    """Give every move of an attempt in order."""
    return list(connection.execute(_MOVES, {"attempt_id": attempt_id}).scalars())


def find_by_request(connection: Connection, person_id: str, request_id: str) -> str | None:
    """Find the attempt that this request has begun already."""
    values = {"person_id": person_id, "request_id": request_id}
    return connection.execute(_BY_REQUEST, values).scalar_one_or_none()


def find_under_way(connection: Connection, person_id: str, path: str) -> str | None:
    """Find the unfinished attempt on a path, the one last moved of several."""
    values = {"person_id": person_id, "path": path}
    return connection.execute(_UNDER_WAY, values).scalar_one_or_none()


def count_attempts(connection: Connection, person_id: str, path: str) -> int:
    """Count the attempts that a person has begun on a path."""
    values = {"person_id": person_id, "path": path}
    return int(connection.execute(_COUNT, values).scalar_one())


def find_fresh(connection: Connection, person_id: str, path: str, *, body: str) -> str | None:
    """Find an attempt that began with this first move and has none after it."""
    values = {"person_id": person_id, "path": path, "body": body}
    return connection.execute(_FRESH, values).scalar_one_or_none()


def list_past(
    connection: Connection, person_id: str, path: str, *, most: int
) -> Sequence[PastAttempt]:
    """List the finished attempts on a path, the last first."""
    values = {"person_id": person_id, "path": path, "most": most}
    rows = connection.execute(_PAST, values)
    return [
        PastAttempt(row.id, row.finished_at, row.earned, row.reachable, row.best, row.grade)
        for row in rows
    ]


def add_attempt(connection: Connection, attempt: NewAttempt, *, request_id: str, body: str) -> None:
    """Store an attempt with its first move. A person uses a `request_id` once."""
    more = {"moved_at": attempt.started_at, "request_id": request_id}
    connection.execute(_ADD, values_of(attempt) | more)
    add_move(connection, NewMove(attempt.id, 0, body, "", attempt.started_at))


def add_move(connection: Connection, move: NewMove) -> None:
    """Store a move; the attempt is taken on by `go_on` in the same transaction."""
    connection.execute(_ADD_MOVE, values_of(move))


def go_on(
    connection: Connection, stood: AttemptRow, move: NewMove, *, state: str, result: Result | None
) -> bool:
    """Take an attempt on to a move; give False where it stands elsewhere by now."""
    values: dict[str, object] = {
        "attempt_id": move.attempt_id,
        "stood_no": stood.last_no,
        "stood_on": stood.publication_id,
        "new_state": state,
        "new_format": STATE_FORMAT,
        "new_no": move.no,
        "now": move.made_at,
    }
    if result is None:
        return connection.execute(_GO_ON, values).rowcount == 1
    values |= {
        "new_earned": result.earned,
        "new_reachable": result.reachable,
        "new_best": result.best,
        "new_grade": result.grade,
        "new_spotting": result.spotting,
    }
    return connection.execute(_FINISH, values).rowcount == 1


def carry_over(connection: Connection, attempt_id: str, stood: AttemptRow, *, state: str) -> bool:
    """Set an attempt on the newer version; give False where it stands elsewhere by now."""
    values = _newer_values(attempt_id, stood) | {"new_state": state, "new_format": STATE_FORMAT}
    return connection.execute(_CARRY_OVER, values).rowcount == 1


def keep_version(connection: Connection, attempt_id: str, stood: AttemptRow) -> None:
    """Note that the attempt does not fit the newer version, and stays on its own."""
    connection.execute(_KEEP, _newer_values(attempt_id, stood))


def _newer_values(attempt_id: str, stood: AttemptRow) -> dict[str, object]:
    return {
        "attempt_id": attempt_id,
        "stood_no": stood.last_no,
        "stood_on": stood.publication_id,
        "new_publication": stood.newer_id,
    }
