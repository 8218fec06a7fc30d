"""Rows of running totals: added to by the transactions that change what they count.

Rows of one path come before those of the whole site (path ""), and each lot in order, so that no
two transactions wait for each other. `count_*` count afresh what the totals must come to.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, case, func, insert, select, union, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.cohort_schema import Total
from learning.storage.schema import Certificate, Enrolment, Person, Progress

LEARNER = "learner"
_SEEN = "seen "
# Greater than every day.
_SEEN_END = "seen~"


class What(StrEnum):
    """What is counted: of a module, of a course, and LEARNERS of the whole site.

    BEGUN and FINISHED count attempts, the latter whole ones, with their shares as the amount.
    TAKERS and DONE count people: who has begun a module, finished it. Who passed is not counted:
    each course asks for a mark of its own. CERTIFIED counts certificates that are valid.
    """

    BEGUN = "begun"
    FINISHED = "finished"
    TAKERS = "takers"
    DONE = "done"
    ENROLLED = "enrolled"
    CERTIFIED = "certified"
    LEARNERS = "learners"


OF_A_PATH = tuple(each for each in What if each is not What.LEARNERS)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a total is, or changes by."""

    count: int
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A running total as it stands."""

    path: str
    what: str
    count: int
    amount: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose day of the last move is about to change: the day it was until now, None for never."""

    before: date | None


Totals = Mapping[tuple[str, str], Amount]

_KEY = (Total.path, Total.what)
_ADD = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            "count": Total.count + statement.excluded.count,
            "amount": Total.amount + statement.excluded.amount,
        },
    )
    for name, statement in (
        ("sqlite", sqlite_insert(Total)),
        ("postgresql", postgresql_insert(Total)),
    )
}
_MAKE = {
    "sqlite": sqlite_insert(Total).on_conflict_do_nothing(),
    "postgresql": postgresql_insert(Total).on_conflict_do_nothing(),
}
_PUT = (
    update(Total)
    .where(Total.path == bindparam("of_path"), Total.what == bindparam("of_what"))
    .values(count=bindparam("new_count"), amount=bindparam("new_amount"))
)
_ROWS = select(Total.path, Total.what, Total.count, Total.amount)
_HOLD = (
    _ROWS.where(Total.path == bindparam("on_path")).order_by(Total.path, Total.what)
).with_for_update()
_LAST_MOVED = select(func.max(Progress.moved_at)).where(
    Progress.person_id == bindparam("person_id")
)
_LOCK = select(Person.id).where(Person.id == bindparam("person_id")).with_for_update()
_ON = Progress.path == bindparam("on_path")
_MODULE = select(
    func.count(),
    func.coalesce(func.sum(Progress.attempts), 0),
    func.coalesce(func.sum(Progress.finished), 0),
    func.coalesce(func.sum(Progress.shares), 0.0),
    func.coalesce(func.sum(case((Progress.finished > 0, 1), else_=0)), 0),
).where(_ON)
_ENROLLED = select(func.count()).where(Enrolment.path == bindparam("on_path"))
_CERTIFIED = select(func.count()).where(
    Certificate.path == bindparam("on_path"), Certificate.revoked_at.is_(None)
)
_LEARNERS = select(func.count()).where(Person.standing == LEARNER)
_EACH_SEEN = select(func.max(Progress.moved_at)).group_by(Progress.person_id)
_PATHS = union(
    select(Progress.path),
    select(Enrolment.path),
    select(Certificate.path),
    select(Total.path),
)
_SINCE = _ROWS.where(Total.path == "", Total.what >= bindparam("since"), Total.what < _SEEN_END)
_OF_PATHS = _ROWS.where(Total.path != "")
_OF_LEARNERS = select(Total.count).where(Total.path == "", Total.what == What.LEARNERS)


def add(connection: Connection, path: str, changes: Mapping[str, Amount]) -> None:
    """Add to the totals of a path, in one statement; what changes by nothing is left alone."""
    rows = [
        {"path": path, "what": str(what), "count": each.count, "amount": each.amount}
        for what, each in sorted(changes.items())
        if each.count or each.amount
    ]
    if rows:
        connection.execute(_ADD[connection.dialect.name], rows)


def name_day(day: date) -> str:
    """Name the total of those whose last move was on a day, in UTC.

    >>> name_day(date(2026, 11, 22))
    'seen 2026-11-22'
    """
    return f"{_SEEN}{day.isoformat()}"


def watch_move(
    connection: Connection, person_id: str, *, stood_at: datetime, now: datetime
) -> Seen | None:
    """Do as `watch_day` before a move is stored; `stood_at` is when its attempt moved last.

    Two tabs of a person at midnight take turns. On most days nothing is asked.
    """
    if stood_at.date() >= now.date():
        return None
    connection.execute(_LOCK, {"person_id": person_id})
    return watch_day(connection, person_id, now=now)


def watch_day(connection: Connection, person_id: str, *, now: datetime) -> Seen | None:
    """Ask for the day of a person's last move, before another; None: it stays the same day.

    Whoever calls it has locked the person.
    """
    last = connection.execute(_LAST_MOVED, {"person_id": person_id}).scalar_one_or_none()
    if last is not None and last.date() >= now.date():
        return None
    return Seen(None if last is None else last.date())


def note_day(connection: Connection, seen: Seen | None, *, now: datetime) -> None:
    """Count a person, whose move was stored, under this day and no longer under the one before."""
    if seen is None:
        return
    changes = {name_day(now.date()): Amount(1)}
    if seen.before is not None:
        changes[name_day(seen.before)] = Amount(-1)
    add(connection, "", changes)


def count_module(connection: Connection, path: str) -> Mapping[str, Amount]:
    """Count afresh what is counted of one module or course."""
    values = {"on_path": path}
    row = connection.execute(_MODULE, values).one()
    takers, begun, finished, shares, done = row
    return {
        What.BEGUN: Amount(int(begun)),
        What.FINISHED: Amount(int(finished), float(shares)),
        What.TAKERS: Amount(int(takers)),
        What.DONE: Amount(int(done)),
        What.ENROLLED: Amount(connection.execute(_ENROLLED, values).scalar_one()),
        What.CERTIFIED: Amount(connection.execute(_CERTIFIED, values).scalar_one()),
    }


def count_site(connection: Connection) -> Mapping[str, Amount]:
    """Count afresh the learners, and people by the day of their last move."""
    days = Counter(each.date() for each in connection.execute(_EACH_SEEN).scalars())
    seen = {name_day(day): Amount(count) for day, count in days.items()}
    return {What.LEARNERS: Amount(connection.execute(_LEARNERS).scalar_one()), **seen}


def recount_path(connection: Connection, path: str) -> int:
    """Put the totals of a path as they are counted afresh; give how many were wrong.

    They are held first: whoever changes what is counted meanwhile adds to them after that.
    """
    held = _hold(connection, path, OF_A_PATH)
    return _put(connection, path, held, count_module(connection, path))


def recount_site(connection: Connection, *, now: datetime) -> int:
    """Do the same for the totals of the whole site."""
    days = [name_day(now.date() + timedelta(days=each)) for each in (0, 1)]
    held = _hold(connection, "", (What.LEARNERS, *days))
    return _put(connection, "", held, count_site(connection))


def _hold(connection: Connection, path: str, names: Sequence[str]) -> Mapping[str, Amount]:
    rows = [{"path": path, "what": str(each), "count": 0, "amount": 0.0} for each in sorted(names)]
    connection.execute(_MAKE[connection.dialect.name], rows)
    found = connection.execute(_HOLD, {"on_path": path})
    return {what: Amount(count, amount) for _, what, count, amount in found}


def _put(
    connection: Connection, path: str, held: Mapping[str, Amount], counted: Mapping[str, Amount]
) -> int:
    nothing = Amount(0)
    wrong = {
        what: counted.get(what, nothing)
        for what in sorted(held.keys() | counted.keys())
        if not is_same(held.get(what, nothing), counted.get(what, nothing))
    }
    for what, each in wrong.items():
        key = {"of_path": path, "of_what": what}
        values = {"new_count": each.count, "new_amount": each.amount, **key}
        if connection.execute(_PUT, values).rowcount == 0:
            row = {"path": path, "what": what, "count": each.count, "amount": each.amount}
            connection.execute(insert(Total), row)
    return len(wrong)


def is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same, but for the order in which shares were added up.

    >>> is_same(Amount(3, 0.1 + 0.2), Amount(3, 0.3)), is_same(Amount(3), Amount(2))
    (True, False)
    """
    return one.count == other.count and abs(one.amount - other.amount) < 1e-6


def list_paths(connection: Connection) -> Sequence[str]:
    """List every path that something is counted of."""
    return sorted(each for each in connection.execute(_PATHS).scalars() if each)


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever counted."""
    return connection.execute(_ROWS.limit(1)).first() is None


def list_of_paths(connection: Connection) -> Sequence[TotalRow]:
    """List the totals of all modules and courses."""
    return [TotalRow(*row) for row in connection.execute(_OF_PATHS)]


def count_learners(connection: Connection) -> int:
    """Give how many learners there are, as it is kept."""
    return connection.execute(_OF_LEARNERS).scalar_one_or_none() or 0


def count_seen(connection: Connection, *, since: date) -> int:
    """Give how many people have made a move since the beginning of a day, as it is kept."""
    rows = connection.execute(_SINCE, {"since": name_day(since)})
    return sum(count for _, _, count, _ in rows)


def list_all(connection: Connection) -> Totals:
    """Give every total that is not nothing."""
    rows = connection.execute(_ROWS)
    return {(path, what): Amount(count, amount) for path, what, count, amount in rows if count}
