"""Rows that show a cohort's teachers what its learners' answers and moves say of the content.

Each is one statement for the whole cohort, however many are in it. Who has left is not in them.
Knows no rule of who may look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from learning.storage.attempts import NO_SPOTTING
from learning.storage.cohort_schema import CohortPerson
from learning.storage.cohorts import LEARNER
from learning.storage.schema import Attempt, Move, Progress, Publication
from learning.storage.session_schema import SessionResult


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt of a learner; `state` is there while it is under way, or where it is asked for.

    `newest`: it was played on the version that is published now.
    """

    id: str
    person_id: str
    role: str
    sha256: str
    newest: bool
    grade: str | None
    finished_at: datetime | None
    reachable: float | None
    state: str
    state_format: int


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move of one of these attempts; `outcome` says in which scene it was made."""

    attempt_id: str
    body: str
    outcome: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SpottingLine:
    """A tally that so many times through a module came to. `again`: the person came back to it.

    `first` and `last` say which of their times that was; who came once has one that is both.
    """

    path: str
    spotting: str
    first: bool
    last: bool
    again: bool
    times: int


@dataclass(frozen=True, slots=True)
class PersonSpotting:
    """What a person spotted their first time through a module; `spotting` is JSON."""

    person_id: str
    path: str
    finished_at: datetime
    spotting: str


@dataclass(frozen=True, slots=True)
class KeptLine:
    """The share of a module's points that counts for a person."""

    person_id: str
    path: str
    kept: float


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a person earned alone in their shared sessions, of what was possible."""

    person_id: str
    earned: float
    possible: float


def learner_ids() -> Select[str]:
    """Give the statement of the ids of the learners of `cohort_id`."""
    return select(CohortPerson.person_id).where(
        CohortPerson.cohort_id == bindparam("cohort_id"),
        CohortPerson.role == LEARNER,
        CohortPerson.left_at.is_(None),
    )


# The checker of types loses count of so many columns.
_Columns = tuple[
    str, str, str, str, bool, str | None, datetime | None, float | None, str, int
]  # fmt: skip
_LEARNERS = learner_ids()
_PATHS: BindParameter[Sequence[str]] = bindparam("paths", expanding=True)
_ORDER = (Attempt.started_at, Attempt.id)
_PLACED = (
    select(
        Attempt.id,
        func.row_number().over(partition_by=Attempt.person_id, order_by=_ORDER).label("place"),
    )
    .where(Attempt.path == bindparam("path"), Attempt.person_id.in_(_LEARNERS))
    .subquery()
)
_CHOSEN = select(_PLACED.c.id).where(_PLACED.c.place <= bindparam("each"))
_LINE = (
    Attempt.id,
    Attempt.person_id,
    Attempt.role,
    Publication.sha256,
    Publication.is_current,
    Attempt.grade,
    Attempt.finished_at,
    Attempt.reachable,
)
_PLAYED = (
    select(
        *_LINE,
        case((Attempt.finished_at.is_(None), Attempt.state), else_=""),
        Attempt.state_format,
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Attempt.id.in_(_CHOSEN))
    .order_by(Attempt.person_id, *_ORDER)
)
_MOVES = (
    select(Move.attempt_id, Move.body, Move.outcome, Move.made_at)
    .where(Move.attempt_id.in_(_CHOSEN))
    .order_by(Move.attempt_id, Move.no)
)
# The first whole attempt that was finished; one begun in the middle has no best path to be held to.
_WHOLE = (Attempt.finished_at.is_not(None), Attempt.best.is_not(None))
_FINISHED = (
    select(
        Attempt.id,
        func.row_number()
        .over(partition_by=Attempt.person_id, order_by=(Attempt.finished_at, Attempt.id))
        .label("place"),
    )
    .where(Attempt.path == bindparam("path"), Attempt.person_id.in_(_LEARNERS), *_WHOLE)
    .subquery()
)
_FIRSTS = (
    select(*_LINE, Attempt.state, Attempt.state_format)
    .join(Publication, Publication.id == Attempt.publication_id)
    .join(_FINISHED, and_(_FINISHED.c.id == Attempt.id, _FINISHED.c.place == 1))
    .order_by(Attempt.id)
)
_ALONE = (
    select(
        Attempt.person_id,
        Attempt.path,
        Attempt.finished_at,
        Attempt.spotting,
        Attempt.id.label("name"),
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(
        Attempt.person_id.in_(_LEARNERS),
        Attempt.path.in_(_PATHS),
        *_WHOLE,
        Attempt.spotting != NO_SPOTTING,
        Publication.kind != "quiz",
    )
)
_TOGETHER = select(
    SessionResult.person_id,
    SessionResult.path,
    SessionResult.finished_at,
    SessionResult.spotting,
    SessionResult.session_id.label("name"),
).where(
    SessionResult.person_id.in_(_LEARNERS),
    SessionResult.path.in_(_PATHS),
    SessionResult.spotting != NO_SPOTTING,
)
_BOTH = union_all(_ALONE, _TOGETHER).subquery()
_TIMES = (_BOTH.c.person_id, _BOTH.c.path)
_PLACES = select(
    _BOTH.c.person_id,
    _BOTH.c.path,
    _BOTH.c.finished_at,
    _BOTH.c.spotting,
    func.row_number()
    .over(partition_by=_TIMES, order_by=(_BOTH.c.finished_at, _BOTH.c.name))
    .label("place"),
    func.count().over(partition_by=_TIMES).label("times"),
).subquery()
_IS_FIRST, _IS_LAST = _PLACES.c.place == 1, _PLACES.c.place == _PLACES.c.times
_ENDS = (
    select(
        _PLACES.c.path,
        _PLACES.c.spotting,
        _IS_FIRST.label("is_first"),
        _IS_LAST.label("is_last"),
        (_PLACES.c.times > 1).label("came_again"),
    )
    .where(or_(_IS_FIRST, _IS_LAST))
    .subquery()
)
_SPOTTING = select(*_ENDS.c, func.count()).group_by(*_ENDS.c).order_by(_ENDS.c.path)
_FIRST_SPOTTING = (
    select(_PLACES.c.person_id, _PLACES.c.path, _PLACES.c.finished_at, _PLACES.c.spotting)
    .where(_IS_FIRST)
    .order_by(_PLACES.c.finished_at, _PLACES.c.path)
)
_OWN_FIRST_SPOTTING = _FIRST_SPOTTING.where(_PLACES.c.person_id == bindparam("person_id"))
_KEPT = select(Progress.person_id, Progress.path, Progress.kept).where(
    Progress.person_id.in_(_LEARNERS),
    Progress.path.in_(_PATHS),
    Progress.finished > 0,
    Progress.best_possible > 0,
    Progress.kept.is_not(None),
)
_OWN_PARTS = (
    select(
        SessionResult.person_id,
        func.sum(SessionResult.earned),
        func.sum(SessionResult.possible),
    )
    .where(
        SessionResult.person_id.in_(_LEARNERS),
        SessionResult.path.in_(_PATHS),
        SessionResult.possible > 0,
    )
    .group_by(SessionResult.person_id)
)


def list_played(
    connection: Connection, cohort_id: str, path: str, *, each: int
) -> Sequence[AttemptLine]:
    """List the learners' attempts at a module, of each person as many from the first on."""
    values = {"cohort_id": cohort_id, "path": path, "each": each}
    return [_make_line(row) for row in connection.execute(_PLAYED, values)]


def list_moves(
    connection: Connection, cohort_id: str, path: str, *, each: int
) -> Sequence[MoveLine]:
    """List the moves of these attempts, attempt by attempt and in order."""
    values = {"cohort_id": cohort_id, "path": path, "each": each}
    return [MoveLine(*row) for row in connection.execute(_MOVES, values)]


def list_firsts(connection: Connection, cohort_id: str, path: str) -> Sequence[AttemptLine]:
    """List each learner's first whole attempt at a module that was finished, with its state."""
    values = {"cohort_id": cohort_id, "path": path}
    return [_make_line(row) for row in connection.execute(_FIRSTS, values)]


def list_spotting(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Sequence[SpottingLine]:
    """List what the learners spotted the first and the last time through each module.

    Alone, as a whole attempt, or as their own part in a shared session; equal tallies in one row.
    """
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [
        SpottingLine(row[0], row[1], bool(row[2]), bool(row[3]), bool(row[4]), row[5])
        for row in connection.execute(_SPOTTING, values)
    ]


def list_first_spotting(
    connection: Connection, cohort_id: str, paths: Sequence[str], *, person_id: str | None = None
) -> Sequence[PersonSpotting]:
    """List what each learner, or one of them, spotted the first time through each module."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    if person_id is None:
        rows = connection.execute(_FIRST_SPOTTING, values)
    else:
        rows = connection.execute(_OWN_FIRST_SPOTTING, {**values, "person_id": person_id})
    return [PersonSpotting(*row) for row in rows]


def list_kept(connection: Connection, cohort_id: str, paths: Sequence[str]) -> Sequence[KeptLine]:
    """List the share of points that counts, of each learner and module that has points."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    rows = connection.execute(_KEPT, values)
    return [KeptLine(who, path, kept) for who, path, kept in rows if kept is not None]


def list_own_parts(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Sequence[OwnPart]:
    """Add up what each learner earned alone in the shared sessions on these modules."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [OwnPart(*row) for row in connection.execute(_OWN_PARTS, values)]


def _make_line(row: Sequence[object]) -> AttemptLine:
    return AttemptLine(*cast(_Columns, row))
