"""One at a time: work that takes much of the machine, whoever asks for it and in which process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from learning.errors import TooMany
from learning.operations.site import Site

WAIT_SECONDS = 5
BUSY = "Somebody else is looking at what would change just now. Wait a few seconds, then try again."


@contextmanager
def take_turn(site: Site) -> Iterator[None]:
    """Work alone; raises TooMany while somebody else does. The system lets go if we die."""
    folder = site.settings.instance_folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "publishing.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TooMany(BUSY, wait=WAIT_SECONDS) from None
        yield
