"""What every operation is handed first: database, compiled modules, media, the clock, new ids.

Knows how they are opened; each can be another one in a test.
"""

import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from learning.broadcast.wakes import Broadcast, InMemory, open_broadcast
from learning.errors import BadSettings
from learning.operations.disk import Disk
from learning.operations.guesses import Guesses
from learning.operations.media import MediaShelf
from learning.operations.session_codes import draw_code
from learning.operations.session_presence import Presence
from learning.operations.session_shelf import SessionShelf
from learning.operations.shelf import Shelf
from learning.settings import SECRET_CHARACTERS, Settings, keep_secret
from learning.storage import migrate
from learning.storage.database import Database, check_durable, open_database, sqlite_path


def read_clock() -> datetime:
    """Give the present moment in UTC."""
    return datetime.now(UTC)


def draw_id() -> str:
    """Draw an id of RFC 9562, version 7: in order of time, and impossible to guess.

    Python has one of its own from 3.14 on.
    """
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    rest = secrets.randbits(76)
    bits = milliseconds << 80 | 0x7 << 76 | rest & ~(0b11 << 62) | 0b10 << 62
    return str(uuid.UUID(int=bits))


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it runs."""

    database: Database
    settings: Settings
    shelf: Shelf = field(default_factory=Shelf)
    media: MediaShelf = field(default_factory=MediaShelf)
    disk: Disk = field(default_factory=Disk)
    guesses: Guesses = field(default_factory=Guesses)
    wrong_links: Guesses = field(default_factory=Guesses)
    sessions: SessionShelf = field(default_factory=SessionShelf)
    presence: Presence = field(default_factory=Presence)
    broadcast: Broadcast = field(default_factory=InMemory)
    clock: Callable[[], datetime] = read_clock
    new_id: Callable[[], str] = draw_id
    new_code: Callable[[], str] = draw_code

    def close(self) -> None:
        """End the streams, hear nothing more, and let go of the database."""
        self.presence.close()
        self.broadcast.close()
        self.database.close()


def _demand_file(settings: Settings) -> None:
    url = settings.database_url
    if url.startswith("sqlite") and not sqlite_path(url).exists():
        raise BadSettings(
            f"There is no database at {sqlite_path(url)}. Make one with: learning db upgrade"
        )


def open_site(settings: Settings) -> Site:
    """Open a site whose database is ready; raise BadSettings with what to do where it is not."""
    _demand_file(settings)
    database = open_database(settings.database_url, threads=settings.threads)
    try:
        check_durable(database, production=settings.production)
        migrate.check(database)
        settings = replace(settings, secret=_read_secret(settings))
        return Site(database, settings, broadcast=open_broadcast(settings.broadcast_url))
    except BaseException:
        database.close()
        raise


def _read_secret(settings: Settings) -> str:
    secret = keep_secret(settings)
    if len(secret) < SECRET_CHARACTERS:
        raise BadSettings(
            f"The secret kept in {settings.instance_folder / 'secret'} is too short: delete that "
            "file, and the next start makes a new one (forms open in browsers must be sent again)"
        )
    return secret
