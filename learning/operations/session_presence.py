"""Who this process sees in its sessions: open streams, and pages asked for lately.

In memory only; `session_watch` writes it down, notices news that were lost, and ends the streams of
people who signed out. Knows no database, and not what a stream sends.
"""

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.broadcast.wakes import Heard
from learning.model.names import PersonId
from learning.operations.session_mirror import PAGE
from learning.storage.seats import Stay

# How long somebody counts as being there with a stream open, and once it has ended.
STREAM = timedelta(seconds=30)
AFTER_STREAM = timedelta(seconds=20)


@dataclass(eq=False, slots=True)
class Stream:
    """An open stream of a person. `wake` makes it look; `over`: it is to end when it looks next.

    It is over when its person has signed out or left the session, or the process stops.
    """

    session_id: str
    person_id: PersonId
    sign_in_id: str
    wake: Callable[[], object]
    over: bool = False


Place = tuple[str, PersonId]


class Presence:
    """The streams and late pages of one process. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[str, set[Stream]] = {}
        self._heard: dict[str, int] = {}
        self._listeners: tuple[Heard, ...] = ()
        self._seen: dict[Place, datetime] = {}
        self.closed = threading.Event()

    def open_stream(
        self, session_id: str, person_id: str, sign_in_id: str, *, wake: Callable[[], object]
    ) -> Stream:
        """Count somebody as being there while their stream is open.

        `sign_in_id` is `Viewer.session_id`. Whoever opens a stream closes it, whatever happens.
        """
        stream = Stream(session_id, PersonId(person_id), sign_in_id, wake)
        with self._lock:
            stream.over = self.closed.is_set()
            self._streams.setdefault(session_id, set()).add(stream)
        return stream

    def close_stream(self, stream: Stream, *, at: datetime) -> None:
        """Note that a stream has ended: soon its person is gone, unless seen otherwise."""
        with self._lock:
            rest = self._streams.get(stream.session_id, set())
            rest.discard(stream)
            if not rest:
                self._streams.pop(stream.session_id, None)
                self._heard.pop(stream.session_id, None)
            if not any(each.person_id == stream.person_id for each in rest):
                self._seen[stream.session_id, stream.person_id] = at + AFTER_STREAM

    def touch(self, session_id: str, person_id: str, *, at: datetime) -> None:
        """Count somebody as being there, for they asked for a page or sent one."""
        with self._lock:
            self._seen[session_id, PersonId(person_id)] = at + PAGE

    def leave(self, session_id: str, person_id: str) -> None:
        """Let the streams end that somebody has in a session: they have left it."""
        mine = (session_id, PersonId(person_id))
        with self._lock:
            self._seen.pop(mine, None)
        self.end_streams(
            each for each in self.list_streams() if (each.session_id, each.person_id) == mine
        )

    def listen(self, heard: Heard) -> None:
        """Call `heard` when a session that has streams here goes on, once for each number.

        News come from `site.broadcast`; those that were lost come a few seconds later.
        """
        with self._lock:
            self._listeners = (*self._listeners, heard)

    def hear(self, session_id: str, seq: int) -> None:
        """Pass on that a session is at this number; what was heard before is not passed on."""
        with self._lock:
            if session_id not in self._streams or self._heard.get(session_id, 0) >= seq:
                return
            self._heard[session_id] = seq
            listeners = self._listeners
        for each in listeners:
            each(session_id, seq)

    def list_streams(self) -> Collection[Stream]:
        """List the open streams."""
        with self._lock:
            return [each for streams in self._streams.values() for each in streams]

    def list_seen(self) -> Collection[Place]:
        """List who has a stream open, or was seen since that was last written down."""
        with self._lock:
            streaming = {
                (each.session_id, each.person_id)
                for streams in self._streams.values()
                for each in streams
            }
            return streaming | self._seen.keys()

    def end_streams(self, streams: Iterable[Stream]) -> None:
        """Let these streams end as soon as they look."""
        for each in streams:
            each.over = True
            each.wake()

    def close(self) -> None:
        """Let every stream end, and those that are opened from now on."""
        with self._lock:
            self.closed.set()
        self.end_streams(self.list_streams())

    def take_stays(self, now: datetime) -> list[Stay]:
        """Say until when everybody seen since the last call counts as being there."""
        with self._lock:
            seen, self._seen = self._seen, {}
            for streams in self._streams.values():
                for each in streams:
                    seen[each.session_id, each.person_id] = now + STREAM
        return [Stay(session_id, person, until) for (session_id, person), until in seen.items()]

    def put_back(self, stays: Iterable[Stay]) -> None:
        """Remember what could not be written down, where nothing newer is known."""
        with self._lock:
            for each in stays:
                self._seen.setdefault((each.session_id, PersonId(each.person_id)), each.until)
