"""Rows that evidence is drawn from: the first whole time through each module, and latest answers.

Bounded, whatever the history; what has not been told yet is left out here, so that no page can
give it away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from learning.storage.schema import Attempt, Practice, Progress, Publication
from learning.storage.session_schema import SessionResult

# Of quizzes it may be that nothing is told; cases and lessons tell at once.
_NO_TALLY = "{}"


@dataclass(frozen=True, slots=True)
class FirstSpotting:
    """The spotting of the first time through a module. `spotting` is JSON, need by need.

    `title` is empty where it was played alone: progress knows what that is called.
    """

    path: str
    finished_at: datetime
    spotting: str
    title: str = ""


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
_ME = bindparam("person_id", type_=Progress.person_id.type)
_in_session = aliased(SessionResult)
_ON_PATH = and_(_in_session.person_id == _ME, _in_session.path == Progress.path)
_FIRST_ALONE = (
    select(Progress.path, Attempt.finished_at, Attempt.spotting, literal("").label("title"))
    .join(Attempt, Attempt.id == _FIRST_ID)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(
        Progress.person_id == _ME,
        Attempt.spotting != _NO_TALLY,
        Publication.kind != "quiz",
        ~exists().where(_ON_PATH, _in_session.finished_at < Progress.first_finished_at),
    )
)
# Of a case played alone and in sessions the first time counts, whichever it was.
_FIRST_TOGETHER = select(
    SessionResult.path, SessionResult.finished_at, SessionResult.spotting, SessionResult.title
).where(
    SessionResult.person_id == _ME,
    SessionResult.spotting != _NO_TALLY,
    ~exists().where(
        _in_session.person_id == _ME,
        _in_session.path == SessionResult.path,
        or_(
            _in_session.finished_at < SessionResult.finished_at,
            and_(
                _in_session.finished_at == SessionResult.finished_at,
                _in_session.session_id < SessionResult.session_id,
            ),
        ),
    ),
    ~exists().where(
        Progress.person_id == _ME,
        Progress.path == SessionResult.path,
        Progress.first_finished_at <= SessionResult.finished_at,
    ),
)
_BOTH = union_all(_FIRST_ALONE, _FIRST_TOGETHER).subquery()
_FIRST = select(_BOTH).order_by(_BOTH.c.finished_at.desc(), _BOTH.c.path).limit(bindparam("most"))
_LATEST = (
    select(*[getattr(Practice, each) for each in LatestAnswer.__slots__])
    .where(Practice.person_id == bindparam("person_id"), Practice.told_at <= bindparam("now"))
    .order_by(Practice.answered_at.desc(), Practice.path, Practice.question)
    .limit(bindparam("most"))
)


def list_first_spotting(
    connection: Connection, person_id: str, *, most: int
) -> Sequence[FirstSpotting]:
    """List the first time through each module that had something to spot, the last first.

    That is a whole attempt, or the person's own part in a shared session.
    """
    rows = connection.execute(_FIRST, {"person_id": person_id, "most": most})
    return [FirstSpotting(*row) for row in rows]


def list_latest(
    connection: Connection, person_id: str, *, now: datetime, most: int
) -> Sequence[LatestAnswer]:
    """List the latest answer to each question of which the result may be told, the last first."""
    values = {"person_id": person_id, "now": now, "most": most}
    return [LatestAnswer(*row) for row in connection.execute(_LATEST, values)]
