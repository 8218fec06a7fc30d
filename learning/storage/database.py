"""Connections to SQLite or PostgreSQL by URL alone: to read or to write, durable or refused.

Knows how each database keeps what it confirms; knows no table.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry

from learning.errors import BadSettings, StorageBusy
from learning.storage.faults import BUSY, explain, may_be_repeated

T = TypeVar("T")

BUSY_SECONDS = 5
WRITE_LOCK_SECONDS = 15
TRIES = 3
WRITES = "learning_writes"
FILE = "learning_file"
PRAGMAS: dict[str, tuple[str, str | int]] = {
    # Reading goes on while one writes; FULL lets no confirmed commit be lost with the power.
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "busy_timeout": (str(BUSY_SECONDS * 1000), BUSY_SECONDS * 1000),
}
POSTGRES_OPTIONS = (
    f"-c synchronous_commit=on -c timezone=UTC -c lock_timeout={BUSY_SECONDS * 1000}"
    " -c idle_in_transaction_session_timeout=60000"
)


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, and on SQLite the lock that makes the writers of this process take turns.

    SQLite lets a waiting writer sleep and try again, and some of them starve for seconds; a lock
    is fair enough and costs little beside the disk.
    """

    engine: Engine
    write_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that changes nothing; raise StorageBusy with the reason."""
        with _explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept when the block ends, all or none of them.

        Raises StorageBusy with the reason. A block in a block would wait for itself.
        """
        with _explained(), self._turn(), self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Do the work in one `write`; again where PostgreSQL broke it off and kept nothing."""
        for _ in range(TRIES - 1):
            try:
                with self.write() as connection:
                    return work(connection)
            except StorageBusy as busy:
                if not may_be_repeated(busy.__cause__):
                    raise
        with self.write() as connection:
            return work(connection)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self.write_lock.acquire(timeout=WRITE_LOCK_SECONDS):
            raise StorageBusy(BUSY)
        try:
            yield
        finally:
            self.write_lock.release()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoConnection) as error:
        if message := explain(error):
            raise StorageBusy(message) from error
        raise


def open_database(url: str, *, threads: int = 8, create: bool = False) -> Database:
    """Make ready to connect. Only `create` makes a SQLite file: an empty new one loses all."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(parsed, threads, create=create))
    engine = create_engine(
        parsed,
        pool_size=threads,
        max_overflow=2,
        pool_timeout=BUSY_SECONDS,
        # A server that was restarted has left dead connections behind.
        pool_pre_ping=True,
        connect_args={"options": POSTGRES_OPTIONS, "connect_timeout": BUSY_SECONDS},
    )
    return Database(engine)


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # What cannot be read may be a part of the password, so none of it is repeated.
        raise BadSettings(
            "LEARNING_DATABASE_URL: cannot be read as an address; write it as "
            "postgresql://user:password@host:5432/name, the port as a number"
        ) from None


def sqlite_path(url: str) -> Path:
    """Give the file that the URL of a SQLite database names."""
    return Path(make_url(url).database or "").absolute()


def _sqlite_engine(url: URL, threads: int, *, create: bool) -> Engine:
    path = sqlite_path(url.render_as_string(hide_password=False))
    if create:
        _make_file(path)
    query = {"mode": "rwc" if create else "rw"} | dict(url.query) | {"uri": "true"}
    engine = create_engine(
        url.set(database=path.as_uri(), query=query),
        pool_size=threads,
        max_overflow=2,
        pool_timeout=BUSY_SECONDS,
        # Transactions begin where `_begin` says, not where the driver guesses.
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    _watch_file(engine, path)
    return engine


def _make_file(path: Path) -> None:
    """Make the file, empty, if there is none: it holds people's answers, so its owner alone reads.

    SQLite gives the files that it makes beside it the same permissions.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BadSettings(
            f"LEARNING_DATABASE_URL: {path} cannot be made ({error.strerror})"
        ) from error


def _watch_file(engine: Engine, path: Path) -> None:
    """Let go of a connection whose file was deleted or replaced.

    It would go on confirming what is lost once the server stops.
    """

    def remember(_: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info[FILE] = _identify(path)

    def compare(_: sqlite3.Connection, entry: ConnectionPoolEntry, __: object) -> None:
        now = _identify(path)
        if now is None or now != entry.info[FILE]:
            # The pool connects anew, which says GONE where there is no file.
            raise DisconnectionError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set_pragmas(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    for name, (value, expected) in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        (actual,) = connection.execute(f"PRAGMA {name}").fetchone()
        if actual != expected:
            raise BadSettings(
                f"LEARNING_DATABASE_URL: SQLite keeps {name} at {actual} where {expected} is "
                "needed; the file must lie on a local disk that can be written to"
            )


def _begin(connection: Connection) -> None:
    # A writer that begins as a reader could find its snapshot overtaken, and fail at once.
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    # Takes no lock and touches no file, so it cannot fail for a reason to be explained; said to
    # the driver itself it costs a tenth.
    connection.connection.cursor().execute("BEGIN")


def check_durable(database: Database, *, production: bool) -> None:
    """Refuse a PostgreSQL that does not keep what it confirms; SQLite is asked at each connect."""
    if database.is_sqlite:
        return
    with database.read() as connection:
        for name in ("synchronous_commit", "fsync") if production else ("synchronous_commit",):
            if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "off":
                raise BadSettings(f"LEARNING_DATABASE_URL: PostgreSQL must not have {name} off")
