"""A real server in a process of its own, and Chromium to look at it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from learning.cli.demo import ACCOUNTS, PASSWORD
from tests.servers import cannot_run, find_chromium

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
STARTS_WITHIN = 20
STOPS_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A running site with its demo accounts."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        return (self.folder / "log").read_text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def start_server(folder: Path, port: int) -> Server:
    """Start the command as a user would, and wait until it answers."""
    environment = {**os.environ, "LEARNING_INSTANCE_FOLDER": str(folder)}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "learning", "serve", "--demo", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
        )
    server = Server(f"http://127.0.0.1:{port}", folder, process)
    deadline = time.monotonic() + STARTS_WITHIN
    while not answers(server.url):
        assert process.poll() is None, server.log()
        assert time.monotonic() < deadline, server.log()
        time.sleep(0.05)
    return server


def stop_server(server: Server) -> int:
    """Ask it to stop, and give its exit code."""
    server.process.terminate()
    return server.process.wait(STOPS_WITHIN)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped content to all browser tests."""
    running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0
    assert '"fault"' not in running.log()


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Let `page.goto("/cases")` mean the server's."""
    return server.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the browser that the system has."""
    program = find_chromium()
    if program is None:
        cannot_run("no Chromium: install one, or say where it is with CHROMIUM")
    return {"executable_path": program, "args": ARGUMENTS}


def watch(page: Page, base_url: str) -> list[str]:
    """Collect what a page should never do: scripts that fail, refused loads, other hosts."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    page.on("request", lambda sent: faults.append(sent.url) if is_foreign(sent, base_url) else None)
    return faults


def is_fault(said: ConsoleMessage) -> bool:
    # The browser also says so when a page of ours answers 404 or 422, as it should.
    return said.type == "error" and "responded with a status of 4" not in said.text


def is_foreign(sent: Request, base_url: str) -> bool:
    return not sent.url.startswith((base_url, "blob:"))


@pytest.fixture
def page(context: BrowserContext, base_url: str) -> Iterator[Page]:
    """Open a page, and see afterwards that nothing went wrong behind it."""
    opened = context.new_page()
    faults = watch(opened, base_url)
    yield opened
    assert faults == []


def sign_in(page: Page, email: str = ACCOUNTS[0].email) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/courses")
