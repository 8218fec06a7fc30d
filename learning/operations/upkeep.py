"""Keeping a site's database: bringing it up to date, backing up, restoring, asking its health.

Runs beside a serving site; knows files and databases, not what is in the tables.
"""

from sqlalchemy import text

from learning.errors import StorageBusy
from learning.operations.site import Site
from learning.settings import Settings
from learning.storage import migrate
from learning.storage.database import open_database

_ASK = text("SELECT 1")


def upgrade(settings: Settings) -> None:
    """Make the database if there is none, and bring its schema to the newest."""
    database = open_database(settings.database_url, create=True)
    try:
        migrate.upgrade(database)
    finally:
        database.close()


def is_ready(site: Site) -> bool:
    """Whether the database answers."""
    try:
        with site.database.read() as connection:
            connection.execute(_ASK)
    except StorageBusy:
        return False
    return True
