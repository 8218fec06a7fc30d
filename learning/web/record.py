"""The record of who did what, for administrators: read page by page, or taken away as a table."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from learning.operations.moments import find_zone
from learning.operations.record import read_record, take_record
from learning.storage.audit import Asked
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.guards import administrator
from learning.web.pages.record import make_record, read_before, write_record

blueprint = Blueprint("record", __name__)


@blueprint.get("/record")
@administrator
def show() -> str:
    """Show the newest lines, of everything or about one person or thing."""
    site, asked = current_site(), _read_asked()
    found, more = read_record(site, current_viewer(), asked)
    page = make_record(found, asked, more=more, zone=find_zone(site))
    return render_template("people/record.html", page=page)


@blueprint.post("/record.csv")
@administrator
def take() -> ResponseReturnValue:
    """Send the lines asked for as a table."""
    found = take_record(current_site(), current_viewer(), _read_asked())
    response = Response(write_record(found), content_type="text/csv; charset=utf-8")
    return attach(response, "record.csv", kept=False)


def _read_asked() -> Asked:
    asked = request.values
    before = read_before(asked.get("before", ""))
    return Asked(asked.get("about", ""), asked.get("words", "").strip(), before)
