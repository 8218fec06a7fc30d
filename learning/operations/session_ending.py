"""Sessions as whoever runs the site sees them: which are going on, and ending one nobody ends."""

from collections.abc import Sequence

from sqlalchemy import Connection

from learning.errors import NotFound
from learning.operations.session_codes import read_code
from learning.operations.session_log import do
from learning.operations.site import Site
from learning.storage import audit, case_sessions
from learning.storage.audit import Entry
from learning.storage.case_sessions import NewCaseSession
from learning.team.events import End

NO_CODE = "No session that is going on has this code. List them with: learning session list"


def list_open(site: Site) -> Sequence[NewCaseSession]:
    """List the sessions that have not ended, the oldest first."""
    with site.database.read() as connection:
        return case_sessions.list_open(connection)


def end_session(site: Site, typed: str, *, by: str) -> NewCaseSession:
    """End the session with this code for whoever runs the site; raises NotFound.

    It is in the audit record before it is done: a kill in between must not hide who did it.
    """
    code = read_code(typed)

    def note(connection: Connection) -> NewCaseSession:
        row = None if code is None else case_sessions.find_by_code(connection, code)
        if row is None:
            raise NotFound(NO_CODE)
        entry = Entry(site.new_id(), site.clock(), by, "session ended", row.id, row.new.path)
        audit.add_entry(connection, entry)
        return row.new

    session = site.database.transact(note)
    do(site, session.id, End(), by=None)
    return session
