"""Marking texts of the other side: what waits, one text with its rubric, and the marks taken.

Knows forms and addresses; who may mark what is decided below.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound, Stale
from learning.operations.marking import NOT_YOURS, Task, give_marks, open_task, show_desk
from learning.web.current import current_site, current_viewer
from learning.web.forms.marking import Given, read_given
from learning.web.guards import signed_in
from learning.web.pages.marking import HOME, make_desk, make_late, make_task

blueprint = Blueprint("marking", __name__, url_prefix=HOME)

THANKS = "Thank you. Whoever wrote this can read your marks and your words now."
KEPT = "Your marks are kept."


@blueprint.get("")
@signed_in
def show() -> str:
    """Show which texts wait to be marked, and what came of one's own."""
    page = make_desk(show_desk(current_site(), current_viewer()))
    return render_template("marking/desk.html", page=page)


@blueprint.get("/<text_id>")
@signed_in
def show_text(text_id: str) -> str:
    """Show a text to whoever may mark it."""
    task = open_task(current_site(), current_viewer(), text_id)
    if task.gone:
        raise NotFound(NOT_YOURS)
    return render_template("marking/task.html", page=make_task(task))


@blueprint.post("/<text_id>/mark")
@signed_in
def mark(text_id: str) -> ResponseReturnValue:
    """Take the marks and words that somebody gives a text."""
    site, viewer = current_site(), current_viewer()
    task = open_task(site, viewer, text_id)
    given = read_given(dict(request.form.lists()), task.rubric, own=task.own)
    points = given.whole
    if points is None:
        return _give_back(task, given)
    try:
        give_marks(site, viewer, task, points=points, words=given.words)
    except Stale as late:
        return _say_late(str(late), given)
    flash(KEPT if task.own else THANKS, "good")
    return redirect(HOME, 303)


def _give_back(task: Task, given: Given) -> ResponseReturnValue:
    if task.gone:
        return _say_late(task.gone, given)
    return render_template("marking/task.html", page=make_task(task, given)), 422


def _say_late(why: str, given: Given) -> ResponseReturnValue:
    return render_template("attempts/overtaken.html", page=make_late(why, given)), 409
