"""How long a request may take to arrive: who stops halfway, or drips, holds no thread for ever.

Knows sockets, and nothing of what is sent.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

READ_SECONDS = 30.0


class Reading:
    """The connections that threads read from. Safe to use from many threads."""

    def __init__(self, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._until: dict[socket.socket, float] = {}

    @contextmanager
    def read(self, line: socket.socket) -> Iterator[None]:
        """Count a connection as read from until the block ends."""
        self._until[line] = time.monotonic() + self._seconds
        try:
            yield
        finally:
            del self._until[line]

    def end_late(self) -> None:
        """Let those end that take too long: what has not come by now is not read any more.

        What is being answered is answered all the same.
        """
        now = time.monotonic()
        for line, until in list(self._until.items()):
            if until < now:
                # It may have been handed over, or closed, this very moment.
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RD)
