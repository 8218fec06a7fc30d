"""The debrief of a finished attempt, or the result of a quiz. Knows operations and their pages."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from learning.errors import NotAllowed
from learning.operations.attempts import show_debrief
from learning.operations.catalogue import list_desks
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.ends import make_end
from learning.web.pages.handed_in import HandedInPage

blueprint = Blueprint("debrief", __name__)


@blueprint.get("/attempts/<attempt_id>/debrief")
@signed_in
def show(attempt_id: str) -> ResponseReturnValue:
    """Show what came of the choices; before the ending, go back to where one is."""
    viewer = current_viewer()
    try:
        review = show_debrief(current_site(), viewer, attempt_id)
    except NotAllowed:
        return redirect(f"/attempts/{attempt_id}", 303)
    template, page = make_end(
        review.debrief,
        url=f"/attempts/{review.attempt_id}",
        path=review.path,
        side=review.role,
        desks=list_desks(current_site(), viewer, review.path),
    )
    if isinstance(page, HandedInPage):
        words = (*page.words, *filter(None, (review.withheld,)))
        page = replace(page, enough=review.enough, words=words, counts=review.counts)
    return render_template(template, page=page)
