"""My progress. Knows one operation and one page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning.operations.progress import my_progress
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.progress import make_progress

blueprint = Blueprint("progress", __name__)


@blueprint.get("/progress")
@signed_in
def show() -> ResponseReturnValue:
    """Show what this learner has done."""
    page = make_progress(my_progress(current_site(), current_viewer()))
    return render_template("progress/progress.html", page=page)
