"""Canaries: a row about a person in every table that is declared, with words nobody else has."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zlib import crc32

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    Text,
    select,
    update,
)
from sqlalchemy.sql.expression import insert

from learning.operations.throttle import name_source
from learning.storage.held import Holding
from learning.storage.holdings import HOLDINGS
from learning.storage.schema import Attempt, Certificate, Person, Publication
from learning.storage.studio_schema import DraftSave

NUMBERS = count(1)
CASE = "cases/the-cold-kitchen.md"
SECRET = "never-to-be-given"


def plant(
    connection: Connection, person_id: str, *, email: str, who: str
) -> Mapping[str, list[str]]:
    """Plant a row in each table, and give by holding what must be found in a download."""
    fixed = _fix(connection, person_id, email, who)
    return {each.name: list(_plant(connection, each, fixed, who)) for each in HOLDINGS}


def _fix(connection: Connection, person_id: str, email: str, who: str) -> dict[str, str]:
    """Give what cannot be just anything: keys that lead somewhere."""
    publication_id = _publication(connection)
    return {
        "person_id": person_id,
        "published_by": person_id,
        "subject": person_id,
        "account": name_source(email, "").account,
        "publication_id": publication_id,
        "unfit_id": publication_id,
        "attempt_id": f"canary-{who}-attempts-id",
        "source": b"",
        "session_id": f"canary-{who}-sessions-id",
        "text_id": f"canary-{who}-texts-for-marking-id",
        "author_id": person_id,
        "marker_id": person_id,
        "opened_by": person_id,
        "facilitator_id": person_id,
        "made_by": person_id,
        "owner_id": person_id,
        "saved_by": person_id,
        "asked_by": person_id,
        "answered_by": person_id,
        "invited_by": person_id,
        "cohort_id": f"canary-{who}-cohorts-id",
        "prefix": f"canary-{who}-works-prefix",
    }


def _publication(connection: Connection) -> str:
    """Give a version that tells its marks at once."""
    known = select(Publication.id).where(Publication.path == CASE)
    return str(connection.execute(known).scalar_one())


def _plant(
    connection: Connection, holding: Holding, fixed: Mapping[str, object], who: str
) -> Iterator[str]:
    values = {each.name: _value(holding, each, fixed, who) for each in holding.table.__table__.c}
    if holding.table is Person:
        # Who is suspended could not download anything.
        del values["id"], values["email"], values["suspended_at"]
        mine = Person.id == fixed["person_id"]
        connection.execute(update(Person).where(mine).values(values))
    else:
        connection.execute(insert(holding.table).values(values))
    naming = (
        "audit-record",
        "publications",
        "sessions",
        "marks-by-rubric",
        "marks-by-tutors",
        "reviews-of-works",
        "expected-in-cohorts",
    )
    mine = {fixed["person_id"]: "you"} if holding.name in naming else {}
    for column in holding.given:
        if column in values:
            yield _written(mine.get(values[column], values[column]))


def _value(holding: Holding, column: Column[object], fixed: Mapping[str, object], who: str):
    name = column.name
    if (
        holding.table is not Person
        and name in fixed
        and not (name == "attempt_id" and holding.table is Attempt)
    ):
        return fixed[name]
    if holding.table is DraftSave and name == "path":
        # A save is one of the file that was planted before it.
        return f"canary-{who}-draft-files-path"
    if name in holding.withheld and isinstance(column.type, Text):
        return f"{SECRET}-{who}-{holding.name}-{name}"
    if holding.table is Certificate and name == "revoked_at":
        return None
    words = f"canary-{who}-{holding.name}-{name}"
    if name in holding.texts:
        return f'{{"said": "{words}"}}'
    return _canary(column, words)


def _canary(column: Column[object], words: str) -> object:
    match column.type:
        case Boolean():
            return True
        case Integer():
            return crc32(words.encode()) % 900_000_000 + 100_000_000
        case Float():
            return crc32(words.encode()) + 0.5
        case LargeBinary():
            return b""
        case Text():
            return words
        case _ if column.type.python_type is date:
            return date(2020, 1, 1) + timedelta(days=crc32(words.encode()) % 300)
        case _:
            return datetime(2021, 1, 1, tzinfo=UTC) + timedelta(
                microseconds=crc32(words.encode()) * 1000 + next(NUMBERS)
            )


def _written(value: object) -> str:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bool() | None:
            return ""
        case _:
            return str(value).partition('"said": "')[2].rstrip('"}') or str(value)
