"""Certificates: asking for one's own, printing it, and checking anybody's by its code.

Knows addresses and headers; who may have one, and which codes are wrong, is decided below.
"""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotAllowed
from learning.operations import certificates
from learning.operations.codes import read_code
from learning.web.attachments import attach
from learning.web.certificate_print import print_certificate
from learning.web.current import current_site, current_viewer, viewer_or_none
from learning.web.guards import anyone, signed_in
from learning.web.pages.certificates import NO_CODE, make_certificate

blueprint = Blueprint("certificates", __name__)


@blueprint.post("/courses/<course>/certificate")
@signed_in
def issue(course: str) -> ResponseReturnValue:
    """Issue one's own certificate of a course and show it, or say why there is none."""
    path = f"courses/{course}/course.md"
    try:
        issued = certificates.issue(current_site(), current_viewer(), path)
    except NotAllowed as refused:
        flash(str(refused), "warn")
        return redirect(f"/courses/{course}", 303)
    return redirect(f"/certificates/{issued.code}", 303)


@blueprint.get("/certificates")
@anyone
def show_form() -> ResponseReturnValue:
    """Ask for a code, and lead on with one that was typed."""
    typed = request.args.get("code")
    if typed is None:
        return _private(render_template("certificates/form.html", typed="", error=None))
    code = read_code(typed)
    if code:
        return redirect(f"/certificates/{code}", 303)
    error = NO_CODE if typed.strip() else "Enter the code that is on the certificate"
    return _private(render_template("certificates/form.html", typed=typed, error=error), 422)


@blueprint.get("/certificates/<code>")
@anyone
def show(code: str) -> ResponseReturnValue:
    """Say whether a code stands for a valid certificate, a revoked one, or none."""
    meant = read_code(code)
    if meant and meant != code:
        return redirect(f"/certificates/{meant}", 303)
    address = request.remote_addr or ""
    found = certificates.verify(current_site(), code, address=address, viewer=viewer_or_none())
    if found is None:
        return _private(render_template("certificates/unknown.html", typed=code), 404)
    return _private(render_template("certificates/certificate.html", page=make_certificate(found)))


@blueprint.get("/certificates/<code>/pdf")
@signed_in
def show_print(code: str) -> ResponseReturnValue:
    """Give one's own certificate as a file to keep or print."""
    own = certificates.open_mine(current_site(), current_viewer(), code)
    url = f"{request.url_root}certificates/{own.code}"
    printed = print_certificate(make_certificate(own), url=url, issued_at=own.issued_at)
    response = Response(printed, content_type="application/pdf")
    return attach(response, f"certificate-{own.code}.pdf")


def _private(page: str, status: int = 200) -> Response:
    """Keep a page about a person out of caches and search engines."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
