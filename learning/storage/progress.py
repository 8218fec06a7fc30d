"""Rows of progress: what a person has done on each path, kept by the transaction of each move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, case, false, or_, select, true, update

from learning.storage.attempts import NO_SPOTTING, Result
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
    best_possible: float | None
    latest_earned: float | None
    latest_possible: float | None
    latest_whole: bool | None
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
_possible: BindParameter[float] = bindparam("possible")
_share: BindParameter[float] = bindparam("share")
_BEST_SHARE = case(
    (Progress.best_possible > 0, Progress.best_earned / Progress.best_possible), else_=1.0
)
_BETTER = or_(Progress.best_earned.is_(None), _share > _BEST_SHARE)
_LATER = or_(Progress.finished_at.is_(None), Progress.finished_at <= _now)
_COUNT_PART = _COUNT_MOVE.values(
    finished_at=case((_LATER, _now), else_=Progress.finished_at),
    latest_earned=case((_LATER, _earned), else_=Progress.latest_earned),
    latest_possible=case((_LATER, _possible), else_=Progress.latest_possible),
    latest_whole=case((_LATER, false()), else_=Progress.latest_whole),
)
_COUNT_WHOLE = _COUNT_PART.values(
    finished=Progress.finished + 1,
    latest_whole=case((_LATER, true()), else_=Progress.latest_whole),
    best_earned=case((_BETTER, _earned), else_=Progress.best_earned),
    best_possible=case((_BETTER, _possible), else_=Progress.best_possible),
    spotting=case((_BETTER, bindparam("tally")), else_=Progress.spotting),
)


def share(earned: float, possible: float) -> float:
    """Give the part earned, from 0 to 1; where there was nothing to earn, nothing is missing."""
    return earned / possible if possible > 0 else 1.0


def list_progress(connection: Connection, person_id: str) -> Sequence[Standing]:
    """List what a person has done, path by path."""
    rows = connection.execute(_LIST, {"person_id": person_id})
    return [Standing(ProgressRow(*row[:-3]), *row[-3:]) for row in rows]


def count_attempt(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count an attempt begun; the first makes the row."""
    values = {"of_person": person_id, "on_path": path, "now": at}
    if connection.execute(_COUNT_ATTEMPT, values).rowcount == 0:
        counts = {"attempts": 1, "moves": 0, "finished": 0, "shares": 0.0, "spotting": NO_SPOTTING}
        _ADD.add(connection, {"person_id": person_id, "path": path, "moved_at": at, **counts})


def count_move(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count a move."""
    connection.execute(_COUNT_MOVE, {"of_person": person_id, "on_path": path, "now": at})


def count_finish(connection: Connection, person_id: str, path: str, *, result: Result) -> None:
    """Count the move that finishes an attempt, and what the attempt came to."""
    values = {"of_person": person_id, "on_path": path, "now": result.finished_at}
    if result.best is None:
        points = {"earned": result.earned, "possible": result.reachable}
        connection.execute(_COUNT_PART, values | points)
        return
    points = {"earned": result.earned, "possible": result.best}
    more = {"share": share(result.earned, result.best), "tally": result.spotting}
    connection.execute(_COUNT_WHOLE, values | points | more)
