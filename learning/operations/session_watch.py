"""What a serving process does for its sessions unasked: a thread that looks every second.

Ends phases, notes who came and who is gone, notices lost news, ends the streams of people who
signed out. Several processes may do the same at once: what one stored, the others find stored.
What streams need of it is `site.presence` (`session_presence.Presence`).
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from learning.errors import LearningError, StorageBusy
from learning.model.names import PersonId
from learning.operations.accounts import list_lasting
from learning.operations.session_log import is_away, load, note_presence, tick
from learning.operations.session_shelf import CAPACITY
from learning.operations.site import Site
from learning.storage import case_sessions, seats
from learning.storage.seats import Stay

T = TypeVar("T")
SECOND = 1.0
# Every so many seconds: lost news and sign-outs, who came and went, writing down who is seen.
TAIL, NOTE, STAY = 3, 5, 10
# What is wrong with one session is tried, and logged, only so often.
AGAIN = 60
log = logging.getLogger("learning.sessions")


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch of one process, until its site is closed or the process ends.

    `troubled` are sessions that could not be watched, with the second from which to try again.
    """

    site: Site
    every: float = SECOND
    troubled: dict[str, int] = field(default_factory=dict)

    def start(self) -> threading.Thread:
        """Begin at once, without keeping whoever calls waiting."""
        self.site.broadcast.listen(self.site.presence.hear)
        thread = threading.Thread(target=self._run, name="session watch", daemon=True)
        thread.start()
        return thread

    def warm_up(self) -> None:
        """Replay the live sessions, so that a class does not wait for it after a restart."""
        with self.site.database.read() as connection:
            under_way = case_sessions.list_under_way(connection, most=CAPACITY)
        self._each(under_way, 0, self._replay)

    def _replay(self, session_id: str) -> None:
        with self.site.database.read() as connection:
            load(self.site, connection, session_id)

    def look(self, second: int) -> None:
        """Do what is due in this second of the watch."""
        for each in [each for each, again in self.troubled.items() if again <= second]:
            del self.troubled[each]
        self._try(self._strike, second)
        if second % TAIL == 0:
            self._try(catch_up, self.site)
            self._try(end_signed_out, self.site)
        if second % STAY == 0:
            self._try(write_stays, self.site)
        if second % NOTE == 0:
            self._try(self._note, second)

    def _run(self) -> None:
        second = 0
        self._try(Watch.warm_up, self)
        while not self.site.presence.closed.wait(self.every):
            second += 1
            self.look(second)

    def _try(self, work: Callable[[T], None], given: T) -> None:
        try:
            work(given)
        except LearningError:
            # A database that is away or full will be back: the next round does what is left.
            log.warning("watching sessions was broken off", exc_info=True)
        except Exception:
            # The edge of this thread: whatever is wrong with one thing, the others go on.
            log.exception("watching sessions failed")

    def _strike(self, second: int) -> None:
        """Let the clock strike in each session in which the time of some phase is up."""
        with self.site.database.read() as connection:
            due = case_sessions.list_due(connection, self.site.clock())
        self._each(due, second, partial(tick, self.site))

    def _note(self, second: int) -> None:
        """Note who is not there any longer, and who has a stream open though they were gone."""
        with self.site.database.read() as connection:
            left = set(seats.list_left(connection, now=self.site.clock()))
        came, seen = _list_came(self.site), self.site.presence.list_seen()

        def note(session_id: str) -> None:
            note_presence(
                self.site,
                session_id,
                came=came.get(session_id, ()),
                seen=[person for place, person in seen if place == session_id],
            )

        self._each(left | came.keys(), second, note)

    def _each(self, ids: Iterable[str], second: int, work: Callable[[str], object]) -> None:
        """Do something for each session; what is wrong with one keeps no other waiting."""
        for each in sorted(set(ids) - self.troubled.keys()):
            if self.site.presence.closed.is_set():
                return
            try:
                work(each)
            except StorageBusy:
                raise
            except Exception:
                self.troubled[each] = second + AGAIN
                log.exception("session %s could not be watched", each)


def catch_up(site: Site) -> None:
    """Pass on how far the sessions with streams here have gone, in case that news were lost."""
    wanted = {each.session_id for each in site.presence.list_streams()}
    if wanted:
        with site.database.read() as connection:
            seqs = case_sessions.list_seqs(connection, sorted(wanted))
        for session_id, seq in seqs:
            site.presence.hear(session_id, seq)


def end_signed_out(site: Site) -> None:
    """End the streams of people who have signed out, or were away for too long."""
    streams = site.presence.list_streams()
    if streams:
        lasting = list_lasting(site, {each.sign_in_id for each in streams})
        site.presence.end_streams(each for each in streams if each.sign_in_id not in lasting)


def write_stays(site: Site) -> None:
    """Write down until when everybody who was seen here counts as being there."""
    stays = site.presence.take_stays(site.clock())
    if not stays:
        return

    def store(connection: Connection) -> None:
        # Acts lock their session before its seats; in this order the two never wait for each other.
        seats.stay(connection, _list_facilitating(site, stays), facilitating=True)
        seats.stay(connection, stays)

    try:
        site.database.transact(store)
    except Exception:
        site.presence.put_back(stays)
        raise


def _list_came(site: Site) -> Mapping[str, set[PersonId]]:
    came: dict[str, set[PersonId]] = {}
    for each in site.presence.list_streams():
        session = site.sessions.find(each.session_id)
        if session is not None and not each.over and is_away(session, each.person_id):
            came.setdefault(each.session_id, set()).add(each.person_id)
    return came


def _list_facilitating(site: Site, stays: Iterable[Stay]) -> list[Stay]:
    """Give those who may facilitate, as far as is known here; the database knows for certain."""
    known = {each.session_id: site.sessions.find(each.session_id) for each in stays}
    return [
        each
        for each in stays
        if (session := known[each.session_id]) is None or session.facilitator == each.person_id
    ]
