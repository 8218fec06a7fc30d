"""Who is looking: Flask-Login over a random token in one cookie, and session rows on the server.

Flask's own session never says who someone is; it carries the form token and messages only.
"""

from datetime import timedelta

from flask import Flask, Request, Response, current_app, request, session
from flask_login import LoginManager, UserMixin

from learning.operations.accounts import SignedIn, Viewer, find_viewer
from learning.operations.site import Site
from learning.web.current import current_site

LONGEST_SESSION = timedelta(hours=12)
TOKEN_CHARACTERS = 128


class Known(UserMixin):
    """A viewer in the shape Flask-Login expects."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        return str(self.viewer.person_id)


def add_viewer(app: Flask, site: Site) -> None:
    """Let requests be recognised by their token, and name the cookies."""
    production = site.settings.production
    app.config.update(
        # The prefix makes browsers refuse a cookie that another host or plain HTTP planted.
        LEARNING_COOKIE="__Host-session" if production else "learning-session",
        SESSION_COOKIE_NAME="__Host-form" if production else "learning-form",
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_PROTECTION=None,
        # Not used here, and a stray one would keep Flask-Login from asking our loader.
        REMEMBER_COOKIE_NAME="",
    )
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_load)


def _load(incoming: Request) -> Known | None:
    token = session_token(incoming)
    viewer = find_viewer(current_site(), token) if token else None
    return Known(viewer) if viewer else None


def session_token(incoming: Request = request) -> str:
    """Give the token the browser sent, or nothing where it cannot be one of ours."""
    token = incoming.cookies.get(current_app.config["LEARNING_COOKIE"], "")
    return token if len(token) <= TOKEN_CHARACTERS and token.isascii() else ""


def let_in(response: Response, signed_in: SignedIn) -> Response:
    """Hand the browser the token of a session that has just begun."""
    response.set_cookie(
        current_app.config["LEARNING_COOKIE"],
        signed_in.token,
        max_age=LONGEST_SESSION,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def see_out(response: Response) -> Response:
    """Take the token and the form token away: the next person at this browser starts afresh."""
    session.clear()
    response.delete_cookie(
        current_app.config["LEARNING_COOKIE"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
