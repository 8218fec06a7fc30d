"""News from process to process, and from node to node, through a Valkey or Redis server.

What is told is heard in the same process at once, whether the server is there or not. News are
hints: while the server is away they are dropped, and nobody who tells them ever waits for it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from random import SystemRandom

from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError
from redis.retry import Retry

from learning.broadcast.wakes import Heard, InMemory

CHANNEL = "learning:case-sessions"
ANSWER_SECONDS = 2.0
MOST_WAITING = 1000
LOOK_UP_SECONDS = 1.0
ASK_SECONDS = 5.0
SILENT_SECONDS = 12.0
LEAST_PAUSE, MOST_PAUSE = 0.1, 3.0
log = logging.getLogger("learning.broadcast")
chance = SystemRandom()


@dataclass(slots=True)
class Pause:
    """How long to wait before the server is tried again: longer each time, and never in step."""

    closed: threading.Event
    seconds: float = LEAST_PAUSE

    def take(self) -> None:
        self.closed.wait(self.seconds * chance.uniform(0.5, 1.5))
        self.seconds = min(self.seconds * 2, MOST_PAUSE)

    def begin_anew(self) -> None:
        self.seconds = LEAST_PAUSE


@dataclass(slots=True)
class Trouble:
    """Whether the server could be reached the last time; said once when that changes."""

    what: str
    lasts: bool = False

    def begin(self, error: RedisError) -> None:
        if not self.lasts:
            # Only the kind: a message could repeat the address, and with it the password.
            log.warning("%s: %s", self.what, type(error).__name__)
        self.lasts = True

    def end(self) -> None:
        if self.lasts:
            log.warning("%s: over", self.what)
        self.lasts = False


@dataclass(frozen=True, slots=True)
class OverValkey:
    """News between all processes that use the same server."""

    url: str = field(repr=False)
    near: InMemory = field(default_factory=InMemory)
    leaving: SimpleQueue[tuple[str, int] | None] = field(default_factory=SimpleQueue)
    closed: threading.Event = field(default_factory=threading.Event)
    threads: dict[str, threading.Thread] = field(default_factory=dict)
    starting: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, session_id: str, seq: int) -> None:
        """Say that a session is at this number now; what is too much for the server is dropped."""
        self.near.tell(session_id, seq)
        self._start("broadcast-send", self._send)
        if self.leaving.qsize() < MOST_WAITING:
            self.leaving.put((session_id, seq))

    def listen(self, heard: Heard) -> None:
        """Call `heard` with all that is told here or elsewhere, from now on; some of it twice."""
        self.near.listen(heard)
        self._start("broadcast-hear", self._hear)

    def close(self) -> None:
        """Stop telling and being told."""
        self.closed.set()
        self.near.close()
        self.leaving.put(None)
        for each in self.threads.values():
            each.join(2 * ANSWER_SECONDS)

    def _start(self, name: str, run: Callable[[], None]) -> None:
        """Start a thread at its first use: a process that was split off starts its own."""
        if name in self.threads or self.closed.is_set():
            return
        with self.starting:
            if name not in self.threads:
                thread = threading.Thread(target=run, name=name, daemon=True)
                thread.start()
                self.threads[name] = thread

    def _connect(self) -> Redis:
        return Redis.from_url(
            self.url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            decode_responses=True,
            # Trying again at once would only make the queue longer; `Pause` tries again.
            retry=Retry(NoBackoff(), 0),
        )

    def _send(self) -> None:
        pause, trouble = Pause(self.closed), Trouble("news of sessions cannot be sent")
        with self._connect() as server:
            while (told := self.leaving.get()) is not None:
                try:
                    server.publish(CHANNEL, f"{told[0]} {told[1]}")
                except RedisError as error:
                    trouble.begin(error)
                    pause.take()
                    self._drop()
                else:
                    trouble.end()
                    pause.begin_anew()

    def _drop(self) -> None:
        """Drop what waited meanwhile: whoever should have heard it has looked by itself."""
        try:
            while self.leaving.get_nowait() is not None:
                pass
            self.leaving.put(None)
        except Empty:
            return

    def _hear(self) -> None:
        pause, trouble = Pause(self.closed), Trouble("news of sessions cannot be heard")

        def begin() -> None:
            trouble.end()
            pause.begin_anew()

        while not self.closed.is_set():
            try:
                with self._connect() as server, server.pubsub() as subscription:
                    subscription.subscribe(CHANNEL)
                    self._follow(subscription, begin)
            except RedisError as error:
                trouble.begin(error)
                pause.take()

    def _follow(self, subscription: PubSub, begin: Callable[[], None]) -> None:
        """Pass on what comes, until closed; raises where the server says nothing any more."""
        heard_at = asked_at = time.monotonic()
        while not self.closed.is_set():
            message = subscription.get_message(timeout=LOOK_UP_SECONDS)
            now = time.monotonic()
            if message is not None:
                heard_at = now
                self._pass_on(message, begin)
            elif now - heard_at > SILENT_SECONDS:
                raise NoConnection("the server is silent")
            elif now - max(heard_at, asked_at) > ASK_SECONDS:
                asked_at = now
                subscription.ping()

    def _pass_on(self, message: dict[str, object], begin: Callable[[], None]) -> None:
        match message:
            case {"type": "subscribe"}:
                begin()
            case {"type": "message", "data": str(text)}:
                session_id, _, number = text.partition(" ")
                if number.isascii() and number.isdecimal():
                    self.near.tell(session_id, int(number))
            case _:
                pass
