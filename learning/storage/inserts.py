"""Adding rows: what a dataclass holds as values, and rows that may be there already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.dml import Insert

from learning.storage.schema import Base

Value = object


class Slotted(Protocol):
    """A dataclass with slots."""

    __slots__: tuple[str, ...]


def values_of(row: Slotted) -> dict[str, Value]:
    """Give the fields of a flat dataclass by name, without the copies that `asdict` makes."""
    return {name: getattr(row, name) for name in row.__slots__}


@dataclass(frozen=True, slots=True)
class NewRow:
    """An insert, made once, that leaves a row with the same key as it is."""

    table: type[Base]
    statements: dict[str, Insert] = field(init=False)

    def __post_init__(self) -> None:
        made: dict[str, Insert] = {
            "sqlite": sqlite_insert(self.table).on_conflict_do_nothing(),
            "postgresql": postgresql_insert(self.table).on_conflict_do_nothing(),
        }
        # How many rows an insert made is asked of the driver only on request.
        counted = {
            name: each.execution_options(preserve_rowcount=True) for name, each in made.items()
        }
        object.__setattr__(self, "statements", counted)

    def add(self, connection: Connection, values: Mapping[str, Value]) -> bool:
        """Add the row; give False where its key was taken, perhaps a moment ago."""
        statement = self.statements[connection.dialect.name]
        return connection.execute(statement, dict(values)).rowcount == 1
