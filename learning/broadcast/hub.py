"""Where the open pages of one process wait for news: a room for each session, a place for a page.

Knows neither what a session is nor how news travel. Whoever is woken looks for what is new, so that
being woken twice, or for nothing, does no harm.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


class Bell:
    """What a thread sleeps by."""

    def __init__(self) -> None:
        # Taken means that nothing is new: ringing twice before anybody wakes is ringing once.
        self._silent = threading.Lock()
        self._silent.acquire()

    def wait(self, seconds: float) -> bool:
        """Sleep until woken, but no longer than this; give whether there may be something new."""
        return self._silent.acquire(timeout=max(seconds, 0.0))

    def ring(self) -> None:
        """Wake whoever waits here, or does so next."""
        with suppress(RuntimeError):
            self._silent.release()


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """Where one page waits: whose it is, and how it is woken."""

    part: str
    ring: Callable[[], object]


class Hub:
    """The rooms of one process. Safe to use from many threads."""

    def __init__(self) -> None:
        self._rooms: dict[str, tuple[Place, ...]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def enter(self, room: str, part: str, ring: Callable[[], object]) -> Iterator[None]:
        """Take a place in a room, for this part of the people there, until the block ends."""
        place = Place(part, ring)
        with self._lock:
            self._rooms[room] = (*self._rooms.get(room, ()), place)
        try:
            yield
        finally:
            self._remove(room, place)

    def _remove(self, room: str, place: Place) -> None:
        with self._lock:
            rest = tuple(each for each in self._rooms[room] if each is not place)
            if rest:
                self._rooms[room] = rest
            else:
                del self._rooms[room]

    def holds(self, room: str) -> bool:
        """Say whether somebody is in a room."""
        return room in self._rooms

    def wake(self, room: str, is_for: Callable[[str], bool] = lambda _: True) -> None:
        """Wake those in a room whose part the news are for."""
        for place in self._rooms.get(room, ()):
            if is_for(place.part):
                place.ring()
