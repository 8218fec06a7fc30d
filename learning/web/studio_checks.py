"""What the checker says of a text that is being written, as data for the editor's script."""

from flask import Blueprint, Flask, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from learning.errors import Stale
from learning.operations.site import Site
from learning.operations.studio_checks import StudioChecks
from learning.web.current import current_viewer
from learning.web.guards import educator
from learning.web.pages.studio_checks import tell_checked

CHECKS = "learning.studio_checks"
AGAIN = 2

blueprint = Blueprint("studio_checks", __name__, url_prefix="/studio")


def add_studio_checks(app: Flask, site: Site) -> None:
    """Keep what checking needs in this process; nothing is started before somebody writes."""
    app.extensions[CHECKS] = StudioChecks(site)


def prepare_checks() -> None:
    """Be ready for the first check of somebody who is about to write."""
    checks: StudioChecks = current_app.extensions[CHECKS]
    checks.children.prepare()


@blueprint.post("/check/<path:path>")
@educator
def check(path: str) -> ResponseReturnValue:
    """Check a text; with `whole`, also by playing it through."""
    checks: StudioChecks = current_app.extensions[CHECKS]
    text, is_whole = request.form.get("text", ""), "whole" in request.form
    try:
        checked = checks.check(current_viewer(), path, text, is_whole=is_whole)
    except Stale as error:
        return jsonify(message=str(error)), 429, {"Retry-After": str(AGAIN)}
    return jsonify(tell_checked(path, checked))
