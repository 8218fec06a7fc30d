"""Reading what is held about one person, table by table, as a declaration says: counted or listed.

Knows how rows are found to be somebody's, not what they mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, select
from sqlalchemy.sql.elements import KeyedColumnElement

from learning.storage.schema import Attempt, Base, Publication

Record = Mapping[str, object]
# Rows fetched at a time: a history of any length takes the same memory.
BATCH = 500
ME: BindParameter[str] = bindparam("person_id")
MY_ACCOUNT: BindParameter[str] = bindparam("account")
# Words that declarations share.
TEACHING = "To give you the learning that you came for"
SAFETY = "To keep accounts safe"
RECORD = "To be able to show later what was done"
WITH_ACCOUNT = "As long as your account"
YOURS = "It is your own id, the same in every row"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is asked about: the id, and the hash under which failed sign-ins are counted."""

    person_id: str
    account: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What one table holds about a person, why, and for how long.

    `given` names the columns that a person gets, with the words they get them under; `withheld`
    names the others, each with the reason. `texts` are those of `given` that hold JSON. Rows
    `of_attempt` are a person's by the attempt that they belong to.
    """

    name: str
    table: type[Base]
    title: str
    purpose: str
    basis: str
    kept: str
    whose: ColumnElement[bool]
    order: Sequence[str]
    given: Mapping[str, str]
    withheld: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    of_attempt: bool = False


def count_rows(
    connection: Connection, holdings: Sequence[Holding], owner: Owner
) -> Mapping[str, int]:
    """Count the rows about a person in each table, in one statement."""
    counts = [_count(each).scalar_subquery().label(each.name) for each in holdings]
    row = connection.execute(select(*counts), _values(owner)).one()
    return {each.name: int(count) for each, count in zip(holdings, row, strict=True)}


def list_rows(
    connection: Connection, holding: Holding, owner: Owner, *, first: int, most: int
) -> Sequence[Record]:
    """List some of the rows about a person, the first of them number `first` from 0."""
    statement = _select(holding).limit(most).offset(first)
    rows = connection.execute(statement, _values(owner)).mappings()
    return [{str(key): value for key, value in row.items()} for row in rows]


def stream_rows(connection: Connection, holding: Holding, owner: Owner) -> Iterator[Record]:
    """Give every row about a person, some at a time."""
    statement = _select(holding).execution_options(yield_per=BATCH)
    for row in connection.execute(statement, _values(owner)).mappings():
        yield {str(key): value for key, value in row.items()}


def _count(holding: Holding) -> Select[int]:
    statement = select(func.count()).select_from(holding.table).where(holding.whose)
    if not holding.of_attempt:
        return statement
    return statement.join(Attempt, _column(holding, "attempt_id") == Attempt.id)


def _select(holding: Holding) -> Select[*tuple[object, ...]]:
    """Select the columns that are given; of an attempt also what decides which marks are told."""
    columns = [_column(holding, each) for each in holding.given]
    statement = select(*columns).where(holding.whose)
    if holding.of_attempt:
        told_by = (Attempt.path, Attempt.finished_at, Publication.sha256)
        statement = (
            statement.add_columns(*told_by)
            .join(Attempt, _column(holding, "attempt_id") == Attempt.id)
            .join(Publication, Publication.id == Attempt.publication_id)
        )
    return statement.order_by(*[_column(holding, each) for each in holding.order])


def _column(holding: Holding, name: str) -> KeyedColumnElement[object]:
    return holding.table.__table__.c[name]


def _values(owner: Owner) -> Mapping[str, str]:
    return {"person_id": owner.person_id, "account": owner.account}
