"""The studio: the list of works, something new, and what is taken over from the content folder.

The editor is in `studio_edit`, one work with its files and people in `studio_works`.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations.studio_begin import begin_work
from learning.operations.studio_list import list_studio
from learning.operations.studio_taking import copy_work, demand_on_disk, take_work
from learning.web.current import current_site, current_viewer
from learning.web.forms.studio import read_list
from learning.web.guards import administrator, educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.studio import BEGIN, NEW_KINDS, make_studio
from learning.web.studio_checks import prepare_checks

blueprint = Blueprint("studio", __name__, url_prefix="/studio")


@blueprint.get("")
@educator
def show() -> str:
    """Show the works that one may write, and what the content folder has besides."""
    site, viewer = current_site(), current_viewer()
    prepare_checks()
    view, today = list_studio(site, viewer), site.clock().date()
    page = make_studio(view, read_list(request.args), viewer, today=today)
    return render_template("studio/studio.html", page=page)


@blueprint.get("/new")
@educator
def show_new() -> str:
    """Show the form of a new case or course."""
    return _new_page(FormPage({}, {}))


@blueprint.post("/new")
@educator
def make() -> ResponseReturnValue:
    """Make a case or course, and open its first file."""
    typed = {name: request.form.get(name, "") for name in ("kind", "title", "begin")}
    blank = typed["begin"] == "blank"
    try:
        prefix = begin_work(
            current_site(),
            current_viewer(),
            kind=typed["kind"],
            title=typed["title"],
            blank=blank,
        )
    except InvalidInput as error:
        return _new_page(FormPage(typed, error.fields)), 422
    flash(f"This is {prefix}. Nobody but you sees it before it is published.", "good")
    return redirect(f"/studio/works/{prefix}", 303)


@blueprint.get("/copy/<path:prefix>")
@educator
def show_copy(prefix: str) -> str:
    """Ask for the title of a copy."""
    demand_on_disk(current_site(), prefix)
    return render_template("studio/copy.html", prefix=prefix, form=FormPage({}, {}))


@blueprint.post("/copy/<path:prefix>")
@educator
def copy(prefix: str) -> ResponseReturnValue:
    """Make a work from what lies in the content folder, under a new title."""
    title = " ".join(request.form.get("title", "").split())
    try:
        made = copy_work(current_site(), current_viewer(), prefix, title=title)
    except InvalidInput as error:
        form = FormPage({"title": title}, error.fields)
        return render_template("studio/copy.html", prefix=prefix, form=form), 422
    flash(f"This is your copy, {made}. Nobody else sees it before it is published.", "good")
    return redirect(f"/studio/works/{made}", 303)


@blueprint.post("/take/<path:prefix>")
@administrator
def take(prefix: str) -> ResponseReturnValue:
    """Write in the studio from now on what lies in the content folder."""
    take_work(current_site(), current_viewer(), prefix)
    flash("It is written here from now on; its files on disk stay and count no more.", "good")
    return redirect(f"/studio/works/{prefix}", 303)


def _new_page(form: FormPage) -> str:
    return render_template("studio/new.html", form=form, kinds=NEW_KINDS, begin=BEGIN)
