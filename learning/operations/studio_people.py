"""Who writes a work: its owner, the educators it is shared with, and whether a review is needed.

Each change is in the audit record. Only the owner and administrators change who writes a work.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from learning.access.identity import tidy_email
from learning.access.rules import Action, Asker, Thing, can
from learning.errors import InvalidInput
from learning.operations.accounts import LEARNER, note
from learning.operations.site import Site
from learning.operations.studio import demand_work
from learning.storage import people, studio
from learning.storage.people import PersonLine
from learning.storage.studio import WorkRow

NOBODY = "No educator here signs in with this address: check it, or ask an administrator"
ALREADY = "They write it already"
NOT_AN_EDITOR = "Choose somebody who writes it with you"

Change = Callable[[Connection, WorkRow], str]


def may_share(asker: Asker, work: WorkRow) -> bool:
    """Whether somebody may say who writes a work."""
    return can(asker, Action.SHARE_WORK, Thing(owner=work.owner_id))


def add_editor(site: Site, viewer: Asker, prefix: str, *, email: str) -> None:
    """Share a work with an educator, by their address; raises InvalidInput, NotFound."""

    def change(connection: Connection, work: WorkRow) -> str:
        person = _find_educator(connection, email)
        if person.id == work.owner_id:
            raise InvalidInput({"email": ALREADY})
        if not studio.add_editor(connection, prefix, person.id, at=site.clock()):
            raise InvalidInput({"email": ALREADY})
        return f"shared with {person.id}"

    _change(site, viewer, prefix, change)


def drop_editor(site: Site, viewer: Asker, prefix: str, *, person_id: str) -> None:
    """Share a work with somebody no longer; raises InvalidInput, NotFound."""

    def change(connection: Connection, work: WorkRow) -> str:
        _demand_editor(work, person_id)
        studio.drop_editor(connection, prefix, person_id)
        return f"no longer shared with {person_id}"

    _change(site, viewer, prefix, change)


def hand_over(site: Site, viewer: Asker, prefix: str, *, person_id: str) -> None:
    """Give a work to one of its editors; who had it goes on as an editor."""

    def change(connection: Connection, work: WorkRow) -> str:
        _demand_editor(work, person_id)
        studio.drop_editor(connection, prefix, person_id)
        studio.add_editor(connection, prefix, work.owner_id, at=site.clock())
        studio.set_owner(connection, prefix, person_id)
        return f"handed over to {person_id}"

    _change(site, viewer, prefix, change)


def need_review(site: Site, viewer: Asker, prefix: str, *, on: bool) -> None:
    """Say whether a second educator has to agree before a work is published."""

    def change(connection: Connection, work: WorkRow) -> str:
        if work.review_needed is on:
            return ""
        studio.set_review_needed(connection, prefix, on=on)
        return "review needed before publishing" if on else "review not needed any more"

    _change(site, viewer, prefix, change)


def _change(site: Site, viewer: Asker, prefix: str, change: Change) -> None:
    """Change who writes a work in one transaction, and note what was done."""

    def store(connection: Connection) -> None:
        studio.lock_work(connection, prefix)
        work = demand_work(connection, viewer, prefix)
        if not may_share(viewer, work):
            raise InvalidInput({"": "Only its owner says who writes it"})
        if action := change(connection, work):
            note(site, connection, who=viewer.person_id, action=action, subject=prefix)

    site.database.transact(store)


def _demand_editor(work: WorkRow, person_id: str) -> None:
    if person_id not in work.editors:
        raise InvalidInput({"person": NOT_AN_EDITOR})


def _find_educator(connection: Connection, email: str) -> PersonLine:
    """Find an educator by address; of anybody else it is not told whether they are here."""
    known = people.load_by_email(connection, tidy_email(email))
    person = people.load_line(connection, known.person_id) if known else None
    if person is None or person.standing == LEARNER or person.suspended_at:
        raise InvalidInput({"email": NOBODY})
    return person
