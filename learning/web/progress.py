"""My progress. Knows what was done and what it shows, and one page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning.operations.evidence import my_evidence
from learning.operations.progress import my_progress
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.progress import make_progress

blueprint = Blueprint("progress", __name__)


@blueprint.get("/progress")
@signed_in
def show() -> ResponseReturnValue:
    """Show what this learner has done, and what their answers show."""
    site, viewer = current_site(), current_viewer()
    progress = my_progress(site, viewer)
    page = make_progress(progress, my_evidence(site, viewer, progress))
    return render_template("progress/progress.html", page=page)
