"""The people of a cohort: the list, one of them, co-teachers, and the roster in and out."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput, Stale
from learning.operations import cohort_people, cohort_rosters
from learning.operations.accounts import Viewer
from learning.operations.cohorts import load_cohort
from learning.operations.site import Site
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.forms.cohorts import read_given, refill
from learning.web.guards import educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.cohort_rosters import make_roster, unwrap
from learning.web.pages.cohorts import HOME, make_people, make_person

blueprint = Blueprint("cohort_people", __name__, url_prefix=f"{HOME}/<cohort_id>")
EMPTY = FormPage({}, {})
Change = Callable[[Site, Viewer, str], None]
NOTHING_SENT = "Choose a file, or paste the lines of a table"


@blueprint.get("/people")
@educator
def show(cohort_id: str) -> str:
    """Show who is in a cohort, and who is expected."""
    return _people(cohort_id, EMPTY)


@blueprint.post("/teachers")
@educator
def add_teacher(cohort_id: str) -> ResponseReturnValue:
    """Let another educator teach the cohort."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        cohort_people.add_teacher(site, viewer, cohort_id, email=request.form.get("email", ""))

    return _change(cohort_id, change, said="They teach this cohort now, and see what you see.")


@blueprint.post("/expected/withdraw")
@educator
def withdraw(cohort_id: str) -> ResponseReturnValue:
    """Expect an address no more."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        cohort_people.withdraw(site, viewer, cohort_id, email=request.form.get("expected", ""))

    return _change(cohort_id, change, said="They are expected no more.")


@blueprint.get("/people/<person_id>")
@educator
def show_person(cohort_id: str, person_id: str) -> str:
    """Show one of the cohort, and what they are given in it."""
    return _person(cohort_id, person_id, EMPTY)


@blueprint.post("/people/<person_id>")
@educator
def change_person(cohort_id: str, person_id: str) -> ResponseReturnValue:
    """Give a learner dates and time of their own."""
    try:
        given = read_given(request.form)
        cohort_people.change_person(
            current_site(), current_viewer(), cohort_id, person_id=person_id, given=given
        )
    except InvalidInput as error:
        return _person(cohort_id, person_id, refill(request.form, error.fields)), 422
    flash("This is saved, and counts in attempts under way too.", "good")
    return redirect(f"{HOME}/{cohort_id}/people/{person_id}", 303)


@blueprint.post("/people/<person_id>/take-out")
@educator
def take_out(cohort_id: str, person_id: str) -> ResponseReturnValue:
    """Take somebody out of the cohort."""
    site, viewer = current_site(), current_viewer()
    try:
        cohort_people.take_out(site, viewer, cohort_id, person_id=person_id)
    except InvalidInput as error:
        return _person(cohort_id, person_id, FormPage({}, error.fields)), 422
    flash("They are out of the cohort. What they did stays theirs.", "good")
    itself = person_id == viewer.person_id and not viewer.is_admin
    return redirect(HOME if itself else f"{HOME}/{cohort_id}/people", 303)


@blueprint.get("/roster")
@educator
def show_roster(cohort_id: str) -> str:
    """Ask for a roster."""
    view = load_cohort(current_site(), current_viewer(), cohort_id)
    return render_template("cohorts/roster.html", page=make_roster(view, b"", form=EMPTY))


@blueprint.post("/roster")
@educator
def preview_roster(cohort_id: str) -> ResponseReturnValue:
    """Say what a roster would do; nothing is stored."""
    sent = request.files.get("file")
    data = b""
    if sent:
        # A large one lies in a temporary file without a name until it is closed.
        data = sent.read()
        sent.close()
    data = data or request.form.get("pasted", "").encode()
    return _preview(cohort_id, data, EMPTY if data.strip() else FormPage({}, {"": NOTHING_SENT}))


@blueprint.post("/roster/confirm")
@educator
def take_roster(cohort_id: str) -> ResponseReturnValue:
    """Take a roster in as it was shown."""
    data = unwrap(request.form.get("roster", ""))
    try:
        done = cohort_rosters.take_roster(
            current_site(),
            current_viewer(),
            cohort_id,
            data=data,
            digest=request.form.get("digest", ""),
        )
    except InvalidInput as error:
        return _preview(cohort_id, data, FormPage({}, {"": next(iter(error.fields.values()))}))
    except Stale as overtaken:
        return _preview(cohort_id, data, FormPage({}, {"": str(overtaken)}))
    flash(f"The roster is taken in: {cohort_rosters.say_done(done)}.", "good")
    return redirect(f"{HOME}/{cohort_id}/people", 303)


@blueprint.post("/roster.csv")
@educator
def export_roster(cohort_id: str) -> Response:
    """Send the roster as a table."""
    written = cohort_rosters.export_roster(current_site(), current_viewer(), cohort_id)
    return attach(
        Response(written, content_type="text/csv; charset=utf-8"), "roster.csv", kept=False
    )


def _preview(cohort_id: str, data: bytes, form: FormPage) -> ResponseReturnValue:
    plan = cohort_rosters.preview_roster(current_site(), current_viewer(), cohort_id, data=data)
    page = make_roster(plan.cohort, data, form=form, plan=plan if data.strip() else None)
    status = 422 if form.errors or plan.faults else 200
    return render_template("cohorts/roster.html", page=page), status


def _change(cohort_id: str, act: Change, *, said: str) -> ResponseReturnValue:
    try:
        act(current_site(), current_viewer(), cohort_id)
    except InvalidInput as error:
        return _people(cohort_id, refill(request.form, error.fields)), 422
    flash(said, "good")
    return redirect(f"{HOME}/{cohort_id}/people", 303)


def _people(cohort_id: str, form: FormPage) -> str:
    people = cohort_people.list_people(current_site(), current_viewer(), cohort_id)
    return render_template("cohorts/people.html", page=make_people(people, form))


def _person(cohort_id: str, person_id: str, form: FormPage) -> str:
    site, viewer = current_site(), current_viewer()
    view, row = cohort_people.find_person(site, viewer, cohort_id, person_id=person_id)
    kept = "" if cohort_people.may_take_out(viewer, view.row, person_id) else cohort_people.MAKER
    return render_template("cohorts/person.html", page=make_person(view, row, form, kept=kept))
