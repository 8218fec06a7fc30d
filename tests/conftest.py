"""What every folder of tests may ask for: databases of both kinds, each fresh."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Postgres, cannot_run, find_postgres, run_postgres


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
