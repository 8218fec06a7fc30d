"""Changes to who is in a cohort, and rows of those who are expected in one.

Knows no account but by its id or address.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, case, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.cohort_schema import CohortInvite, CohortPerson
from learning.storage.inserts import values_of
from learning.storage.schema import Person


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody has in a cohort. `extra_time` None and `untimed` False: as the account says."""

    role: str
    extra_time: int | None = None
    untimed: bool = False
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class InviteRow:
    """A line of a roster whose address has no account yet."""

    cohort_id: str
    email: str
    name: str
    profession: str | None
    role: str
    extra_time: int | None
    untimed: bool
    opens: date | None
    closes: date | None
    invited_at: datetime
    invited_by: str

    @property
    def place(self) -> Place:
        """Give what they will have once they have an account."""
        return Place(self.role, self.extra_time, self.untimed, self.opens, self.closes)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a roster sees it."""

    person_id: str
    email: str
    name: str
    standing: str


_PLACE = Place.__slots__
_THERE = CohortPerson.left_at.is_(None)
# Who comes again has come now; who is there keeps since when.
_PUT = {
    name: statement.on_conflict_do_update(
        index_elements=(CohortPerson.cohort_id, CohortPerson.person_id),
        set_={
            **{each: statement.excluded[each] for each in _PLACE},
            "joined_at": case((_THERE, CohortPerson.joined_at), else_=statement.excluded.joined_at),
            "left_at": None,
        },
    )
    for name, statement in (
        ("sqlite", sqlite_insert(CohortPerson)),
        ("postgresql", postgresql_insert(CohortPerson)),
    )
}
_EXPECT = {
    name: statement.on_conflict_do_update(
        index_elements=(CohortInvite.cohort_id, CohortInvite.email),
        set_={each: statement.excluded[each] for each in (*_PLACE, "name", "profession")},
    )
    for name, statement in (
        ("sqlite", sqlite_insert(CohortInvite)),
        ("postgresql", postgresql_insert(CohortInvite)),
    )
}
_LEAVE = (
    update(CohortPerson)
    .where(
        CohortPerson.cohort_id == bindparam("of_cohort"),
        CohortPerson.person_id == bindparam("of_person"),
        _THERE,
    )
    .values(left_at=bindparam("now"))
    .execution_options(preserve_rowcount=True)
)
_LEFT = select(*(getattr(CohortPerson, each) for each in _PLACE)).where(
    CohortPerson.cohort_id == bindparam("cohort_id"),
    CohortPerson.person_id == bindparam("person_id"),
    CohortPerson.left_at.is_not(None),
)
_INVITES = select(*(getattr(CohortInvite, each) for each in InviteRow.__slots__))
_EXPECTED = _INVITES.where(CohortInvite.cohort_id == bindparam("cohort_id")).order_by(
    CohortInvite.role.desc(), CohortInvite.name, CohortInvite.email
)
_EXPECTING = _INVITES.where(CohortInvite.email == bindparam("email")).with_for_update()
_WITHDRAW = (
    delete(CohortInvite)
    .where(
        CohortInvite.cohort_id == bindparam("cohort_id"),
        CohortInvite.email == bindparam("email"),
    )
    .execution_options(preserve_rowcount=True)
)
_ARRIVE = delete(CohortInvite).where(CohortInvite.email == bindparam("email"))
_ACCOUNTS = select(Person.id, Person.email, Person.name, Person.standing).where(
    Person.email.in_(bindparam("emails", expanding=True))
)
# Whoever opens an account looks for lines that expect them, with a lock that waits for this one:
# so nobody is expected who has an account, and nobody's account misses a line.
_LOCK = text("LOCK TABLE cohort_invite IN EXCLUSIVE MODE")


def put_person(
    connection: Connection, cohort_id: str, person_id: str, *, place: Place, at: datetime
) -> None:
    """Give somebody a place in a cohort, or another one."""
    key = {"cohort_id": cohort_id, "person_id": person_id, "joined_at": at}
    connection.execute(_PUT[connection.dialect.name], {**key, **values_of(place)})


def take_out(connection: Connection, cohort_id: str, person_id: str, *, at: datetime) -> bool:
    """Note that somebody has left a cohort; give False where they were not in it."""
    values = {"of_cohort": cohort_id, "of_person": person_id, "now": at}
    return connection.execute(_LEAVE, values).rowcount == 1


def find_left(connection: Connection, cohort_id: str, person_id: str) -> Place | None:
    """Give what somebody had in a cohort that they have left."""
    values = {"cohort_id": cohort_id, "person_id": person_id}
    row = connection.execute(_LEFT, values).one_or_none()
    return Place(*row) if row else None


def expect_person(connection: Connection, invite: InviteRow) -> None:
    """Note that somebody is expected in a cohort, or what they will have there."""
    connection.execute(_EXPECT[connection.dialect.name], values_of(invite))


def list_expected(connection: Connection, cohort_id: str) -> Sequence[InviteRow]:
    """List who is expected in a cohort, by name."""
    return [InviteRow(*row) for row in connection.execute(_EXPECTED, {"cohort_id": cohort_id})]


def withdraw_invite(connection: Connection, cohort_id: str, email: str) -> bool:
    """Expect somebody no more; give False where nobody did."""
    values = {"cohort_id": cohort_id, "email": email}
    return connection.execute(_WITHDRAW, values).rowcount == 1


def take_invites(connection: Connection, email: str) -> Sequence[InviteRow]:
    """Give the lines that expect an address, and remove them."""
    found = [InviteRow(*row) for row in connection.execute(_EXPECTING, {"email": email})]
    if found:
        connection.execute(_ARRIVE, {"email": email})
    return found


def lock_invites(connection: Connection) -> None:
    """Let no account be opened, and no other roster be taken in, until the transaction ends.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)


def list_accounts(connection: Connection, emails: Collection[str]) -> Sequence[Account]:
    """Give the accounts that these addresses have."""
    return [Account(*row) for row in connection.execute(_ACCOUNTS, {"emails": list(emails)})]
