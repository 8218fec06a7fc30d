"""The production server: gunicorn with threads, on a socket that is already open.

Knows processes, threads and signals; what is served is handed to it by `serve`.
"""

import errno
import logging
import os
import resource
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import FrameType
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

from learning.cli.reading import Reading
from learning.cli.threads import Threads
from learning.errors import BadSettings
from learning.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from _typeshed.wsgi import WSGIApplication

GRACE_SECONDS = 30
MOST_PROCESSES = 8
# A class that comes back all at once must not be turned away at the door.
BACKLOG = 2048
WAITING = 256
KEPT_CONNECTIONS = 512
KEPT_SECONDS = 5
OTHER_FILES = 100
# How long a thread computes before another may: the one that tells a thousand pages waits so long
# for each request under way, and with Python's own 5 ms a team of 8 hears twice as late.
SWITCH_SECONDS = 0.001
log = logging.getLogger("learning.server")


def open_listener(host: str, port: int) -> socket.socket:
    """Open the socket; raise BadSettings where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise BadSettings(_why_not(error, host, port)) from error
    listener.set_inheritable(True)
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is in use, perhaps by another copy of this server. "
                f"Stop that one, or name another port: learning serve --port {port + 1}"
            )
        case errno.EACCES:
            return f"Port {port} may not be opened by you; name one from 1024 up with --port"
        case _:
            return f"LEARNING_HOST: cannot listen on {host} ({error.strerror or error})"


@dataclass(frozen=True, slots=True)
class Served:
    """An application, and what lets its streams end."""

    app: "WSGIApplication"
    end_streams: Callable[[], None]


class Server(BaseApplication):
    """Gunicorn around one application, which each process makes for itself."""

    def __init__(
        self,
        settings: Settings,
        listener: socket.socket,
        *,
        make_app: "Callable[[], Served]",
        log_config: dict[str, object],
        started: Callable[[], None],
    ) -> None:
        self.settings = settings
        self.listener = listener
        self.make_app = make_app
        self.log_config = log_config
        self.started = started
        self.served: Served | None = None
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        threads = thread_count(self.settings)
        chosen = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": Worker,
            "workers": process_count(self.settings),
            # How many of them are worked on is said by `web.gate`; streams need none.
            "threads": threads,
            "worker_connections": threads + KEPT_CONNECTIONS,
            "keepalive": KEPT_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "logconfig_dict": self.log_config,
            "loglevel": "warning",
            # Its default is a file in the home folder through which the server can be steered.
            "control_socket_disable": True,
            # The application itself believes as many proxies as it was told to, and no header else.
            "forwarded_allow_ips": "",
            "when_ready": lambda _: self.started(),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Make the application, in the process that will run it."""
        self.served = self.make_app()
        return self.served.app

    def end_streams(self) -> None:
        """Let the streams of this process end."""
        if self.served is not None:
            self.served.end_streams()


class Worker(ThreadWorker):
    """Gunicorn's worker, whose streams end when it is told to stop, and whose idle threads do.

    Gunicorn itself waits for ever for the rest of a request that has begun. And it waits for the
    other side to close on the one thread that accepts: ten who do not would hold up all others.
    """

    def init_process(self) -> None:
        """Begin to serve, in the process that will."""
        self.reading = Reading()
        sys.setswitchinterval(SWITCH_SECONDS)
        super().init_process()

    def handle(self, conn: TConn) -> object:
        """Read and answer a request in a thread, and close there what is not kept."""
        with self.reading.read(conn.sock):
            kept = super().handle(conn)
        if not kept and conn.sock.fileno() >= 0:
            conn.close(graceful=True)
        return kept

    def murder_pending(self) -> None:
        """Let connections end that take too long; gunicorn asks for this every second."""
        super().murder_pending()
        self.reading.end_late()

    def get_thread_pool(self) -> Threads:
        """Make the pool: the place that gunicorn has for another one."""
        return Threads(self.cfg.threads)

    def finish_request(self, conn: TConn, fs: "Future[object]") -> None:
        """Count a connection no longer that was closed, or handed over to the streams."""
        if conn.sock.fileno() < 0:
            self.nr_conns -= 1
        else:
            super().finish_request(conn, fs)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop: open streams would otherwise hold it for all of its grace."""
        super().handle_exit(sig, frame)
        self.app.end_streams()


def process_count(settings: Settings) -> int:
    """Give how many processes serve: one a core, where nothing speaks against it.

    SQLite lets one write at a time; and without a broadcast, people of one team in two processes
    would see each other's work seconds late.

    >>> process_count(Settings("sqlite:///x", broadcast_url="redis://cache"))
    1
    """
    if settings.database_url.startswith("sqlite") or not settings.broadcast_url:
        return 1
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def thread_count(settings: Settings) -> int:
    """Give how many requests a process can have at once: some wait for their turn at the gate.

    An answer to a slow reader holds a thread too, though nobody's turn.
    """
    return settings.threads + WAITING


def demand_files(settings: Settings) -> Settings:
    """Let a process open as many files as it has connections, or else have fewer streams."""
    wanted = settings.streams + thread_count(settings) + KEPT_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return settings
    streams = max(settings.streams - (wanted - soft), 0)
    log.warning("LEARNING_STREAMS is %d: a process may open %d files only", streams, soft)
    return replace(settings, streams=streams)
