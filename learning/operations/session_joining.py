"""Finding the session that a typed code stands for, and how many wrong ones are too many.

Counted by person, for a lecture hall shares one address: those that are sent in the database,
where tries of one person take turns; links that are opened in memory, for reading stores nothing.
Both are counted together.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotFound, TooMany
from learning.operations.accounts import Viewer
from learning.operations.guesses import WINDOW
from learning.operations.session_codes import read_code
from learning.operations.site import Site
from learning.storage import case_sessions, code_guesses, people
from learning.team.session import Stage

MOST_GUESSES = 10
NO_CODE = "No session that is going on has this code. Check it with whoever gave it to you"
TOO_MANY = "Too many codes that did not exist. Wait a few minutes, then try again."


@dataclass(frozen=True, slots=True)
class Invitation:
    """A session as somebody finds it who has its code and no seat yet; `begun`: sides are fixed."""

    session_id: str
    title: str
    pace: str
    facilitated: bool
    begun: bool


def read_invitation(site: Site, viewer: Viewer, typed: str) -> Invitation:
    """Say what the session with this code is about, and store nothing; raises as `find_code`."""
    with site.database.read() as connection:
        refuse_many(site, connection, viewer.person_id)
        found = _find(connection, typed)
    if found is None:
        site.wrong_links.count(viewer.person_id, site.clock())
        raise NotFound(NO_CODE)
    return found


def find_invitation(site: Site, viewer: Viewer, typed: str) -> Invitation:
    """Say what the session with this code is about; raises NotFound, or TooMany."""

    def look(connection: Connection) -> Invitation | None:
        now = site.clock()
        people.lock_person(connection, viewer.person_id)
        refuse_many(site, connection, viewer.person_id)
        found = _find(connection, typed)
        if found is None:
            code_guesses.add_guess(connection, site.new_id(), viewer.person_id, at=now)
            code_guesses.forget_guesses(connection, before=now - WINDOW)
        return found

    found = site.database.transact(look)
    if found is None:
        raise NotFound(NO_CODE)
    return found


def find_code(site: Site, viewer: Viewer, typed: str) -> str:
    """Give the id of the session with this code; raises NotFound, or TooMany."""
    return find_invitation(site, viewer, typed).session_id


def _find(connection: Connection, typed: str) -> Invitation | None:
    code = read_code(typed)
    row = None if code is None else case_sessions.find_by_code(connection, code)
    if row is None:
        return None
    new = row.new
    begun = new.stage != Stage.LOBBY
    return Invitation(new.id, new.title, new.pace, new.facilitator_id is not None, begun)


def refuse_many(site: Site, connection: Connection, person_id: str) -> None:
    """Raise TooMany where somebody has tried too many codes that stand for nothing."""
    now = site.clock()
    sent = code_guesses.count_guesses(connection, person_id, after=now - WINDOW)
    opened = site.wrong_links.look(person_id, now)
    if sent.count + opened.count >= MOST_GUESSES:
        first = min(each for each in (sent.first, opened.first) if each is not None)
        raise TooMany(TOO_MANY, wait=max(1, int((first + WINDOW - now).total_seconds()) + 1))
