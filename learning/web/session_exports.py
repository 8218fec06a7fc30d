"""Files that can be taken away from a session: its events as a table, a member's own as a PDF.

Knows headers and file names; who may have what, and what of it, is decided below.
"""

from collections.abc import Iterator

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from learning.exchange.tables import BEGINNING, write_row
from learning.operations.session_exports import EventExport, export_events, open_portfolio
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.portfolio import make_portfolio
from learning.web.portfolio_print import print_portfolio

blueprint = Blueprint("session_exports", __name__)
HEADINGS = ("number", "time (UTC)", "person", "side", "team", "event", "position", "details")


@blueprint.get("/sessions/<session_id>/events.csv")
@signed_in
def show_events(session_id: str) -> ResponseReturnValue:
    """Give all events of a session to whoever runs it, line by line as they are read."""
    exported = export_events(current_site(), current_viewer(), session_id)
    response = Response(_write(exported), content_type="text/csv; charset=utf-8")
    name = f"session-{exported.code}-events.csv"
    return attach(response, name, kept=False)


@blueprint.get("/sessions/<session_id>/portfolio.pdf")
@signed_in
def show_portfolio(session_id: str) -> ResponseReturnValue:
    """Give a member what they can keep of their own, as a file to keep or print."""
    site = current_site()
    page = make_portfolio(open_portfolio(site, current_viewer(), session_id))
    printed = print_portfolio(page, made_at=site.clock())
    response = Response(printed, content_type="application/pdf")
    return attach(response, "shared-session.pdf", kept=False)


def _write(exported: EventExport) -> Iterator[str]:
    yield BEGINNING + write_row(HEADINGS)
    for each in exported.lines:
        at = each.at.isoformat(timespec="milliseconds")
        first = (str(each.seq), at, each.name, each.side, each.team)
        yield write_row((*first, each.act, each.position, each.details))
