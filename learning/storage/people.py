"""Rows of people. Knows no password rule and no session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Person


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as first stored. `email` is in lower case."""

    id: str
    email: str
    name: str
    password_hash: str
    profession: str
    side: str
    standing: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against."""

    person_id: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: str
    email: str
    name: str
    profession: str
    standing: str
    joined_at: datetime
    extra_time: int | None


_ADD = NewRow(Person)
_CREDENTIALS = select(Person.id, Person.password_hash)
_BY_EMAIL = _CREDENTIALS.where(Person.email == bindparam("email"))
_LIST = select(*(getattr(Person, each) for each in PersonLine.__slots__)).order_by(
    Person.joined_at, Person.id
)
_ONE = update(Person).where(Person.id == bindparam("person_id"))
_SET_PASSWORD = _ONE.values(password_hash=bindparam("new_hash"))
_SET_PROFESSION = _ONE.values(profession=bindparam("new_profession"), side=bindparam("new_side"))
_SET_BRINGS_BACK = _ONE.values(brings_back=bindparam("new_value"))
_SET_EXTRA_TIME = _ONE.values(extra_time=bindparam("new_time"))
_LOCK = select(Person.id).where(Person.id == bindparam("person_id")).with_for_update()


def add_person(connection: Connection, person: NewPerson) -> bool:
    """Store a person; give False where somebody has the email address already."""
    return _ADD.add(connection, values_of(person))


def load_by_email(connection: Connection, email: str) -> Credentials | None:
    """Find whom an email address in lower case belongs to."""
    row = connection.execute(_BY_EMAIL, {"email": email}).one_or_none()
    return Credentials(*row) if row else None


def list_people(connection: Connection) -> Sequence[PersonLine]:
    """List everybody, the longest here first."""
    return [PersonLine(*row) for row in connection.execute(_LIST)]


def set_password(connection: Connection, person_id: str, password_hash: str) -> None:
    """Put a new hash in place of the old."""
    connection.execute(_SET_PASSWORD, {"person_id": person_id, "new_hash": password_hash})


def set_profession(connection: Connection, person_id: str, *, profession: str, side: str) -> None:
    """Change the profession, and the side that goes with it."""
    values = {"person_id": person_id, "new_profession": profession, "new_side": side}
    connection.execute(_SET_PROFESSION, values)


def set_extra_time(connection: Connection, person_id: str, extra_time: int | None) -> None:
    """Let quizzes take longer for this person by so many percent; None: as long as they like."""
    connection.execute(_SET_EXTRA_TIME, {"person_id": person_id, "new_time": extra_time})


def set_brings_back(connection: Connection, person_id: str, *, on: bool) -> None:
    """Say whether questions that were missed come back to this person."""
    connection.execute(_SET_BRINGS_BACK, {"person_id": person_id, "new_value": on})


def lock_person(connection: Connection, person_id: str) -> None:
    """Let nobody else start anything for this person until the transaction ends."""
    connection.execute(_LOCK, {"person_id": person_id})
