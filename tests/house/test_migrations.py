"""The numbered steps lead from nothing to the schema, on both databases, and never branch."""

import re
from collections.abc import Callable, Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from learning.errors import BadSettings
from learning.storage import migrate
from learning.storage.cohort_schema import Base
from learning.storage.database import Database, open_database

Step = Callable[[Database], None]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def steps() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def differences(database: Database) -> list[object]:
    with database.read() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_empty_to_newest_is_the_schema(database: Database) -> None:
    assert len(differences(database)) > len(Base.metadata.tables)
    migrate.upgrade(database)
    assert differences(database) == []
    migrate.check(database)


def test_a_missing_column_would_be_seen(database: Database) -> None:
    migrate.upgrade(database)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE person DROP COLUMN profession"))
    assert len(differences(database)) == 1


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    migrate.upgrade(database)
    assert differences(database) == []


def test_every_step_can_be_taken_back(database: Database) -> None:
    migrate.upgrade(database)
    with database.write() as connection:
        migrate._run(connection, "downgrade", "base")
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_an_empty_database_is_not_served(database: Database) -> None:
    with pytest.raises(BadSettings, match="learning db upgrade"):
        migrate.check(database)


@pytest.mark.parametrize("step", [migrate.upgrade, migrate.check])
def test_a_newer_schema_is_refused(database: Database, step: Step) -> None:
    migrate.upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadSettings, match="newer version"):
        step(database)


def test_a_broken_step_leaves_nothing(database: Database) -> None:
    def break_off(connection: Connection) -> None:
        migrate._run(connection, "upgrade", "head")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.transact(break_off)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []


def test_steps_are_numbered_and_in_one_line(steps: ScriptDirectory) -> None:
    revisions = [each.revision for each in steps.walk_revisions()][::-1]
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert steps.get_heads() == [migrate.newest()]
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", each.name) for each in _files())


def _files() -> list[migrate.Path]:
    return [each for each in (migrate.MIGRATIONS / "versions").iterdir() if each.suffix == ".py"]
