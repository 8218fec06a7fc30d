"""Rows of personal tokens: keys of people's own programs, of which only the hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from learning.storage.inserts import values_of
from learning.storage.schema import Person
from learning.storage.studio_schema import AccessToken


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as first stored."""

    token_hash: str
    person_id: str
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in its owner's list."""

    token_hash: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token it is, as far as rules ask, and when it was last seen in use."""

    person_id: str
    name: str
    email: str
    profession: str
    side: str
    standing: str
    used_at: datetime | None


_ADD = insert(AccessToken)
_LIVE = AccessToken.ended_at.is_(None)
_LIST = (
    select(AccessToken.token_hash, AccessToken.name, AccessToken.made_at, AccessToken.used_at)
    .where(AccessToken.person_id == bindparam("person_id"), _LIVE)
    .order_by(AccessToken.made_at, AccessToken.token_hash)
)
_BEARER = select(
    Person.id,
    Person.name,
    Person.email,
    Person.profession,
    Person.side,
    Person.standing,
    AccessToken.used_at,
).where(
    AccessToken.token_hash == bindparam("token_hash"),
    _LIVE,
    Person.id == AccessToken.person_id,
    Person.suspended_at.is_(None),
)
_ONE = update(AccessToken).where(AccessToken.token_hash == bindparam("key"))
_TOUCH = _ONE.values(used_at=bindparam("now"))
_END = _ONE.where(_LIVE).values(ended_at=bindparam("now"))
_END_ALL = (
    update(AccessToken)
    .where(AccessToken.person_id == bindparam("person"), _LIVE)
    .values(ended_at=bindparam("now"))
)


def add_token(connection: Connection, token: NewToken) -> None:
    """Store a token."""
    connection.execute(_ADD, values_of(token))


def list_tokens(connection: Connection, person_id: str) -> Sequence[TokenLine]:
    """List the tokens of a person that nobody has ended, the oldest first."""
    return [TokenLine(*row) for row in connection.execute(_LIST, {"person_id": person_id})]


def load_bearer(connection: Connection, token_hash: str) -> Bearer | None:
    """Find whose token this is; None where it was ended, or its owner is suspended."""
    row = connection.execute(_BEARER, {"token_hash": token_hash}).one_or_none()
    return Bearer(*row) if row else None


def touch_token(connection: Connection, token_hash: str, *, at: datetime) -> None:
    """Note that a token is in use."""
    connection.execute(_TOUCH, {"key": token_hash, "now": at})


def end_token(connection: Connection, token_hash: str, *, at: datetime) -> None:
    """End one token."""
    connection.execute(_END, {"key": token_hash, "now": at})


def end_tokens(connection: Connection, person_id: str, *, at: datetime) -> None:
    """End every token of a person."""
    connection.execute(_END_ALL, {"person": person_id, "now": at})
