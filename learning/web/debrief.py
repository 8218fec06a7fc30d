"""The debrief of a finished attempt, the result of a quiz, and what was written, as a PDF.

Knows operations and their pages.
"""

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from learning.errors import NotAllowed, NotFound
from learning.operations.attempts import show_debrief
from learning.operations.catalogue import list_desks
from learning.operations.moments import find_zone
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.pages.ends import make_end
from learning.web.pages.handed_in import HandedInPage
from learning.web.pages.work import WorkPage, list_works
from learning.web.work_print import print_work

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
    page = replace(page, wrote=any(list_works(review.debrief)))
    if isinstance(page, HandedInPage):
        words = (*page.words, *filter(None, (review.withheld,)))
        page = replace(page, enough=review.enough, words=words, counts=review.counts)
    return render_template(template, page=page)


@blueprint.get("/attempts/<attempt_id>/written.pdf")
@signed_in
def show_written(attempt_id: str) -> ResponseReturnValue:
    """Give somebody the texts and plans that they wrote, once they have finished."""
    site, viewer = current_site(), current_viewer()
    review = show_debrief(site, viewer, attempt_id)
    works = tuple(list_works(review.debrief))
    if not works:
        raise NotFound("Nothing was written in this attempt")
    day = review.finished.astimezone(find_zone(site)).date()
    page = WorkPage(viewer.name, review.debrief.case_title, day, works)
    printed = print_work(page, made_at=site.clock())
    response = Response(printed, content_type="application/pdf")
    return attach(response, "what-i-wrote.pdf", kept=False)
