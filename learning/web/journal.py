"""The log: one line of JSON for each request and each fault.

Holds the route and not the address, a pseudonym and not the person, the kind of a fault and where
it arose but no message of others' code: none of these can carry an answer, an address or a token.
"""

import hashlib
import hmac
import json
import logging
import secrets
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Flask, Response, g, request

from learning.errors import LearningError
from learning.web.current import current_site, loaded_viewer

Facts = Mapping[str, str | int | float | None]

LONGEST_LINE = 2048
DEEPEST_TRACE = 12
log = logging.getLogger("learning.web")


class JsonLines(logging.Formatter):
    """One record, one line, whatever is in it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts: Facts = record.__dict__.get("facts", {})
        event = record.getMessage()[: LONGEST_LINE // 4]
        line = {"at": at, "level": record.levelname.lower(), "event": event, **facts}
        if record.exc_info and record.exc_info[1]:
            line |= _describe(record.exc_info[1])
        return json.dumps(line)


def _describe(fault: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(fault.__traceback__)[-DEEPEST_TRACE:]
    trace = " > ".join(f"{_short(each.filename)}:{each.lineno}" for each in frames)
    return {"fault": type(fault).__qualname__, "trace": trace[-LONGEST_LINE // 2 :]}


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def log_config(level: str) -> dict[str, object]:
    """Give the configuration that sends everything logged to standard error as JSON lines.

    The server says on every start and stop that it starts and stops; only its troubles are kept.
    """
    out = {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.{JsonLines.__name__}"}},
        "handlers": {"out": out},
        "root": {"level": level.upper(), "handlers": ["out"]},
        "loggers": {
            "gunicorn.error": {"level": "WARNING", "handlers": ["out"], "propagate": False}
        },
    }


def add_journal(app: Flask) -> None:
    """Give each request an id and a line in the log."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    request_id()


def request_id() -> str:
    """Give this request's id: the reference a person sees when something fails."""
    if "request_id" not in g:
        letters = secrets.token_hex(6)
        g.request_id = f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
    known: str = g.request_id
    return known


def _end(response: Response) -> Response:
    log.info("request", extra={"facts": _request_facts(response.status_code)})
    return response


def _request_facts(status: int) -> Facts:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    return {
        "request": request_id(),
        "method": request.method if request.method.isalpha() else "?",
        "route": request.url_rule.rule if request.url_rule else None,
        "status": status,
        "ms": round(took * 1000, 1),
        "person": _pseudonym(),
    }


def _pseudonym() -> str | None:
    viewer = loaded_viewer()
    if viewer is None:
        return None
    secret = current_site().settings.secret.encode()
    return hmac.new(secret, str(viewer.person_id).encode(), hashlib.sha256).hexdigest()[:12]


def log_fault(fault: BaseException) -> None:
    """Write down something that should not have happened, under this request's id."""
    route = request.url_rule.rule if request.url_rule else None
    # Our own errors are worded for people; any other message may repeat what somebody wrote.
    reason = str(fault) if isinstance(fault, LearningError) else None
    facts: Facts = {"request": request_id(), "route": route, "reason": reason}
    log.error("fault", exc_info=fault, extra={"facts": facts})
