"""How many statements a piece of work sends to the database: for tests and the bench.

Beginning and ending a transaction are not counted; each is told apart by its first word.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event


@contextmanager
def count_statements(engine: Engine) -> Iterator[list[str]]:
    """Give a list that fills with every statement sent over this engine, by any thread."""
    statements: list[str] = []

    def note(_: Connection, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
