"""The server as a process: it starts, says where it is, stops when told, survives being killed."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, answers, free_port, start_server, stop_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server that the tests leave running."""
    running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """Run a server that the test may stop."""
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
