"""How a session is loaded and taken on: one event onto the one before it, or not at all.

An event counts once however often it is sent: its request is stored with it. What it means is said
by `team`; it is committed before anybody is told of it.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotFound, Stale
from learning.model.key import Module
from learning.model.names import PersonId
from learning.operations.session_mirror import Went, find_due, mirror
from learning.operations.session_results import store_results
from learning.operations.site import Site
from learning.storage import case_sessions, seats, session_drafts
from learning.storage.case_sessions import CaseSessionRow, EventRow
from learning.team.apply import apply, replay
from learning.team.events import Act, Drop, Event, Join, Return, TakeOver, Tick
from learning.team.record import dump_act, load_act
from learning.team.session import Refused, Session, Stage

log = logging.getLogger("learning.sessions")
NO_SESSION = "There is no such session among yours"
OTHER_REQUEST = "This page has already sent something else under that number"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as it stands, with the case it is about."""

    row: CaseSessionRow
    module: Module
    session: Session


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: where the session stands, and why it was refused, if it was.

    `replayed`: this request had been stored before.
    """

    opened: Opened
    refused: Refused | None = None
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act that somebody (None: the server) wants to count, under the name their page gave it.

    `may` raises where they may not do it at all; `part` is the draft that is sent with it.
    """

    act: Act
    by: str | None = None
    request_id: str | None = None
    part: str | None = None
    may: Callable[[Opened], object] | None = None


def load(site: Site, connection: Connection, session_id: str) -> Opened:
    """Load a session with all its events; raises NotFound. Who may see it is for others to ask."""
    row = case_sessions.load_session(connection, session_id)
    if row is None:
        raise NotFound(NO_SESSION)
    if site.sessions.find(session_id) is not None:
        return _follow(site, connection, row)
    # One at a time: a class that comes back after a restart should replay its session once.
    with site.sessions.replaying:
        return _follow(site, connection, row)


def do(
    site: Site, session_id: str, act: Act, *, by: str | None, request_id: str | None = None
) -> Done:
    """Let somebody (None: the server) do something in a session; raises NotFound, Stale.

    Stale: the same request was sent before with something else in it.
    """
    return carry_out(site, session_id, Wanted(act, by, request_id))


def carry_out(site: Site, session_id: str, wanted: Wanted) -> Done:
    """Let an act count, with what is due before it; raises NotFound, Stale, and what `may` does."""

    def work(connection: Connection, opened: Opened) -> Done:
        if wanted.may is not None:
            wanted.may(opened)
        if wanted.by is not None and wanted.request_id is not None:
            earlier = case_sessions.find_event(
                connection, session_id, wanted.by, request_id=wanted.request_id
            )
            if earlier is not None:
                return _repeat(opened, earlier, wanted.act)
        done = _take_on(site, connection, opened, _list_due(site, opened, wanted))
        if wanted.part is not None and wanted.by is not None and done.refused is None:
            session_drafts.remove(connection, session_id, wanted.by, part=wanted.part)
        return done

    return _change(site, session_id, work)


def tick(site: Site, session_id: str) -> Session:
    """Let the clock of a session strike; where no time is up nothing is stored."""
    return do(site, session_id, Tick(), by=None).opened.session


def note_presence(
    site: Site,
    session_id: str,
    *,
    came: Collection[PersonId] = (),
    seen: Collection[PersonId] = (),
) -> Session:
    """Note that these people came, and that others have gone, unless they were `seen` after all.

    What is known already is not noted again.
    """

    def work(connection: Connection, opened: Opened) -> Done:
        session = opened.session
        gone = seats.list_gone(connection, session_id, now=site.clock())
        acts: list[Act] = [Return(each) for each in sorted(came) if is_away(session, each)]
        acts += [Drop(PersonId(each)) for each in gone if each not in {*came, *seen}]
        return _take_on(site, connection, opened, [_Step(act) for act in acts])

    return _change(site, session_id, work).opened.session


def is_away(session: Session, person: PersonId) -> bool:
    """Say whether somebody who takes part, or facilitates, is not there as far as is stored."""
    if session.stage is Stage.ENDED:
        return False
    if person == session.facilitator and not session.facilitator_here:
        return True
    seat = session.seats.get(person)
    return seat is not None and not seat.here


def _change(site: Site, session_id: str, work: Callable[[Connection, Opened], Done]) -> Done:
    """Do something with a session that nobody else can change meanwhile; then tell of it."""
    if site.sessions.find(session_id) is None:
        # However long it takes to replay, nobody should wait for the lock meanwhile.
        with site.database.read() as connection:
            load(site, connection, session_id)

    def store(connection: Connection) -> tuple[int, Done]:
        row = case_sessions.lock_session(connection, session_id)
        if row is None:
            raise NotFound(NO_SESSION)
        site.sessions.forget_after(session_id, row.new.seq)
        return row.new.seq, work(connection, _follow(site, connection, row))

    before, done = site.database.transact(store)
    session = done.opened.session
    if session.seq > before:
        site.sessions.keep(session_id, session)
        _tell(site, session_id, session.seq)
    return done


def _tell(site: Site, session_id: str, seq: int) -> None:
    """Tell what is stored. Whatever is wrong with the news, the act counts, and is found later."""
    try:
        site.broadcast.tell(session_id, seq)
    except Exception:
        log.exception("session %s is at %d, which could not be told", session_id, seq)


def _follow(site: Site, connection: Connection, row: CaseSessionRow) -> Opened:
    """Take what is kept in memory on to the row's number; only what is committed is kept."""
    module = site.shelf.modules.get(connection, row.new.path, row.sha256)
    known = site.sessions.find(row.id)
    if known is not None and known.seq >= row.new.seq:
        return Opened(row, module, known)
    after = 0 if known is None else known.seq
    rows = case_sessions.list_events(connection, row.id, after=after)
    happened = [read_event(each) for each in rows if each.seq <= row.new.seq]
    session = replay(module, happened, known)
    site.sessions.keep(row.id, session)
    return Opened(row, module, session)


def read_event(row: EventRow) -> Event:
    """Give a stored event as it happened."""
    by = None if row.person_id is None else PersonId(row.person_id)
    return Event(load_act(row.body), by, row.happened_at)


def _repeat(opened: Opened, earlier: EventRow, act: Act) -> Done:
    if earlier.body != dump_act(act):
        raise Stale(OTHER_REQUEST)
    return Done(opened, replayed=True)


@dataclass(frozen=True, slots=True)
class _Step:
    """One of the events that a transaction tries to add."""

    act: Act
    by: PersonId | None = None
    request_id: str | None = None


def _list_due(site: Site, opened: Opened, wanted: Wanted) -> Sequence[_Step]:
    """List what comes before an act: the clock, and that whoever acts is there; then the act."""
    session = opened.session
    due = find_due(session)
    steps = [_Step(Tick())] if due is not None and due <= site.clock() else []
    if isinstance(wanted.act, Tick):
        return steps
    by = None if wanted.by is None else PersonId(wanted.by)
    comes_anyway = isinstance(wanted.act, Join | TakeOver)
    if by is not None and is_away(session, by) and not comes_anyway:
        steps.append(_Step(Return(by)))
    return [*steps, _Step(wanted.act, by, wanted.request_id)]


def _take_on(site: Site, connection: Connection, opened: Opened, steps: Sequence[_Step]) -> Done:
    """Apply events one after another and store those that count. Refused: the last one was."""
    now, session, refused = site.clock(), opened.session, None
    rows: list[EventRow] = []
    for step in steps:
        after = apply(opened.module, session, Event(step.act, step.by, now))
        refused = after if isinstance(after, Refused) else None
        if not isinstance(after, Refused):
            session = after
            body = dump_act(step.act)
            rows.append(EventRow(opened.row.id, after.seq, step.by, step.request_id, body, now))
    if rows:
        case_sessions.add_events(connection, rows)
        went = Went(opened.row, opened.module, before=opened.session, after=session, at=now)
        mirror(connection, went)
        store_results(connection, went)
    return Done(Opened(opened.row, opened.module, session), refused)
