"""Coming back: what was missed, asked again one question after another. Knows forms and addresses.

A form carries its request in the field that counts moves elsewhere, so that the same parts of a
page do for both.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import Stale
from learning.operations import recall
from learning.play.state import Refused
from learning.web.current import current_site, current_viewer
from learning.web.forms import replies
from learning.web.forms.replies import Sent
from learning.web.guards import signed_in
from learning.web.pages.recall import make_answered, make_asked, make_waiting

blueprint = Blueprint("recall", __name__)


@blueprint.get("/recall")
@signed_in
def show() -> ResponseReturnValue:
    """Show the first question that is due, or when one will be."""
    waiting = recall.look(current_site(), current_viewer())
    if waiting.first is None:
        return render_template("recall/nothing.html", page=make_waiting(waiting))
    page = make_asked(waiting.first, due=waiting.due)
    return render_template("recall/question.html", page=page)


@blueprint.post("/recall/<path:path>/reply")
@signed_in
def reply(path: str) -> ResponseReturnValue:
    """Take the answer to a question that came back."""
    fields = replies.unify_line_ends(dict(request.form.lists()))
    request_id = request.form.get("no", "")[:64] or current_site().new_id()
    sent = replies.read_reply(fields)
    try:
        if isinstance(sent, Sent):
            return _give_back(path, sent, request_id)
        stored = recall.answer(
            current_site(), current_viewer(), f"{path}.md", reply=sent, request_id=request_id
        )
        if isinstance(stored, Refused):
            return _give_back(path, replies.keep_sent(fields, stored.why, stored.words), request_id)
    except Stale as stale:
        flash(str(stale), "warn")
        return redirect("/recall", 303)
    return redirect(f"/recall/answers/{stored}#answer", 303)


@blueprint.get("/recall/answers/<recall_id>")
@signed_in
def show_answer(recall_id: str) -> ResponseReturnValue:
    """Show what came of an answer, and when its question comes back."""
    told = recall.show(current_site(), current_viewer(), recall_id)
    return render_template("recall/answer.html", page=make_answered(told))


def _give_back(path: str, sent: Sent, request_id: str) -> ResponseReturnValue:
    site, viewer = current_site(), current_viewer()
    module = f"{path}.md"
    again = recall.ask(site, viewer, module, question=sent.question, request_id=request_id)
    due = recall.count_due(site, viewer)
    return render_template("recall/question.html", page=make_asked(again, due=due, sent=sent)), 422
