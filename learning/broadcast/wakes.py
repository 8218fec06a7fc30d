"""What carries the news that a session went on: a way to tell, and a way to be told.

News may be lost, doubled or late without harm: they are a reason to look, not the truth.
"""

from collections.abc import Callable
from typing import Protocol

Heard = Callable[[str, int], None]


class Broadcast(Protocol):
    """Carries news between everybody who listens to the same one."""

    def tell(self, session_id: str, seq: int) -> None:
        """Say that a session is at this number now; never fails, never waits long."""

    def listen(self, heard: Heard) -> None:
        """Call `heard` with each session and number that anybody tells, from now on."""

    def close(self) -> None:
        """Stop telling and being told."""


class InMemory:
    """News within one process."""

    def __init__(self) -> None:
        self._listeners: tuple[Heard, ...] = ()

    def tell(self, session_id: str, seq: int) -> None:
        for heard in self._listeners:
            heard(session_id, seq)

    def listen(self, heard: Heard) -> None:
        self._listeners = (*self._listeners, heard)

    def close(self) -> None:
        self._listeners = ()


def open_broadcast(url: str) -> Broadcast:
    """Open what carries news by the server at this address, or (nothing) within this process."""
    if not url:
        return InMemory()
    # Its client is read in only where it is used.
    from learning.broadcast.valkey import OverValkey

    return OverValkey(url)
