"""Rows of saved answers: what is typed and not handed in, part by part of an attempt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.schema import Attempt, SavedAnswer


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What is typed in one part. `fields` is JSON; `body` the move it makes, None for none yet."""

    attempt_id: str
    part: str
    scene: str
    fields: str
    body: str | None
    saved_at: datetime


_KEY = (SavedAnswer.attempt_id, SavedAnswer.part)
_CHANGING = ("scene", "fields", "body", "saved_at")
_KEEP = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY, set_={each: statement.excluded[each] for each in _CHANGING}
    )
    for name, statement in (
        ("sqlite", sqlite_insert(SavedAnswer)),
        ("postgresql", postgresql_insert(SavedAnswer)),
    )
}
_OF_ATTEMPT = SavedAnswer.attempt_id == bindparam("of_attempt")
_LIST = (
    select(*(getattr(SavedAnswer, each) for each in SavedRow.__slots__))
    .where(_OF_ATTEMPT)
    .order_by(SavedAnswer.saved_at, SavedAnswer.part)
)
_LIST_MINE = _LIST.join(Attempt, Attempt.id == SavedAnswer.attempt_id).where(
    Attempt.person_id == bindparam("of_person")
)
_REMOVE_ALL = delete(SavedAnswer).where(_OF_ATTEMPT)
_REMOVE = _REMOVE_ALL.where(SavedAnswer.part == bindparam("of_part"))
_LOCK = (
    select(Attempt.id)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.last_no == bindparam("stood_no"),
        Attempt.publication_id == bindparam("stood_on"),
    )
    .with_for_update()
)


def hold(connection: Connection, attempt_id: str, *, stood_no: int, stood_on: str) -> bool:
    """Let nothing else happen to an attempt until this transaction ends.

    Give False where it stands elsewhere by now.
    """
    values = {"attempt_id": attempt_id, "stood_no": stood_no, "stood_on": stood_on}
    return connection.execute(_LOCK, values).one_or_none() is not None


def keep(connection: Connection, row: SavedRow) -> None:
    """Keep what is typed in a part, instead of what was kept of it before."""
    connection.execute(_KEEP[connection.dialect.name], values_of(row))


def list_saved(connection: Connection, attempt_id: str) -> Sequence[SavedRow]:
    """List what is kept of an attempt, the first saved first."""
    rows = connection.execute(_LIST, {"of_attempt": attempt_id})
    return [SavedRow(*row) for row in rows]


def list_mine(connection: Connection, attempt_id: str, person_id: str) -> Sequence[SavedRow]:
    """List what is kept of an attempt of this person's; of another's there is nothing."""
    values = {"of_attempt": attempt_id, "of_person": person_id}
    return [SavedRow(*row) for row in connection.execute(_LIST_MINE, values)]


def remove(connection: Connection, attempt_id: str, part: str) -> None:
    """Forget what is typed in a part: it is handed in."""
    connection.execute(_REMOVE, {"of_attempt": attempt_id, "of_part": part})


def remove_all(connection: Connection, attempt_id: str) -> None:
    """Forget all that is typed: the attempt is finished."""
    connection.execute(_REMOVE_ALL, {"of_attempt": attempt_id})
