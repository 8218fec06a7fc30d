"""The server as a process: it starts, says where it is, stops when told, survives being killed."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from learning.cli.reading import READ_SECONDS
from tests.features.playing import CONTENT
from tests.serving import Server, answers, free_port, start_server, stop_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server that the tests leave running."""
    running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0


@pytest.fixture
def mortal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Run a server that the test may stop; it has little to publish, so it starts at once."""
    monkeypatch.setenv("LEARNING_CONTENT_FOLDER", str(CONTENT))
    running = start_server(tmp_path, free_port())
    yield running
    if running.process.poll() is None:
        stop_server(running)


def test_it_says_where_it_is_and_who_may_sign_in(server: Server) -> None:
    log = server.log()
    assert f"Side by Side is at {server.url}/" in log
    assert "amina@example.org" in log
    assert "Their password is:" in log
    assert "published cases/" in log


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(mortal: Server, sign: signal.Signals) -> None:
    mortal.process.send_signal(sign)
    assert mortal.process.wait(20) == 0
    assert not answers(mortal.url)
    assert "Traceback" not in mortal.log()


def test_it_serves_again_after_being_killed(mortal: Server, tmp_path: Path) -> None:
    mortal.process.kill()
    mortal.process.wait(20)
    # Its child notices that it is alone, and leaves the port.
    wait_until_gone(mortal.url)
    again = start_server(tmp_path, int(mortal.url.rpartition(":")[2]))
    assert answers(again.url)
    assert stop_server(again) == 0


def wait_until_gone(url: str) -> None:
    deadline = time.monotonic() + 20
    while answers(url):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_port_in_use_is_explained(server: Server) -> None:
    port = server.url.rpartition(":")[2]
    command = [sys.executable, "-m", "learning", "serve", "--port", port]
    second = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode == 2
    assert f"Port {port} on 127.0.0.1 is in use" in second.stderr
    assert f"--port {int(port) + 1}" in second.stderr


def test_each_request_is_one_line_of_json_without_its_address(server: Server) -> None:
    urllib.request.urlopen(f"{server.url}/cases?secret=canary").close()
    lines = [each for each in server.log().splitlines() if each.startswith("{")]
    assert any('"route": "/cases"' in each for each in lines)
    assert "canary" not in server.log()


@pytest.fixture
def open_lines() -> Iterator[ExitStack]:
    """Close the lines of a test after it."""
    with ExitStack() as lines:
        yield lines


def send(lines: ExitStack, server: Server, head: str, body: str = "") -> socket.socket:
    """Send the beginning of a request, and do not close."""
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    line = lines.enter_context(socket.create_connection(address, READ_SECONDS + 10))
    line.sendall(f"{head} HTTP/1.1\r\nHost: 127.0.0.1\r\n{body}".encode())
    return line


def test_who_does_not_close_holds_up_nobody(server: Server, open_lines: ExitStack) -> None:
    for _ in range(5):
        line = send(open_lines, server, "GET /healthz", "Connection: close\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 200")
    before = time.monotonic()
    assert answers(server.url)
    assert time.monotonic() - before < 1.5


def test_a_request_that_never_comes_whole_is_not_waited_for(
    server: Server, open_lines: ExitStack
) -> None:
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nhalf"
    head = send(open_lines, server, "GET /cases")
    body = send(open_lines, server, "POST /sign-in", form)
    assert head.recv(100) == b""
    assert body.recv(100).startswith(b"HTTP/1.1 400")
    assert answers(server.url)
