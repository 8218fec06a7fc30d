"""Which attempt at a module counts, by the rule that its newest version names.

An author who changes the rule changes it for whatever was finished before.
"""

from sqlalchemy import Connection

from learning.operations.site import Site
from learning.storage import progress
from learning.storage.progress import Keeping


def find_keeping(site: Site, connection: Connection, path: str) -> Keeping:
    """Give the rule of a path that something was published on."""
    sha256 = progress.load_newest(connection, path)
    case = site.shelf.modules.get(connection, path, sha256).case
    return Keeping(case.keeps, case.pass_mark)


def keep_anew(site: Site, connection: Connection, path: str) -> None:
    """Keep by its rule what was finished on a path before."""
    progress.keep_anew(connection, path, find_keeping(site, connection, path))


def settle_progress(site: Site) -> None:
    """Keep by its rule what was finished before rules were kept, path by path."""
    with site.database.read() as connection:
        paths = progress.list_unsettled(connection)
    for path in paths:
        with site.database.write() as connection:
            keep_anew(site, connection, path)
