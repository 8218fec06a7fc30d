"""What streams tell of: each session as it stands, read once for all the streams of a process.

One thread takes in what was heard, reads what is new, and wakes those whom it concerns; a stream
itself never asks the database. Knows no request and not what a stream sends.
"""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from queue import Empty, SimpleQueue

from learning.broadcast.hub import Hub
from learning.errors import LearningError
from learning.model.names import PersonId
from learning.operations.accounts import Viewer
from learning.operations.session_log import load
from learning.operations.sessions import Table, are_named, name_people, visit
from learning.operations.site import Site
from learning.storage import case_sessions
from learning.team.record import load_act
from learning.team.session import Session
from learning.team.touched import is_shared, is_touched

AGAIN_SECONDS = 1.0
MOST_EVENTS = 500
log = logging.getLogger("learning.sessions")


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as those may know of it who take part: its number, and what was done if they may."""

    seq: int
    act: str | None


@dataclass(frozen=True, slots=True)
class News:
    """The sessions that streams of this process tell of, and the thread that follows them."""

    site: Site
    hub: Hub = field(default_factory=Hub)
    tables: dict[str, Table] = field(default_factory=dict)
    told: dict[str, Session] = field(default_factory=dict)
    heard: SimpleQueue[tuple[str, int]] = field(default_factory=SimpleQueue)
    waiting: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    started: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Follow what is heard from the first stream on, until the site is closed."""
        with self.lock:
            if self.started.is_set():
                return
            self.started.set()
        self.site.presence.listen(lambda *news: self.heard.put(news))
        threading.Thread(target=self._run, name="session news", daemon=True).start()

    def take(self, table: Table) -> None:
        """Take what a stream has just read; the others are woken where it is news to them."""
        session_id = table.opened.row.id
        if self._keep(table):
            self.heard.put((session_id, table.opened.session.seq))

    def find(self, session_id: str) -> Table:
        """Give a session that a stream has taken, as far as it has gone by now."""
        return self.tables[session_id]

    def visit(self, viewer: Viewer, session_id: str, *, after: int) -> Table:
        """Give a session to somebody who knows it up to a number; raises NotFound as `visit` does.

        Where others here follow it, the database need not be asked: a class that comes back all at
        once asks for the same.
        """
        table = self.tables.get(session_id)
        if table is not None and self.hub.holds(session_id):
            session = table.opened.session
            if session.seq >= after and viewer.person_id in session.seats:
                return table
        return visit(self.site, viewer, session_id)

    def forget(self, session_id: str) -> None:
        """Let go of a session that no stream tells of any more."""
        with self.lock:
            if not self.hub.holds(session_id):
                self.tables.pop(session_id, None)
                self.told.pop(session_id, None)

    def _keep(self, table: Table) -> bool:
        """Keep the newer of this and what is known; give whether this took its place."""
        session_id, session = table.opened.row.id, table.opened.session
        with self.lock:
            known = self.tables.setdefault(session_id, table)
            self.told.setdefault(session_id, session)
            newer = known.opened.session.seq < session.seq
            if newer:
                self.tables[session_id] = table
            return newer

    def _run(self) -> None:
        while not self.site.presence.closed.is_set():
            with suppress(Empty):
                self._wait_for(*self.heard.get(timeout=AGAIN_SECONDS))
            for each in tuple(self.waiting):
                self._try(each, self.waiting.pop(each))

    def _wait_for(self, session_id: str, seq: int) -> None:
        self.waiting[session_id] = max(seq, self.waiting.get(session_id, 0))

    def _try(self, session_id: str, seq: int) -> None:
        try:
            self.look(session_id, seq)
        except LearningError:
            # A database that is away will be back, and nobody will tell of this number again.
            self._wait_for(session_id, seq)
            log.warning("a session could not be followed", exc_info=True)
        except Exception:
            # The edge of this thread: the other sessions go on.
            log.exception("session %s could not be followed", session_id)

    def look(self, session_id: str, seq: int) -> None:
        """Read what is new in a session that is at this number; wake those whose pages it changes.

        Several numbers may be read at once: the news of those that are known by then are no work.
        """
        known = self.tables.get(session_id)
        if known is None:
            return
        table = known if known.opened.session.seq >= seq else self._read(known, seq)
        self._keep(table)
        before, now = self.told.get(session_id, known.opened.session), table.opened.session
        if session_id in self.told:
            self.told[session_id] = now
        if before is not now:
            self.hub.wake(session_id, lambda person: is_touched(before, now, PersonId(person)))

    def _read(self, known: Table, seq: int) -> Table:
        """Give a session as it stands now; what was done in this process is in memory already."""
        kept = self.site.sessions.find(known.opened.row.id)
        if kept is None or kept.seq < seq or not are_named(kept, known.names):
            return self._read_stored(known)
        return replace(known, opened=replace(known.opened, session=kept))

    def _read_stored(self, known: Table) -> Table:
        with self.site.database.read() as connection:
            opened = load(self.site, connection, known.opened.row.id)
        return replace(known, opened=opened, names=name_people(self.site, opened))


def list_happened(
    site: Site, viewer: Viewer, session_id: str, *, after: int
) -> tuple[int, Sequence[Happened]]:
    """Give how far a session has gone, and what happened after a number; not all of it at once.

    Raises NotFound for whoever has no part in it.
    """
    session = visit(site, viewer, session_id).opened.session
    with site.database.read() as connection:
        rows = case_sessions.list_events(connection, session_id, after=after)
    shared = partial(is_shared, session, person=PersonId(viewer.person_id))
    happened = []
    for row in rows[:MOST_EVENTS]:
        act = load_act(row.body)
        by = None if row.person_id is None else PersonId(row.person_id)
        happened.append(Happened(row.seq, type(act).__name__ if shared(act, by) else None))
    return session.seq, happened
