"""What is held about whoever is signed in: an overview, each kind page by page, and a download.

Knows addresses and files; what is held, and what of it may be told, is decided below.
"""

from tempfile import SpooledTemporaryFile

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wsgi import wrap_file

from learning.operations.holdings import count_held, open_page, opened_export
from learning.operations.moments import find_zone
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.holdings_zip import write_zip
from learning.web.pages.holdings import make_overview, make_rows

blueprint = Blueprint("holdings", __name__)
# A larger download waits on the disk until it is sent.
IN_MEMORY = 4 * 1024 * 1024
LONGEST_NUMBER = 6


@blueprint.get("/account/data")
@signed_in
def show_overview() -> ResponseReturnValue:
    """List what is held about oneself."""
    held = make_overview(count_held(current_site(), current_viewer()))
    return render_template("holdings/overview.html", held=held)


@blueprint.get("/account/data/<topic>")
@signed_in
def show_rows(topic: str) -> ResponseReturnValue:
    """Show one page of one kind."""
    site = current_site()
    typed = request.args.get("page", "1")
    number = int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
    page = make_rows(open_page(site, current_viewer(), topic, number=number), find_zone(site))
    return render_template("holdings/rows.html", page=page)


@blueprint.post("/account/data.zip")
@signed_in
def download() -> ResponseReturnValue:
    """Give everything as one file; what is not sent yet lies in memory or in a nameless file."""
    site, viewer = current_site(), current_viewer()
    stream = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed once it is sent)
    try:
        with opened_export(site, viewer) as held:
            write_zip(held, stream, templates=current_app.jinja_env, zone=find_zone(site))
        size = stream.tell()
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    response = Response(
        wrap_file(request.environ, stream), content_type="application/zip", direct_passthrough=True
    )
    response.headers["Content-Length"] = str(size)
    return attach(response, "side-by-side.zip")
