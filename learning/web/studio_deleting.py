"""Deleting a work: first a page that says what goes, or why it stays."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations.studio_deleting import delete_work, look_at_deletion
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.studio_deleting import make_deletion

blueprint = Blueprint("studio_deleting", __name__, url_prefix="/studio")


@blueprint.get("/delete/<path:prefix>")
@educator
def show(prefix: str) -> str:
    """Say what goes with a work, and ask."""
    return _page(prefix)


@blueprint.post("/delete/<path:prefix>")
@educator
def delete(prefix: str) -> ResponseReturnValue:
    """Delete a work, unless something stands in the way by now."""
    try:
        delete_work(current_site(), current_viewer(), prefix)
    except InvalidInput:
        return _page(prefix), 422
    flash(f"{prefix} is deleted.", "good")
    return redirect("/studio", 303)


def _page(prefix: str) -> str:
    view = look_at_deletion(current_site(), current_viewer(), prefix)
    return render_template("studio/delete.html", page=make_deletion(view))
