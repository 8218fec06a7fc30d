"""What the request at hand belongs to: the site, and the person who looks at it.

Knows Flask's and Flask-Login's contexts, so that views and templates need not.
"""

from flask import current_app, g, has_request_context
from flask_login import current_user

from learning.errors import NotAllowed
from learning.operations.accounts import Viewer
from learning.operations.site import Site

SITE = "learning.site"


def current_site() -> Site:
    """Give the site the running application was made for."""
    site = current_app.extensions[SITE]
    assert isinstance(site, Site)
    return site


def viewer_or_none() -> Viewer | None:
    """Give the person signed in, loaded from the session token at most once a request."""
    viewer: Viewer | None = getattr(current_user, "viewer", None)
    return viewer


def current_viewer() -> Viewer:
    """Give the person signed in; for views that only the signed-in reach."""
    viewer = viewer_or_none()
    if viewer is None:
        raise NotAllowed("Sign in first.")
    return viewer


def loaded_viewer() -> Viewer | None:
    """Give the person if this request has met them already: what an error page may ask for."""
    if not has_request_context():
        return None
    viewer: Viewer | None = getattr(g.get("_login_user"), "viewer", None)
    return viewer
