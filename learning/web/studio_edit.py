"""The editor: one file of a work as a form, its saves, and what to do where two authors clash.

A page without scripts gets pages; a script that asks for JSON gets the same answers as data.
"""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput, Stale
from learning.operations import studio, studio_files, studio_history, studio_saving
from learning.operations.accounts import Viewer
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.studio_findings import check_file
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_saving import Clashing, Saved, Sent
from learning.operations.studio_store import tidy_text
from learning.operations.studio_versions import bring_version_back
from learning.web.current import current_site, current_viewer, viewer_or_none
from learning.web.forms.studio import is_script, read_number, read_sent, read_settled
from learning.web.guards import educator
from learning.web.pages.studio_edit import make_clash, make_edit, say_saved, tell_clash
from learning.web.pages.studio_files import make_history
from learning.web.security import let_hold_frames
from learning.web.studio_checks import prepare_checks

blueprint = Blueprint("studio_edit", __name__, url_prefix="/studio")
# The preview and the map stand beside the text.
blueprint.after_request(let_hold_frames)


@blueprint.context_processor
def tell_author() -> dict[str, str]:
    """Let the page say whose text it is: what a tab keeps of it is nobody else's."""
    viewer = viewer_or_none()
    return {"me": viewer.person_id if viewer else ""}


@blueprint.get("/edit/<path:path>")
@educator
def show(path: str) -> str:
    """Show a file in the editor; with `check`, what the checker says of it."""
    site, viewer = current_site(), current_viewer()
    prepare_checks()
    findings = check_file(site, viewer, path) if "check" in request.args else None
    draft = studio.read_file(site, viewer, path)
    work = studio.open_work(site, viewer, draft.prefix)
    page = make_edit(work, draft, request_id=site.new_id(), findings=findings)
    template = "studio/gone.html" if draft.gone else "studio/edit.html"
    return render_template(template, page=page)


@blueprint.post("/edit/<path:path>")
@educator
def save(path: str) -> ResponseReturnValue:
    """Save a text; what clashes with another save is shown, and nothing stored."""
    sent = read_sent(request.form)
    return _answer(path, sent, lambda: studio_saving.save_text(*_who(), path, sent=sent))


@blueprint.post("/settle/<path:path>")
@educator
def settle(path: str) -> ResponseReturnValue:
    """Save a text as its clashes were decided."""
    sent, settled = read_sent(request.form), read_settled(request.form)
    return _answer(
        path, sent, lambda: studio_saving.settle(*_who(), path, sent=sent, shown=settled)
    )


def _who() -> tuple[Site, Viewer]:
    return current_site(), current_viewer()


def _answer(path: str, sent: Sent, save: Callable[[], Saved | Clashing]) -> ResponseReturnValue:
    """Answer what came of saving, as data to a script and as a page to everybody else."""
    try:
        outcome = save()
    except InvalidInput as error:
        return _refuse(path, sent, " ".join(error.fields.values()))
    except Stale as error:
        return _tell_gone(path, sent, str(error))
    if isinstance(outcome, Clashing):
        return _show_clash(path, outcome)
    joined = outcome.text != tidy_text(sent.text)
    words = say_saved(outcome.by) if joined else "Saved."
    if is_script(request):
        text = outcome.text if joined else None
        return jsonify(state="saved", no=outcome.no, text=text, message=words)
    flash(words, "good")
    query = "?check=1#findings" if request.form.get("then") == "check" else ""
    return redirect(f"/studio/edit/{path}{query}", 303)


def _refuse(path: str, sent: Sent, why: str) -> ResponseReturnValue:
    """Show what was typed again, with what stands in the way."""
    if is_script(request):
        return jsonify(state="refused", message=why), 422
    site, viewer = _who()
    draft = studio.read_file(site, viewer, path)
    work = studio.open_work(site, viewer, draft.prefix)
    typed = replace(draft, text=sent.text, no=sent.base)
    page = replace(make_edit(work, typed, request_id=site.new_id()), error=why)
    return render_template("studio/edit.html", page=page), 422


def _tell_gone(path: str, sent: Sent, why: str) -> ResponseReturnValue:
    """Keep a text whose file was removed: it can be brought back with it."""
    if is_script(request):
        return jsonify(state="gone", message=why), 409
    site, viewer = _who()
    draft = replace(studio.read_file(site, viewer, path), text=sent.text, no=sent.base)
    work = studio.open_work(site, viewer, draft.prefix)
    page = replace(make_edit(work, draft, request_id=site.new_id()), error=why)
    return render_template("studio/gone.html", page=page), 409


def _show_clash(path: str, clash: Clashing) -> ResponseReturnValue:
    if is_script(request):
        return jsonify(tell_clash(clash)), 409
    page = make_clash(path, find_prefix(path), clash, request_id=current_site().new_id())
    return render_template("studio/clash.html", page=page), 409


@blueprint.post("/restore/<path:path>")
@educator
def restore(path: str) -> ResponseReturnValue:
    """Bring a file that was removed back, and save the text on the page as any other."""
    sent = read_sent(request.form)
    studio_files.restore_file(*_who(), path)
    flash("The file is back.", "good")
    return _answer(path, sent, lambda: studio_saving.save_text(*_who(), path, sent=sent))


@blueprint.get("/history/<path:path>")
@educator
def show_history(path: str) -> str:
    """Show the saves of a file; with `no`, what changed since that one."""
    site, viewer = _who()
    no = read_number(request.args.get("no", "")) or None
    past = studio_history.look_back(site, viewer, path, no=no)
    page = make_history(past, find_zone(site))
    return render_template("studio/history.html", page=page)


@blueprint.post("/bring-back/<path:path>")
@educator
def bring_back(path: str) -> ResponseReturnValue:
    """Save the text of an earlier save anew, or that of a version that was published."""
    if version := request.form.get("version", ""):
        bring_version_back(*_who(), path, version=version)
    else:
        studio_history.bring_back(*_who(), path, no=read_number(request.form.get("no", "")))
    flash("That text is the newest save now. The one before it is kept too.", "good")
    return redirect(f"/studio/edit/{path}", 303)
