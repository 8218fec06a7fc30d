"""Opening a session: on the version of a case that is current then, under a code of its own.

Whatever is published later, a session stays on its version to the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from learning.access.rules import Action, can
from learning.errors import LearningError, NotAllowed, NotFound
from learning.model.key import Module
from learning.model.names import Kind, PersonId
from learning.operations.accounts import Viewer
from learning.operations.locks import find_lock
from learning.operations.session_mirror import find_until
from learning.operations.site import Site
from learning.storage import case_sessions, people, publications
from learning.storage.case_sessions import EventRow, NewCaseSession
from learning.team.apply import apply
from learning.team.events import Event, Open
from learning.team.record import dump_act
from learning.team.session import Options, Session

NO_CASE = "There is no such case here"
EDUCATORS_ONLY = "Only educators facilitate a session: open one without a facilitator"
# Another session has a code drawn here less than once in 100,000 times.
DRAWS = 10
Along = Callable[[Connection, str], None]


@dataclass(frozen=True, slots=True)
class _Beginning:
    """A session before it has an id: who opens it on what, and when."""

    viewer: Viewer
    publication_id: str
    module: Module
    act: Open
    at: datetime
    request_id: str


def _nothing(connection: Connection, session_id: str) -> None:
    """Store nothing along with a session."""


@dataclass(frozen=True, slots=True)
class Order:
    """A session that somebody wants opened: on which case, how, and what is stored along with it.

    The same request always gives the same session.
    """

    path: str
    options: Options
    request_id: str
    along: Along = _nothing


def open_session(
    site: Site, viewer: Viewer, path: str, *, options: Options, request_id: str
) -> str:
    """Open a session on a case and give its id; as `open_ordered`."""
    return open_ordered(site, viewer, Order(path, options, request_id))


def open_ordered(site: Site, viewer: Viewer, order: Order) -> str:
    """Open a session and give its id, storing what goes along with it in the same transaction.

    Raises NotFound, or NotAllowed for a learner who would facilitate or whose course keeps the
    case closed.
    """
    path, options, request_id = order.path, order.options, order.request_id
    if not can(viewer, Action.FACILITATE if options.facilitated else Action.OPEN_SESSION):
        raise NotAllowed(EDUCATORS_ONLY)
    with site.database.read() as connection:
        version = publications.load_current(connection, path)
        if version is None or version.kind != Kind.CASE:
            raise NotFound(NO_CASE)
        module = site.shelf.modules.get(connection, path, version.sha256)
        locked = "" if viewer.is_educator else find_lock(site, connection, path, viewer=viewer)
    if locked:
        raise NotAllowed(locked)
    now = site.clock()
    beginning = _Beginning(viewer, version.id, module, Open(options), now, request_id)

    def store(connection: Connection) -> str:
        people.lock_person(connection, viewer.person_id)
        found = case_sessions.find_opened(connection, viewer.person_id, request_id)
        if found:
            return found
        opened = _store(site, connection, beginning)
        order.along(connection, opened)
        return opened

    return site.database.transact(store)


def _store(site: Site, connection: Connection, beginning: _Beginning) -> str:
    by = PersonId(beginning.viewer.person_id)
    session = apply(beginning.module, None, Event(beginning.act, by, beginning.at))
    assert isinstance(session, Session)
    session_id = _add(site, connection, beginning, session)
    body = dump_act(beginning.act)
    event = EventRow(session_id, session.seq, by, beginning.request_id, body, beginning.at)
    case_sessions.add_events(connection, [event])
    return session_id


def _add(site: Site, connection: Connection, beginning: _Beginning, session: Session) -> str:
    for _ in range(DRAWS):
        row = NewCaseSession(
            id=site.new_id(),
            code=site.new_code(),
            path=beginning.module.case.path,
            publication_id=beginning.publication_id,
            title=beginning.module.case.title,
            opened_by=beginning.viewer.person_id,
            facilitator_id=session.facilitator,
            pace=beginning.act.options.pace,
            seq=session.seq,
            stage=session.stage,
            due_at=None,
            facilitator_until=find_until(session, beginning.at),
            opened_at=beginning.at,
            ended_at=None,
        )
        if case_sessions.add_session(connection, row):
            return row.id
    raise LearningError("No code is free for another session")
