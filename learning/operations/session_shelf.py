"""Sessions in memory, each as far as this process has followed its events, and people's names.

Only ever behind the database, never ahead of it: whoever uses one reads the events since.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping

from learning.model.names import PersonId
from learning.team.session import Session

CAPACITY = 512


class SessionShelf:
    """The sessions last used. Safe to use from many threads."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._names: OrderedDict[str, Mapping[PersonId, str]] = OrderedDict()
        self._lock = threading.Lock()
        # Held by whoever replays a session that is not here, so that it is done once.
        self.replaying = threading.RLock()

    def find(self, session_id: str) -> Session | None:
        """Give a session as far as it is known here."""
        with self._lock:
            found = self._kept.get(session_id)
            if found is not None:
                self._kept.move_to_end(session_id)
            return found

    def keep(self, session_id: str, session: Session) -> None:
        """Keep what was stored and committed; what is older than what is kept is passed over."""
        with self._lock:
            known = self._kept.get(session_id)
            if known is None or known.seq < session.seq:
                self._kept[session_id] = session
            self._kept.move_to_end(session_id)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)

    def forget_after(self, session_id: str, seq: int) -> None:
        """Forget what is ahead of the number that is stored: the database was put back."""
        with self._lock:
            known = self._kept.get(session_id)
            if known is not None and known.seq > seq:
                del self._kept[session_id]

    def find_names(self, session_id: str) -> Mapping[PersonId, str]:
        """Give the names of those who had a part in a session when they were last kept."""
        with self._lock:
            return self._names.get(session_id, {})

    def keep_names(self, session_id: str, names: Mapping[PersonId, str]) -> None:
        """Keep the names of everybody in a session; nobody's changes, so that they are not old."""
        with self._lock:
            self._names[session_id] = names
            self._names.move_to_end(session_id)
            while len(self._names) > self._capacity:
                self._names.popitem(last=False)
