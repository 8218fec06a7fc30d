"""Rows that evidence is drawn from: the first whole attempt at each module, and latest answers.

Bounded, whatever the history; what has not been told yet is left out here, so that no page can
give it away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from learning.storage.schema import Attempt, Practice, Progress, Publication

# Of quizzes it may be that nothing is told; cases and lessons tell at once.
_NO_TALLY = "{}"


@dataclass(frozen=True, slots=True)
class FirstSpotting:
    """The spotting of the first whole attempt at a module. `spotting` is JSON, need by need."""

    path: str
    finished_at: datetime
    spotting: str


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """The latest answer to a question; `attempt_id` is the attempt that shows it."""

    path: str
    question: str
    title: str
    outcomes: str
    result: str
    confidence: int | None
    attempt_id: str
    answered_at: datetime


_first = aliased(Attempt)
# Of two that were finished at one moment the one begun first.
_FIRST_ID = (
    select(func.min(_first.id))
    .where(
        _first.person_id == Progress.person_id,
        _first.finished_at == Progress.first_finished_at,
        _first.path == Progress.path,
        _first.best.is_not(None),
    )
    .correlate(Progress)
    .scalar_subquery()
)
_FIRST = (
    select(Progress.path, Attempt.finished_at, Attempt.spotting)
    .join(Attempt, Attempt.id == _FIRST_ID)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(
        Progress.person_id == bindparam("person_id"),
        Attempt.spotting != _NO_TALLY,
        Publication.kind != "quiz",
    )
    .order_by(Attempt.finished_at.desc(), Progress.path)
    .limit(bindparam("most"))
)
_LATEST = (
    select(*[getattr(Practice, each) for each in LatestAnswer.__slots__])
    .where(Practice.person_id == bindparam("person_id"), Practice.told_at <= bindparam("now"))
    .order_by(Practice.answered_at.desc(), Practice.path, Practice.question)
    .limit(bindparam("most"))
)


def list_first_spotting(
    connection: Connection, person_id: str, *, most: int
) -> Sequence[FirstSpotting]:
    """List the first whole attempt at each module that had something to spot, the last first."""
    rows = connection.execute(_FIRST, {"person_id": person_id, "most": most})
    return [
        FirstSpotting(path, finished_at, spotting)
        for path, finished_at, spotting in rows
        if finished_at is not None
    ]


def list_latest(
    connection: Connection, person_id: str, *, now: datetime, most: int
) -> Sequence[LatestAnswer]:
    """List the latest answer to each question of which the result may be told, the last first."""
    values = {"person_id": person_id, "now": now, "most": most}
    return [LatestAnswer(*row) for row in connection.execute(_LATEST, values)]
