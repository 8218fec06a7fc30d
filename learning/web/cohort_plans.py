"""What a cohort does: the courses it takes, and the shared sessions that are planned for it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations import catalogue, cohort_courses, cohort_sessions
from learning.operations.accounts import Viewer
from learning.operations.cohort_sessions import Plan
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.team.session import Way
from learning.web.current import current_site, current_viewer
from learning.web.forms import sessions as forms
from learning.web.forms.cohorts import read_day, read_moment, refill
from learning.web.guards import educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.cohorts import HOME, make_courses, make_sessions
from learning.web.pages.session_open import PACES, WAYS

blueprint = Blueprint("cohort_plans", __name__, url_prefix=f"{HOME}/<cohort_id>")
EMPTY = FormPage({}, {})
Change = Callable[[Site, Viewer, str], None]
LEADS = (
    ("me", "I facilitate it", "You lead from a console: you reveal, extend, pause and answer."),
    ("nobody", "The teams work by themselves", "You start it, and it moves on when all are done."),
)


@blueprint.get("/courses")
@educator
def show_courses(cohort_id: str) -> str:
    """Show the courses of a cohort."""
    return _courses(cohort_id, EMPTY)


@blueprint.post("/courses")
@educator
def give_course(cohort_id: str) -> ResponseReturnValue:
    """Let the cohort take another course."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        path, due = request.form.get("path", ""), read_day(request.form, "due")
        cohort_courses.give_course(site, viewer, cohort_id, path=path, due=due)

    return _change(
        cohort_id, change, said="The cohort takes it. Its learners find it on their first page."
    )


@blueprint.post("/courses/due")
@educator
def set_due(cohort_id: str) -> ResponseReturnValue:
    """Say by which day a course is to be done."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        path, due = request.form.get("path", ""), read_day(request.form, "due")
        cohort_courses.set_due(site, viewer, cohort_id, path=path, due=due)

    return _change(cohort_id, change, said="The day is saved.")


@blueprint.post("/courses/move")
@educator
def move_course(cohort_id: str) -> ResponseReturnValue:
    """Put a course one place earlier or later."""
    by = 1 if request.form.get("way") == "later" else -1
    act = partial(cohort_courses.move_course, path=request.form.get("path", ""), by=by)
    return _change(cohort_id, act, said="The order is changed.")


@blueprint.post("/courses/take-away")
@educator
def take_course_away(cohort_id: str) -> ResponseReturnValue:
    """Let the cohort take a course no more."""
    act = partial(cohort_courses.take_course_away, path=request.form.get("path", ""))
    said = "The cohort takes it no more. Who was enrolled in a course stays enrolled."
    return _change(cohort_id, act, said=said)


@blueprint.get("/sessions")
@educator
def show_sessions(cohort_id: str) -> str:
    """Show the sessions of a cohort, and the form of another."""
    return _sessions(cohort_id, FormPage({"lead": "me", "pace": "live", "way": Way.AGREE}, {}))


@blueprint.post("/sessions")
@educator
def open_session(cohort_id: str) -> ResponseReturnValue:
    """Open a session for the cohort."""
    site, fields = current_site(), dict(request.form.lists())
    usual = {name: [value] for name, value in forms.begin_opening("").limits.items()}
    opening = forms.read_opening({**usual, **fields})
    try:
        if opening.errors:
            raise InvalidInput(opening.errors)
        plan = Plan(opening.path, opening.options, read_moment(request.form))
        name = forms.read_request(fields) or site.new_id()
        cohort_sessions.open_planned(site, current_viewer(), cohort_id, plan=plan, request_id=name)
    except InvalidInput as error:
        return _sessions(cohort_id, refill(request.form, error.fields)), 422
    flash("The session is open. The cohort's learners find it on their first page.", "good")
    return redirect(f"{HOME}/{cohort_id}/sessions", 303)


@blueprint.post("/sessions/time")
@educator
def set_time(cohort_id: str) -> ResponseReturnValue:
    """Plan a session for another time."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        wanted, local = request.form.get("session", ""), read_moment(request.form)
        cohort_sessions.set_time(site, viewer, cohort_id, session_id=wanted, local=local)

    return _change_session(cohort_id, change, said="The time is saved.")


@blueprint.post("/sessions/call-off")
@educator
def call_off(cohort_id: str) -> ResponseReturnValue:
    """Call a session off that has not begun."""
    act = partial(cohort_sessions.call_off, session_id=request.form.get("session", ""))
    return _change_session(cohort_id, act, said="The session is called off.")


def _change_session(cohort_id: str, act: Change, *, said: str) -> ResponseReturnValue:
    try:
        act(current_site(), current_viewer(), cohort_id)
    except InvalidInput as error:
        told = {"": next(iter(error.fields.values()))}
        return _sessions(cohort_id, FormPage({}, told)), 422
    flash(said, "good")
    return redirect(f"{HOME}/{cohort_id}/sessions", 303)


def _change(cohort_id: str, act: Change, *, said: str) -> ResponseReturnValue:
    try:
        act(current_site(), current_viewer(), cohort_id)
    except InvalidInput as error:
        return _courses(cohort_id, refill(request.form, error.fields)), 422
    flash(said, "good")
    return redirect(f"{HOME}/{cohort_id}/courses", 303)


def _courses(cohort_id: str, form: FormPage) -> str:
    found = cohort_courses.show_courses(current_site(), current_viewer(), cohort_id)
    page, asked = make_courses(found, form), request.args.get("give", "")
    return render_template("cohorts/courses.html", page=page, asked=asked)


def _sessions(cohort_id: str, form: FormPage) -> str:
    site, viewer = current_site(), current_viewer()
    view, found = cohort_sessions.list_sessions(site, viewer, cohort_id)
    cases = [(each.path, each.title) for each in catalogue.list_cases(site, viewer)]
    return render_template(
        "cohorts/sessions.html",
        cohort=view,
        url=f"{HOME}/{cohort_id}",
        rows=make_sessions(found, find_zone(site)),
        cases=[("", "Choose a case"), *cases],
        form=form,
        choices={"leads": LEADS, "paces": PACES, "ways": WAYS},
        request_id=form.value("request_id") or site.new_id(),
    )
