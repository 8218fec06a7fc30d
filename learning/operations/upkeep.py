"""Keeping a site's database: bringing it up to date, backing up, restoring, asking its health.

Runs beside a serving site; knows files and databases, not what is in the tables.
"""

from pathlib import Path

from sqlalchemy import text

from learning.errors import InvalidInput, NotFound, StorageBusy
from learning.operations.site import Site
from learning.operations.totals import fill_totals
from learning.settings import Settings
from learning.storage import copies, dumps, migrate
from learning.storage.database import open_database, sqlite_path

_ASK = text("SELECT 1")


def upgrade(settings: Settings) -> None:
    """Make the database if there is none, and bring its schema to the newest.

    What was stored before there were running totals is counted.
    """
    database = open_database(settings.database_url, create=True)
    try:
        migrate.upgrade(database)
        fill_totals(database)
    finally:
        database.close()


def backup(settings: Settings, target: Path) -> None:
    """Write the whole database to a file and check it, while the site serves.

    Raises NotFound without a database, InvalidInput where the file cannot be written there.
    """
    if not target.parent.is_dir():
        raise InvalidInput({"file": f"There is no folder {target.parent}"})
    if not _is_sqlite(settings):
        dumps.dump_database(settings.database_url, target)
        return
    source = sqlite_path(settings.database_url)
    if not source.is_file():
        raise NotFound(f"There is no database at {source}")
    own = {f"{source.name}{ending}" for ending in ("", "-wal", "-shm", "-journal")}
    if target.name in own and target.parent.samefile(source.parent):
        # A server that has the database open would go on writing to a file that is no longer there.
        raise InvalidInput({"file": f"{target} belongs to the database itself; name another file"})
    copies.copy_database(source, target)


def restore(settings: Settings, source: Path) -> None:
    """Check a backup and put it in the database's place, brought up to date; stop the site first.

    Raises NotFound, InvalidInput for a file that is no whole backup, StorageBusy for a database in
    use; the database is then as it was. A SQLite database that is replaced stays beside the new.
    """
    if not source.is_file():
        raise NotFound(f"There is no file {source}")
    url = settings.database_url
    if _is_sqlite(settings):
        migrate.refuse_newer(copies.read_schema(source))
        copies.replace_database(source, sqlite_path(url))
    else:
        migrate.refuse_newer(dumps.read_schema(url, source))
        dumps.restore_dump(url, source)
    upgrade(settings)


def is_ready(site: Site) -> bool:
    """Whether the database answers."""
    try:
        with site.database.read() as connection:
            connection.execute(_ASK)
    except StorageBusy:
        return False
    return True


def _is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith("sqlite:")
