"""The map of a draft: its scenes and ways, with what there is to mend and how many come where."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning.operations.studio_map import draw_draft
from learning.web.current import current_viewer
from learning.web.guards import educator
from learning.web.pages.studio_map import make_studio_map
from learning.web.security import let_be_framed
from learning.web.studio_preview import current_previews

blueprint = Blueprint("studio_map", __name__, url_prefix="/studio/map")
# Beside the editor it stands in a frame of our own page.
blueprint.after_request(let_be_framed)


@blueprint.get("/<path:path>")
@educator
def show(path: str) -> ResponseReturnValue:
    """Show the map of a file as it was last saved."""
    page = make_studio_map(draw_draft(current_previews(), current_viewer(), path))
    return render_template("studio/map.html", page=page, beside="beside" in request.args)
