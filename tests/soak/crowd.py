"""A crowd for a shared session: people with accounts and cookies, and a server for them to meet on.

Accounts are made in the database, so that what is measured is the session and not passwords.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learning.operations.accounts import Registration, Viewer, find_viewer, register, sign_in
from learning.operations.people import add_person
from learning.operations.publishing import publish
from learning.operations.session_opening import open_session
from learning.operations.sessions import visit
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.settings import Settings
from learning.storage import case_sessions
from learning.team.session import Options
from tests.serving import answers, free_port
from tests.soak.history import Stored

CONTENT = Path(__file__).parent / "content"
CASE = "cases/two-halves.md"
SECRET = "only for a crowd that lives for some minutes on one machine"
PASSWORD = "four quiet kettles"
COOKIE = "learning-session"
STARTS_WITHIN = 30.0


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in."""

    viewer: Viewer
    token: str


@dataclass(frozen=True)
class Node:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it as a power cut would: the processes it started end with it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


def make_site(folder: Path, url: str, broadcast_url: str = "") -> Site:
    """Make a database with the crowd's case."""
    settings = Settings(
        database_url=url,
        instance_folder=folder,
        content_folder=CONTENT,
        secret=SECRET,
        broadcast_url=broadcast_url,
    )
    upgrade(settings)
    site = open_site(settings)
    report = publish(site, CONTENT, "soak")
    assert CASE in report.published, report
    return site


def add_people(site: Site, count: int) -> Sequence[Visitor]:
    """Add learners, medicine and law in turn, all from one address as on a campus."""
    return [_add(site, number, ("medicine", "law")[number % 2]) for number in range(count)]


def add_facilitator(site: Site) -> Visitor:
    """Add an educator."""
    wanted = Registration("Dr Cole", "cole@example.org", PASSWORD, "nursing")
    add_person(site, wanted, standing="educator", by="soak")
    return _known(site, sign_in(site, "cole@example.org", PASSWORD, address="203.0.113.7").token)


def open_for(site: Site, facilitator: Visitor, options: Options) -> tuple[str, str]:
    """Open a session on the crowd's case; give its id and its code."""
    session_id = open_session(site, facilitator.viewer, CASE, options=options, request_id="opening")
    return session_id, visit(site, facilitator.viewer, session_id).code


def list_stored(site: Site, session_id: str) -> Sequence[Stored]:
    """Give every event of a session as the database has it."""
    with site.database.read() as connection:
        rows = case_sessions.list_events(connection, session_id)
    return [Stored(row.seq, row.request_id) for row in rows]


@contextmanager
def running_node(site: Site, folder: Path, **more: str) -> Iterator[Node]:
    """Run `learning serve` on the site's database, as an operator would, until the block ends."""
    node = start_node(site, folder, **more)
    try:
        yield node
    finally:
        if node.process.poll() is None:
            node.process.terminate()
            node.process.wait(40)


def start_node(site: Site, folder: Path, port: int = 0, **more: str) -> Node:
    """Start one and wait until it answers."""
    port = port or free_port()
    settings = site.settings
    environment = {
        **os.environ,
        "LEARNING_DATABASE_URL": settings.database_url,
        "LEARNING_INSTANCE_FOLDER": str(folder),
        "LEARNING_CONTENT_FOLDER": str(CONTENT),
        "LEARNING_SECRET": SECRET,
        "LEARNING_BROADCAST_URL": settings.broadcast_url,
        **more,
    }
    path = folder / f"node-{port}.log"
    with path.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "learning", "serve", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    node = Node(port, process, path)
    deadline = time.monotonic() + STARTS_WITHIN
    while not answers(node.url):
        assert process.poll() is None, path.read_text()
        assert time.monotonic() < deadline, path.read_text()
        time.sleep(0.05)
    return node


def _add(site: Site, number: int, profession: str) -> Visitor:
    wanted = Registration(f"Person {number}", f"p{number}@example.org", PASSWORD, profession)
    return _known(site, register(site, wanted, "203.0.113.7").token)


def _known(site: Site, token: str) -> Visitor:
    viewer = find_viewer(site, token)
    assert viewer
    return Visitor(viewer, token)
