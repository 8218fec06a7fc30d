"""`learning preview FILE`: a case, lesson, quiz or course in the browser while it is written.

Wiring: it knows the application, and serves it to this machine alone.
"""

import argparse
import errno
import logging
import socket
import sys
from pathlib import Path

from learning.cli.shape import Commands
from learning.errors import NotFound
from learning.operations.drafts import DraftFolder, open_drafts

DONE, WRONG = 0, 2
HOST = "127.0.0.1"
PORT = 8001
MOST_PORTS = 20


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "show a file in the browser as learners see it, anew whenever it is saved"
    parser = commands.add_parser("preview", help=words, description=f"Learning preview: {words}.")
    parser.add_argument("file", type=Path, help="a case, lesson, quiz, survey or course.md")
    where = f"where to serve it (default: the first that is free from {PORT} on)"
    parser.add_argument("--port", type=_read_port, metavar="NUMBER", help=where)
    parser.set_defaults(run=run_preview)


def run_preview(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 2 where the file is not there or the port cannot be had."""
    try:
        folder, path = open_drafts(arguments.file)
        with _open_listener(arguments.port) as listener:
            _serve(folder, path, listener)
    except NotFound as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(_why_not(error, arguments.port))
    return DONE


def _serve(folder: DraftFolder, path: str, listener: socket.socket) -> None:
    # Other commands start without Flask.
    from werkzeug.serving import make_server

    from learning.app import create_preview
    from learning.operations.previews import DiskSource, Previews
    from learning.operations.trials import Trials

    port: int = listener.getsockname()[1]
    previews = Previews(DiskSource(folder))
    previews.look(path)
    app = create_preview(Trials(previews), path, port=port)
    # A page asks for news several times a second, and each would be a line.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(HOST, port, app, threaded=True, fd=listener.fileno())
    print(f"{path} is at http://{HOST}:{port}/ (Ctrl-C stops it)", flush=True)
    print("Save the file, and the page shows what came of it.", flush=True)
    server.serve_forever()


def _open_listener(port: int | None) -> socket.socket:
    """Take the port that was named, or the first that is free."""
    if port is not None:
        return socket.create_server((HOST, port))
    for each in range(PORT, PORT + MOST_PORTS - 1):
        try:
            return socket.create_server((HOST, each))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return socket.create_server((HOST, PORT + MOST_PORTS - 1))


def _why_not(error: OSError, port: int | None) -> str:
    if error.errno == errno.EADDRINUSE and port is not None:
        return f"port {port} is in use; name another with --port, or leave it out"
    return f"cannot serve on this machine: {error.strerror or error}"


def _read_port(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a whole number from 1 to 65535")


def _refuse(message: str) -> int:
    print(f"learning preview: {message}", file=sys.stderr)
    return WRONG
