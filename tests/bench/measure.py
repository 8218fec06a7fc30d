"""A server in a child process, and what a request costs it: processor time, bytes, statements."""

import gzip
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

import psutil

CLIENTS = 4
TIMEOUT = 20


@dataclass(frozen=True)
class Ask:
    """One request. A body makes it a POST."""

    path: str
    cookie: str = ""
    body: str = ""
    expect: int = 200


@dataclass(frozen=True)
class Server:
    """A gunicorn that runs, and the process that does its work."""

    port: int
    worker: psutil.Process

    def busy(self) -> float:
        """Seconds of processor time used so far, by the worker and by the database beside it."""
        beside = psutil.Process().children(recursive=True)
        databases = [each for each in beside if each.name() == "postgres"]
        times = [each.cpu_times() for each in (self.worker, *databases)]
        return sum(each.user + each.system for each in times)


@contextmanager
def running_server(folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Run `tests.bench.server` under gunicorn as `learning serve` does, on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.server:make()", "--bind"]
    command += [f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    command += ["--workers", "1", "--keep-alive", "30", "--log-level", "warning"]
    with (folder / "server.log").open("w") as log:
        master = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_until_up(port)
            yield Server(port, psutil.Process(master.pid).children()[0])
        finally:
            master.terminate()
            master.wait(TIMEOUT)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_until_up(port: int) -> None:
    for _ in range(TIMEOUT * 10):
        try:
            Client(port).send(Ask("/bare/"))
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start; see server.log")


@dataclass
class Client:
    """One kept-alive connection."""

    port: int
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)

    def send(self, ask: Ask) -> bytes:
        headers = {"Accept-Encoding": "gzip", "Cookie": ask.cookie, "Sec-Fetch-Site": "same-origin"}
        if ask.body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST" if ask.body else "GET", ask.path, ask.body or None, headers)
        answer = self.connection.getresponse()
        packed = answer.read()
        if answer.status != ask.expect:
            raise SystemExit(f"{answer.status} from {ask.path}, {ask.expect} was expected")
        return packed


def cost(server: Server, asks: Sequence[Ask]) -> float:
    """Send everything over a few connections; give microseconds of processor time a request."""
    shares = [list(islice(asks, start, None, CLIENTS)) for start in range(CLIENTS)]
    before = server.busy()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda share: send_all(server.port, share), shares))
    return (server.busy() - before) / len(asks) * 1e6


def send_all(port: int, asks: Sequence[Ask]) -> None:
    client = Client(port)
    for ask in asks:
        client.send(ask)


def median_cost(server: Server, rounds: Sequence[Sequence[Ask]]) -> float:
    return median(cost(server, asks) for asks in rounds)


def sizes(packed: bytes) -> tuple[int, int]:
    """Give the bytes of a page, plain and as it went over the wire."""
    plain = gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed
    return len(plain), len(packed)
