"""Shared case sessions as people use them: take a seat, see one, do something in it, list them.

Says who may; what an act means is said by `team`, how it is stored by `session_log`.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from learning.access.rules import Action, Thing, can
from learning.errors import NotAllowed, NotFound, StorageBusy
from learning.model.names import PersonId, Role
from learning.operations.accounts import Viewer
from learning.operations.session_drafts import drop_draft, list_drafts, save_draft
from learning.operations.session_joining import (
    Invitation,
    find_code,
    find_invitation,
    read_invitation,
)
from learning.operations.session_log import (
    NO_SESSION,
    Done,
    Opened,
    Wanted,
    carry_out,
    is_away,
    load,
    note_presence,
)
from learning.operations.session_opening import open_session
from learning.operations.site import Site
from learning.storage import seats
from learning.storage.seats import Mine
from learning.team.events import Act, Join, Leave, Open, TakeOver
from learning.team.session import Session

# What pages do with sessions, in one place to import from.
__all__ = [
    "Done",
    "Invitation",
    "Mine",
    "Sent",
    "Table",
    "act",
    "drop_draft",
    "find_code",
    "find_invitation",
    "list_drafts",
    "list_mine",
    "open_session",
    "read_invitation",
    "save_draft",
    "send",
    "take_over",
    "take_seat",
    "visit",
]

EDUCATORS_TAKE_OVER = "Only educators facilitate a session"
FACILITATES = "You facilitate this session, so there is no seat in it for you"
NOT_SO = "This is not done here"


@dataclass(frozen=True, slots=True)
class Table:
    """A session as somebody who takes part in it finds it. `names` are those of all in it, by id.

    `is_facilitator` says that whoever looks facilitates it; `code` is what people join it by.
    """

    opened: Opened
    names: Mapping[PersonId, str]
    is_facilitator: bool
    code: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form carries: the name its page gave the request, and the draft it was typed as."""

    request_id: str
    part: str | None = None


def take_seat(site: Site, viewer: Viewer, session_id: str, *, side: Role, request_id: str) -> Done:
    """Take a seat on a side, come back to it, or (in the lobby) change the side.

    Whoever knows the session's id was let in by its code. Raises NotFound, Stale, or NotAllowed
    for whoever facilitates it.
    """

    def refuse_facilitator(opened: Opened) -> None:
        if opened.session.facilitator == viewer.person_id:
            raise NotAllowed(FACILITATES)

    wanted = Wanted(Join(side), viewer.person_id, request_id, may=refuse_facilitator)
    return _carry_out(site, viewer, session_id, wanted)


def take_over(site: Site, viewer: Viewer, session_id: str, *, request_id: str) -> Done:
    """Facilitate a session instead of another educator; raises NotFound, NotAllowed, Stale."""
    if not can(viewer, Action.FACILITATE):
        raise NotAllowed(EDUCATORS_TAKE_OVER)
    return _carry_out(site, viewer, session_id, Wanted(TakeOver(), viewer.person_id, request_id))


def visit(site: Site, viewer: Viewer, session_id: str) -> Table:
    """Show a session to somebody who takes part in it; to anybody else there is none: NotFound."""
    with site.database.read() as connection:
        opened = load(site, connection, session_id)
        _demand_part(viewer, opened)
    site.presence.touch(session_id, viewer.person_id, at=site.clock())
    opened = _come_back(site, viewer, opened)
    facilitates = opened.session.facilitator == viewer.person_id
    return Table(opened, name_people(site, opened), facilitates, opened.row.new.code)


def name_people(site: Site, opened: Opened) -> Mapping[PersonId, str]:
    """Give the names of everybody in a session, who opened it and who facilitates it.

    They are read again only when somebody is among them who was not: in a transaction of their own,
    for the one that read the session may be older than what is known of it by now.
    """
    session_id, session = opened.row.id, opened.session
    known = site.sessions.find_names(session_id)
    if are_named(session, known):
        return known
    others = [each for each in (session.opened_by, session.facilitator) if each]
    with site.database.read() as connection:
        named = seats.list_names(connection, session_id, others)
    names = {PersonId(each): name for each, name in named.items()}
    site.sessions.keep_names(session_id, names)
    return names


def are_named(session: Session, names: Mapping[PersonId, str]) -> bool:
    """Say whether everybody is among these names who has a part in a session."""
    hosts = {session.opened_by, session.facilitator or session.opened_by}
    return session.seats.keys() <= names.keys() and hosts <= names.keys()


def act(site: Site, viewer: Viewer, session_id: str, *, act: Act, request_id: str) -> Done:
    """Do something in a session, once for one `request_id`.

    Raises NotFound for whoever has no part in the session, Stale. Why an act does not count is in
    what is given.
    """
    return send(site, viewer, session_id, act=act, sent=Sent(request_id))


def send(site: Site, viewer: Viewer, session_id: str, *, act: Act, sent: Sent) -> Done:
    """Do something in a session as `act` does, and forget the draft that was sent with it."""
    if isinstance(act, Open | Join | TakeOver):
        raise NotAllowed(NOT_SO)
    may = partial(_demand_part, viewer)
    wanted = Wanted(act, viewer.person_id, sent.request_id, sent.part, may)
    return _carry_out(site, viewer, session_id, wanted)


def list_mine(site: Site, viewer: Viewer) -> Sequence[Mine]:
    """List the sessions that this person has a seat in, opened or facilitates, the newest first."""
    with site.database.read() as connection:
        return seats.list_mine(connection, viewer.person_id)


def list_people(session: Session) -> frozenset[str]:
    """Give everybody who has a part in a session: who sits in it, and who runs it."""
    host = session.facilitator if session.options.facilitated else session.opened_by
    return frozenset(session.seats) | ({host} if host else set())


def _carry_out(site: Site, viewer: Viewer, session_id: str, wanted: Wanted) -> Done:
    done = carry_out(site, session_id, wanted)
    if isinstance(wanted.act, Leave):
        site.presence.leave(session_id, viewer.person_id)
    else:
        site.presence.touch(session_id, viewer.person_id, at=site.clock())
    return done


def _demand_part(viewer: Viewer, opened: Opened) -> None:
    if not can(viewer, Action.TAKE_PART, Thing(people=list_people(opened.session))):
        raise NotFound(NO_SESSION)


def _come_back(site: Site, viewer: Viewer, opened: Opened) -> Opened:
    """Note that somebody is there again whom the server had seen go."""
    person = PersonId(viewer.person_id)
    if is_away(opened.session, person):
        # A page can be shown though the database takes nothing in.
        with suppress(StorageBusy):
            session = note_presence(site, opened.row.id, came={person})
            return Opened(opened.row, opened.module, session)
    return opened
