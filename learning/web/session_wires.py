"""The streams of a process on one thread: connections taken over from the server they came to.

A thousand threads, one for each, would want to run all at once whenever something is told to all
(docs/scaling.md has figures). Knows sockets; what is said over them is said by `Telling`.
"""

import heapq
import logging
import math
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from flask import Response

from learning.web.session_stream import Telling, choose_retry

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Longer than a network is away while a phone changes cells; the page comes back by itself.
STUCK_SECONDS = 20.0
LOOK_UP_SECONDS = 1.0
MOST_READ = 4096
USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", None)
log = logging.getLogger("learning.sessions")


class Wire:
    """A connection with a page at its other end. `due` is when it is next to be looked at."""

    __slots__ = (
        "connection",
        "due",
        "leaving",
        "registered",
        "rung",
        "stuck_at",
        "telling",
        "unsent",
    )

    def __init__(self, connection: socket.socket, telling: Telling, head: bytes) -> None:
        self.connection = connection
        self.telling = telling
        self.unsent = head
        self.leaving = ExitStack()
        self.registered = self.rung = False
        self.due = 0.0
        self.stuck_at = math.inf
        connection.setblocking(False)
        if USER_TIMEOUT is not None:
            # What the other side does not take in within this time breaks the connection.
            connection.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, round(STUCK_SECONDS * 1000))

    def send(self) -> None:
        """Send what is left of what was said, as far as the connection takes it."""
        with suppress(BlockingIOError):
            while self.unsent:
                self.unsent = self.unsent[self.connection.send(self.unsent) :]

    def is_stuck(self) -> bool:
        """Say whether the other side has taken nothing in for too long."""
        now = time.monotonic()
        self.stuck_at = min(self.stuck_at, now + STUCK_SECONDS) if self.unsent else math.inf
        return now > self.stuck_at

    def is_gone(self) -> bool:
        """Say whether the other side has closed; what it says otherwise is nothing to us."""
        try:
            return not self.connection.recv(MOST_READ)
        except BlockingIOError:
            return False
        except OSError:
            return True


class Wires:
    """All of them, and the thread that serves them. `add` and `ring` may be called by any."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._rung: deque[Wire] = deque()
        self._later: list[tuple[float, int, Wire]] = []
        self._numbers = count()
        self._mouth: socket.socket | None = None
        self._called = False
        self._start = threading.Lock()

    def add(self, wire: Wire) -> None:
        """Serve a connection from now on."""
        with self._start:
            if self._mouth is None:
                ear, self._mouth = socket.socketpair()
                self._selector.register(ear, selectors.EVENT_READ)
                work = partial(self._run, ear)
                threading.Thread(target=work, name="session wires", daemon=True).start()
        # As if it had been rung already: nobody is to look before it can be left again.
        wire.rung = True
        wire.leaving.enter_context(wire.telling.enter(lambda: self.ring(wire)))
        wire.rung = False
        self.ring(wire)

    def ring(self, wire: Wire) -> None:
        """Look at a wire soon: there may be something to tell."""
        if wire.rung:
            return
        wire.rung = True
        self._rung.append(wire)
        if not self._called and self._mouth is not None:
            self._called = True
            self._mouth.send(b"!")

    def _run(self, ear: socket.socket) -> None:
        while True:
            wait = self._later[0][0] - time.monotonic() if self._later else LOOK_UP_SECONDS
            for key, events in self._selector.select(max(wait, 0.0)):
                if key.data is None:
                    # In this order: whoever rings from here on calls again.
                    ear.recv(MOST_READ)
                    self._called = False
                else:
                    self._try(key.data, partial(self._hear, events=events))
            for wire in self._list_next():
                self._try(wire, self._tell)

    def _list_next(self) -> Iterator[Wire]:
        for _ in range(len(self._rung)):
            wire = self._rung.popleft()
            wire.rung = False
            yield wire
        while self._later and self._later[0][0] <= time.monotonic():
            due, _, wire = heapq.heappop(self._later)
            if due == wire.due:
                yield wire

    def _try(self, wire: Wire, work: Callable[[Wire], None]) -> None:
        try:
            work(wire)
        except OSError:
            self._drop(wire)
        except Exception:
            # The edge of this thread: the other pages go on.
            log.exception("a stream broke off")
            self._drop(wire)

    def _hear(self, wire: Wire, events: int) -> None:
        if events & selectors.EVENT_READ and wire.is_gone():
            self._drop(wire)
        elif wire.unsent:
            self._tell(wire)

    def _tell(self, wire: Wire) -> None:
        """Send what there is to tell; what does not go through holds back what comes after it."""
        if wire.connection.fileno() < 0:
            return
        telling = wire.telling
        over = telling.is_over()
        wait = telling.until_allowed()
        if not wire.unsent and not over and wait <= 0:
            wire.unsent = telling.write().encode()
            wait = telling.until_next()
        wire.send()
        if over or wire.is_stuck() or (telling.has_ended() and not wire.unsent):
            self._drop(wire)
        else:
            self._put(wire, LOOK_UP_SECONDS if wire.unsent else wait)

    def _put(self, wire: Wire, wait: float) -> None:
        """Wait for this wire: for its time, for its end, and until it takes in what is unsent."""
        wire.due = time.monotonic() + wait
        heapq.heappush(self._later, (wire.due, next(self._numbers), wire))
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if wire.unsent else 0)
        if not wire.registered:
            self._selector.register(wire.connection, events, wire)
            wire.registered = True
        elif self._selector.get_key(wire.connection).events != events:
            self._selector.modify(wire.connection, events, wire)

    def _drop(self, wire: Wire) -> None:
        if wire.registered:
            wire.registered = False
            self._selector.unregister(wire.connection)
        wire.connection.close()
        wire.due = 0.0
        wire.leaving.close()


class StreamResponse(Response):
    """The answer that goes on: over the connection itself where the server lends it.

    Gunicorn does; it is told by StopIteration that there is nothing left for it to do. Elsewhere
    (in tests, under another server) the answer is written by the thread that was asked.
    """

    wires: Wires
    telling: Telling

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterator[bytes]":
        lent = environ.get("gunicorn.socket")
        if lent is None or environ["REQUEST_METHOD"] != "GET":
            return iter(super().__call__(environ, start_response))
        self._hand_over(lent)
        raise StopIteration

    def _hand_over(self, lent: socket.socket) -> None:
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in self.headers)]
        head = "\r\n".join([*lines, "Connection: close", "", ""]) + choose_retry()
        wire = Wire(socket.socket(fileno=lent.detach()), self.telling, head.encode("latin-1"))
        self.wires.add(wire)
