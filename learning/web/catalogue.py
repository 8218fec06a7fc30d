"""Cases and courses before they are played: lists, covers, the course desk, beginning.

Knows addresses and forms; what a person may open is decided below.
"""

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.operations import catalogue
from learning.operations.attempts import start
from learning.operations.calendar import write_calendar
from learning.operations.certificates import find_mine
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer, viewer_or_none
from learning.web.guards import anyone, signed_in
from learning.web.pages.catalogue import make_cover, show_cases, show_courses
from learning.web.pages.certificates import make_offer
from learning.web.pages.course import make_desk

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/cases")
@anyone
def list_cases() -> ResponseReturnValue:
    """Show every case as a card."""
    cards = catalogue.list_cases(current_site(), viewer_or_none())
    return render_template("catalogue/cases.html", page=show_cases(cards))


@blueprint.get("/courses")
@anyone
def list_courses() -> ResponseReturnValue:
    """Show every course as a card."""
    cards = catalogue.list_courses(current_site(), viewer_or_none())
    return render_template("catalogue/courses.html", page=show_courses(cards))


@blueprint.get("/cases/<slug>")
@anyone
def show_case(slug: str) -> ResponseReturnValue:
    """Show the cover of a case."""
    return _show_cover(f"cases/{slug}.md")


@blueprint.get("/courses/<course>/<module>")
@anyone
def show_lesson(course: str, module: str) -> ResponseReturnValue:
    """Show the cover of a module that belongs to a course."""
    return _show_cover(f"courses/{course}/{module}.md")


@blueprint.get("/courses/<course>")
@anyone
def show_course(course: str) -> ResponseReturnValue:
    """Show the course desk."""
    site, viewer = current_site(), viewer_or_none()
    desk = catalogue.show_course(site, viewer, f"courses/{course}/course.md")
    certificate = make_offer(desk, find_mine(site, viewer, desk)) if viewer else None
    page = replace(make_desk(desk, known=bool(viewer)), certificate=certificate)
    return render_template("catalogue/course.html", page=page)


@blueprint.get("/courses/<course>/calendar.ics")
@signed_in
def show_calendar(course: str) -> ResponseReturnValue:
    """Give the dates of a course as a file for a calendar."""
    path = f"courses/{course}/course.md"
    url = f"{request.url_root}courses/{course}"
    written = write_calendar(current_site(), current_viewer(), path, url=url)
    response = Response(written, content_type="text/calendar; charset=utf-8")
    return attach(response, "course-dates.ics")


@blueprint.post("/courses/<course>/enrol")
@signed_in
def enrol(course: str) -> ResponseReturnValue:
    """Enrol in a course."""
    catalogue.enrol(current_site(), current_viewer(), f"courses/{course}/course.md")
    return redirect(f"/courses/{course}", 303)


@blueprint.post("/cases/<slug>/start")
@signed_in
def start_case(slug: str) -> ResponseReturnValue:
    """Begin a case, or go on where it was left."""
    return _start(f"cases/{slug}.md")


@blueprint.post("/courses/<course>/<module>/start")
@signed_in
def start_lesson(course: str, module: str) -> ResponseReturnValue:
    """Begin a module of a course, or go on where it was left."""
    return _start(f"courses/{course}/{module}.md")


def _show_cover(path: str) -> ResponseReturnValue:
    site, viewer = current_site(), viewer_or_none()
    cover = catalogue.show_case(site, viewer, path)
    page = make_cover(cover, side=viewer.side if viewer else "", request_id=site.new_id())
    return render_template("catalogue/cover.html", page=page)


def _start(path: str) -> ResponseReturnValue:
    """Two clicks on one button carry one request id, and so begin one attempt."""
    site = current_site()
    request_id = request.form.get("request", "")[:64] or site.new_id()
    attempt_id = start(site, current_viewer(), path, request_id=request_id)
    return redirect(f"/attempts/{attempt_id}#now", 303)
