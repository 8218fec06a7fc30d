"""Each error is one status and one page; this is the only place that maps them.

An error page never asks the database when the database is what failed, and never shows a trace.
"""

from dataclasses import dataclass, replace

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, Unauthorized

from learning import errors
from learning.web.current import loaded_viewer
from learning.web.guards import is_for_programs
from learning.web.journal import log_fault, request_id
from learning.web.pages import errors as pages
from learning.web.pages.errors import ErrorPage, Words
from learning.web.redirects import sign_in_url
from learning.web.security import MAX_FILES, MAX_ROSTER, most_body

RETRY_SECONDS = 5
# RFC 6750, 3: what a program is told that comes without a token, or with a wrong one.
CHALLENGE = 'Bearer realm="Side by Side"'
KINDS: dict[type[errors.LearningError], tuple[int, Words]] = {
    errors.NotFound: (404, pages.NOT_FOUND),
    errors.NotAllowed: (403, pages.NOT_ALLOWED),
    errors.Stale: (409, pages.STALE),
    errors.InvalidInput: (422, pages.INVALID),
    errors.TooMany: (429, pages.TOO_MANY),
    errors.StorageBusy: (503, pages.BUSY),
    errors.ContentBroken: (500, pages.BROKEN),
}
STATUSES = {
    400: pages.BAD_REQUEST,
    401: pages.SIGNED_OUT,
    403: pages.FOREIGN,
    404: pages.NOT_FOUND,
    405: pages.WRONG_METHOD,
    413: pages.TOO_LARGE,
    414: pages.TOO_LONG_ADDRESS,
}
# Where files are sent, by how much is taken there.
TOO_LARGE_AT = {MAX_FILES: pages.TOO_LARGE_FILE, MAX_ROSTER: pages.TOO_LARGE_ROSTER}
# Where even the layout fails there is still a sentence and a reference.
BARE_PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Something went wrong – Side by Side</title></head>
<body><main><h1>Something went wrong on our side</h1><p>Reference: {reference}</p></main></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it will be answered."""

    status: int
    words: Words
    headers: tuple[tuple[str, str], ...] = ()
    message: str = ""
    details: tuple[str, ...] = ()
    reference: str | None = None


def add_errors(app: Flask) -> None:
    """Answer everything that is raised with a page."""
    app.register_error_handler(errors.LearningError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_fault)


def _answer_ours(error: errors.LearningError) -> Response:
    known = next((KINDS[each] for each in type(error).__mro__ if each in KINDS), None)
    if known is None:
        return _answer_fault(error)
    problem = Problem(*known)
    match error:
        case errors.TooMany():
            after = (("Retry-After", str(error.wait)),)
            problem = replace(problem, headers=after, message=str(error))
        case errors.StorageBusy():
            g.failing = True
            log_fault(error)
            problem = replace(problem, headers=(("Retry-After", str(RETRY_SECONDS)),))
        case errors.InvalidInput():
            problem = replace(problem, details=pages.describe_fields(error.fields))
        case errors.ContentBroken():
            problem = _show_findings(problem, error)
        case errors.NotAllowed():
            problem = replace(problem, message=str(error))
        case _:
            pass
    return _answer(problem)


def _show_findings(problem: Problem, error: errors.ContentBroken) -> Problem:
    """Tell educators what is wrong in the file; others get a reference to pass on."""
    log_fault(error)
    viewer = loaded_viewer()
    findings = tuple(str(each) for each in error.findings)
    told = findings if viewer and viewer.is_educator else ()
    return replace(problem, reference=request_id(), details=told)


def _answer_http(error: HTTPException) -> Response:
    original = getattr(error, "original_exception", None)
    if isinstance(original, errors.LearningError):
        return _answer_ours(original)
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if status not in STATUSES:
        return _answer_fault(original or error)
    words = pages.OLD_FORM if isinstance(error, CSRFError) else STATUSES[status]
    if words is pages.TOO_LARGE:
        words = TOO_LARGE_AT.get(most_body(request.path), words)
    allowed = getattr(error, "valid_methods", None)
    headers = (("Allow", ", ".join(sorted(allowed))),) if allowed else ()
    return _answer(Problem(status, words, headers=headers))


def _answer_fault(fault: Exception) -> Response:
    g.failing = True
    log_fault(fault)
    return _answer(Problem(500, pages.FAULT, reference=request_id()))


def _answer(problem: Problem) -> Response:
    if is_for_programs():
        return _tell_program(problem)
    try:
        text = render_template("errors/error.html", page=_show(problem))
    except Exception as fault:  # noqa: BLE001 (the edge: a page about a fault must not be one)
        log_fault(fault)
        text = BARE_PAGE.format(reference=request_id())
    response = make_response(text, problem.status)
    response.headers.extend(problem.headers)
    return response


def _tell_program(problem: Problem) -> Response:
    """Say it in JSON: in one line what is wrong, and all there is to know beside it."""
    said = problem.message or pages.TO_PROGRAMS.get(problem.status, problem.words.heading)
    known = {"error": said, "details": problem.details, "reference": problem.reference}
    response = jsonify({name: value for name, value in known.items() if value})
    response.status_code = problem.status
    response.headers.extend(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    if problem.status == Unauthorized.code:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def _show(problem: Problem) -> ErrorPage:
    words = problem.words
    paragraphs = (problem.message, *words.paragraphs) if problem.message else words.paragraphs
    page = ErrorPage(
        words.heading, paragraphs, reference=problem.reference, details=problem.details
    )
    if problem.status == Unauthorized.code:
        page = replace(page, sign_in=sign_in_url("/account"))
    return _keep(page, words) if request.method == "POST" and problem.status != 413 else page


def _keep(page: ErrorPage, words: Words) -> ErrorPage:
    """Keep what was typed. Only what this browser sent from our own page may be sent again."""
    try:
        kept = pages.keep_fields(request.form.items(multi=True))
    except (OSError, BadRequest):
        # What broke off on its way cannot be given back.
        return page
    if kept is None:
        return page
    page = replace(page, typed=pages.find_typed(kept))
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return replace(page, kept=kept, target=request.path) if words.resend and own else page
