"""The stream that keeps an open page of a session up to date, and the same to be asked for.

Knows addresses and headers; what is told is said by `session_stream`.
"""

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from learning.operations.session_news import News, list_happened
from learning.operations.site import Site
from learning.team.session import Stage
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.session_live import write_happened
from learning.web.session_stream import Live, Telling, stream
from learning.web.session_wires import StreamResponse, Wires

LIVE, WIRES = "learning.live", "learning.wires"
RETRY_AFTER_SECONDS = 15
blueprint = Blueprint("session_live", __name__)


def add_live(app: Flask, site: Site) -> None:
    """Let the application keep pages of sessions up to date."""
    app.extensions[WIRES] = Wires()
    app.extensions[LIVE] = Live(app, site, News(site))


@blueprint.get("/sessions/<session_id>/live")
@signed_in
def stream_session(session_id: str) -> ResponseReturnValue:
    """Tell, until the page is closed, how far the session has gone."""
    viewer = current_viewer()
    live: Live = current_app.extensions[LIVE]
    after = _read_after()
    table = live.news.visit(viewer, session_id, after=after)
    session = table.opened.session
    if session.stage is Stage.ENDED and after >= session.seq:
        # A browser that is told so does not ask again.
        return Response(status=204)
    if live.is_full(viewer.person_id):
        return Response(status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    telling = Telling(live, viewer, table, after)
    response = StreamResponse(stream(telling), content_type="text/event-stream; charset=utf-8")
    response.wires, response.telling = current_app.extensions[WIRES], telling
    response.headers["Cache-Control"] = "no-store"
    # Tells nginx to pass each message on at once.
    response.headers["X-Accel-Buffering"] = "no"
    return response


@blueprint.get("/sessions/<session_id>/events")
@signed_in
def list_events(session_id: str) -> ResponseReturnValue:
    """Give what happened after a number, for a page whose stream does not come through."""
    seq, happened = list_happened(current_site(), current_viewer(), session_id, after=_read_after())
    return write_happened(seq, tuple(happened))


def _read_after() -> int:
    """Read which number the page knows: a browser that comes back says it in a header."""
    said = request.headers.get("Last-Event-ID") or request.args.get("after", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0
