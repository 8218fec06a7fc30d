"""Deleting a work that learners never had: its owner and administrators may, after a look at it.

What was published is withdrawn instead, so that no learner loses what they have begun.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.access.rules import Action, Asker, Thing, can
from learning.errors import InvalidInput
from learning.operations.accounts import note
from learning.operations.site import Site
from learning.operations.studio import WorkView, demand_work, open_work
from learning.storage import publications, studio, studio_removal
from learning.storage.studio import WorkRow
from learning.storage.studio_removal import Held

NOT_YOURS = "Only its owner or an administrator deletes it."
PUBLISHED = (
    "It was published, and learners may have begun it: it is not deleted. "
    "Withdraw it instead, on its page Publish; those who have begun it go on."
)
REVIEWED = "Somebody was asked for a look at it and has not answered yet: wait for their answer."


@dataclass(frozen=True, slots=True)
class Deletion:
    """A work with what goes if it is deleted; `refused` says why it cannot be."""

    work: WorkView
    held: Held
    refused: str


def look_at_deletion(site: Site, viewer: Asker, prefix: str) -> Deletion:
    """Say what would go with a work, or why it stays; raises NotFound for who may not write it."""
    view = open_work(site, viewer, prefix)
    with site.database.read() as connection:
        refused = _find_obstacle(connection, viewer, view.work)
        return Deletion(view, studio_removal.count_held(connection, prefix), refused)


def delete_work(site: Site, viewer: Asker, prefix: str) -> None:
    """Delete a work for good; raises NotFound, and InvalidInput with what stands in the way."""

    def drop(connection: Connection) -> None:
        # In the order in which publishing takes them.
        publications.lock_publications(connection)
        studio.lock_work(connection, prefix)
        work = demand_work(connection, viewer, prefix)
        if refused := _find_obstacle(connection, viewer, work):
            raise InvalidInput({"": refused})
        studio_removal.drop_work(connection, prefix)
        note(site, connection, who=viewer.person_id, action="work deleted", subject=prefix)

    site.database.transact(drop)


def _find_obstacle(connection: Connection, viewer: Asker, work: WorkRow) -> str:
    if not can(viewer, Action.DELETE_WORK, Thing(owner=work.owner_id)):
        return NOT_YOURS
    if studio_removal.was_published(connection, work.prefix):
        return PUBLISHED
    return REVIEWED if studio_removal.is_reviewed(connection, work.prefix) else ""
