"""Which attempt at a module counts, by the rule that its newest version names.

An author who changes the rule changes it for whatever was finished before.
"""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import Connection

from learning.model.case import Case
from learning.model.names import Keeps
from learning.operations.site import Site
from learning.storage import progress
from learning.storage.attempts import PastAttempt
from learning.storage.progress import Keeping, share

COUNTS = {
    Keeps.BEST: "The best one counts.",
    Keeps.FIRST: "The first one counts.",
    Keeps.LATEST: "The latest one counts.",
    Keeps.MEAN: "The mean of them all counts.",
}


def find_newest(site: Site, connection: Connection, path: str) -> Case:
    """Give the newest version of a path that something was published on: its rules hold."""
    sha256 = progress.load_newest(connection, path)
    return site.shelf.modules.get(connection, path, sha256).case


def find_keeping(site: Site, connection: Connection, path: str) -> Keeping:
    """Give the rule of a path that something was published on."""
    case = find_newest(site, connection, path)
    return Keeping(case.keeps, case.pass_mark)


def keep_anew(site: Site, connection: Connection, path: str) -> None:
    """Keep by its rule what was finished on a path before."""
    progress.keep_anew(connection, path, find_keeping(site, connection, path))


def find_counting(past: Sequence[PastAttempt], keeps: Keeps, kept: float | None) -> str | None:
    """Find the attempt that counts, the last finished first; None where it is none of these."""
    whole = [each for each in past if each.best is not None]
    match keeps:
        case Keeps.LATEST:
            found = whole[:1]
        case Keeps.BEST | Keeps.FIRST:
            # Of equals the earliest; the list may not reach back that far.
            found = [each for each in whole if share(each.earned, each.best or 0) == kept][-1:]
        case Keeps.MEAN:
            found = []
        case _:
            assert_never(keeps)
    return found[0].attempt_id if found else None


def settle_progress(site: Site) -> None:
    """Keep by its rule what was finished before rules were kept, path by path."""
    with site.database.read() as connection:
        paths = progress.list_unsettled(connection)
    for path in paths:
        with site.database.write() as connection:
            keep_anew(site, connection, path)
