"""The tests' own PostgreSQL: real, fresh for each who asks, and gone when they are done."""

import socket
import subprocess
import sys
import time

import psycopg
import pytest
import sqlalchemy as sa

from tests.servers import REQUIRE_ALL, Postgres, cannot_run, find_postgres, run_postgres


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""))


def stops_soon(server: Postgres) -> bool:
    deadline = time.monotonic() + 10
    while (running := server.is_ready()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not running


def test_each_url_is_an_empty_database_of_its_own(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE kept (id integer)"))
    assert sa.inspect(engine).get_table_names() == ["kept"]
    engine.dispose()


def test_a_copy_has_what_its_model_has_and_leaves_it_alone(postgres: Postgres) -> None:
    model = postgres()
    with connect(model) as connection:
        connection.execute("CREATE TABLE person AS SELECT 1 AS id")
    copy = postgres(like=model)
    with connect(copy) as connection:
        connection.execute("INSERT INTO person VALUES (2)")
    with connect(model) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (1,)


def test_the_server_keeps_a_commit_only_when_it_says_so(postgres: Postgres) -> None:
    with connect(postgres()) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_the_server_stops_with_its_block(postgres: Postgres) -> None:
    programs = find_postgres()
    assert programs
    with run_postgres(programs) as other:
        assert other.port != postgres.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", other.port), 1)


def test_the_server_does_not_outlive_tests_that_are_killed(postgres: Postgres) -> None:
    script = (
        "import os, pathlib, sys; from tests.servers import *\n"
        "with run_postgres(find_postgres()) as server:\n"
        "    print(server.port, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == -9, done.stderr
    assert stops_soon(Postgres(int(done.stdout)))


def test_a_missing_server_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRE_ALL, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL"):
        cannot_run("no PostgreSQL")


def test_a_missing_server_is_a_failure_where_all_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRE_ALL, "1")
    with pytest.raises(pytest.fail.Exception, match="no PostgreSQL"):
        cannot_run("no PostgreSQL")
