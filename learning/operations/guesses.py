"""How many wrong codes of certificates one address may try, remembered while the server runs.

Reading a page stores nothing, so this is not in the database; a code has random bits enough that
nobody comes near one in the time that a restart would give them.
"""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from learning.errors import TooMany

# As with passwords that are not right.
WINDOW = timedelta(minutes=5)
PER_ADDRESS = 100
MOST_ADDRESSES = 10_000


class Guesses:
    """The moments of late wrong guesses by address. Safe to use from many threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def refuse(self, address: str, now: datetime) -> None:
        """Raise TooMany where an address has tried too many codes that stand for nothing."""
        with self._lock:
            made = self._made.get(address, deque())
            while made and made[0] <= now - WINDOW:
                made.popleft()
            if len(made) >= PER_ADDRESS:
                wait = int((made[0] + WINDOW - now).total_seconds()) + 1
                raise TooMany(
                    "Too many codes that did not exist. Wait a few minutes, then try again.",
                    wait=wait,
                )

    def count(self, address: str, now: datetime) -> None:
        """Count a code that stands for nothing; who guessed longest ago is forgotten first."""
        with self._lock:
            self._made.setdefault(address, deque(maxlen=PER_ADDRESS)).append(now)
            self._made.move_to_end(address)
            while len(self._made) > MOST_ADDRESSES:
                self._made.popitem(last=False)
