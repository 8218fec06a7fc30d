"""The first page and the three that explain the site.

Knows what to show to whom; the words are in the templates.
"""

from flask import Blueprint, current_app, render_template

from learning.operations.catalogue import list_cases
from learning.operations.home import show_home as open_home
from learning.storage.holdings import HOLDINGS
from learning.web.current import current_site, viewer_or_none
from learning.web.guards import anyone
from learning.web.pages.front import make_desk, make_home
from learning.web.pages.holdings import list_fields, list_kept

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@anyone
def show_home() -> str:
    """Show a stranger what this is, and a learner where they stopped."""
    site, viewer = current_site(), viewer_or_none()
    if viewer is None:
        page = make_home(list_cases(site, None))
        return render_template("front/home.html", page=page)
    desk = make_desk(viewer.name, open_home(site, viewer), teaches=viewer.is_educator)
    return render_template("front/desk.html", page=desk)


@blueprint.get("/about")
@anyone
def show_about() -> str:
    """Say what this is, who made it and on what terms."""
    return render_template("front/about.html")


@blueprint.get("/accessibility")
@anyone
def show_accessibility() -> str:
    """State how accessible the site is, and what has not been tested."""
    return render_template("front/accessibility.html")


@blueprint.get("/privacy")
@anyone
def show_privacy() -> str:
    """Say what is kept of a person, why, how long, and which cookies there are."""
    cookies = [current_app.config[each] for each in ("LEARNING_COOKIE", "SESSION_COOKIE_NAME")]
    kept, fields = list_kept(HOLDINGS), list_fields(HOLDINGS)
    return render_template("front/privacy.html", cookies=cookies, kept=kept, fields=fields)
