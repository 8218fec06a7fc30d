"""Accounts as whoever runs the site sees them: finding, adding, and changing what one may do.

Knows no page and no command. A new standing or password and being suspended end the person's
sign-ins and tokens, so that none outlives the change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.access.extra_time import MOST_EXTRA_TIME, NoExtraTime, parse_extra_time
from learning.access.identity import tidy_email
from learning.access.rules import Action, Asker, Thing, can
from learning.errors import InvalidInput, NotAllowed, NotFound
from learning.operations import passwords
from learning.operations.accounts import (
    ADMINISTRATOR,
    STANDINGS,
    Registration,
    make_person,
    note,
)
from learning.operations.cohort_arrivals import welcome
from learning.operations.site import Site
from learning.storage import people, sign_ins, tokens
from learning.storage.people import PersonLine, Wanted

A_PAGE = 50
NOBODY = "There is no such person"
LAST = "There has to be an administrator: give somebody else this standing first"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who sits at the machine itself and runs commands: they may do what administrators may."""

    person_id: str = "the command line"
    is_educator: bool = True
    is_admin: bool = True


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
            welcome(site, connection, person.id, email=person.email)
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


def read_extra_time(typed: str) -> int | None:
    """Read what may stand for extra time: percent, `untimed` (None), `none` (0).

    >>> read_extra_time("25"), read_extra_time("50 %"), read_extra_time("none")
    (25, 50, 0)
    """
    try:
        return parse_extra_time(typed)
    except NoExtraTime:
        told = f"Write percent from 0 to {MOST_EXTRA_TIME}, untimed, or none"
        raise InvalidInput({"extra-time": told}) from None


def list_people(site: Site) -> Sequence[PersonLine]:
    """List everybody who has an account, the longest here first."""
    with site.database.read() as connection:
        return people.list_people(connection)


def search_people(
    site: Site, asker: Asker, wanted: Wanted, *, page: int = 1
) -> tuple[Sequence[PersonLine], bool]:
    """Give a page of the people looked for, by name, and whether there are more."""
    _check(asker, Action.LIST_PEOPLE)
    with site.database.read() as connection:
        skip = A_PAGE * (page - 1)
        found = people.search_people(connection, wanted, skip=skip, most=A_PAGE + 1)
    return found[:A_PAGE], len(found) > A_PAGE


def find_person(site: Site, asker: Asker, person_id: str) -> PersonLine:
    """Give one person as whoever runs the site sees them; raises NotFound."""
    _check(asker, Action.LIST_PEOPLE)
    with site.database.read() as connection:
        return _load(connection, person_id)


def find_by_email(site: Site, asker: Asker, email: str) -> PersonLine:
    """Give the person who signs in with an address; raises NotFound."""
    _check(asker, Action.LIST_PEOPLE)
    with site.database.read() as connection:
        found = people.load_by_email(connection, tidy_email(email))
        if found is None:
            raise NotFound(f"There is no account for {email}")
        return _load(connection, found.person_id)


def change_standing(site: Site, asker: Asker, person_id: str, *, standing: str) -> None:
    """Make somebody a learner, educator or administrator; raises InvalidInput, NotFound."""
    if standing not in STANDINGS:
        raise InvalidInput({"standing": f"Choose one of {', '.join(STANDINGS)}"})

    def change(connection: Connection, person: PersonLine) -> str:
        if person.standing == standing:
            return ""
        if standing != ADMINISTRATOR:
            _keep_one(connection, person_id)
        people.set_standing(connection, person_id, standing)
        return f"made {standing}, was {person.standing}"

    _change(site, asker, person_id, change=change)


def suspend(site: Site, asker: Asker, person_id: str) -> None:
    """Let somebody in no more, from this moment; what they did stays. Raises InvalidInput."""

    def change(connection: Connection, person: PersonLine) -> str:
        if person.suspended_at:
            return ""
        _keep_one(connection, person_id)
        people.set_suspended(connection, person_id, at=site.clock())
        return "suspended"

    _change(site, asker, person_id, change=change)


def let_back(site: Site, asker: Asker, person_id: str) -> None:
    """Let somebody sign in again who was suspended."""

    def change(connection: Connection, person: PersonLine) -> str:
        people.set_suspended(connection, person_id, at=None)
        return "let back in" if person.suspended_at else ""

    _change(site, asker, person_id, change=change)


def give_password(site: Site, asker: Asker, person_id: str, *, password: str) -> None:
    """Give a new password to somebody who has forgotten theirs; raises InvalidInput."""
    person = find_person(site, asker, person_id)
    context = (person.name, person.email.partition("@")[0])
    if fault := passwords.find_fault(password, context=context):
        raise InvalidInput({"password": fault})
    password_hash = passwords.hash_password(password)

    def change(connection: Connection, _: PersonLine) -> str:
        people.set_password(connection, person_id, password_hash)
        return "given a new password"

    _change(site, asker, person_id, change=change)


def give_time(site: Site, asker: Asker, person_id: str, *, typed: str) -> None:
    """Let quizzes take longer for somebody, as it was typed; raises InvalidInput."""
    _check(asker, Action.ADD_PERSON)
    email = find_person(site, asker, person_id).email
    set_extra_time(site, email, read_extra_time(typed), by=asker.person_id)


def _change(
    site: Site,
    asker: Asker,
    person_id: str,
    *,
    change: Callable[[Connection, PersonLine], str],
) -> None:
    """Change an account in one transaction, note what was done, and end what lets one in."""
    _check(asker, Action.CHANGE_PERSON, Thing(owner=person_id))

    def store(connection: Connection) -> None:
        action = change(connection, _load(connection, person_id))
        if action:
            sign_ins.end_sessions(connection, person_id, at=site.clock())
            tokens.end_tokens(connection, person_id, at=site.clock())
            note(site, connection, who=asker.person_id, action=action, subject=person_id)

    site.database.transact(store)


def _keep_one(connection: Connection, person_id: str) -> None:
    """See that somebody else can still run the site; no two at once take each other out."""
    if people.lock_standing(connection, ADMINISTRATOR) == {person_id}:
        raise InvalidInput({"standing": LAST})


def _load(connection: Connection, person_id: str) -> PersonLine:
    person = people.load_line(connection, person_id)
    if person is None:
        raise NotFound(NOBODY)
    return person


def _check(asker: Asker, action: Action, thing: Thing | None = None) -> None:
    if not can(asker, action, thing or Thing()):
        raise NotAllowed("This is for administrators, and about other people than themselves.")
