"""Rows of seats: who takes part in which session, on which side and in which team, and is there.

What follows from events is written with them; `here_until` alone moves on between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.schema import Person
from learning.storage.session_schema import CaseSession, Seat


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as it is stored."""

    session_id: str
    person_id: str
    side: str
    team: int | None
    here: bool
    joined_at: datetime
    here_until: datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """A session that a person has to do with; `side` is None where they have no seat in it."""

    session_id: str
    code: str
    path: str
    title: str
    pace: str
    stage: str
    opened_by: str
    facilitator_id: str | None
    side: str | None
    opened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stay:
    """Until when a person counts as being there."""

    session_id: str
    person_id: str
    until: datetime


_KEY = (Seat.session_id, Seat.person_id)
_TAKE = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={each: statement.excluded[each] for each in ("side", "team", "here", "here_until")},
    )
    for name, statement in (
        ("sqlite", sqlite_insert(Seat)),
        ("postgresql", postgresql_insert(Seat)),
    )
}
_IT = (Seat.session_id == bindparam("of_session")) & (Seat.person_id == bindparam("of_person"))
_CHANGE = (
    update(Seat)
    .where(_IT)
    .values(side=bindparam("new_side"), team=bindparam("new_team"), here=bindparam("new_here"))
)
_HAS = select(Seat.person_id).where(_IT)
_GIVE_UP = delete(Seat).where(_IT)
_GONE = (
    select(Seat.person_id)
    .where(
        Seat.session_id == bindparam("of_session"),
        Seat.here,
        Seat.here_until <= bindparam("now"),
    )
    .union(
        select(CaseSession.facilitator_id).where(
            CaseSession.id == bindparam("of_session"),
            CaseSession.facilitator_until <= bindparam("now"),
        )
    )
)
_LEFT = (
    select(Seat.session_id)
    .where(Seat.here, Seat.here_until <= bindparam("now"))
    .union(select(CaseSession.id).where(CaseSession.facilitator_until <= bindparam("now")))
)
_STAY = update(Seat).where(_IT).values(here_until=bindparam("until"))
_STAY_FACILITATING = (
    update(CaseSession)
    .where(
        CaseSession.id == bindparam("of_session"),
        CaseSession.facilitator_id == bindparam("of_person"),
        CaseSession.facilitator_until.is_not(None),
    )
    .values(facilitator_until=bindparam("until"))
)
_NAMES = (
    select(Person.id, Person.name)
    .join(Seat, Seat.person_id == Person.id)
    .where(Seat.session_id == bindparam("of_session"))
    .union(select(Person.id, Person.name).where(Person.id.in_(bindparam("others", expanding=True))))
)
_MINE = (
    select(
        CaseSession.id,
        *(getattr(CaseSession, each) for each in Mine.__slots__[1:8]),
        Seat.side,
        CaseSession.opened_at,
        CaseSession.ended_at,
    )
    .join(
        Seat,
        (Seat.session_id == CaseSession.id) & (Seat.person_id == bindparam("of_person")),
        isouter=True,
    )
    .where(
        or_(
            CaseSession.id.in_(
                select(Seat.session_id).where(Seat.person_id == bindparam("of_person"))
            ),
            CaseSession.opened_by == bindparam("of_person"),
            CaseSession.facilitator_id == bindparam("of_person"),
        )
    )
    .order_by(CaseSession.opened_at.desc(), CaseSession.id.desc())
)


def take_seats(connection: Connection, rows: Sequence[SeatRow]) -> None:
    """Store new seats, and those to which somebody came back."""
    if rows:
        connection.execute(_TAKE[connection.dialect.name], [values_of(row) for row in rows])


def change_seats(connection: Connection, rows: Sequence[SeatRow]) -> None:
    """Store what became of seats; when they were taken, and until when, stays as it is."""
    values = [
        {
            "of_session": row.session_id,
            "of_person": row.person_id,
            "new_side": row.side,
            "new_team": row.team,
            "new_here": row.here,
        }
        for row in rows
    ]
    if values:
        connection.execute(_CHANGE, values)


def give_up_seats(connection: Connection, session_id: str, people: Iterable[str]) -> None:
    """Remove seats that were given up in the lobby."""
    values = [{"of_session": session_id, "of_person": each} for each in people]
    if values:
        connection.execute(_GIVE_UP, values)


def has_seat(connection: Connection, session_id: str, person_id: str) -> bool:
    """Say whether somebody has a seat in a session."""
    values = {"of_session": session_id, "of_person": person_id}
    return connection.execute(_HAS, values).one_or_none() is not None


def list_gone(connection: Connection, session_id: str, *, now: datetime) -> Sequence[str]:
    """List the people of a session, its facilitator too, whose time of being there is up."""
    rows = connection.execute(_GONE, {"of_session": session_id, "now": now})
    return sorted(str(each) for each in rows.scalars())


def list_left(connection: Connection, *, now: datetime) -> Sequence[str]:
    """List the sessions in which somebody's time of being there is up."""
    return list(connection.execute(_LEFT, {"now": now}).scalars())


def stay(connection: Connection, stays: Sequence[Stay], *, facilitating: bool = False) -> None:
    """Move on until when people count as being there, those who facilitate apart.

    In one order always, so that two processes that do it at once never wait for each other.
    """
    ordered = sorted(stays, key=lambda each: (each.session_id, each.person_id))
    values = [
        {"of_session": each.session_id, "of_person": each.person_id, "until": each.until}
        for each in ordered
    ]
    if values:
        connection.execute(_STAY_FACILITATING if facilitating else _STAY, values)


def list_names(
    connection: Connection, session_id: str, others: Sequence[str] = ()
) -> Mapping[str, str]:
    """Give the names of everybody who has a seat in a session, and of these others, by id."""
    values = {"of_session": session_id, "others": list(others)}
    return {row.id: row.name for row in connection.execute(_NAMES, values)}


def list_mine(connection: Connection, person_id: str) -> Sequence[Mine]:
    """List the sessions that a person has a seat in, opened or facilitates, the newest first."""
    return [Mine(*row) for row in connection.execute(_MINE, {"of_person": person_id})]
