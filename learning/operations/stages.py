"""How far a person has come with one module: not begun, under way or finished, and how well.

What was done alone and what in shared sessions are kept apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from learning.operations.accounts import Viewer
from learning.storage import progress, standings
from learning.storage.progress import Standing
from learning.storage.standings import SessionStanding, Standings


class Stage(StrEnum):
    """Where a person is with a module. Playing a finished one again leaves it finished."""

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Points:
    """Points earned of those that the best path of the whole case holds for that side.

    Not `whole`: begun in the middle of a case, and so of those on the way taken.
    """

    earned: float
    possible: float
    whole: bool = True

    def percent(self) -> float:
        """Give the share; where there was nothing to earn, nothing is missing."""
        return 100 * self.earned / self.possible if self.possible else 100.0


@dataclass(frozen=True, slots=True)
class Stand:
    """One module of one person. `attempt_id` is the attempt under way, to go on with.

    Only attempts played from the start finish a module or are the best; `latest` may be any.
    `kept` is the share, 0 to 1, that the module's rule keeps, `passed` whether that passes it.
    `sessions` are the shared sessions on the module, which say nothing of the rest.
    """

    stage: Stage = Stage.NOT_BEGUN
    best: Points | None = None
    latest: Points | None = None
    attempts: int = 0
    attempt_id: str | None = None
    moved_at: datetime | None = None
    finished_at: datetime | None = None
    first_finished_at: datetime | None = None
    kept: float | None = None
    passed: bool | None = None
    sessions: tuple[SessionStanding, ...] = ()

    @property
    def session_id(self) -> str | None:
        """The shared session under way, to go back to."""
        open_ones = (each for each in self.sessions if each.finished_at is None)
        return next((each.session_id for each in open_ones), None)


NOT_BEGUN = Stand()


def make_stand(standing: Standing) -> Stand:
    """Read a row of progress. Of a quiz that never tells its marks it has none."""
    row, told = standing.row, not standing.silent
    return Stand(
        stage=Stage.FINISHED if row.finished else Stage.UNDER_WAY,
        best=_points(row.best_earned, row.best_possible) if told else None,
        latest=_points(row.latest_earned, row.latest_possible, whole=bool(row.latest_whole))
        if told
        else None,
        attempts=row.attempts,
        attempt_id=standing.under_way,
        moved_at=row.moved_at,
        finished_at=row.finished_at,
        first_finished_at=row.first_finished_at,
        kept=row.kept,
        passed=row.passed,
    )


def list_stands(connection: Connection, viewer: Viewer | None) -> Mapping[str, Stand]:
    """Give how far a person has come, path by path; with nobody signed in, nowhere."""
    if viewer is None:
        return {}
    return make_stands(standings.list_standings(connection, viewer.person_id))


def make_stands(found: Standings) -> Mapping[str, Stand]:
    """Give how far a person has come, path by path, with their sessions on each."""
    stands = {each.row.path: make_stand(each) for each in found.alone}
    for path in {each.path: None for each in found.sessions}:
        sessions = tuple(each for each in found.sessions if each.path == path)
        stands[path] = replace(stands.get(path, NOT_BEGUN), sessions=sessions)
    return stands


def stand_together(stand: Stand) -> Stand:
    """Give how a person stands with a module that is to be done in a shared session.

    The best of their own shares is kept; where they were asked nothing they have none.
    """
    done = sorted(_list_done(stand.sessions), key=lambda each: each[0])
    if not done:
        under_way = Stage.UNDER_WAY if stand.session_id else Stage.NOT_BEGUN
        return Stand(under_way, sessions=stand.sessions)
    best = max((points for _, points in done), key=lambda each: (each.possible > 0, each.percent()))
    first, last = done[0], done[-1]
    return Stand(
        stage=Stage.FINISHED,
        best=best,
        latest=last[1],
        moved_at=last[0],
        finished_at=last[0],
        first_finished_at=first[0],
        kept=best.percent() / 100 if best.possible else 0.0,
        passed=True,
        sessions=stand.sessions,
    )


def _list_done(sessions: Sequence[SessionStanding]) -> Iterator[tuple[datetime, Points]]:
    for each in sessions:
        points = _points(each.earned, each.possible)
        if each.finished_at is not None and points is not None:
            yield each.finished_at, points


def load_stand(connection: Connection, viewer: Viewer, path: str) -> Stand:
    """Give how far a person has come with one module."""
    standing = progress.load_progress(connection, viewer.person_id, path)
    return make_stand(standing) if standing else NOT_BEGUN


def _points(earned: float | None, possible: float | None, *, whole: bool = True) -> Points | None:
    return None if earned is None or possible is None else Points(earned, possible, whole)
