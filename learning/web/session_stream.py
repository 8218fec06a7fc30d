"""What one stream of a session tells, and when; and what the streams of a process share.

A stream holds no database connection while it waits, and says which numbers the session has
reached and how the team stands, never what somebody answered (docs/scaling.md).
"""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from random import SystemRandom

from flask import Flask

from learning.broadcast.hub import Bell
from learning.model.names import PersonId, TeamId
from learning.operations.accounts import Viewer
from learning.operations.session_news import News
from learning.operations.session_presence import Stream
from learning.operations.sessions import Table, list_people
from learning.operations.site import Site
from learning.team.session import Session, Stage
from learning.team.touched import is_team_touched, is_touched
from learning.web.pages.session_live import Stretch, say_change, write_message
from learning.web.session_render import draw_board, make_team_board, read_local

# A page hears from its stream at least this often; a client that is gone is noticed then.
HEARTBEAT_SECONDS = (7.0, 10.0)
# At most four messages a second: what comes in between is told of together.
GAP_SECONDS = 0.25
# In the lobby everybody hears of everybody who comes, and 300 may come within a minute.
LOBBY_GAP_SECONDS = 1.0
RETRY_MILLISECONDS = (1000, 3000)
MOST_FOR_ONE = 10
MOST_BOARDS = 256
chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Live:
    """What the streams of one application share: the news, and the boards they have drawn."""

    app: Flask
    site: Site
    news: News
    boards: OrderedDict[tuple[str, TeamId, date], tuple[Session, str]] = field(
        default_factory=OrderedDict
    )
    drawing: threading.Lock = field(default_factory=threading.Lock)

    def is_full(self, person_id: str) -> bool:
        """Say whether this process, or this person, has as many streams as there may be."""
        streams = self.site.presence.list_streams()
        own = sum(each.person_id == person_id for each in streams)
        return own >= MOST_FOR_ONE or len(streams) >= self.site.settings.streams

    @contextmanager
    def enter(self, table: Table, viewer: Viewer, ring: Callable[[], object]) -> Iterator[Stream]:
        """Count a stream as open until the block ends, however it does."""
        session_id, presence = table.opened.row.id, self.site.presence
        self.news.start()
        with self.news.hub.enter(session_id, viewer.person_id, ring):
            # Before it is heard of: what comes from here on finds something to be news to.
            self.news.take(table)
            stream = presence.open_stream(
                session_id, viewer.person_id, viewer.session_id, wake=ring
            )
            try:
                yield stream
            finally:
                presence.close_stream(stream, at=self.site.clock())
        self.news.forget(session_id)

    def draw(self, table: Table, team: TeamId) -> str:
        """Draw the board of a team as JSON, once for all its members, and for as long as it holds.

        What other teams do changes the session, and not the board; the day may, as it names days.
        """
        session = table.opened.session
        key = (table.opened.row.id, team, read_local(self.site).date())
        with self.drawing:
            if key in self.boards and not is_team_touched(self.boards[key][0], session, team):
                return self.boards[key][1]
            with self.app.app_context():
                board = json.dumps(draw_board(make_team_board(self.site, table, team)))
            self.boards[key] = session, board
            self.boards.move_to_end(key)
            while len(self.boards) > MOST_BOARDS:
                self.boards.popitem(last=False)
            return board


class Telling:
    """How far one stream has told of a session, and when it may tell more."""

    def __init__(self, live: Live, viewer: Viewer, table: Table, after: int) -> None:
        session = table.opened.session
        self._live = live
        self._viewer = viewer
        self._person = PersonId(viewer.person_id)
        self._table = table
        self._after = min(after, session.seq)
        # What the page shows; None where that is not known.
        self._seen = session if session.seq == after else None
        self._stream: Stream | None = None
        self._told_at = 0.0
        self._next_at = time.monotonic() + chance.uniform(*HEARTBEAT_SECONDS)

    @contextmanager
    def enter(self, ring: Callable[[], object]) -> Iterator[None]:
        """Be told by `ring` that there is a reason to look, until the block ends."""
        with self._live.enter(self._table, self._viewer, ring) as self._stream:
            yield

    def is_over(self) -> bool:
        """Say whether the person is to be told nothing more; takes in how the session stands."""
        self._table = self._live.news.find(self._table.opened.row.id)
        session = self._table.opened.session
        here = self._person in session.seats or self._person in list_people(session)
        return not here or (self._stream is not None and self._stream.over)

    def has_ended(self) -> bool:
        """Say whether all was told, and nothing more is to come."""
        session = self._table.opened.session
        return session.stage is Stage.ENDED and session.seq == self._after

    def write(self) -> str:
        """Give the next message, or nothing where there is no reason for one yet."""
        session = self._table.opened.session
        mine = self._seen is None or is_touched(self._seen, session, self._person)
        late = time.monotonic() >= self._next_at
        if session.seq > self._after and (mine or late or session.stage is Stage.ENDED):
            return self._tell(session, mine=mine)
        if late:
            self._rest()
            return ": still here\n\n"
        return ""

    def _tell(self, session: Session, *, mine: bool) -> str:
        stretch = Stretch(self._after + 1, session.seq, mine)
        say = say_change(self._seen, session, self._person)
        board = self._draw(session) if mine else None
        self._after, self._seen = session.seq, session
        self._rest()
        return write_message(session, self._person, stretch, board=board, say=say)

    def _draw(self, session: Session) -> str | None:
        seat = session.seats.get(self._person)
        if session.stage is Stage.LOBBY or seat is None or seat.team is None:
            return None
        return self._live.draw(self._table, seat.team)

    def _rest(self) -> None:
        self._told_at = time.monotonic()
        self._next_at = self._told_at + chance.uniform(*HEARTBEAT_SECONDS)

    def until_next(self) -> float:
        """Give the seconds to the next sign of life."""
        return max(self._next_at - time.monotonic(), 0.0)

    def until_allowed(self) -> float:
        """Give the seconds for which nothing more may be said."""
        waiting = self._seen is not None and self._seen.stage is Stage.LOBBY
        gap = LOBBY_GAP_SECONDS if waiting else GAP_SECONDS
        return max(self._told_at + gap - time.monotonic(), 0.0)


def choose_retry() -> str:
    """Say after how long a page that lost its stream asks again: not all of them at once."""
    return f"retry: {chance.randint(*RETRY_MILLISECONDS)}\n\n"


def stream(telling: Telling) -> Iterator[str]:
    """Tell until there is nothing more to tell, in a thread that sleeps in between."""
    bell = Bell()
    with telling.enter(bell.ring):
        yield choose_retry()
        while not telling.is_over():
            if message := telling.write():
                yield message
            if telling.has_ended():
                return
            bell.wait(telling.until_next())
            time.sleep(telling.until_allowed())
