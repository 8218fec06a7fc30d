"""The facilitator's console and the projector: one page each, one POST for each thing to do.

Knows addresses and forms. Who may is asked by operations, and by `team` for every single act.
"""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import NotAllowed, NotFound
from learning.operations import sessions
from learning.operations.moments import find_zone
from learning.operations.sessions import Table
from learning.play.casemap import draw_map
from learning.team.events import Act, End, Pause, Resume, Reveal
from learning.team.overview import view_console, view_projector
from learning.team.session import Refusal, Refused, Stage
from learning.web.current import current_site, current_viewer
from learning.web.forms import session_console as forms
from learning.web.guards import educator, signed_in
from learning.web.pages.debrief import make_map
from learning.web.pages.session_console import ConsolePage, Desk, make_console, name_place
from learning.web.pages.session_people import People
from learning.web.pages.session_projector import Door, WallPage, make_wall
from learning.web.pages.session_said import say_done, say_refused
from learning.web.pages.session_steer import TeamMap, find_team
from learning.web.pages.session_words import say_team
from learning.web.session_render import make_page, url_of

blueprint = Blueprint("session_console", __name__)

FACILITATORS = "This page is for whoever facilitates the session."


@blueprint.get("/sessions/<session_id>/console")
@signed_in
def show(session_id: str) -> ResponseReturnValue:
    """Show the whole session to its facilitator."""
    return _draw("sessions/console.html", _open(session_id))


@blueprint.get("/sessions/<session_id>/console/rows")
@signed_in
def show_rows(session_id: str) -> ResponseReturnValue:
    """Give what of the console changes while it is looked at."""
    return _draw("sessions/_console_parts.html", _open(session_id))


@blueprint.get("/sessions/<session_id>/projector")
@signed_in
def show_projector(session_id: str) -> ResponseReturnValue:
    """Show what may be thrown on a wall."""
    return render_template("sessions/projector.html", page=_make_wall(_open(session_id)))


@blueprint.get("/sessions/<session_id>/projector/wall")
@signed_in
def show_wall(session_id: str) -> ResponseReturnValue:
    """Give what of the projector view changes."""
    return render_template("sessions/_wall.html", page=_make_wall(_open(session_id)))


@blueprint.post("/sessions/<session_id>/console/pause")
@signed_in
def pause(session_id: str) -> ResponseReturnValue:
    """Stop the clock of all teams."""
    return _steer(session_id, Pause())


@blueprint.post("/sessions/<session_id>/console/resume")
@signed_in
def resume(session_id: str) -> ResponseReturnValue:
    """Let the clock run on."""
    return _steer(session_id, Resume())


@blueprint.post("/sessions/<session_id>/console/extend")
@signed_in
def extend(session_id: str) -> ResponseReturnValue:
    """Give a team, or all, more time."""
    pace = _open(session_id).opened.session.options.pace
    return _steer(session_id, forms.read_extend(request.form, pace))


@blueprint.post("/sessions/<session_id>/console/close")
@signed_in
def close(session_id: str) -> ResponseReturnValue:
    """Close the phase of a team, or of all."""
    return _steer(session_id, forms.read_close(request.form))


@blueprint.post("/sessions/<session_id>/console/reveal")
@signed_in
def reveal(session_id: str) -> ResponseReturnValue:
    """Show all decisions now."""
    return _steer(session_id, Reveal())


@blueprint.get("/sessions/<session_id>/console/map")
@signed_in
def show_map(session_id: str) -> ResponseReturnValue:
    """Show the way of a team on the map of the case."""
    opened = _open(session_id).opened
    team = find_team(opened.session, forms.read_number(request.args.get("team", "")))
    if team is None or not team.turns:
        raise NotFound("There is no such team in this session")
    drawn = draw_map(opened.module, team.play)
    url = name_place(f"/sessions/{session_id}/console", "", team.id)
    page = TeamMap(url, opened.module.case.title, say_team(team.id), make_map(drawn, "The team"))
    return render_template("sessions/team_map.html", page=page)


@blueprint.get("/sessions/<session_id>/console/back")
@signed_in
def ask_back(session_id: str) -> ResponseReturnValue:
    """Ask whether a team is to be led back, and say what that means."""
    table = _open(session_id)
    act = forms.read_back(request.args)
    team = find_team(table.opened.session, act.team)
    if team is None or not 1 <= act.turn <= len(team.turns):
        raise NotFound("There is no such scene on the path of that team")
    title = table.opened.module.case.scenes[team.turns[act.turn - 1].scene].title
    page = _make_console(table, team=act.team)
    return render_template("sessions/back.html", page=page, title=title, turn=act.turn)


@blueprint.post("/sessions/<session_id>/console/back")
@signed_in
def go_back(session_id: str) -> ResponseReturnValue:
    """Lead a team back to a scene."""
    return _steer(session_id, forms.read_back(request.form))


@blueprint.post("/sessions/<session_id>/console/announce")
@signed_in
def announce(session_id: str) -> ResponseReturnValue:
    """Say something to a team, or to all."""
    return _steer(session_id, forms.read_announce(request.form))


@blueprint.post("/sessions/<session_id>/console/move")
@signed_in
def move(session_id: str) -> ResponseReturnValue:
    """Put a person into another team."""
    return _steer(session_id, forms.read_move(request.form))


@blueprint.post("/sessions/<session_id>/console/rule")
@signed_in
def rule(session_id: str) -> ResponseReturnValue:
    """Accept an appeal, or reply to it."""
    return _steer(session_id, forms.read_rule(request.form))


@blueprint.get("/sessions/<session_id>/console/end")
@signed_in
def ask_end(session_id: str) -> ResponseReturnValue:
    """Ask whether the session is to be ended, and say what that means."""
    return render_template("sessions/ending.html", page=_make_console(_open(session_id)))


@blueprint.post("/sessions/<session_id>/console/end")
@signed_in
def end(session_id: str) -> ResponseReturnValue:
    """End the session."""
    return _steer(session_id, End())


@blueprint.post("/sessions/<session_id>/console/take-over")
@educator
def take_over(session_id: str) -> ResponseReturnValue:
    """Facilitate a session that another educator facilitated."""
    site, viewer = current_site(), current_viewer()
    name = forms.read_request(request.form)
    # To know a session's address is not to be let in: that takes its code.
    if sessions.find_code(site, viewer, request.form.get("code", "")) != session_id:
        raise NotFound("There is no session with this address and this code")
    done = sessions.take_over(site, viewer, session_id, request_id=name)
    if done.refused is not None:
        raise NotAllowed(say_refused(done.refused))
    flash("You facilitate this session now.", "good")
    return redirect(f"/sessions/{session_id}/console", 303)


def _open(session_id: str) -> Table:
    """Open a session for its facilitator; anybody else in it is told that it is not for them."""
    table = sessions.visit(current_site(), current_viewer(), session_id)
    if not table.is_facilitator:
        raise NotAllowed(FACILITATORS)
    return table


def _steer(session_id: str, act: Act) -> ResponseReturnValue:
    """Do what was asked, and lead back to the place on the console where it was asked."""
    name = forms.read_request(request.form)
    done = sessions.act(current_site(), current_viewer(), session_id, act=act, request_id=name)
    if done.refused is not None:
        return _say_refused(session_id, done.refused)
    flash(say_done(act, done.opened.session), "good")
    return redirect(_find_way_back(session_id, act), 303)


def _say_refused(session_id: str, refused: Refused) -> ResponseReturnValue:
    """Say why something was not done; what was typed stands in its field again."""
    if refused.why is Refusal.NOT_YOURS:
        raise NotAllowed(FACILITATORS)
    typed = request.form.get("words") or request.form.get("reply") or ""
    if not typed and not refused.part:
        flash(say_refused(refused), "warn")
        return redirect(_find_way_back(session_id), 303)
    errors = {refused.part or "kept": say_refused(refused)}
    page = _make_console(_open(session_id), errors=errors, fields=request.form)
    return render_template("sessions/console.html", page=page), 422


def _find_way_back(session_id: str, act: Act | None = None) -> str:
    team = forms.read_number(request.form.get("team", ""))
    gone = isinstance(act, End)
    chosen = request.form.get("show", "")
    return name_place(f"/sessions/{session_id}/console", chosen, None if gone else team) + "#steer"


def _draw(template: str, table: Table) -> str:
    return render_template(template, page=_make_console(table))


def _make_console(
    table: Table,
    *,
    team: int | None = None,
    errors: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> ConsolePage:
    site, opened = current_site(), table.opened
    number = team or forms.read_number(request.values.get("team", ""))
    desk = Desk(
        door=_find_door(table),
        session=opened.session,
        module=opened.module,
        people=People(table.names),
        now=site.clock().astimezone(find_zone(site)),
        new_id=site.new_id,
        chosen=request.values.get("show", ""),
        picked=find_team(opened.session, number),
        known=frozenset(request.args.get("known", "").split(",")),
        errors=errors or {},
        fields=fields or {},
    )
    lobby = make_page(table) if opened.session.stage is Stage.LOBBY else None
    return make_console(view_console(opened.module, opened.session), desk, lobby)


def _make_wall(table: Table) -> WallPage:
    opened = table.opened
    view = view_projector(opened.module, opened.session)
    return make_wall(view, People(table.names), _find_door(table), seq=opened.session.seq)


def _find_door(table: Table) -> Door:
    return Door(url_of(table), table.code, f"{request.url_root}join/{table.code}")
