"""Shared sessions: one's own, opening and joining one, the page of a session and its fragments.

Knows addresses and forms; who may see what is decided below.
"""

from dataclasses import replace

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound
from learning.operations import catalogue, sessions
from learning.operations.cohort_sessions import list_invited
from learning.operations.moments import find_zone
from learning.operations.session_codes import read_code
from learning.operations.sessions import Invitation, Table
from learning.team.session import Refused, Stage
from learning.web.codes import draw_link
from learning.web.current import current_site, current_viewer
from learning.web.forms import sessions as forms
from learning.web.forms.replies import Fields
from learning.web.forms.sessions import Opening
from learning.web.guards import signed_in
from learning.web.pages.session_mine import make_invited, make_mine
from learning.web.pages.session_open import make_join, make_opening
from learning.web.session_render import draw_own_board, render_session, render_stage

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/sessions")
@signed_in
def list_sessions() -> ResponseReturnValue:
    """Show one's own sessions, and the way into another."""
    return _render_mine()


@blueprint.get("/sessions/open")
@signed_in
def show_opening() -> ResponseReturnValue:
    """Ask how a session is to be run."""
    return _render_opening(forms.begin_opening(request.args.get("case", "")))


@blueprint.post("/sessions/open")
@signed_in
def open_session() -> ResponseReturnValue:
    """Open a session; whoever leads none takes a seat in it at once."""
    site, viewer, opening = current_site(), current_viewer(), forms.read_opening(_fields())
    if opening.errors:
        return _render_opening(opening), 422
    name = forms.read_request(_fields()) or site.new_id()
    options = opening.options
    found = sessions.open_session(site, viewer, opening.path, options=options, request_id=name)
    if not options.facilitated:
        sessions.take_seat(site, viewer, found, side=viewer.side, request_id=f"{name}-seat")
    return redirect(f"/sessions/{found}", 303)


@blueprint.post("/sessions/join")
@signed_in
def find_session() -> ResponseReturnValue:
    """Lead from a code to the page where a seat is taken."""
    typed = forms.read_typed_code(_fields())
    try:
        sessions.find_code(current_site(), current_viewer(), typed)
    except NotFound as unknown:
        return _render_mine(typed, str(unknown)), 422
    return redirect(f"/join/{read_code(typed)}", 303)


@blueprint.get("/sessions/join")
@signed_in
def lead_to_sessions() -> ResponseReturnValue:
    """Lead to where a code is typed: after one that was refused its address stays in the tab."""
    return redirect("/sessions", 303)


@blueprint.get("/join/<code>")
@signed_in
def show_join(code: str) -> ResponseReturnValue:
    """Offer a seat; whoever has one already is led to it."""
    site, viewer = current_site(), current_viewer()
    found = sessions.read_invitation(site, viewer, code)
    try:
        sessions.visit(site, viewer, found.session_id)
    except NotFound:
        return _render_join(code, found)
    return redirect(f"/sessions/{found.session_id}", 303)


@blueprint.post("/join/<code>")
@signed_in
def join(code: str) -> ResponseReturnValue:
    """Take a seat on a side."""
    site, viewer, fields = current_site(), current_viewer(), _fields()
    found = sessions.find_invitation(site, viewer, code)
    name = forms.read_request(fields) or site.new_id()
    side = forms.read_side(fields)
    done = sessions.take_seat(site, viewer, found.session_id, side=side, request_id=name)
    if done.refused is not None:
        return _render_join(code, found, done.refused), 422
    return redirect(f"/sessions/{found.session_id}#stage", 303)


@blueprint.get("/sessions/<session_id>")
@signed_in
def show_session(session_id: str) -> ResponseReturnValue:
    """Show the lobby, or the page of the phase; who facilitates is led to the console."""
    table = _visit(session_id)
    if _is_steered(table):
        return redirect(f"/sessions/{session_id}/console", 303)
    return render_session(table)


@blueprint.get("/sessions/<session_id>/stage")
@signed_in
def show_stage(session_id: str) -> ResponseReturnValue:
    """Give what stands beside the board."""
    return render_stage(_visit(session_id))


@blueprint.get("/sessions/<session_id>/board")
@signed_in
def show_board(session_id: str) -> ResponseReturnValue:
    """Give the board of one's own team."""
    return draw_own_board(_visit(session_id))


@blueprint.get("/sessions/<session_id>/code.svg")
@signed_in
def draw_code(session_id: str) -> ResponseReturnValue:
    """Draw the link of a session as a QR picture, dark on white whatever the page is like."""
    return draw_link(f"{request.url_root}join/{_visit(session_id).code}")


@blueprint.get("/sessions/<session_id>/<path:path>")
@signed_in
def lead_back(session_id: str, path: str) -> ResponseReturnValue:
    """Lead to the session from an address that only takes what is sent, as refused forms leave it.

    No other address is so unclear that it comes here, and what takes nothing is not there at all.
    """
    _visit(session_id)
    if not current_app.url_map.bind("").test(f"/sessions/{session_id}/{path}", "POST"):
        raise NotFound("There is no such page of a session")
    return redirect(f"/sessions/{session_id}", 303)


def _fields() -> Fields:
    return dict(request.form.lists())


def _visit(session_id: str) -> Table:
    return sessions.visit(current_site(), current_viewer(), session_id)


def _is_steered(table: Table) -> bool:
    """Say whether who looks runs the session from the console: before the start it is the lobby."""
    return table.is_facilitator and table.opened.session.stage is not Stage.LOBBY


def _render_mine(typed: str = "", error: str = "") -> str:
    site, viewer = current_site(), current_viewer()
    invited = make_invited(list_invited(site, viewer), find_zone(site))
    mine = sessions.list_mine(site, viewer)
    page = make_mine(mine, viewer, typed=typed, error=error, invited=invited)
    return render_template("sessions/mine.html", page=page)


def _render_opening(opening: Opening) -> str:
    site, viewer = current_site(), current_viewer()
    cases = catalogue.list_cases(site, viewer)
    page = make_opening(opening, cases, may_lead=viewer.is_educator, request_id=site.new_id())
    return render_template("sessions/open.html", page=page)


def _render_join(code: str, found: Invitation, refused: Refused | None = None) -> str:
    site, viewer = current_site(), current_viewer()
    page = replace(make_join(found, viewer, code=code, refused=refused), request_id=site.new_id())
    return render_template("sessions/join.html", page=page)
