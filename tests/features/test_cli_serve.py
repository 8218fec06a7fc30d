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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
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
def test_it_stops_when_told(server: Server, sign: signal.Signals) -> None:
    server.process.send_signal(sign)
    assert server.process.wait(20) == 0
    assert not answers(server.url)
    assert "Traceback" not in server.log()


def test_it_serves_again_after_being_killed(server: Server, tmp_path: Path) -> None:
    server.process.kill()
    server.process.wait(20)
    # Its child notices that it is alone, and leaves the port.
    wait_until_gone(server.url)
    again = start_server(tmp_path, int(server.url.rpartition(":")[2]))
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
    stop_server(server)
    lines = [each for each in server.log().splitlines() if each.startswith("{")]
    assert any('"route": "/cases"' in each for each in lines)
    assert "canary" not in server.log()
