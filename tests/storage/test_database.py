"""What the database promises: durable, all or nothing, and plain words when it cannot be used."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import StatementError

from learning.errors import BadSettings, StorageBusy
from learning.storage import database as module
from learning.storage import migrate
from learning.storage.count import count_statements
from learning.storage.database import Database, check_durable, open_database
from learning.storage.faults import BUSY, FULL, GONE, READ_ONLY
from learning.storage.schema import AuditEntry
from tests.servers import Postgres
from tests.storage.conftest import together

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def entry(name: str, at: datetime = NOON, detail: str = "") -> dict[str, object]:
    return dict.fromkeys(("who", "action", "subject"), "test") | {
        "id": name,
        "at": at,
        "detail": detail,
    }


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(AuditEntry.id).order_by(AuditEntry.id)).scalars())


def add(database: Database, name: str, **more: str) -> None:
    with database.write() as connection:
        connection.execute(insert(AuditEntry), entry(name, **more))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, create=True)
    migrate.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'one.db'}", create=True)
    migrate.upgrade(opened)
    yield opened
    opened.close()


def test_what_is_written_is_all_kept_or_not_at_all(database: Database) -> None:
    add(database, "kept")

    def break_off(connection: Connection) -> None:
        connection.execute(insert(AuditEntry), entry("lost"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.transact(break_off)
    assert names(database) == ["kept"]


def test_times_come_back_in_utc_whatever_zone_they_were_said_in(database: Database) -> None:
    add(database, "a", at=NOON.astimezone(timezone(timedelta(hours=5))))
    with database.read() as connection:
        back = connection.execute(select(AuditEntry.at)).scalar_one()
    assert (back, back.tzinfo) == (NOON, UTC)


def test_a_time_without_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        add(database, "a", at=NOON.replace(tzinfo=None))


def test_statements_are_counted_without_begin_and_commit(database: Database) -> None:
    with count_statements(database.engine) as statements:
        add(database, "a")
        names(database)
    assert [each.split()[0] for each in statements] == ["INSERT", "SELECT"]


def test_durability_is_asked_for_and_given(database: Database) -> None:
    check_durable(database, production=False)
    with database.read() as connection:
        if database.is_sqlite:
            found = [
                connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in module.PRAGMAS
            ]
            assert found == ["wal", 2, 1, 5000]
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_postgresql_that_may_lose_commits_is_refused_in_production(postgres: Postgres) -> None:
    database = open_database(postgres())
    with pytest.raises(BadSettings, match="fsync"):
        check_durable(database, production=True)
    database.close()


def test_sqlite_that_cannot_be_made_durable_is_refused(
    lite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(module.PRAGMAS, "synchronous", ("NORMAL", 2))
    lite.close()
    with pytest.raises(BadSettings, match="synchronous"):
        names(lite)


def test_two_writers_take_turns(database: Database) -> None:
    def work(connection: Connection) -> None:
        (seen,) = connection.execute(
            select(AuditEntry.detail).where(AuditEntry.id == "n").with_for_update()
        ).one()
        connection.execute(update(AuditEntry).values(detail=str(int(seen) + 1)))

    add(database, "n", detail="0")
    together(8, lambda: [database.transact(work) for _ in range(10)])
    with database.read() as connection:
        assert connection.execute(select(AuditEntry.detail)).scalar() == "80"


def test_a_deadlock_is_tried_again(postgres: Postgres) -> None:
    database = open_database(postgres())
    migrate.upgrade(database)
    for name in "ab":
        add(database, name)
    meet = threading.Barrier(2)
    tries: list[str] = []

    def cross(first: str, second: str) -> None:
        def work(connection: Connection) -> None:
            tries.append(first)
            touch = update(AuditEntry).values(detail="x")
            connection.execute(touch.where(AuditEntry.id == first))
            if len(tries) <= 2:
                meet.wait(10)
            connection.execute(touch.where(AuditEntry.id == second))

        database.transact(work)

    pairs = iter(["ab", "ba"])
    together(2, lambda: cross(*next(pairs)))
    with database.read() as connection:
        assert set(connection.execute(select(AuditEntry.detail)).scalars()) == {"x"}
    database.close()
    # Whoever tries again may be the quicker one, and meet the other a second time.
    assert len(tries) >= 3


def test_a_locked_sqlite_file_is_busy_for_writers_only(
    lite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(module.PRAGMAS, "busy_timeout", ("20", 20))
    lite.close()
    other = sqlite3.connect(module.sqlite_path(lite_url(lite)), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy, match=BUSY):
        add(lite, "a")
    assert names(lite) == []
    other.close()
    add(lite, "b")
    assert names(lite) == ["b"]


def lite_url(database: Database) -> str:
    name = (database.engine.url.database or "").removeprefix("file://")
    return f"sqlite:///{name}"


def fill(database: Database, stored: list[str]) -> None:
    for number in range(100):
        add(database, f"{number:03}", detail="x" * 4000)
        stored.append(f"{number:03}")


def test_a_full_disk_is_said_reading_goes_on_and_space_mends_it(lite: Database) -> None:
    limit = text("PRAGMA max_page_count = 40")
    more = text("PRAGMA max_page_count = 4000")
    lite.engine.pool.dispose()
    with lite.read() as connection:
        connection.execute(limit)
    stored: list[str] = []
    with pytest.raises(StorageBusy, match=FULL):
        fill(lite, stored)
    assert names(lite) == stored != []
    with lite.read() as connection:
        connection.execute(more)
    add(lite, "after")
    assert "after" in names(lite)


def test_a_read_only_file_can_still_be_read(lite: Database) -> None:
    add(lite, "a")
    closed = open_database(f"{lite_url(lite)}?mode=ro")
    assert names(closed) == ["a"]
    with pytest.raises(StorageBusy, match=READ_ONLY):
        add(closed, "b")
    closed.close()


def test_a_missing_file_is_gone_and_not_made_anew(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(StorageBusy, match=GONE):
        names(database)
    assert list(tmp_path.iterdir()) == []
    database.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match="LEARNING_DATABASE_URL"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'x.db'}", create=True)


def test_the_file_is_its_owners_alone(lite: Database, tmp_path: Path) -> None:
    add(lite, "a")
    modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("one.db", "one.db-wal", "one.db-shm"), 0o600)


def test_nothing_is_confirmed_into_a_file_that_was_deleted(lite: Database, tmp_path: Path) -> None:
    served = open_database(lite_url(lite))
    add(served, "a")
    for each in tmp_path.iterdir():
        each.unlink()
    for _ in range(2):
        with pytest.raises(StorageBusy, match=GONE):
            add(served, "b")
    served.close()


def test_a_file_put_in_the_others_place_is_the_one_that_counts(
    lite: Database, tmp_path: Path
) -> None:
    add(lite, "a")
    lite.close()
    copy = (tmp_path / "one.db").read_bytes()
    add(lite, "b")
    for each in tmp_path.iterdir():
        each.unlink()
    (tmp_path / "one.db").write_bytes(copy)
    add(lite, "c")
    assert names(lite) == ["a", "c"]


@pytest.mark.parametrize("spoil", [bytes(range(256)) * 4, None])
def test_a_damaged_file_is_called_so(tmp_path: Path, spoil: bytes | None) -> None:
    path = tmp_path / "one.db"
    database = open_database(f"sqlite:///{path}", create=True)
    migrate.upgrade(database)
    database.close()
    whole = path.read_bytes()
    path.write_bytes(spoil or whole[: len(whole) // 2])
    with pytest.raises(StorageBusy, match="damaged"):
        names(database)


def test_a_database_of_something_else_is_left_alone(database_url: str) -> None:
    database = open_database(database_url, create=True)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE person (id TEXT)"))
    with pytest.raises(BadSettings, match="something else"):
        migrate.upgrade(database)
    database.close()


def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(BadSettings, match="LEARNING_DATABASE_URL") as refused:
        open_database("postgresql+psycopg://user:four-quiet-words@host:many/name")
    assert "four-quiet-words" not in str(refused.value)


def test_postgresql_that_nobody_answers_for_is_gone() -> None:
    database = open_database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(StorageBusy, match=GONE):
        names(database)
    database.close()


def test_killed_connections_are_replaced(postgres: Postgres) -> None:
    url = postgres()
    database = open_database(url)
    migrate.upgrade(database)
    add(database, "a")
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
        name = other.info.dbname

        def lose(connection: Connection) -> None:
            other.execute(kill, [name, other.info.backend_pid])
            connection.execute(insert(AuditEntry), entry("lost"))

        with pytest.raises(StorageBusy, match=GONE):
            database.transact(lose)
        other.execute(kill, [name, other.info.backend_pid])
        add(database, "b")
    assert names(database) == ["a", "b"]
    database.close()


def test_a_defect_of_ours_is_not_called_busy(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table"), database.read() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
