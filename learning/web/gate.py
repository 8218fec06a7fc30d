"""How many requests are worked on at once: as many as have a database connection; others queue.

A WSGI layer that knows nothing of what is asked, but whether something is sent: when a class is
told to go on, 300 pages ask at once, and nobody's answer should wait for them all. A request passes
until its answer begins; an open stream has begun its answer, so that streams take nobody's turn.
"""

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import get_content_length
from werkzeug.wsgi import get_input_stream

from learning.web.security import MAX_BODY, most_body

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE_SECONDS = 10.0
# Of so many turns and one more, one is for those who only look: nobody who sends may keep them out.
MOST_IN_A_ROW = 4
RETRY_AFTER_SECONDS = 5
# Of those who send whole files, so many are read from at once; the rest wait for them.
LARGE_AT_ONCE = 4
LARGE = threading.BoundedSemaphore(LARGE_AT_ONCE)
PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Too busy just now – Side by Side</title></head>
<body><main><h1>Too many people at once</h1>
<p>Nothing was done with what you sent. Go back, wait a few seconds, then send it again.</p>
</main></body>
</html>
"""


class Gate:
    """Lets `most` requests in at once, and the others after them in the order they came.

    Those that send something go before those that look, four times of five.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        most: int,
        *,
        headers: Sequence[tuple[str, str]] = (),
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._app = app
        self._headers = headers
        self._patience = patience
        self._free = most
        self._sending: deque[threading.Lock] = deque()
        self._looking: deque[threading.Lock] = deque()
        self._in_a_row = 0
        self._lock = threading.Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        with _room_for(environ):
            return self._pass(environ, start_response)

    def _pass(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        _take_in(environ)
        sends = environ.get("REQUEST_METHOD") == "POST"
        if not self._enter(self._sending if sends else self._looking):
            return self._turn_away(start_response)
        try:
            return self._app(environ, start_response)
        finally:
            self._leave()

    def _enter(self, queue: deque[threading.Lock]) -> bool:
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Lock()
            turn.acquire()
            queue.append(turn)
        if turn.acquire(timeout=self._patience):
            return True
        with self._lock:
            if turn not in queue:
                # The turn came between the end of the patience and here.
                return True
            queue.remove(turn)
            return False

    def _leave(self) -> None:
        """Hand the turn on; it is free only where nobody waits, or who comes now would overtake."""
        with self._lock:
            if self._sending and (self._in_a_row < MOST_IN_A_ROW or not self._looking):
                self._in_a_row += 1
                self._sending.popleft().release()
            elif self._looking:
                self._in_a_row = 0
                self._looking.popleft().release()
            else:
                self._free += 1

    def _turn_away(self, start_response: "StartResponse") -> Iterable[bytes]:
        body = PAGE.encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Retry-After", str(RETRY_AFTER_SECONDS)),
            *self._headers,
        ]
        start_response("503 Service Unavailable", headers)
        return [body]


def _room_for(environ: "WSGIEnvironment") -> AbstractContextManager[object]:
    """Let few send whole files at once: each of those is held in memory until it is answered."""
    chunked = environ.get("HTTP_TRANSFER_ENCODING")
    length = get_content_length(environ.get("CONTENT_LENGTH"), chunked) or 0
    large = bool(chunked) or length > MAX_BODY
    return LARGE if large and _most(environ) > MAX_BODY else nullcontext()


def _most(environ: "WSGIEnvironment") -> int:
    return most_body(environ.get("PATH_INFO", ""))


def _take_in(environ: "WSGIEnvironment") -> None:
    """Read what is sent before a turn is waited for: who sends slowly takes nobody's.

    What is too long, or breaks off, is left for the application to say so.
    """
    if "wsgi.input" in environ:
        with suppress(HTTPException, OSError):
            sent = get_input_stream(environ, max_content_length=_most(environ))
            environ["wsgi.input"] = BytesIO(sent.read())
