"""A mail server on the loopback for tests: it speaks as much SMTP as is needed, and keeps letters.

What it says to a command can be set, so that it refuses, goes away, or falls silent.
"""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.servers import cannot_run

SECONDS = 10.0
REPLIES = {
    "EHLO": "250-here\r\n250-AUTH PLAIN\r\n250 STARTTLS",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "RSET": "250 ok",
    "AUTH": "235 ok",
    "DATA": "354 go on",
    "QUIT": "221 bye",
    "STARTTLS": "220 go on",
    "END": "250 taken",
}
# Set as a reply: the connection is cut instead.
CUT = ""


@dataclass
class Server:
    """The server: what it was told, what it has taken in, and what it answers."""

    port: int
    host: str
    replies: dict[str, str] = field(default_factory=lambda: dict(REPLIES))
    letters: list[EmailMessage] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    trusted: ssl.SSLContext | None = None
    implicit: bool = False

    def serve(self, connection: socket.socket) -> None:
        connection.settimeout(SECONDS)
        with suppress(OSError), ExitStack() as open_things:
            open_things.enter_context(connection)
            if self.implicit:
                connection = self._encrypt(connection, open_things)
            connection.sendall(b"220 here\r\n")
            self._talk(connection, open_things)

    def _encrypt(self, connection: socket.socket, open_things: ExitStack) -> socket.socket:
        assert self.trusted
        wrapped = self.trusted.wrap_socket(
            connection, server_side=True, do_handshake_on_connect=False
        )
        open_things.enter_context(wrapped)
        wrapped.do_handshake()
        return wrapped

    def _talk(self, connection: socket.socket, open_things: ExitStack) -> None:
        reader = open_things.enter_context(connection.makefile("rb"))
        while line := reader.readline():
            self.commands.append(line.decode().strip())
            verb = self.commands[-1].partition(" ")[0].upper()
            if not self._answer(connection, verb):
                return
            if verb == "STARTTLS":
                connection = self._encrypt(connection, open_things)
                reader = open_things.enter_context(connection.makefile("rb"))
            if verb == "DATA" and self.replies["DATA"].startswith("354"):
                lines = iter(reader.readline, b".\r\n")
                plain = (each.removeprefix(b".") for each in lines)
                letter = message_from_bytes(b"".join(plain), policy=default)
                if not self._answer(connection, "END"):
                    return
                if self.replies["END"].startswith("250"):
                    self.letters.append(letter)

    def count(self, verb: str) -> int:
        """Count how often a command was given."""
        return sum(each.upper().startswith(verb) for each in self.commands)

    def _answer(self, connection: socket.socket, verb: str) -> bool:
        said = self.replies.get(verb, "500 what?")
        if said == CUT:
            return False
        connection.sendall(said.encode() + b"\r\n")
        return verb != "QUIT"


@contextmanager
def running_server(
    host: str = "127.0.0.1", *, trusted: ssl.SSLContext | None = None, implicit: bool = False
) -> Iterator[Server]:
    """Run a server until the block ends; no thread of it outlives that by long."""
    listening = socket.create_server((host, 0))
    server = Server(listening.getsockname()[1], host, trusted=trusted, implicit=implicit)
    if trusted is None:
        server.replies["EHLO"] = "250-here\r\n250 AUTH PLAIN"

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=server.serve, args=[connection], daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(SECONDS)


def make_certificate(folder: Path, host: str) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for an address, and give its file with a context that shows it."""
    program = shutil.which("openssl")
    if program is None:
        cannot_run("no openssl: install it to try encrypted emails")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    wanted = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    wanted += ["-nodes", "-days", "2", "-subj", "/CN=test", "-addext", f"subjectAltName=IP:{host}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program, *wanted, *files], check=True, capture_output=True, timeout=30)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context
