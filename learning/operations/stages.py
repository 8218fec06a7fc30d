"""How far a person has come with one module: not begun, under way or finished, and how well."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from learning.operations.accounts import Viewer
from learning.storage import progress
from learning.storage.progress import Standing


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
    standings = progress.list_progress(connection, viewer.person_id)
    return {each.row.path: make_stand(each) for each in standings}


def load_stand(connection: Connection, viewer: Viewer, path: str) -> Stand:
    """Give how far a person has come with one module."""
    standing = progress.load_progress(connection, viewer.person_id, path)
    return make_stand(standing) if standing else NOT_BEGUN


def _points(earned: float | None, possible: float | None, *, whole: bool = True) -> Points | None:
    return None if earned is None or possible is None else Points(earned, possible, whole)
