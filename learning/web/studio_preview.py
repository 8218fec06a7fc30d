"""The preview of a draft inside the site: pages as `learning preview` has them, for its authors.

Beside the editor it stands in a frame of our own pages; by itself it is a page like any other.
"""

from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, current_app, flash, g, redirect, request
from flask.typing import ResponseReturnValue

from learning.errors import NotFound
from learning.model.names import SceneId
from learning.operations.site import Site
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_previews import StudioPreviews
from learning.operations.trials import Trials
from learning.play.staging import Stage
from learning.web import preview
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.catalogue import url_of
from learning.web.pages.preview import Desk
from learning.web.preview import AFRESH, Served, layer_templates
from learning.web.render import overlay_templates
from learning.web.reviewing import find_review
from learning.web.security import let_be_framed

PREVIEWS, LAYERS = "learning.studio_previews", "learning.studio_layers"
# A page asks for news now and then; the editor tells it of a save at once.
OFTEN = 2000
STOPPED = "The site does not answer. This page goes on by itself when it does."
# What scripts ask for in the background is answered 404; the page then begins afresh.
ASKED_BY_SCRIPTS = ("news", "findings")

blueprint = Blueprint("studio_preview", __name__, url_prefix="/studio/preview/<path:path>")
blueprint.register_blueprint(preview.blueprint)
blueprint.after_request(let_be_framed)


def add_studio_previews(app: Flask, site: Site) -> None:
    """Keep the plays of this process, and the templates in the preview's layout."""
    app.extensions[PREVIEWS] = StudioPreviews(site)
    app.extensions[LAYERS] = overlay_templates(app, layer_templates(app))


def current_previews() -> StudioPreviews:
    """Give what this process keeps of previews."""
    previews: StudioPreviews = current_app.extensions[PREVIEWS]
    return previews


@blueprint.url_value_preprocessor
def take_path(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Keep the path of the file from the views, most of which are not the studio's own."""
    g.path = (values or {}).pop("path", "")


@blueprint.before_request
def serve() -> ResponseReturnValue | None:
    """Put whose plays these are beside the request; one that is not there begins afresh."""
    base = f"/studio/preview/{g.path}"
    review_id = find_review(g.path)
    desk = Desk(base, base, "" if review_id else f"/studio/edit/{g.path}", OFTEN, STOPPED)
    zone = ZoneInfo(current_site().settings.time_zone)
    trials = current_previews().open_trials(current_viewer(), g.path, review_id=review_id)
    g.served = Served(trials, desk, zone, current_app.extensions[LAYERS], _lead)
    play_id = (request.view_args or {}).get("play_id")
    return _answer_lost(play_id, trials) if play_id and not trials.has(play_id) else None


def _answer_lost(play_id: str, trials: Trials) -> ResponseReturnValue | None:
    """Lead to a play that begins; of somebody else's, and to a script, say that there is none."""
    known = current_previews().belongs_to_another(current_viewer(), play_id)
    if known or request.path.endswith(tuple(f"/{each}" for each in ASKED_BY_SCRIPTS)):
        raise NotFound("There is no such play")
    trials.previews.look(g.path)
    flash(AFRESH)
    return redirect(f"/studio/preview/{g.path}", 303)


def _lead(path: str) -> str:
    """Lead to the preview of a module of the same work, and else to its own page."""
    return f"/studio/preview/{path}" if find_prefix(path) == find_prefix(g.path) else url_of(path)


@blueprint.get("")
@educator
def begin() -> ResponseReturnValue:
    """Begin a play of one's own: on the cover, or in the scene that was asked for."""
    served: Served = g.served
    play_id = served.trials.open(g.path)
    if scene := request.args.get("scene"):
        served.trials.stand(play_id, Stage(SceneId(scene)))
    return redirect(served.desk.find_url(play_id), 303)
