"""Accounts as whoever runs the site sees them: adding one with a standing, listing all."""

from collections.abc import Sequence

from sqlalchemy import Connection

from learning.errors import InvalidInput
from learning.operations.accounts import STANDINGS, Registration, make_person, note
from learning.operations.site import Site
from learning.storage import people
from learning.storage.people import PersonLine


def add_person(site: Site, registration: Registration, *, standing: str, by: str) -> str:
    """Open an account for somebody and give its id; raises InvalidInput. `by` is who did it."""
    if standing not in STANDINGS:
        raise InvalidInput({"standing": f"Choose one of {', '.join(STANDINGS)}"})
    person = make_person(site, registration, standing=standing)

    def add(connection: Connection) -> bool:
        added = people.add_person(connection, person)
        if added:
            action = f"account opened as {standing}"
            note(site, connection, who=by, action=action, subject=person.id)
        return added

    if not site.database.transact(add):
        raise InvalidInput({"email": f"There is an account for {person.email} already"})
    return person.id


def list_people(site: Site) -> Sequence[PersonLine]:
    """List everybody who has an account, the longest here first."""
    with site.database.read() as connection:
        return people.list_people(connection)
