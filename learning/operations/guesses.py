"""How many wrong codes somebody may try by opening links, remembered while the server runs.

Reading a page stores nothing, so this is not in the database. Certificates are counted by address,
sessions by person; neither code is so short that a restart would bring anybody near one.
"""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from learning.errors import TooMany
from learning.storage.code_guesses import Guessed

# As with passwords that are not right.
WINDOW = timedelta(minutes=5)
PER_ADDRESS = 100
MOST_GUESSERS = 10_000


class Guesses:
    """The moments of late wrong guesses by who made them. Safe to use from many threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def look(self, guesser: str, now: datetime) -> Guessed:
        """Give how many late guesses there are of somebody, and when the first of them was."""
        with self._lock:
            made = self._made.get(guesser, deque())
            while made and made[0] <= now - WINDOW:
                made.popleft()
            return Guessed(len(made), made[0] if made else None)

    def refuse(self, guesser: str, now: datetime) -> None:
        """Raise TooMany where somebody has tried too many codes that stand for nothing."""
        made = self.look(guesser, now)
        if made.count >= PER_ADDRESS and made.first is not None:
            wait = int((made.first + WINDOW - now).total_seconds()) + 1
            raise TooMany(
                "Too many codes that did not exist. Wait a few minutes, then try again.",
                wait=wait,
            )

    def count(self, guesser: str, now: datetime) -> None:
        """Count a code that stands for nothing; who guessed longest ago is forgotten first."""
        with self._lock:
            self._made.setdefault(guesser, deque(maxlen=PER_ADDRESS)).append(now)
            self._made.move_to_end(guesser)
            while len(self._made) > MOST_GUESSERS:
                self._made.popitem(last=False)
