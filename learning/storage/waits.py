"""How much waits for a person, all in one statement: questions that came back, texts to mark."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from learning.storage.peer_texts import COUNT_WAITING
from learning.storage.practice import COUNT_DUE

_COUNT = select(COUNT_DUE.scalar_subquery(), COUNT_WAITING.scalar_subquery())


@dataclass(frozen=True, slots=True)
class Waits:
    """Questions that are due, and texts of the other side that this person may mark now."""

    due: int
    to_mark: int


def count_waits(connection: Connection, person_id: str, *, side: str, now: datetime) -> Waits:
    """Count what waits for a person."""
    values = {"person_id": person_id, "side": side, "now": now}
    return Waits(*connection.execute(_COUNT, values).one())
