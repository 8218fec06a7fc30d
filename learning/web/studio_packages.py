"""Zip files of works: taken away, and brought in once it was seen what that would do.

Knows forms and addresses. A zip file lies nowhere between the two pages: a small one goes along in
the form, a larger one is chosen again, and either has to be the one that was looked at.
"""

from base64 import b64decode, b64encode
from binascii import Error

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.operations.studio_export import export_work
from learning.operations.studio_packages import (
    Imported,
    PackageLook,
    Refused,
    Upload,
    import_package,
    look_at_package,
)
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.studio_packages import EMPTY, Sent, make_look, make_refused

blueprint = Blueprint("studio_packages", __name__, url_prefix="/studio")
# With base64 a third more, and still a field that is taken (`MAX_BODY` in web/security.py).
MOST_KEPT = 180 * 1024


@blueprint.post("/export/<path:prefix>")
@educator
def export(prefix: str) -> ResponseReturnValue:
    """Give a work, or what the content folder has, as a zip file."""
    data = export_work(current_site(), current_viewer(), prefix)
    # What is there has a plain name; anything else was not found.
    name = prefix.rpartition("/")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.zip"',
        "Cache-Control": "no-store",
    }
    return Response(data, content_type="application/zip", headers=headers)


@blueprint.get("/import")
@educator
def show_import() -> str:
    """Show the form that takes a zip file."""
    return render_template("studio/import.html", page=EMPTY)


@blueprint.post("/import")
@educator
def look() -> ResponseReturnValue:
    """Show what a zip file would do, or every fault in it."""
    upload = _read_upload()
    looked = look_at_package(current_site(), current_viewer(), upload)
    if isinstance(looked, Refused):
        return _refuse(looked, upload)
    return _show(looked, upload)


@blueprint.post("/import/confirm")
@educator
def confirm() -> ResponseReturnValue:
    """Take in what was shown; where something changed since, show that instead."""
    upload, digest = _read_upload(), request.form.get("digest", "")
    done = import_package(current_site(), current_viewer(), upload, digest=digest)
    match done:
        case Imported(prefixes):
            flash("It is brought in. Learners see it once it is published.", "good")
            one = len(prefixes) == 1
            return redirect(f"/studio/works/{prefixes[0]}" if one else "/studio", 303)
        case Refused():
            return _refuse(done, upload)
        case PackageLook():
            return _show(done, upload, overtaken=True), 409


def _read_upload() -> Upload:
    sent = request.files.get("file")
    data = b""
    if sent:
        # A large one lies in a temporary file without a name until it is closed.
        data = sent.read()
        sent.close()
    if not data:
        try:
            data = b64decode(request.form.get("kept", ""), validate=True)
        except (Error, ValueError):
            data = b""
    return Upload(data, " ".join(request.form.get("title", "").split()))


def _refuse(refused: Refused, upload: Upload) -> ResponseReturnValue:
    status = 409 if refused.clashes else 422
    return render_template("studio/import.html", page=make_refused(refused, _keep(upload))), status


def _show(looked: PackageLook, upload: Upload, *, overtaken: bool = False) -> str:
    page = make_look(looked, _keep(upload), overtaken=overtaken)
    return render_template("studio/import_preview.html", page=page)


def _keep(upload: Upload) -> Sent:
    kept = b64encode(upload.data).decode() if len(upload.data) <= MOST_KEPT else ""
    return Sent(kept, upload.title)
