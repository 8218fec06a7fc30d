"""Cohorts: the list of them, making one, its name and dates, its join code, putting it away.

Knows forms and addresses; whose a cohort is, is decided below.
"""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput, NotFound
from learning.operations import cohort_joining, cohorts
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.web.codes import draw_link
from learning.web.current import current_site, current_viewer
from learning.web.forms.cohorts import read_wanted, refill
from learning.web.guards import educator, signed_in
from learning.web.pages.accounts import FormPage
from learning.web.pages.cohorts import HOME, make_cards, make_mine, make_settings

blueprint = Blueprint("cohorts", __name__, url_prefix=HOME)
EMPTY = FormPage({}, {})
Change = Callable[[Site, Viewer, str], None]


@blueprint.get("")
@signed_in
def show() -> str:
    """Show the cohorts that one teaches, and those that one learns in."""
    site, viewer = current_site(), current_viewer()
    give = request.args.get("give", "")
    taught = make_cards(cohorts.list_cohorts(site, viewer), give) if viewer.is_educator else ()
    mine = make_mine(cohort_joining.list_mine(site, viewer))
    return render_template("cohorts/cohorts.html", taught=taught, mine=mine, give=give)


@blueprint.get("/new")
@educator
def show_new() -> str:
    """Show the form of a new cohort."""
    return render_template("cohorts/new.html", form=EMPTY)


@blueprint.post("/new")
@educator
def make() -> ResponseReturnValue:
    """Make a cohort, and lead to its people."""
    try:
        made = cohorts.make_cohort(current_site(), current_viewer(), read_wanted(request.form))
    except InvalidInput as error:
        return render_template("cohorts/new.html", form=refill(request.form, error.fields)), 422
    said = "The cohort is made. Bring people in by a roster or a code. Give it courses or cases."
    flash(said, "good")
    return redirect(f"{HOME}/{made}/people", 303)


@blueprint.get("/<cohort_id>/settings")
@educator
def show_settings(cohort_id: str) -> str:
    """Show the name and dates of a cohort, and the code people join it by."""
    return _settings(cohort_id, EMPTY)


@blueprint.post("/<cohort_id>/settings")
@educator
def change_settings(cohort_id: str) -> ResponseReturnValue:
    """Give a cohort another name and other dates."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        cohorts.rename(site, viewer, cohort_id, wanted=read_wanted(request.form))

    return _change(cohort_id, change, said="The name and dates are saved.")


@blueprint.post("/<cohort_id>/code")
@educator
def renew_code(cohort_id: str) -> ResponseReturnValue:
    """Let people join by a new code."""
    return _change(cohort_id, cohorts.renew_code, said="People join by this code from now on.")


@blueprint.post("/<cohort_id>/code/off")
@educator
def switch_code_off(cohort_id: str) -> ResponseReturnValue:
    """Let nobody join by a code."""
    return _change(cohort_id, cohorts.switch_code_off, said="Nobody can join by a code any more.")


@blueprint.get("/<cohort_id>/code.svg")
@educator
def draw_code(cohort_id: str) -> Response:
    """Draw the link of a cohort as a QR picture."""
    code = cohorts.load_cohort(current_site(), current_viewer(), cohort_id).row.join_code
    if code is None:
        raise NotFound("Nobody can join this cohort by a code")
    return draw_link(f"{request.url_root}cohorts/join/{code}")


@blueprint.post("/<cohort_id>/archive")
@educator
def archive(cohort_id: str) -> ResponseReturnValue:
    """Put a cohort away."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        cohorts.archive(site, viewer, cohort_id, on=True)

    return _change(cohort_id, change, said="The cohort is archived. Its pages stay here.")


@blueprint.post("/<cohort_id>/take-out")
@educator
def take_out(cohort_id: str) -> ResponseReturnValue:
    """Take a cohort out of the archive."""

    def change(site: Site, viewer: Viewer, cohort_id: str) -> None:
        cohorts.archive(site, viewer, cohort_id, on=False)

    return _change(cohort_id, change, said="The cohort is in use again.")


def _change(cohort_id: str, act: Change, *, said: str) -> ResponseReturnValue:
    try:
        act(current_site(), current_viewer(), cohort_id)
    except InvalidInput as error:
        return _settings(cohort_id, refill(request.form, error.fields)), 422
    flash(said, "good")
    return redirect(f"{HOME}/{cohort_id}/settings", 303)


def _settings(cohort_id: str, form: FormPage) -> str:
    view = cohorts.load_cohort(current_site(), current_viewer(), cohort_id)
    page = make_settings(view, form, root=request.url_root)
    return render_template("cohorts/settings.html", page=page)
