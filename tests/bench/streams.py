"""How soon a thousand open pages hear of something: from the click to what their streams say.

The page that is asked for beside them is one of the session itself.
"""

import http.client
import select
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import psutil

from learning.operations import sessions
from learning.operations.site import Site
from learning.team.events import MakeTeams, Start
from learning.team.seats import propose_teams
from learning.team.session import Options
from tests.soak.crowd import (
    COOKIE,
    Node,
    Visitor,
    add_facilitator,
    add_people,
    make_site,
    open_for,
    running_node,
)
from tests.soak.history import percentile
from tests.soak.soak import raise_limits
from tests.soak.wire import read_forms

STREAMS, IN_TEAM = 1_000, 8
TO_ALL, TO_A_TEAM = 12, 40
PAUSE = 0.6
WAITS = 15.0
TEAM = "3"
NUMBERS = count(1)


@dataclass
class Crowd:
    """A session with a stream open for everybody in it, and the facilitator's browser."""

    node: Node
    session_id: str
    facilitator: Visitor
    people: list[Visitor]
    cookies: dict[str, str] = field(default_factory=dict)
    sockets: dict[int, socket.socket] = field(default_factory=dict)
    poll: select.epoll = field(default_factory=select.epoll)

    def listen(self) -> None:
        """Open a stream for everybody, and wait until each says something."""
        for each in self.people:
            stream = socket.create_connection(("127.0.0.1", self.node.port))
            path = f"/sessions/{self.session_id}/live"
            head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {COOKIE}={each.token}"
            stream.sendall(f"{head}\r\n\r\n".encode())
            self.sockets[stream.fileno()] = stream
            self.poll.register(stream.fileno(), select.EPOLLIN)
        self.hear("retry:", len(self.people), since=time.perf_counter())

    def hear(self, words: str, streams: int, *, since: float) -> list[float]:
        """Give the seconds until each of so many streams says these words."""
        heard: dict[int, float] = {}
        while len(heard) < streams:
            for stream, _ in self.poll.poll(0.5):
                said, now = self.sockets[stream].recv(1 << 18), time.perf_counter()
                if words.encode() in said:
                    heard.setdefault(stream, now - since)
            if time.perf_counter() - since > WAITS:
                raise SystemExit(f"{len(heard)} of {streams} streams said {words!r}")
        return list(heard.values())

    def ask(self, method: str, path: str, body: str | None = None) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Cookie": cookies} | kind)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= [value.partition(";")[0].split("=", 1)]
        text = answer.read().decode()
        connection.close()
        assert answer.status in (200, 303), answer.status
        return text

    def announce(self, team: str, streams: int) -> list[float]:
        """Say something to a team or ("") to all; give how soon each stream has it."""
        forms = read_forms(self.ask("GET", f"/sessions/{self.session_id}/console?team={team}"))
        form = next(each for each in forms if each.action.endswith("/announce"))
        words = f"Hello number {next(NUMBERS)}."
        body = urlencode(dict(form.fields) | {"words": words, "team": team})
        since = time.perf_counter()
        sending = threading.Thread(target=self.ask, args=("POST", form.action, body))
        sending.start()
        heard = self.hear(words, streams, since=since)
        sending.join()
        return heard


def list_stream_times() -> Iterator[tuple[str, str, str]]:
    """Measure it in quiet, and with pages served beside; give lines to print."""
    raise_limits()
    with tempfile.TemporaryDirectory() as name, _open_crowd(Path(name)) as crowd:
        for beside in ("", ", pages served beside"):
            with _pages_served(crowd, wanted=bool(beside)):
                to_all = _measure(crowd, "", len(crowd.people), TO_ALL)
                to_team = _measure(crowd, TEAM, IN_TEAM, TO_A_TEAM)
            yield _line(f"event to {STREAMS:,} streams{beside}", to_all, 300)
            yield _line(f"event to a team of {IN_TEAM} of them{beside}", to_team, 50)
        (worker,) = psutil.Process(crowd.node.process.pid).children()
        size = f"{worker.memory_info().rss / 2**20:.0f} MiB"
        yield f"the process with {STREAMS:,} streams", size, "the bar is 200 MiB"


def _line(what: str, times: list[float], bar: int) -> tuple[str, str, str]:
    middle, late = (percentile(times, each) * 1000 for each in (50, 99))
    return what, f"{late:.0f} ms", f"p99; p50 {middle:.0f} ms; the bar is p99 {bar} ms"


def _measure(crowd: Crowd, team: str, streams: int, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        times += crowd.announce(team, streams)
        time.sleep(PAUSE)
    return times


@contextmanager
def _open_crowd(folder: Path) -> Iterator[Crowd]:
    site = make_site(folder, f"sqlite:///{folder}/streams.sqlite3")
    facilitator, people = add_facilitator(site), list(add_people(site, STREAMS))
    session_id = _begin(site, facilitator, people)
    with running_node(site, folder, LEARNING_LOG_LEVEL="warning") as node:
        crowd = Crowd(node, session_id, facilitator, people)
        crowd.cookies[COOKIE] = facilitator.token
        crowd.listen()
        yield crowd
        for each in crowd.sockets.values():
            each.close()
    site.close()


def _begin(site: Site, facilitator: Visitor, people: list[Visitor]) -> str:
    session_id, _ = open_for(site, facilitator, Options())
    for each in people:
        viewer = each.viewer
        sessions.take_seat(site, viewer, session_id, side=viewer.side, request_id=site.new_id())
    seats = sessions.visit(site, facilitator.viewer, session_id).opened.session.seats
    for act in (MakeTeams(propose_teams(seats, IN_TEAM)), Start()):
        name = site.new_id()
        done = sessions.act(site, facilitator.viewer, session_id, act=act, request_id=name)
        assert done.refused is None, done.refused
    return session_id


@contextmanager
def _pages_served(crowd: Crowd, *, wanted: bool) -> Iterator[None]:
    """Let three members open their page again and again meanwhile."""
    over = threading.Event()

    def read(token: str) -> None:
        reader = Crowd(crowd.node, crowd.session_id, crowd.facilitator, [], {COOKIE: token})
        while not over.wait(0.05):
            reader.ask("GET", f"/sessions/{crowd.session_id}")

    readers = [threading.Thread(target=read, args=(each.token,)) for each in crowd.people[:3]]
    for each in readers if wanted else ():
        each.start()
    yield
    over.set()
    for each in readers if wanted else ():
        each.join()
