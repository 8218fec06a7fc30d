"""Rows of practice: how a person has done on each question, kept when an attempt is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.schema import Practice


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """One answer to one question. `right` is 1 or 0, `outcomes` words with a blank between them."""

    question: str
    outcomes: str
    result: str
    confidence: int | None
    right: int
    answered_at: datetime


_KEY = (Practice.person_id, Practice.path, Practice.question)
_SQLITE = sqlite_insert(Practice)
_POSTGRESQL = postgresql_insert(Practice)
_ADD = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            "outcomes": statement.excluded.outcomes,
            "result": statement.excluded.result,
            "confidence": statement.excluded.confidence,
            "answered": Practice.answered + 1,
            "right": Practice.right + statement.excluded.right,
            "answered_at": statement.excluded.answered_at,
        },
    )
    for name, statement in (("sqlite", _SQLITE), ("postgresql", _POSTGRESQL))
}


def add_answers(
    connection: Connection, answers: Sequence[PracticeAnswer], *, person_id: str, path: str
) -> None:
    """Count answers, in one statement; the first to a question makes its row."""
    more = {"person_id": person_id, "path": path, "answered": 1}
    if answers:
        statement = _ADD[connection.dialect.name]
        connection.execute(statement, [values_of(each) | more for each in answers])
