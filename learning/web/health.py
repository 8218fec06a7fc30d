"""Two addresses for whoever watches the server: is the process alive, can it do its work.

They answer in plain text, ask nobody who they are, and tell nothing else.
"""

from flask import Blueprint, Response

from learning.operations.upkeep import is_ready
from learning.web.current import current_site
from learning.web.guards import anyone

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@anyone
def show_health() -> Response:
    """Say that the process answers; touches nothing."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@anyone
def show_readiness() -> Response:
    """Say whether the database answers."""
    return _plain("ready", 200) if is_ready(current_site()) else _plain("not ready", 503)


def _plain(word: str, status: int) -> Response:
    response = Response(f"{word}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
