"""Rows of session results: what a person's part in a session came to, and their team's apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.session_schema import SessionResult


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a session came to for one person. `spotting` is JSON, need by need."""

    session_id: str
    person_id: str
    path: str
    title: str
    side: str
    earned: float
    possible: float
    team_earned: float
    team_possible: float
    grade: str | None
    spotting: str
    finished_at: datetime


_KEY = (SessionResult.session_id, SessionResult.person_id)
_CHANGING = ("earned", "possible", "team_earned", "team_possible", "grade", "spotting")
_KEEP = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY, set_={each: statement.excluded[each] for each in _CHANGING}
    )
    for name, statement in (
        ("sqlite", sqlite_insert(SessionResult)),
        ("postgresql", postgresql_insert(SessionResult)),
    )
}
_LIST = (
    select(*(getattr(SessionResult, each) for each in ResultRow.__slots__))
    .where(SessionResult.person_id == bindparam("person_id"))
    .order_by(SessionResult.finished_at, SessionResult.session_id)
)


def keep_results(connection: Connection, rows: Sequence[ResultRow]) -> None:
    """Store what a session came to; what it came to before is replaced, but for when that was."""
    if rows:
        connection.execute(_KEEP[connection.dialect.name], [values_of(row) for row in rows])


def list_results(connection: Connection, person_id: str) -> Sequence[ResultRow]:
    """List what a person's sessions came to, the first finished first."""
    return [ResultRow(*row) for row in connection.execute(_LIST, {"person_id": person_id})]
