"""The production server: gunicorn with threads, on a socket that is already open.

Knows processes, threads and signals; what is served is handed to it by `serve`.
"""

import errno
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication

from learning.errors import BadSettings
from learning.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

GRACE_SECONDS = 30
MOST_PROCESSES = 8
BACKLOG = 512


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


class Server(BaseApplication):
    """Gunicorn around one application, which each process makes for itself."""

    def __init__(
        self,
        settings: Settings,
        listener: socket.socket,
        *,
        make_app: Callable[[], "WSGIApplication"],
        log_config: dict[str, object],
        started: Callable[[], None],
    ) -> None:
        self.settings = settings
        self.listener = listener
        self.make_app = make_app
        self.log_config = log_config
        self.started = started
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        chosen = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": "gthread",
            "workers": process_count(self.settings.database_url),
            "threads": self.settings.threads,
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
        return self.make_app()


def process_count(database_url: str) -> int:
    """Give one process for SQLite, which lets one write at a time, and else one a core.

    >>> process_count("sqlite:///learning.sqlite3")
    1
    """
    if database_url.startswith("sqlite"):
        return 1
    return min(os.cpu_count() or 1, MOST_PROCESSES)
