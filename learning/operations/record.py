"""The record of who did what, as administrators read it, and as they take it away.

Taking it away is written down in it. Knows no page; no answer of anybody is in any line.
"""

from collections.abc import Sequence

from learning.access.rules import Action, can
from learning.errors import NotAllowed
from learning.operations.accounts import Viewer, note
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.audit import Asked, NamedEntry

A_PAGE = 100
MOST_TAKEN = 50_000


def read_record(site: Site, viewer: Viewer, asked: Asked) -> tuple[Sequence[NamedEntry], bool]:
    """Give the newest of the lines asked for, and whether older ones follow; or NotAllowed."""
    _demand(viewer)
    with site.database.read() as connection:
        found = audit.list_newest(connection, asked, most=A_PAGE + 1)
    return found[:A_PAGE], len(found) > A_PAGE


def take_record(site: Site, viewer: Viewer, asked: Asked) -> Sequence[NamedEntry]:
    """Give all the lines asked for, the newest first, and note that they were taken away."""
    _demand(viewer)
    with site.database.write() as connection:
        found = audit.list_newest(connection, asked, most=MOST_TAKEN)
        note(site, connection, who=viewer.person_id, action="record taken away", subject="record")
    return found


def _demand(viewer: Viewer) -> None:
    if not can(viewer, Action.READ_RECORD):
        raise NotAllowed("The record is for administrators.")
