"""Marking by a tutor: which texts of a cohort wait, one of them with its rubric, the marks taken.

Knows forms and addresses; whose texts a tutor may mark is decided below.
"""

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound, Stale
from learning.operations.moments import find_zone
from learning.operations.teaching_evidence import note_export
from learning.operations.tutor_marking import (
    NO_TEXT,
    Task,
    find_next,
    give_marks,
    load_marking,
    open_task,
)
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.forms.marking import Given
from learning.web.forms.tutor_marking import read_marks, read_no
from learning.web.guards import educator
from learning.web.pages.teaching_tables import write_tables
from learning.web.pages.tutor_marking import (
    answer_url,
    make_answers,
    make_late,
    make_marking,
    make_table,
    make_task,
)
from learning.web.pages.words import say_date

blueprint = Blueprint("tutor_marking", __name__, url_prefix="/cohorts")


@blueprint.get("/<cohort_id>/marking")
@educator
def show(cohort_id: str) -> str:
    """Show which texts of a cohort wait to be marked."""
    marking = load_marking(current_site(), current_viewer(), cohort_id)
    return render_template("teaching/marking.html", page=make_marking(marking))


@blueprint.post("/<cohort_id>/marking/csv")
@educator
def take(cohort_id: str) -> Response:
    """Send all marks of a cohort's texts as a table."""
    site, viewer = current_site(), current_viewer()
    marking = load_marking(site, viewer, cohort_id)
    note_export(site, viewer, cohort_id, what="marks", detail=marking.desk.cohort.name)
    table = write_tables([make_table(marking)])
    response = Response(table, content_type="text/csv; charset=utf-8")
    return attach(response, "marks.csv", kept=False)


@blueprint.get("/<cohort_id>/marking/<question>/<path:path>")
@educator
def show_answers(cohort_id: str, question: str, path: str) -> str:
    """Show the texts to one question, each with who has marked it."""
    marking = load_marking(current_site(), current_viewer(), cohort_id)
    for each in marking.questions:
        if (each.name, each.path) == (question, path):
            page = make_answers(marking, each, names=_wants_names())
            return render_template("teaching/answers.html", page=page)
    raise NotFound(NO_TEXT)


@blueprint.get("/<cohort_id>/answers/<attempt_id>/<question>")
@educator
def show_answer(cohort_id: str, attempt_id: str, question: str) -> str:
    """Show a text to whoever teaches its author."""
    key = (attempt_id, question)
    return _task_page(open_task(current_site(), current_viewer(), cohort_id, key=key))


@blueprint.post("/<cohort_id>/answers/<attempt_id>/<question>/mark")
@educator
def mark(cohort_id: str, attempt_id: str, question: str) -> ResponseReturnValue:
    """Take the marks and words that a tutor gives a text, and offer the next."""
    site, viewer = current_site(), current_viewer()
    task = open_task(site, viewer, cohort_id, key=(attempt_id, question))
    given = read_marks(dict(request.form.lists()), task.rubric)
    points = given.whole
    if points is None:
        return _task_page(task, given), 422
    try:
        give_marks(site, viewer, task, no=read_no(request.form), given=(points, given.words))
    except Stale as late:
        page = make_late(task, str(late), given)
        return render_template("attempts/overtaken.html", page=page), 409
    return redirect(_offer_next(cohort_id, task), 303)


def _offer_next(cohort_id: str, task: Task) -> str:
    """Say that marks are kept, and give where the next text is, or else all questions."""
    marking = load_marking(current_site(), current_viewer(), cohort_id)
    following = find_next(marking, task.row.path, task.name)
    if following is None:
        flash("Your marks are kept. No other text waits.", "good")
        return f"/cohorts/{cohort_id}/marking"
    flash("Your marks are kept. Here is the next text.", "good")
    shown = "?names=shown" if _wants_names() else ""
    line = following.line
    return f"{answer_url(cohort_id, line.attempt_id, line.question)}{shown}"


def _task_page(task: Task, given: Given | None = None) -> str:
    day = say_date(task.row.written_at.astimezone(find_zone(current_site())))
    page = make_task(task, zone_day=day, names=_wants_names(), given=given)
    return render_template("teaching/answer.html", page=page)


def _wants_names() -> bool:
    return request.args.get("names") == "shown"
