"""Coming into a cohort by its code, and leaving one."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound
from learning.operations import cohort_joining
from learning.operations.session_codes import read_code
from learning.storage.cohorts import TEACHER
from learning.web.current import current_site, current_viewer
from learning.web.forms.sessions import LONGEST_CODE
from learning.web.guards import signed_in
from learning.web.pages.cohorts import HOME, list_courses, say_days

blueprint = Blueprint("cohort_joining", __name__, url_prefix=HOME)


@blueprint.get("/join")
@signed_in
def show_join() -> str:
    """Ask for the code of a cohort."""
    return render_template("cohorts/join.html", typed="", error="")


@blueprint.post("/join")
@signed_in
def find() -> ResponseReturnValue:
    """Lead from a code to the page that says whose it is."""
    typed = request.form.get("code", "").strip()[:LONGEST_CODE]
    try:
        code = cohort_joining.find_code(current_site(), current_viewer(), typed)
    except NotFound as unknown:
        return render_template("cohorts/join.html", typed=typed, error=str(unknown)), 422
    return redirect(f"{HOME}/join/{code}", 303)


@blueprint.get("/join/<code>")
@signed_in
def show_invitation(code: str) -> ResponseReturnValue:
    """Say whose cohort this is and who will see what, before anybody joins it."""
    try:
        found = cohort_joining.read_invitation(current_site(), current_viewer(), code)
    except NotFound as unknown:
        typed = code[:LONGEST_CODE]
        return render_template("cohorts/join.html", typed=typed, error=str(unknown)), 404
    cohort = found.cohort
    if found.role == TEACHER:
        return redirect(f"{HOME}/{cohort.row.id}/people", 303)
    return render_template(
        "cohorts/invitation.html",
        name=cohort.row.name,
        teachers=cohort.teachers,
        courses=tuple(list_courses(cohort)),
        days=say_days(cohort.row.opens, cohort.row.closes),
        code=read_code(code),
        there=found.role is not None,
        over=found.is_over,
    )


@blueprint.post("/join/<code>")
@signed_in
def join(code: str) -> ResponseReturnValue:
    """Come into a cohort."""
    name = cohort_joining.join(current_site(), current_viewer(), code)
    flash(f"You are in {name} now.", "good")
    return redirect(HOME, 303)


@blueprint.post("/<cohort_id>/leave")
@signed_in
def leave(cohort_id: str) -> ResponseReturnValue:
    """Leave a cohort that one learns in."""
    name = cohort_joining.leave(current_site(), current_viewer(), cohort_id)
    flash(
        f"You have left {name}. What you did stays yours, and its teachers see it no more.", "good"
    )
    return redirect(HOME, 303)
