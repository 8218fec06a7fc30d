"""Accounts as whoever runs the site sees them: adding one with a standing, listing all."""

from collections.abc import Sequence

from sqlalchemy import Connection

from learning.errors import InvalidInput, NotFound
from learning.operations.accounts import (
    STANDINGS,
    Registration,
    make_person,
    note,
    tidy_email,
)
from learning.operations.site import Site
from learning.storage import people
from learning.storage.people import PersonLine

MOST_EXTRA_TIME = 100


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


def set_extra_time(site: Site, email: str, extra_time: int | None, *, by: str) -> None:
    """Let quizzes take longer for somebody, by so many percent; None: without any time limit.

    Attempts under way have the new time too. Raises NotFound, or InvalidInput outside 0 to 100.
    """
    if extra_time is not None and not 0 <= extra_time <= MOST_EXTRA_TIME:
        raise InvalidInput({"extra-time": f"Extra time is 0 to {MOST_EXTRA_TIME} percent"})

    def store(connection: Connection) -> bool:
        person = people.load_by_email(connection, tidy_email(email))
        if person is None:
            return False
        people.set_extra_time(connection, person.person_id, extra_time)
        words = "no time limit" if extra_time is None else f"{extra_time}% extra time"
        note(site, connection, who=by, action=f"given {words}", subject=person.person_id)
        return True

    if not site.database.transact(store):
        raise NotFound(f"There is no account for {email}")


def list_people(site: Site) -> Sequence[PersonLine]:
    """List everybody who has an account, the longest here first."""
    with site.database.read() as connection:
        return people.list_people(connection)
