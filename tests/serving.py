"""The command `learning serve` in a process of its own, as a user starts and stops it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

# The demo publishes every shipped file first; on a busy machine that takes a while.
STARTS_WITHIN = 60
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
    try:
        _wait_for(server)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return server


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not answers(server.url):
        assert server.process.poll() is None, server.log()
        assert time.monotonic() < deadline, f"not ready in time: {server.log()}"
        time.sleep(0.05)


def stop_server(server: Server) -> int:
    """Ask it to stop, and give its exit code."""
    server.process.terminate()
    return server.process.wait(STOPS_WITHIN)
