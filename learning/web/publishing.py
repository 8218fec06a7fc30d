"""Publishing and marking again, for educators: seen first, then confirmed with what was seen.

Knows operations and their pages.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound, Stale
from learning.operations import editing
from learning.operations.moments import find_zone
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.publishing import (
    make_edits,
    make_marks,
    make_publishing,
    say_marked,
    say_published,
)

blueprint = Blueprint("publishing", __name__)


@blueprint.get("/publishing")
@educator
def show() -> ResponseReturnValue:
    """Show what publishing would do."""
    site, viewer = current_site(), current_viewer()
    try:
        forecast = editing.look_ahead(site, viewer)
    except NotFound as error:
        return render_template("publishing/nowhere.html", why=str(error))
    page = make_publishing(forecast, editing.list_older(site, viewer))
    return render_template("publishing/publishing.html", page=page)


@blueprint.post("/publishing")
@educator
def publish() -> ResponseReturnValue:
    """Publish what the page has shown; where files have changed since, show that instead."""
    site, viewer = current_site(), current_viewer()
    published = editing.publish_seen(site, viewer, request.form.get("digest", ""))
    if published.stored:
        flash(say_published(published.forecast), "good")
        return redirect("/publishing/done", 303)
    older = editing.list_older(site, viewer)
    page = make_publishing(published.forecast, older, overtaken=True)
    return render_template("publishing/publishing.html", page=page), 409


@blueprint.get("/publishing/done")
@educator
def show_done() -> ResponseReturnValue:
    """Show what was published, withdrawn and marked again lately."""
    site = current_site()
    edits = make_edits(editing.list_edits(site, current_viewer()), find_zone(site))
    return render_template("publishing/done.html", edits=edits)


@blueprint.get("/publishing/marks/<path:path>")
@educator
def show_marks(path: str) -> ResponseReturnValue:
    """Show what marking a module's finished attempts again would change."""
    foreseen = editing.look_at_marks(current_site(), current_viewer(), path)
    return render_template("publishing/marks.html", page=make_marks(foreseen))


@blueprint.post("/publishing/marks/<path:path>")
@educator
def mark(path: str) -> ResponseReturnValue:
    """Mark again what the page has shown; where that has changed since, show it instead."""
    site, viewer = current_site(), current_viewer()
    try:
        foreseen = editing.remark_seen(site, viewer, path, digest=request.form.get("digest", ""))
    except Stale:
        foreseen = editing.look_at_marks(site, viewer, path)
        page = make_marks(foreseen, overtaken=True)
        return render_template("publishing/marks.html", page=page), 409
    flash(say_marked(foreseen), "good")
    return redirect("/publishing/done", 303)
