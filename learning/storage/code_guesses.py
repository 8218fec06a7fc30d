"""Rows of wrong codes: who tried one that no session has, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from learning.storage.session_schema import CodeGuess


@dataclass(frozen=True, slots=True)
class Guessed:
    """How many wrong codes somebody tried, and when the first of them."""

    count: int
    first: datetime | None


_COUNT = select(func.count(), func.min(CodeGuess.at)).where(
    CodeGuess.person_id == bindparam("person_id"), CodeGuess.at > bindparam("after")
)
_ADD = insert(CodeGuess)
_FORGET = delete(CodeGuess).where(CodeGuess.at <= bindparam("before"))


def count_guesses(connection: Connection, person_id: str, *, after: datetime) -> Guessed:
    """Count the wrong codes that a person tried since then."""
    return Guessed(*connection.execute(_COUNT, {"person_id": person_id, "after": after}).one())


def add_guess(connection: Connection, guess_id: str, person_id: str, *, at: datetime) -> None:
    """Count a code as wrong."""
    connection.execute(_ADD, {"id": guess_id, "person_id": person_id, "at": at})


def forget_guesses(connection: Connection, *, before: datetime) -> None:
    """Remove wrong codes that are too old to matter, whoever tried them."""
    connection.execute(_FORGET, {"before": before})
