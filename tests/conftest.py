"""What every folder of tests may ask for: databases of both kinds, each fresh."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import REQUIRE_ALL, Postgres, cannot_run, find_postgres, run_postgres

# Settings of the person who runs the tests must not lead these to a database that is in use.
for name in [each for each in os.environ if each.startswith("LEARNING_") and each != REQUIRE_ALL]:
    del os.environ[name]


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
