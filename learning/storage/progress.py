"""Rows of progress: what a person has done on each path, kept by the transaction of each move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Double,
    Executable,
    bindparam,
    case,
    false,
    or_,
    select,
    true,
    update,
)

from learning.model.names import Keeps
from learning.storage import totals
from learning.storage.attempts import NO_SPOTTING, Result
from learning.storage.inserts import NewRow
from learning.storage.schema import Attempt, Progress, Publication
from learning.storage.totals import Amount, What


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """What a person has done on one path. `spotting` is JSON, need by need.

    `kept` and `passed` are what the module's rule makes of the whole attempts that were finished.
    """

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
    first_finished_at: datetime | None
    first_earned: float | None
    first_possible: float | None
    shares: float
    kept: float | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which attempt at a module counts, and how many percent pass it; None: any."""

    keeps: Keeps = Keeps.BEST
    pass_mark: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A progress row, with the attempt under way if there is one, and what the path is called.

    `silent` says that its marks are never told.
    """

    row: ProgressRow
    under_way: str | None
    title: str
    kind: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What of a row of progress goes into the totals."""

    finished: int
    shares: float


NOTHING = Sums(0, 0.0)
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
# The columns of a progress row, and then those that a standing has besides.
STANDINGS = select(
    *_COLUMNS,
    _UNDER_WAY.label("under_way"),
    _NEWEST.scalar_subquery().label("title"),
    _NEWEST.with_only_columns(Publication.kind).scalar_subquery().label("kind"),
    _NEWEST.with_only_columns(Publication.silent).scalar_subquery().label("silent"),
).where(Progress.person_id == bindparam("person_id"))
_ALL = STANDINGS.order_by(Progress.path)
_ONE = STANDINGS.where(Progress.path == bindparam("on_path"))
_ADD = NewRow(Progress)
_PATH = Progress.path == bindparam("on_path")
_IT = update(Progress).where(Progress.person_id == bindparam("of_person"), _PATH)
_now: BindParameter[datetime] = bindparam("now")
# Two tabs may come to store their moves in another order than they asked the clock.
_MOVED_AT = case((Progress.moved_at < _now, _now), else_=Progress.moved_at)
_COUNT_ATTEMPT = _IT.values(attempts=Progress.attempts + 1, moved_at=_MOVED_AT)
_COUNT_MOVE = _IT.values(moves=Progress.moves + 1, moved_at=_MOVED_AT)
_earned: BindParameter[float] = bindparam("earned")
_possible: BindParameter[float] = bindparam("possible")
_share: BindParameter[float] = bindparam("share", type_=Double())


def _share_of(
    earned: ColumnElement[float | None], possible: ColumnElement[float | None]
) -> ColumnElement[float | None]:
    return case((possible > 0, earned / possible), else_=1.0)


_BEST = _share_of(Progress.best_earned.expression, Progress.best_possible.expression)
_FIRST = _share_of(Progress.first_earned.expression, Progress.first_possible.expression)
_LATEST = _share_of(Progress.latest_earned.expression, Progress.latest_possible.expression)
_BETTER = or_(Progress.best_earned.is_(None), _share > _BEST)
_LATER = or_(Progress.finished_at.is_(None), Progress.finished_at <= _now)
_EARLIER = or_(Progress.first_finished_at.is_(None), _now < Progress.first_finished_at)
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
    first_finished_at=case((_EARLIER, _now), else_=Progress.first_finished_at),
    first_earned=case((_EARLIER, _earned), else_=Progress.first_earned),
    first_possible=case((_EARLIER, _possible), else_=Progress.first_possible),
    shares=Progress.shares + _share,
)
# What is kept once one more is finished, and what is kept of all that were.
_KEEP_ONE_MORE = {
    Keeps.BEST: case((_BETTER, _share), else_=_BEST),
    Keeps.FIRST: case((_EARLIER, _share), else_=_FIRST),
    Keeps.LATEST: case((_LATER, _share), else_=_LATEST),
    Keeps.MEAN: (Progress.shares + _share) / (Progress.finished + 1),
}
_KEEP_OF_ALL = {
    Keeps.BEST: _BEST,
    Keeps.FIRST: _FIRST,
    Keeps.LATEST: _LATEST,
    Keeps.MEAN: Progress.shares / Progress.finished,
}
# A third of three points is a third, whatever binary fractions make of it.
_HAIR = 1e-9
_NEEDED: BindParameter[float] = bindparam("needed", type_=Double())
_SUMS = (Progress.finished, Progress.shares)
_LOAD_SUMS = (
    select(*_SUMS).where(Progress.person_id == bindparam("of_person"), _PATH).with_for_update()
)
_FINISH = {
    keeps: _COUNT_WHOLE.values(kept=kept, passed=kept >= _NEEDED).returning(*_SUMS)
    for keeps, kept in _KEEP_ONE_MORE.items()
}
_KEEP_ANEW = {
    keeps: update(Progress)
    .where(_PATH, Progress.finished > 0)
    .values(kept=kept, passed=kept >= _NEEDED)
    for keeps, kept in _KEEP_OF_ALL.items()
}
# A path that was withdrawn goes by what it was last.
_NEWEST_VERSION = (
    select(Publication.sha256)
    .where(Publication.path == bindparam("on_path"))
    .order_by(Publication.is_current.desc(), Publication.published_at.desc(), Publication.id.desc())
    .limit(1)
)
_UNSETTLED = select(Progress.path).where(Progress.finished > 0, Progress.passed.is_(None))


def load_sums(connection: Connection, person_id: str, path: str) -> Sums | None:
    """Give what of a row goes into the totals, and hold the row until the transaction ends."""
    values = {"of_person": person_id, "on_path": path}
    row = connection.execute(_LOAD_SUMS, values).one_or_none()
    return Sums(*row) if row else None


def compare_sums(before: Sums, after: Sums) -> dict[str, Amount]:
    """Say by how much the totals change with a row of progress.

    >>> compare_sums(NOTHING, Sums(1, 0.5))[What.FINISHED]
    Amount(count=1, amount=0.5)
    """
    return {
        What.FINISHED: Amount(after.finished - before.finished, after.shares - before.shares),
        What.DONE: Amount((after.finished > 0) - (before.finished > 0)),
    }


def share(earned: float, possible: float) -> float:
    """Give the part earned, from 0 to 1; where there was nothing to earn, nothing is missing."""
    return earned / possible if possible > 0 else 1.0


def is_passed(kept: float, keeping: Keeping) -> bool:
    """Whether a share passes by a rule, as the statements here say it.

    >>> is_passed(1 / 3 + 1 / 3, Keeping(pass_mark=66)), is_passed(0.5, Keeping(pass_mark=51))
    (True, False)
    """
    return kept >= _needed_share(keeping)


def list_progress(connection: Connection, person_id: str) -> Sequence[Standing]:
    """List what a person has done, path by path."""
    return _list(connection, _ALL, {"person_id": person_id})


def load_progress(connection: Connection, person_id: str, path: str) -> Standing | None:
    """Give what a person has done on one path."""
    found = _list(connection, _ONE, {"person_id": person_id, "on_path": path})
    return found[0] if found else None


def _list(connection: Connection, wanted: Executable, values: Mapping[str, str]) -> list[Standing]:
    rows = connection.execute(wanted, values)
    return [Standing(ProgressRow(*row[:-4]), *row[-4:]) for row in rows]


def count_attempt(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count an attempt begun, also in the totals; the first makes the row.

    Whoever calls it has locked the person.
    """
    seen = totals.watch_day(connection, person_id, now=at)
    values = {"of_person": person_id, "on_path": path, "now": at}
    changes: dict[str, Amount] = {What.BEGUN: Amount(1)}
    if connection.execute(_COUNT_ATTEMPT, values).rowcount == 0:
        counts = {"attempts": 1, "moves": 0, "finished": 0, "shares": 0.0, "spotting": NO_SPOTTING}
        _ADD.add(connection, {"person_id": person_id, "path": path, "moved_at": at, **counts})
        changes[What.TAKERS] = Amount(1)
    totals.add(connection, path, changes)
    totals.note_day(connection, seen, now=at)


def count_move(connection: Connection, person_id: str, path: str, *, at: datetime) -> None:
    """Count a move."""
    connection.execute(_COUNT_MOVE, {"of_person": person_id, "on_path": path, "now": at})


def count_finish(
    connection: Connection,
    person_id: str,
    path: str,
    *,
    result: Result,
    keeping: Keeping = Keeping(),
) -> None:
    """Count the move that finishes an attempt, what it came to, and what is kept of them all.

    An attempt that counts is counted in the totals too.
    """
    values = {"of_person": person_id, "on_path": path, "now": result.finished_at}
    if result.best is None:
        points = {"earned": result.earned, "possible": result.reachable}
        connection.execute(_COUNT_PART, values | points)
        return
    points = {"earned": result.earned, "possible": result.best}
    more = {"share": share(result.earned, result.best), "tally": result.spotting}
    needed = {"needed": _needed_share(keeping)}
    before = load_sums(connection, person_id, path)
    finished = connection.execute(_FINISH[keeping.keeps], values | points | more | needed)
    after = Sums(*finished.one()) if before else NOTHING
    totals.add(connection, path, compare_sums(before or NOTHING, after))


def keep_anew(connection: Connection, path: str, keeping: Keeping) -> None:
    """Keep by another rule what was finished on a path, by whomever."""
    values = {"on_path": path, "needed": _needed_share(keeping)}
    connection.execute(_KEEP_ANEW[keeping.keeps], values)


def load_newest(connection: Connection, path: str) -> str:
    """Give the digest of the newest version of a path."""
    return connection.execute(_NEWEST_VERSION, {"on_path": path}).scalar_one()


def list_unsettled(connection: Connection) -> Sequence[str]:
    """List the paths where somebody finished before it was kept whether they passed."""
    return list(connection.execute(_UNSETTLED.distinct()).scalars())


def _needed_share(keeping: Keeping) -> float:
    return (keeping.pass_mark or 0) / 100 - _HAIR
