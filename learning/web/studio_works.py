"""One work of the studio: its files, pictures and people. Who may is decided below."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations import studio, studio_files, studio_people
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.studio import NewFile
from learning.operations.studio_begin import begin_file
from learning.operations.studio_findings import check_work
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_works import look_at_work
from learning.web.current import current_site, current_viewer
from learning.web.forms.studio import is_script
from learning.web.guards import educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.studio import make_work
from learning.web.pages.studio_edit import paste_medium
from learning.web.pages.studio_files import make_file, say_references

blueprint = Blueprint("studio_works", __name__, url_prefix="/studio")
TYPED = ("kind", "title", "begin", "email")
Change = Callable[[Site, Viewer, str], None]


@blueprint.get("/works/<path:prefix>")
@educator
def show(prefix: str) -> str:
    """Show one work with its files and people."""
    return _work_page(prefix, FormPage({}, {}))


@blueprint.post("/add/<path:prefix>")
@educator
def add(prefix: str) -> ResponseReturnValue:
    """Add a file of text, and open it."""
    new = NewFile(request.form.get("kind", ""), request.form.get("title", ""))
    blank = request.form.get("begin") == "blank"
    try:
        path = begin_file(current_site(), current_viewer(), prefix, new=new, blank=blank)
    except InvalidInput as error:
        return _work_page(prefix, _typed(error)), 422
    return redirect(f"/studio/edit/{path}", 303)


@blueprint.post("/check-all/<path:prefix>")
@educator
def check_all(prefix: str) -> ResponseReturnValue:
    """Check all files of a work; what is found stays on its page."""
    check_work(current_site(), current_viewer(), prefix)
    flash("All files are checked.", "good")
    return redirect(f"/studio/works/{prefix}", 303)


@blueprint.post("/media/<path:prefix>")
@educator
def upload(prefix: str) -> ResponseReturnValue:
    """Put a picture, sound or video into a work; `then` is the file that is to show it."""
    sent, then = request.files.get("file"), request.form.get("then", "")
    name, data = (sent.filename or "", sent.read()) if sent else ("", b"")
    try:
        path = studio.add_medium(current_site(), current_viewer(), prefix, name=name, data=data)
    except InvalidInput as error:
        if is_script(request):
            return jsonify(state="refused", message=str(error)), 422
        return _work_page(prefix, _typed(error)), 422
    own = find_prefix(then) == prefix
    paste = paste_medium(then if own else prefix, path)
    if is_script(request):
        return jsonify(state="added", path=path, paste=paste)
    flash(f"Added. To show it, write {paste} with what it shows between [ and ].", "good")
    return redirect(f"/studio/edit/{then}" if own else f"/studio/works/{prefix}", 303)


@blueprint.get("/files/<path:path>")
@educator
def show_file(path: str) -> str:
    """Show what a file is called and what leads to it."""
    return _file_page(path, FormPage({}, {}))


@blueprint.post("/rename/<path:path>")
@educator
def rename(path: str) -> ResponseReturnValue:
    """Give a file another name."""
    name = request.form.get("name", "")
    try:
        to, left = studio_files.rename_file(current_site(), current_viewer(), path, name=name)
    except InvalidInput as error:
        return _file_page(path, FormPage({"name": name}, error.fields)), 422
    flash(f"Its name is {to} now. {say_references(left)}".strip(), "warn" if left else "good")
    return redirect(f"/studio/works/{find_prefix(path)}", 303)


@blueprint.post("/remove/<path:path>")
@educator
def remove(path: str) -> ResponseReturnValue:
    """Take a file out of its work; it can be brought back."""
    try:
        left = studio_files.remove_file(current_site(), current_viewer(), path)
    except InvalidInput as error:
        return _file_page(path, FormPage({}, error.fields)), 422
    flash(f"{path} is removed. {say_references(left)}".strip(), "warn" if left else "good")
    return redirect(f"/studio/works/{find_prefix(path)}", 303)


@blueprint.get("/people/<path:prefix>")
@educator
def show_people(prefix: str) -> ResponseReturnValue:
    """Lead to the people of a work, which are on its page."""
    return redirect(f"/studio/works/{prefix}#people", 303)


@blueprint.post("/share/<path:prefix>")
@educator
def share(prefix: str) -> ResponseReturnValue:
    """Let another educator write a work too."""
    act = partial(studio_people.add_editor, email=request.form.get("email", ""))
    return _change(prefix, act, said="They can write it too now.")


@blueprint.post("/unshare/<path:prefix>")
@educator
def unshare(prefix: str) -> ResponseReturnValue:
    """Let somebody write a work no longer."""
    act = partial(studio_people.drop_editor, person_id=request.form.get("person", ""))
    return _change(prefix, act, said="They cannot write it any more. What they wrote stays.")


@blueprint.post("/hand-over/<path:prefix>")
@educator
def hand_over(prefix: str) -> ResponseReturnValue:
    """Make one of its editors the owner of a work."""
    act = partial(studio_people.hand_over, person_id=request.form.get("person", ""))
    return _change(prefix, act, said="It belongs to them now. You can still write it.")


@blueprint.post("/review-needed/<path:prefix>")
@educator
def need_review(prefix: str) -> ResponseReturnValue:
    """Ask for a second educator before a work is published, or no longer."""
    on = request.form.get("on") == "yes"
    said = "A second educator has to agree" if on else "You can publish it without a review"
    return _change(prefix, partial(studio_people.need_review, on=on), said=f"{said}.")


def _change(prefix: str, act: Change, *, said: str) -> ResponseReturnValue:
    try:
        act(current_site(), current_viewer(), prefix)
    except InvalidInput as error:
        return _work_page(prefix, _typed(error)), 422
    flash(said, "good")
    return redirect(f"/studio/works/{prefix}", 303)


def _typed(error: InvalidInput) -> FormPage:
    return FormPage({name: request.form.get(name, "") for name in TYPED}, error.fields)


def _work_page(prefix: str, form: FormPage) -> str:
    site = current_site()
    view = look_at_work(site, current_viewer(), prefix)
    page = make_work(view, form, today=site.clock().date())
    return render_template("studio/work.html", page=page)


def _file_page(path: str, form: FormPage) -> str:
    view = studio_files.look_at_file(current_site(), current_viewer(), path)
    return render_template("studio/file.html", page=make_file(view, form))
