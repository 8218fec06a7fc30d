"""The first page and the three that explain the site.

Knows what to show to whom; the words are in the templates.
"""

from flask import Blueprint, current_app, render_template

from learning.web.guards import anyone
from learning.web.pages.front import HomePage

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@anyone
def show_home() -> str:
    """Show what this is."""
    return render_template("front/home.html", page=HomePage(()))


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
    return render_template("front/privacy.html", cookies=cookies)
