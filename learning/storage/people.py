"""Rows of people. Knows no password rule and no session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, func, or_, select, update

from learning.storage import totals
from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Person
from learning.storage.totals import LEARNER, Amount, What


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
    """What a password is checked against; who is `suspended` is not let in with it either."""

    person_id: str
    password_hash: str
    suspended: bool


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
    suspended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people are looked for: part of a name or address, a standing ("" for all)."""

    words: str = ""
    standing: str = ""
    suspended: bool = False


_ADD = NewRow(Person)
_CREDENTIALS = select(Person.id, Person.password_hash, Person.suspended_at.is_not(None))
_BY_EMAIL = _CREDENTIALS.where(Person.email == bindparam("email"))
_Lines = Select[str, str, str, str, str, datetime, int | None, datetime | None]
_LINES: _Lines = select(
    Person.id,
    Person.email,
    Person.name,
    Person.profession,
    Person.standing,
    Person.joined_at,
    Person.extra_time,
    Person.suspended_at,
)
_LIST = _LINES.order_by(Person.joined_at, Person.id)
_LINE = _LINES.where(Person.id == bindparam("person_id"))
_ONE = update(Person).where(Person.id == bindparam("person_id"))
_SET_PASSWORD = _ONE.values(password_hash=bindparam("new_hash"))
_SET_PROFESSION = _ONE.values(profession=bindparam("new_profession"), side=bindparam("new_side"))
_SET_BRINGS_BACK = _ONE.values(brings_back=bindparam("new_value"))
_SET_REMINDS = _ONE.values(reminds=bindparam("new_value"))
_SET_EXTRA_TIME = _ONE.values(extra_time=bindparam("new_time"))
_SET_STANDING = _ONE.values(standing=bindparam("new_standing"))
_SUSPEND = _ONE.values(suspended_at=bindparam("now"))
_HOLD_STANDING = (
    select(Person.standing).where(Person.id == bindparam("person_id")).with_for_update()
)
_LOCK = select(Person.id).where(Person.id == bindparam("person_id")).with_for_update()
_LOCK_STANDING = (
    select(Person.id)
    .where(Person.standing == bindparam("standing"), Person.suspended_at.is_(None))
    .order_by(Person.id)
    .with_for_update()
)


def add_person(connection: Connection, person: NewPerson) -> bool:
    """Store a person; give False where somebody has the email address already."""
    added = _ADD.add(connection, values_of(person))
    if added and person.standing == LEARNER:
        totals.add(connection, "", {What.LEARNERS: Amount(1)})
    return added


def load_by_email(connection: Connection, email: str) -> Credentials | None:
    """Find whom an email address in lower case belongs to."""
    row = connection.execute(_BY_EMAIL, {"email": email}).one_or_none()
    return Credentials(*row) if row else None


def list_people(connection: Connection) -> Sequence[PersonLine]:
    """List everybody, the longest here first."""
    return [PersonLine(*row) for row in connection.execute(_LIST)]


def load_line(connection: Connection, person_id: str) -> PersonLine | None:
    """Find one person as they stand in a list."""
    row = connection.execute(_LINE, {"person_id": person_id}).one_or_none()
    return PersonLine(*row) if row else None


def search_people(
    connection: Connection, wanted: Wanted, *, skip: int, most: int
) -> Sequence[PersonLine]:
    """List some of the people looked for, by name."""
    rows = connection.execute(_search(wanted).offset(skip).limit(most))
    return [PersonLine(*row) for row in rows]


def _search(wanted: Wanted) -> _Lines:
    found = _LINES.order_by(func.lower(Person.name), Person.id)
    if wanted.words:
        low = wanted.words.lower()
        name = func.lower(Person.name).contains(low, autoescape=True)
        found = found.where(or_(name, Person.email.contains(low, autoescape=True)))
    if wanted.standing:
        found = found.where(Person.standing == wanted.standing)
    return found.where(Person.suspended_at.is_not(None)) if wanted.suspended else found


def lock_standing(connection: Connection, standing: str) -> frozenset[str]:
    """Give who has a standing and is not suspended, and let nobody change it meanwhile."""
    rows = connection.execute(_LOCK_STANDING, {"standing": standing})
    return frozenset(rows.scalars())


def set_standing(connection: Connection, person_id: str, standing: str) -> None:
    """Give a person another standing."""
    before = connection.execute(_HOLD_STANDING, {"person_id": person_id}).scalar_one()
    connection.execute(_SET_STANDING, {"person_id": person_id, "new_standing": standing})
    change = (standing == LEARNER) - (before == LEARNER)
    totals.add(connection, "", {What.LEARNERS: Amount(change)})


def set_suspended(connection: Connection, person_id: str, *, at: datetime | None) -> None:
    """Suspend a person from a moment on; None lets them in again."""
    connection.execute(_SUSPEND, {"person_id": person_id, "now": at})


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


def set_reminds(connection: Connection, person_id: str, *, on: bool) -> None:
    """Say whether this person wants emails about their sessions."""
    connection.execute(_SET_REMINDS, {"person_id": person_id, "new_value": on})


def lock_person(connection: Connection, person_id: str) -> None:
    """Let nobody else start anything for this person until the transaction ends."""
    connection.execute(_LOCK, {"person_id": person_id})
