"""Streams that are broken off leave no thread, file or connection behind; many need little memory.

LEARNING_TESTS_ABORTED says how many are broken off, LEARNING_TESTS_STREAMS how many are open at
once; `make soak` tries more than `make test`.
"""

import os
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from learning.model.names import PersonId
from learning.operations.session_opening import open_session
from learning.operations.sessions import act, take_seat
from learning.operations.site import Site
from learning.team.events import MakeTeams
from learning.team.session import Options
from tests.servers import Postgres
from tests.soak.crowd import CASE, COOKIE, Node, Visitor, add_people, make_site, running_node
from tests.soak.wire import head_of

ABORTED = int(os.environ.get("LEARNING_TESTS_ABORTED", "500"))
STREAMS = int(os.environ.get("LEARNING_TESTS_STREAMS", "100"))
A_PERSON_HAS = 10
MEBIBYTES = 200
AT_ONCE = 50
MORE = 5
SETTLES_WITHIN = 60.0
BREAK = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Class:
    """A served session and the people who may follow it."""

    site: Site
    node: Node
    session_id: str
    people: list[Visitor]

    def open(self, number: int) -> socket.socket:
        """Open a stream as one of them, and wait for its first words."""
        token = self.people[number % len(self.people)].token
        line = socket.create_connection(("127.0.0.1", self.node.port), 20)
        url = f"/sessions/{self.session_id}/live"
        line.sendall(head_of("GET", url, {COOKIE: token}, b""))
        while b"retry:" not in (said := line.recv(65536)):
            assert said
        return line

    def count(self) -> tuple[int, int, int]:
        """Count the threads, files and database connections of the process that serves."""
        (worker,) = psutil.Process(self.node.process.pid).children()
        connected = [each for each in worker.net_connections("tcp") if each.status == "ESTABLISHED"]
        away = [each for each in connected if each.raddr and each.laddr.port != self.node.port]
        return worker.num_threads(), worker.num_fds(), len(away)

    def count_at_rest(self) -> tuple[int, int, int]:
        """Count once nothing changes any more: what the start had opened may still be closing."""
        before, now = None, self.count()
        while before != now:
            time.sleep(1)
            before, now = now, self.count()
        return now

    def measure(self) -> float:
        """Give the memory of the process that serves, in MiB."""
        (worker,) = psutil.Process(self.node.process.pid).children()
        return worker.memory_info().rss / 2**20

    def settles(self, baseline: tuple[int, int, int]) -> bool:
        deadline = time.monotonic() + SETTLES_WITHIN
        while time.monotonic() < deadline:
            now = self.count()
            if all(after <= before + MORE for before, after in zip(baseline, now, strict=True)):
                return True
            time.sleep(0.5)
        return False


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Class]:
    """Serve a session that a few people are in."""
    url = f"sqlite:///{tmp_path}/live.sqlite3"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        url = server()
    site = make_site(tmp_path, url)
    people = list(add_people(site, max(10, STREAMS // A_PERSON_HAS)))
    options = Options(facilitated=False)
    host = people[0].viewer
    session_id = open_session(site, host, CASE, options=options, request_id="opening")
    for each in people:
        seat(site, each, session_id)
    with running_node(site, tmp_path) as node:
        yield Class(site, node, session_id, people)
    site.close()


def seat(site: Site, visitor: Visitor, session_id: str) -> None:
    viewer = visitor.viewer
    take_seat(site, viewer, session_id, side=viewer.side, request_id=f"seat {viewer.person_id}")


def break_off(lines: list[socket.socket]) -> None:
    """Break every other one off without a word, as a train in a tunnel does; close the others."""
    for number, line in enumerate(lines):
        if number % 2:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BREAK)
        line.close()


def test_streams_that_break_off_leave_nothing_behind(opened: Class) -> None:
    break_off([opened.open(number) for number in range(10)])
    time.sleep(1)
    baseline = opened.count()
    for first in range(0, ABORTED, AT_ONCE):
        break_off([opened.open(first + number) for number in range(AT_ONCE)])
    assert opened.settles(baseline), (baseline, opened.count())


def test_streams_hold_no_threads(opened: Class) -> None:
    baseline = opened.count_at_rest()
    lines = [opened.open(number) for number in range(10)]
    try:
        with_streams = opened.count()
        assert with_streams[1] >= baseline[1] + 10
        # No thread is held by somebody who only listens.
        assert opened.settles((baseline[0], with_streams[1], with_streams[2]))
    finally:
        break_off(lines)
    assert opened.settles(baseline)


def test_many_streams_are_all_told_and_need_little_memory(opened: Class) -> None:
    lines = [opened.open(number) for number in range(STREAMS)]
    someone = opened.people[0].viewer
    team = (PersonId(someone.person_id),)
    act(opened.site, someone, opened.session_id, act=MakeTeams((team,)), request_id="news")
    for line in lines:
        while b"event: went" not in (said := line.recv(65536)):
            assert said
    assert opened.measure() < MEBIBYTES
    break_off(lines)
