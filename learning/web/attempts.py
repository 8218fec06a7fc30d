"""Playing: the page of a scene, and one POST for each kind of move on it.

Knows forms and addresses; whether a move fits, and what it does, is decided below.
"""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import Stale, TimeUp
from learning.model.names import SceneId
from learning.operations.attempts import Place, open_attempt, play_again, take
from learning.operations.moments import find_zone
from learning.operations.moves import SPOTTING
from learning.operations.saving import list_kept
from learning.operations.saving import save as keep_draft
from learning.play.state import (
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Rate,
    Refusal,
    Refused,
    Reply,
)
from learning.quiz.cues import MAX_MARKS
from learning.web.current import current_site, current_viewer
from learning.web.forms import attempts as forms
from learning.web.forms import replies, saving
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Fields, Sent
from learning.web.guards import signed_in
from learning.web.pages import saving as pages
from learning.web.pages.attempts import OVERTAKEN, STALE, hurry, make_overtaken, make_scene

blueprint = Blueprint("attempts", __name__, url_prefix="/attempts/<attempt_id>")


@blueprint.get("")
@signed_in
def show_scene(attempt_id: str) -> ResponseReturnValue:
    """Show where the attempt stands; a finished one stands at its debrief."""
    place = open_attempt(current_site(), current_viewer(), attempt_id)
    if place.finished:
        return redirect(f"/attempts/{place.attempt_id}/debrief", 303)
    return _render(place)


@blueprint.post("/notice")
@signed_in
def notice(attempt_id: str) -> ResponseReturnValue:
    """Take what was noticed, or give one more row to write it in."""
    rows = forms.read_marks(_fields())
    if "more" in request.form:
        shown = len(request.form.getlist("words"))
        return _give_back(attempt_id, Typed(marks=rows, rows=min(shown + 1, MAX_MARKS)), 200)
    move = forms.check_marks(rows, nothing="nothing" in request.form)
    if doubts := saving.find_doubts(_fields()):
        return _refuse(attempt_id, forms.doubt_marks(rows, doubts))
    if isinstance(move, Notice):
        return _make(attempt_id, move, anchor="spotting")
    return _refuse(attempt_id, move)


@blueprint.post("/reply")
@signed_in
def reply(attempt_id: str) -> ResponseReturnValue:
    """Take the answer to a question, or give a plan one more row."""
    if "more" in request.form:
        return _give_back(attempt_id, Typed(reply=replies.add_row(_fields())), 200)
    if doubts := saving.find_doubts(_fields()):
        sent = replace(replies.keep_sent(_fields(), None), doubts=doubts)
        return _refuse(attempt_id, Typed(reply=sent))
    return _make_or_refuse(attempt_id, replies.read_reply(_fields()))


@blueprint.post("/save")
@signed_in
def save(attempt_id: str) -> ResponseReturnValue:
    """Keep what is typed in one part: asked by the page itself, which shows the words."""
    site, fields = current_site(), _fields()
    draft = saving.read_draft(fields)
    if draft is None:
        return {"words": pages.TOO_LONG}, 422
    if doubts := saving.find_doubts(fields):
        return {"words": pages.say_doubt(doubts), "doubts": " ".join(doubts)}, 422
    try:
        at = keep_draft(site, current_viewer(), attempt_id, draft=draft).astimezone(find_zone(site))
    except TimeUp:
        return {"words": pages.TIME_UP}, 409
    except Stale as stale:
        return {"words": f"Not saved: {stale}."}, 409
    return {"saved_at": at.isoformat(timespec="seconds"), "words": pages.say_saved(at, at)}


@blueprint.post("/hint")
@signed_in
def hint(attempt_id: str) -> ResponseReturnValue:
    """Show the next hint of a question, and what was already typed there."""
    move = replies.read_hint(_fields())
    sent = replies.keep_sent(_fields(), None)
    if not sent.touched:
        return _make(attempt_id, move, anchor=f"question-{move.question}")
    refused = _take(attempt_id, move)
    if refused is not None:
        return refused
    return _render(open_attempt(current_site(), current_viewer(), attempt_id), Typed(reply=sent))


@blueprint.post("/rate")
@signed_in
def rate(attempt_id: str) -> ResponseReturnValue:
    """Take the marks that learners give their own text."""
    return _make_or_refuse(attempt_id, replies.read_rate(_fields()))


@blueprint.post("/choose")
@signed_in
def choose(attempt_id: str) -> ResponseReturnValue:
    """Take a choice, which leads to another scene."""
    return _make(attempt_id, forms.read_choice(_fields()), anchor="now")


@blueprint.post("/continue")
@signed_in
def read_on(attempt_id: str) -> ResponseReturnValue:
    """Run on to the next scene of a lesson."""
    return _make(attempt_id, Continue(), anchor="now")


@blueprint.post("/back")
@signed_in
def go_back(attempt_id: str) -> ResponseReturnValue:
    """Go back to the page before, to look at it again or to change an answer."""
    return _make(attempt_id, GoBack(), anchor="now")


@blueprint.post("/finish")
@signed_in
def finish(attempt_id: str) -> ResponseReturnValue:
    """Leave the ending for the debrief; a page does so by itself once the time is up."""
    answer = _make(attempt_id, Finish(), anchor="")
    if "time_up" in request.form:
        flash(pages.HANDED_IN)
    return answer


@blueprint.post("/again")
@signed_in
def again(attempt_id: str) -> ResponseReturnValue:
    """Begin a new attempt, from the start or from a scene; this one keeps its marks."""
    named = request.form.get("scene")
    scene = SceneId(named) if named else None
    anew = play_again(current_site(), current_viewer(), attempt_id, scene=scene)
    return redirect(f"/attempts/{anew}#now", 303)


def _fields() -> Fields:
    return replies.unify_line_ends(dict(request.form.lists()))


def _render(place: Place, typed: Typed | None = None) -> str:
    url = f"/attempts/{place.attempt_id}"
    typed = _fill_in(typed or Typed(), place.attempt_id)
    page = make_scene(place.view, url=url, no=place.next_no, typed=typed, parts=place.parts)
    page = replace(page, saves=True)
    if place.ends_at is not None:
        now = current_site().clock()
        page = hurry(page, ends_at=place.ends_at, now=now, time_up=place.time_up)
    return render_template("attempts/scene.html", page=page)


def _fill_in(typed: Typed, attempt_id: str) -> Typed:
    """Add what was saved of the parts that nothing was just typed in."""
    site = current_site()
    zone = find_zone(site)
    now = site.clock().astimezone(zone)
    kept = {
        each.part: replies.restore(
            each.fields, pages.say_saved(each.saved_at.astimezone(zone), now)
        )
        for each in list_kept(site, current_viewer(), attempt_id)
    }
    return forms.restore(typed, kept, kept.get(SPOTTING))


def _make_or_refuse(attempt_id: str, move: Reply | Rate | Sent) -> ResponseReturnValue:
    if isinstance(move, Sent):
        return _refuse(attempt_id, Typed(reply=move))
    return _make(attempt_id, move, anchor=f"question-{move.question}")


def _make(attempt_id: str, move: Move, *, anchor: str) -> ResponseReturnValue:
    refused = _take(attempt_id, move)
    if refused is not None:
        return refused
    if isinstance(move, Finish):
        return redirect(f"/attempts/{attempt_id}/debrief", 303)
    return redirect(f"/attempts/{attempt_id}#{anchor}", 303)


def _take(attempt_id: str, move: Move) -> ResponseReturnValue | None:
    """Make a move; if it is not made, give the page that says why."""
    no = forms.read_number(_fields())
    if no is None:
        return _lead_back(attempt_id, STALE)
    try:
        taken = take(current_site(), current_viewer(), attempt_id, no=no, move=move)
    except Stale:
        return _lead_back(attempt_id, STALE)
    except TimeUp as late:
        return _lead_back(attempt_id, str(late))
    return _answer_refusal(attempt_id, taken.refused) if taken.refused else None


def _answer_refusal(attempt_id: str, refused: Refused) -> ResponseReturnValue:
    """What was overtaken leads back; what can be mended comes back with what was typed."""
    if refused.why in OVERTAKEN:
        return _lead_back(attempt_id, OVERTAKEN[refused.why])
    fields = _fields()
    if "choice" in fields or refused.why in {Refusal.CLOSED, Refusal.STEPS_LEFT}:
        return _refuse(attempt_id, forms.blame_choice(refused.why))
    if "question" in fields:
        sent = replies.keep_sent(fields, refused.why, refused.words)
        return _refuse(attempt_id, Typed(reply=sent))
    return _refuse(attempt_id, forms.blame_marks(forms.read_marks(fields), refused))


def _refuse(attempt_id: str, typed: Typed) -> ResponseReturnValue:
    return _give_back(attempt_id, typed, 422)


def _give_back(attempt_id: str, typed: Typed, status: int) -> ResponseReturnValue:
    """Show what was typed where it was typed; if the story has gone on, on a page of its own."""
    place = open_attempt(current_site(), current_viewer(), attempt_id)
    if place.finished or forms.read_number(_fields()) != place.next_no:
        return _lead_back(attempt_id, STALE)
    meant = " ".join(_fields().get(replies.AS_IT_IS, ()))
    return _render(place, replace(typed, meant=meant)), status


def _lead_back(attempt_id: str, why: str) -> ResponseReturnValue:
    # Opening it first answers a stranger with "not found", not with a page about the attempt.
    place = open_attempt(current_site(), current_viewer(), attempt_id)
    page = make_overtaken(f"/attempts/{place.attempt_id}", _fields(), why=why)
    return render_template("attempts/overtaken.html", page=page), 409
