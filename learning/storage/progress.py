"""Rows of progress: what a person has done on each path, kept by the transaction of each move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, case, or_, select, update

from learning.storage.attempts import Result
from learning.storage.inserts import NewRow
from learning.storage.schema import Attempt, Progress, Publication


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """What a person has done on one path. `spotting` is JSON, need by need."""

    path: str
    attempts: int
    moves: int
    finished: int
    moved_at: datetime
    finished_at: datetime | None
    best_earned: float | None
    best_reachable: float | None
    latest_earned: float | None
    latest_reachable: float | None
    spotting: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A progress row, with the attempt under way if there is one, and what the path is called."""

    row: ProgressRow
    under_way: str | None
    title: str
    kind: str


_COLUMNS = [getattr(Progress, each) for each in ProgressRow.__slots__]
_UNDER_WAY = (
    select(Attempt.id)
    .where(
        Attempt.person_id == Progress.person_id,
        Attempt.path == Progress.path,
        Attempt.finished_at.is_(None),
    )
    .order_by(Attempt.moved_at.desc(), Attempt.id.desc())
    .limit(1)
    .scalar_subquery()
)
_NEWEST = (
    select(Publication.title)
    .where(Publication.path == Progress.path)
    .order_by(Publication.published_at.desc())
    .limit(1)
)
_LIST = (
    select(
        *_COLUMNS,
        _UNDER_WAY.label("under_way"),
        _NEWEST.scalar_subquery().label("title"),
        _NEWEST.with_only_columns(Publication.kind).scalar_subquery().label("kind"),
    )
    .where(Progress.person_id == bindparam("person_id"))
    .order_by(Progress.path)
)
_ADD = NewRow(Progress)
_IT = update(Progress).where(
    Progress.person_id == bindparam("of_person"), Progress.path == bindparam("on_path")
)
_now: BindParameter[datetime] = bindparam("now")
# Two tabs may come to store their moves in another order than they asked the clock.
_MOVED_AT = case((Progress.moved_at < _now, _now), else_=Progress.moved_at)
_COUNT_ATTEMPT = _IT.values(attempts=Progress.attempts + 1, moved_at=_MOVED_AT)
_COUNT_MOVE = _IT.values(moves=Progress.moves + 1, moved_at=_MOVED_AT)
_earned: BindParameter[float] = bindparam("earned")
_reachable: BindParameter[float] = bindparam("reachable")
_BETTER = or_(Progress.best_earned.is_(None), Progress.best_earned < _earned)
_LATER = or_(Progress.finished_at.is_(None), Progress.finished_at <= _now)
_COUNT_FINISH = _COUNT_MOVE.values(
    finished=Progress.finished + 1,
    finished_at=case((_LATER, _now), else_=Progress.finished_at),
    latest_earned=case((_LATER, _earned), else_=Progress.latest_earned),
    latest_reachable=case((_LATER, _reachable), else_=Progress.latest_reachable),
    best_earned=case((_BETTER, _earned), else_=Progress.best_earned),
    best_reachable=case((_BETTER, _reachable), else_=Progress.best_reachable),
    spotting=case((_BETTER, bindparam("tally")), else_=Progress.spotting),
)
NO_SPOTTING = "{}"


def list_progress(connection: Connection, person_id: str) -> Sequence[Standing]:
    """List what a person has done, path by path."""
    rows = connection.execute(_LIST, {"person_id": person_id})
    return [Standing(ProgressRow(*row[:-3]), *row[-3:]) for row in rows]


def count_attempt(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count an attempt begun; the first makes the row."""
    values = {"of_person": person_id, "on_path": path, "now": at}
    if connection.execute(_COUNT_ATTEMPT, values).rowcount == 0:
        counts = {"attempts": 1, "moves": 0, "finished": 0, "spotting": NO_SPOTTING}
        _ADD.add(connection, {"person_id": person_id, "path": path, "moved_at": at, **counts})


def count_move(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count a move."""
    connection.execute(_COUNT_MOVE, {"of_person": person_id, "on_path": path, "now": at})


def count_finish(
    connection: Connection, person_id: str, path: str, *, result: Result, spotting: str
) -> None:
    """Count the move that finishes an attempt, and what the attempt came to."""
    values = {"of_person": person_id, "on_path": path, "now": result.finished_at}
    points = {"earned": result.earned, "reachable": result.reachable, "tally": spotting}
    connection.execute(_COUNT_FINISH, values | points)
