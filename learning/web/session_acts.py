"""What members of a session do: one POST for each act, always as the person who is signed in.

Knows forms and addresses; whether an act counts, and what it does, is decided below.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput, NotAllowed, Stale
from learning.model.names import PersonId, QuestionId
from learning.operations import sessions
from learning.operations.moments import find_zone
from learning.operations.session_log import Done
from learning.team import events
from learning.team.asking import list_menus
from learning.team.deciding import TRIED
from learning.team.rights import find_team
from learning.team.session import Cell, Column, Refusal, Refused
from learning.web.current import current_site, current_viewer
from learning.web.forms import session_acts as forms
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Fields, unify_line_ends
from learning.web.guards import signed_in
from learning.web.pages.saving import TOO_LONG, say_doubt, say_saved
from learning.web.pages.session_late import MENDABLE, OTHER_REQUEST, WHY_NOT, make_late
from learning.web.pages.session_live import find_position
from learning.web.pages.session_page import Returned
from learning.web.session_drafts import keep_unsent
from learning.web.session_render import render_session

blueprint = Blueprint("session_acts", __name__, url_prefix="/sessions/<session_id>")


@blueprint.post("/side")
@signed_in
def change_side(session_id: str) -> ResponseReturnValue:
    """Take a seat on another side, in the lobby."""
    site, fields = current_site(), _fields()
    # To know a session's address is not to be let in: that takes its code.
    sessions.visit(site, current_viewer(), session_id)
    name = forms.read_request(fields) or site.new_id()
    side = forms.read_side(fields)
    done = sessions.take_seat(site, current_viewer(), session_id, side=side, request_id=name)
    return _answer(session_id, done, at="own-seat")


@blueprint.post("/leave")
@signed_in
def leave(session_id: str) -> ResponseReturnValue:
    """Give up a seat."""
    answer = _do(session_id, events.Leave())
    return answer if _is_refusal(answer) else redirect("/sessions", 303)


@blueprint.post("/start")
@signed_in
def start(session_id: str) -> ResponseReturnValue:
    """Begin to play."""
    return _do(session_id, events.Start())


@blueprint.post("/teams")
@signed_in
def make_teams(session_id: str) -> ResponseReturnValue:
    """Divide the people in the lobby into teams."""
    return _do(session_id, forms.read_teams(_fields()), at="teams")


@blueprint.post("/ready")
@signed_in
def be_ready(session_id: str) -> ResponseReturnValue:
    """Want to go on from a phase, or not yet."""
    return _do(session_id, forms.read_ready(_fields()))


@blueprint.post("/notice")
@signed_in
def notice(session_id: str) -> ResponseReturnValue:
    """Lock what one noticed, or give one more row to write it in."""
    if "more" in request.form:
        return _give_back(session_id, forms.add_mark_row(_fields()), 200)
    return _do(session_id, forms.read_notice(_fields()), part=forms.SPOTTING)


@blueprint.post("/reply")
@signed_in
def reply(session_id: str) -> ResponseReturnValue:
    """Lock one's own answer to a question."""
    fields = _fields()
    part = forms.name_question(fields)
    return _do(session_id, forms.read_reply(fields), part=part, at=f"question-{part}")


@blueprint.post("/propose")
@signed_in
def propose(session_id: str) -> ResponseReturnValue:
    """Lock the way on that one proposes."""
    return _do(session_id, forms.read_proposal(_fields()), part=forms.PROPOSAL)


@blueprint.post("/tell")
@signed_in
def tell(session_id: str) -> ResponseReturnValue:
    """Tick a passage of one's side as told, or take the tick back."""
    fields = _fields()
    return _do(session_id, forms.read_tell(fields), at=forms.read_part(fields))


@blueprint.post("/vote")
@signed_in
def vote(session_id: str) -> ResponseReturnValue:
    """Say what the team should answer."""
    fields = _fields()
    part = forms.name_question(fields)
    return _do(session_id, forms.read_vote(fields), part=part, at=f"question-{part}")


@blueprint.post("/choose")
@signed_in
def choose(session_id: str) -> ResponseReturnValue:
    """Say which way the team should go."""
    return _do(session_id, forms.read_way(_fields()))


@blueprint.post("/reporter")
@signed_in
def name_reporter(session_id: str) -> ResponseReturnValue:
    """Name the member whose vote decides."""
    return _do(session_id, forms.read_reporter(_fields()), at="decide")


@blueprint.post("/appeal")
@signed_in
def appeal(session_id: str) -> ResponseReturnValue:
    """Argue for the team's answer."""
    fields = _fields()
    return _do(session_id, forms.read_appeal(fields), part=forms.name_appeal(fields))


@blueprint.post("/plan")
@signed_in
def write_plan(session_id: str) -> ResponseReturnValue:
    """Write fields of a line of the joint plan, each by itself; line 0 begins a new one."""
    fields = _fields()
    part = forms.name_line(fields)
    read = forms.read_writes(fields, _list_cells(session_id, forms.read_line(fields)))
    if isinstance(read, Typed):
        return _give_back(session_id, read)
    answer: ResponseReturnValue = redirect(f"/sessions/{session_id}#{part}", 303)
    for write in read:
        answer = _do(session_id, write, part=part, name=write.column)
        if _is_refusal(answer):
            break
    return answer


@blueprint.post("/plan-line")
@signed_in
def remove_line(session_id: str) -> ResponseReturnValue:
    """Take a line out of the joint plan, or put it back."""
    return _do(session_id, forms.read_removal(_fields()))


@blueprint.post("/reflect")
@signed_in
def reflect(session_id: str) -> ResponseReturnValue:
    """Write one's own reflection and to team-mates; `ready` sends all of it and wants to go on."""
    fields = _fields()
    read = forms.read_reflection(fields)
    if isinstance(read, Typed):
        return _give_back(session_id, read)
    # Even where nothing is to be done, a stranger is answered as one.
    sessions.visit(current_site(), current_viewer(), session_id)
    answer: ResponseReturnValue = redirect(f"/sessions/{session_id}#{forms.REFLECTION}", 303)
    for name, act in read.items():
        answer = _do(session_id, act, part=forms.REFLECTION, name=name)
        if _is_refusal(answer):
            return answer
    return _do(session_id, forms.read_ready(fields), name="ready") if "ready" in fields else answer


@blueprint.post("/save")
@signed_in
def save(session_id: str) -> ResponseReturnValue:
    """Keep what is typed in a form and not sent; the page itself asks, and shows the words."""
    site, fields = current_site(), _fields()
    kept = forms.read_kept(fields)
    if kept is None:
        return {"words": TOO_LONG}, 422
    if doubts := forms.find_doubts(fields):
        return {"words": say_doubt(doubts), "doubts": " ".join(doubts)}, 422
    part = forms.name_draft(fields, forms.read_part(fields))
    try:
        saved = sessions.save_draft(site, current_viewer(), session_id, part=part, fields=kept)
    except InvalidInput:
        return {"words": TOO_LONG}, 422
    at = saved.astimezone(find_zone(site))
    return {"saved_at": at.isoformat(timespec="seconds"), "words": say_saved(at, at)}


def _fields() -> Fields:
    return unify_line_ends(dict(request.form.lists()))


def _do(
    session_id: str, read: forms.Read, *, part: str = "", name: str = "", at: str = ""
) -> ResponseReturnValue:
    """Let the person at hand do something; `part` names the form, `name` the act among several.

    `at` is the place on the page to come back to, where that is not the form.
    """
    if isinstance(read, Typed):
        return _give_back(session_id, read)
    site, fields = current_site(), _fields()
    request_id = forms.read_request(fields, name) or site.new_id()
    sent = sessions.Sent(request_id, forms.name_draft(fields, part) if part else None)
    try:
        done = sessions.send(site, current_viewer(), session_id, act=read, sent=sent)
    except Stale:
        return _lead_back(session_id, OTHER_REQUEST)
    return _answer(session_id, done, part, at=at)


def _answer(session_id: str, done: Done, part: str = "", *, at: str = "") -> ResponseReturnValue:
    """Lead to what came of an act, or show why nothing did."""
    if done.refused is not None:
        return _answer_refusal(session_id, done.refused, part)
    return redirect(f"/sessions/{session_id}#{_find_anchor(done, at or part)}", 303)


def _find_anchor(done: Done, part: str) -> str:
    """Give the place on the page where the next thing to do is, or what came of this."""
    me = PersonId(current_viewer().person_id)
    same = find_position(done.opened.session, me) == forms.read_position(_fields())
    if not same or not part:
        return "stage"
    team = find_team(done.opened.session, me)
    if part == forms.NEW_LINE and team and team.plan and not done.replayed:
        return forms.anchor_line(team.plan[-1].number)
    return forms.ANCHORS.get(part, part)


def _list_cells(session_id: str, number: int) -> Mapping[Column, Cell]:
    """Give the fields of a line as they stand: what was sent as it stood was not written."""
    viewer = current_viewer()
    table = sessions.visit(current_site(), viewer, session_id)
    team = find_team(table.opened.session, PersonId(viewer.person_id))
    lines = () if team is None else team.plan
    return next((line.cells for line in lines if line.number == number), {})


def _is_refusal(answer: ResponseReturnValue) -> bool:
    return isinstance(answer, tuple)


def _answer_refusal(session_id: str, refused: Refused, part: str) -> ResponseReturnValue:
    """What can be mended comes back with what was typed; the rest is shown on a page of its own."""
    if refused.why is Refusal.NOT_YOURS:
        raise NotAllowed("This is not yours to do in this session.")
    if part and (refused.why in MENDABLE or refused.part == TRIED):
        return _give_back(session_id, forms.blame(_fields(), part, refused))
    return _lead_back(session_id, WHY_NOT[refused.why])


def _give_back(session_id: str, typed: Typed, status: int = 422) -> ResponseReturnValue:
    """Show what was typed where it was typed; if the team has gone on, on a page of its own."""
    table = sessions.visit(current_site(), current_viewer(), session_id)
    team = find_team(table.opened.session, PersonId(current_viewer().person_id))
    fields = _fields()
    if team is None or forms.read_position(fields) not in ("", team.position):
        return _lead_back(session_id, WHY_NOT[Refusal.LATE])
    return render_session(table, Returned(typed, fields)), status


def _lead_back(session_id: str, why: str) -> ResponseReturnValue:
    # Visiting first answers a stranger with "not found", not with a page about the session.
    table = sessions.visit(current_site(), current_viewer(), session_id)
    fields = _fields()
    keep_unsent(session_id, fields)
    menus = list_menus(table.opened.module, QuestionId(forms.name_question(fields)))
    page = make_late(f"/sessions/{session_id}", forms.list_typed(fields, menus), why=why)
    return render_template("sessions/late.html", page=page), 409
