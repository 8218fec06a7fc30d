"""Rows of session drafts: what a person typed on a page of a session and has not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.session_schema import SessionDraft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What is typed in one form; `fields` is JSON."""

    session_id: str
    person_id: str
    part: str
    fields: str
    saved_at: datetime


_KEY = (SessionDraft.session_id, SessionDraft.person_id, SessionDraft.part)
_KEEP = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={each: statement.excluded[each] for each in ("fields", "saved_at")},
    )
    for name, statement in (
        ("sqlite", sqlite_insert(SessionDraft)),
        ("postgresql", postgresql_insert(SessionDraft)),
    )
}
_MINE = (SessionDraft.session_id == bindparam("of_session")) & (
    SessionDraft.person_id == bindparam("of_person")
)
_LIST = (
    select(*(getattr(SessionDraft, each) for each in DraftRow.__slots__))
    .where(_MINE)
    .order_by(SessionDraft.saved_at, SessionDraft.part)
)
_COUNT_OTHERS = select(func.count()).where(_MINE, SessionDraft.part != bindparam("of_part"))
_REMOVE = delete(SessionDraft).where(_MINE, SessionDraft.part == bindparam("of_part"))


def keep(connection: Connection, row: DraftRow) -> None:
    """Keep what is typed in a form, instead of what was kept of it before."""
    connection.execute(_KEEP[connection.dialect.name], values_of(row))


def list_kept(connection: Connection, session_id: str, person_id: str) -> Sequence[DraftRow]:
    """List what a person typed in a session, the first saved first."""
    rows = connection.execute(_LIST, {"of_session": session_id, "of_person": person_id})
    return [DraftRow(*row) for row in rows]


def count_others(connection: Connection, row: DraftRow) -> int:
    """Count the forms of the same person and session, but this one, of which something is kept."""
    values = {"of_session": row.session_id, "of_person": row.person_id, "of_part": row.part}
    return connection.execute(_COUNT_OTHERS, values).scalar_one()


def remove(connection: Connection, session_id: str, person_id: str, *, part: str) -> None:
    """Forget what is typed in a form: it was sent."""
    values = {"of_session": session_id, "of_person": person_id, "of_part": part}
    connection.execute(_REMOVE, values)
