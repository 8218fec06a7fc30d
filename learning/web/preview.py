"""The preview of a file for its author: the learner's own pages, and a bar around them.

Knows plays in memory, and not where they are served: `learning preview` and the studio each put
their `Served` beside the request. Nothing is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, flash, g, get_flashed_messages, redirect, request
from flask import render_template as render_found
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from learning.errors import NotFound, Stale
from learning.model.course import Course
from learning.model.key import Module
from learning.model.names import Role, SceneId
from learning.operations.catalogue import Cover
from learning.operations.courses import When
from learning.operations.site import read_clock
from learning.operations.trials import Seat, Trials
from learning.play.debrief import make_debrief
from learning.play.pages import count_parts
from learning.play.staging import Stage
from learning.play.state import TakeHint
from learning.play.view import view_scene
from learning.settings import Settings
from learning.web.assets import Assets
from learning.web.forms import preview as forms
from learning.web.forms import replies
from learning.web.forms.attempts import Typed, read_number
from learning.web.forms.replies import Fields
from learning.web.guards import educator
from learning.web.media import send_medium
from learning.web.pages.attempts import OVERTAKEN, make_scene
from learning.web.pages.catalogue import make_cover, url_of
from learning.web.pages.course import make_desk
from learning.web.pages.ends import make_end
from learning.web.pages.preview import Desk, PreviewBar, lead_on, make_bar, make_course_desk
from learning.web.render import add_templates
from learning.web.security import page_nonce

AFRESH = "The preview was started again, so you begin afresh."
ACTION = f"<any({', '.join(forms.ACTIONS)}):action>"

blueprint = Blueprint("preview", __name__)
on_this_machine = Blueprint("folder", __name__)


@dataclass(frozen=True, slots=True)
class Served:
    """Where a preview is served: whose plays, under which addresses, in which layout.

    `lead` gives where the preview of a module of a course begins, or its page if it has none.
    """

    trials: Trials
    desk: Desk
    zone: ZoneInfo
    templates: Environment
    lead: Callable[[str], str]


def layer_templates(app: Flask) -> BaseLoader:
    """Let the learners' templates stand in the preview's own layout.

    What lies in `preview/instead/` takes the place of the template of that name, which is still
    found under `product/`.
    """
    folder = Path(app.root_path, str(app.template_folder))
    product = FileSystemLoader(folder)
    instead = FileSystemLoader(folder / "preview" / "instead")
    return ChoiceLoader([instead, product, PrefixLoader({"product": product})])


def add_preview_templates(app: Flask, assets: Assets) -> None:
    """Give an application that has nothing but a preview its templates."""
    app.jinja_loader = layer_templates(app)
    add_templates(app, assets)
    app.context_processor(
        lambda: {
            "viewer": None,
            "nonce": page_nonce(),
            "request_path": request.path,
            "flashes": get_flashed_messages(with_categories=True),
            "current": "",
        }
    )


def add_preview(app: Flask, trials: Trials, path: str) -> None:
    """Show one file of a folder, and the others where a course leads to them."""
    zone = ZoneInfo(Settings().time_zone)
    served = Served(trials, Desk(), zone, app.jinja_env, url_of)

    def serve() -> None:
        g.served = served

    app.before_request(serve)
    app.add_url_rule("/", "first", lambda: redirect(url_of(path), 303))
    app.register_blueprint(on_this_machine)
    app.register_blueprint(blueprint)


@on_this_machine.get("/<path:name>")
def open_file(name: str) -> ResponseReturnValue:
    """Begin on the cover of a file, in a play of this tab's own."""
    for path in (f"{name}.md", f"{name}/course.md"):
        try:
            return _go(_trials().open(path))
        except NotFound:
            continue
    raise NotFound("There is no such file")


@on_this_machine.get("/media/<digest>/<path:name>")
def show_medium(digest: str, name: str) -> ResponseReturnValue:
    """Send a picture, sound or film that lies beside the files."""
    return send_medium(_trials().previews.open_medium(digest, name))


@blueprint.get("/plays/<play_id>")
@educator
def show(play_id: str) -> ResponseReturnValue:
    """Show where the play stands on the file as it is now."""
    try:
        return _show(play_id)
    except NotFound:
        flash(AFRESH)
        return redirect(_served().desk.base or "/", 303)


@blueprint.get("/plays/<play_id>/news")
@educator
def tell_news(play_id: str) -> ResponseReturnValue:
    """Say which state of the file there is by now."""
    edition = _trials().look(play_id)
    return {"number": edition.number, "checked": edition.checked}


@blueprint.get("/plays/<play_id>/findings")
@educator
def show_findings(play_id: str) -> ResponseReturnValue:
    """Show the panel of findings alone."""
    seat, edition = _trials().find(play_id)
    bar = make_bar(play_id, seat, edition, desk=_served().desk)
    return _render("preview/_findings.html", bar=bar)


@blueprint.post("/plays/<play_id>/start")
@educator
def start(play_id: str) -> ResponseReturnValue:
    """Leave the cover."""
    _trials().begin(play_id)
    return _go(play_id)


@blueprint.post("/plays/<play_id>/restart")
@educator
def restart(play_id: str) -> ResponseReturnValue:
    """Go back to the cover, with options shuffled and questions drawn anew."""
    _trials().restart(play_id)
    return _go(play_id)


@blueprint.post("/plays/<play_id>/again")
@educator
def again(play_id: str) -> ResponseReturnValue:
    """Begin again from the debrief: at the start, or in a scene."""
    scene = request.form.get("scene")
    if scene:
        _trials().stand(play_id, Stage(SceneId(scene)))
    else:
        _trials().restart(play_id)
        _trials().begin(play_id)
    return _go(play_id, "now")


@blueprint.post("/plays/<play_id>/place")
@educator
def stand(play_id: str) -> ResponseReturnValue:
    """Stand where the author says, with what counters and flags they set."""
    _trials().stand(play_id, forms.read_stage(_fields()))
    return _go(play_id, "now")


@blueprint.post("/plays/<play_id>/side")
@educator
def see_as(play_id: str) -> ResponseReturnValue:
    """Look with another's eyes from the same place."""
    _trials().see_as(play_id, Role(request.form.get("role", "")))
    return _go(play_id)


@blueprint.post("/plays/<play_id>/beside")
@educator
def see_beside(play_id: str) -> ResponseReturnValue:
    """Look with another's eyes in a tab beside this one."""
    role = Role(request.form.get("role", ""))
    return _go(_trials().copy(play_id, role))


@blueprint.post(f"/plays/<play_id>/{ACTION}")
@educator
def take(play_id: str, action: str) -> ResponseReturnValue:
    """Make a move, as a learner does."""
    fields = _fields()
    move = forms.read_move(action, fields)
    if isinstance(move, Typed):
        return _show(play_id, move), 200 if forms.is_asked_for(move) else 422
    try:
        refused = _trials().take(play_id, move, no=read_number(fields))
    except Stale as stale:
        flash(str(stale))
        return _go(play_id)
    if refused is not None and refused.why in OVERTAKEN:
        flash(OVERTAKEN[refused.why])
        return _go(play_id)
    if refused is not None:
        return _show(play_id, forms.blame(action, fields, refused)), 422
    sent = replies.keep_sent(fields, None)
    if isinstance(move, TakeHint) and sent.touched:
        return _show(play_id, Typed(reply=sent))
    return _go(play_id, _find_anchor(action, fields))


def _served() -> Served:
    served: Served = g.served
    return served


def _trials() -> Trials:
    return _served().trials


def _render(name: str, **parts: object) -> str:
    """Render a page in the preview's layout, for nobody in particular."""
    template = _served().templates.get_template(name)
    return render_found(template, viewer=None, **parts)


def _fields() -> Fields:
    return replies.unify_line_ends(dict(request.form.lists()))


def _go(play_id: str, anchor: str = "") -> ResponseReturnValue:
    url = _served().desk.find_url(play_id)
    return redirect(f"{url}#{anchor}" if anchor else url, 303)


def _find_anchor(action: str, fields: Fields) -> str:
    """Name the part of the page that the learner is led to after a move."""
    if action == "notice":
        return "spotting"
    question = "".join(fields.get("question", ())[:1])
    return f"question-{question}" if question else "now"


def _show(play_id: str, typed: Typed | None = None) -> str:
    seat, edition = _trials().find(play_id)
    bar = make_bar(play_id, seat, edition, desk=_served().desk)
    match edition.compiled:
        case None:
            return _render("preview/nothing.html", bar=bar)
        case Course() as course:
            now = read_clock()
            when = When(now, _served().zone, enrolled_at=now)
            files = _trials().previews.list_files()
            page = make_desk(make_course_desk(course, files, when), known=True)
            page = lead_on(page, course, _served().lead)
            return _render("catalogue/course.html", page=page, bar=bar)
        case Module() as module if seat.state is None:
            return _show_cover(bar, module, seat)
        case Module() as module:
            return _show_play(bar, module, seat, typed)


def _show_cover(bar: PreviewBar, module: Module, seat: Seat) -> str:
    cover = make_cover(Cover(module.case, None, ()), side=seat.trial.role, request_id="")
    return _render("catalogue/cover.html", page=replace(cover, url=bar.url), bar=bar)


def _show_play(bar: PreviewBar, module: Module, seat: Seat, typed: Typed | None) -> str:
    state = seat.state
    assert state is not None
    if state.finished:
        debrief = make_debrief(module, state)
        template, page = make_end(debrief, url=bar.url, path=bar.file, side=state.role)
        return _render(template, page=page, bar=bar)
    view, parts = view_scene(module, state), count_parts(module, state)
    scene = make_scene(view, url=bar.url, no=seat.no, typed=typed, parts=parts)
    return _render("attempts/scene.html", page=scene, bar=bar)
