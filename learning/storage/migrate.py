"""From any older schema to the newest, one numbered step after another, whole or not at all.

Knows the order of the steps, not what is in them.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from learning.errors import BadSettings
from learning.storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as every node asks for the same one.
UPGRADE_LOCK = text("SELECT pg_advisory_xact_lock(7316229)")
VERSION = text("SELECT version_num FROM alembic_version")


def newest() -> str:
    """Give the number of the newest step this version of the code knows."""
    return max(each.name[:4] for each in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(database: Database) -> None:
    """Bring the schema to the newest step; refuse one that a newer version of the code made."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(UPGRADE_LOCK)
        found = current(connection)
        refuse_newer(found)
        if found is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise BadSettings(
                "LEARNING_DATABASE_URL: this database holds tables of something else, and stays as "
                "it is; name an empty one"
            )
        _run(connection, "upgrade", "head")


def check(database: Database) -> None:
    """Refuse to go on over any schema but the newest."""
    with database.read() as connection:
        found = current(connection)
    refuse_newer(found)
    if found != newest():
        raise BadSettings(
            f"The database has schema {found or 'none'}, and this version needs {newest()}: "
            "run `learning db upgrade` first"
        )


def current(connection: Connection) -> str | None:
    """Give the number of the last step taken, or None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(VERSION).scalar_one_or_none()


def refuse_newer(found: str | None) -> None:
    """Raise BadSettings for a schema that only a newer version of the code knows."""
    if found is not None and found > newest():
        raise BadSettings(
            f"The database has schema {found}, made by a newer version of Side by Side; this "
            f"version knows {newest()} at most. Install the newer version, or restore a backup "
            "from before"
        )


def _run(connection: Connection, command: str, target: str) -> None:
    # Only a migration needs Alembic, so that a start without one is quick.
    from alembic import command as alembic
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    getattr(alembic, command)(config, target)
