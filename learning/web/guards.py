"""Who may call which page. Each view carries exactly one mark; a view without one is refused.

Marks say who may ask at all; whether this attempt or course is theirs is asked by the operation.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar, assert_never

from flask import Flask, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from learning.errors import NotAllowed
from learning.operations.accounts import Viewer
from learning.operations.tokens import find_bearer
from learning.web.current import current_site, viewer_or_none
from learning.web.redirects import sign_in_url

P = ParamSpec("P")
R = TypeVar("R")
MARK = "who_may_call"


class Who(StrEnum):
    """The people a view is for."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    EDUCATOR = "educator"
    ADMINISTRATOR = "administrator"
    PROGRAM = "program"


def anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Let everyone call the view, signed in or not."""
    return _mark(view, Who.ANYONE)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let those call the view who are signed in."""
    return _mark(view, Who.SIGNED_IN)


def educator(view: Callable[P, R]) -> Callable[P, R]:
    """Let educators call the view."""
    return _mark(view, Who.EDUCATOR)


def administrator(view: Callable[P, R]) -> Callable[P, R]:
    """Let administrators call the view."""
    return _mark(view, Who.ADMINISTRATOR)


def token_alone(view: Callable[P, R]) -> Callable[P, R]:
    """Let programs call the view that send a personal token of an educator's.

    No cookie opens it: being signed in, whoever one is, counts for nothing here.
    """
    return _mark(view, Who.PROGRAM)


def _mark(view: Callable[P, R], who: Who) -> Callable[P, R]:
    if MARK in view.__dict__:
        raise TypeError(f"{view!r} says twice who may call it")
    view.__dict__[MARK] = who
    return view


def who_may_call(view: Callable[P, R]) -> Who | None:
    """Give the mark of a view, if it has one."""
    mark: Who | None = view.__dict__.get(MARK)
    return mark


def add_guard(app: Flask) -> None:
    """Ask the mark of the view before each request that has one."""
    app.before_request(_guard)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    who = who_may_call(current_app.view_functions[request.endpoint])
    if who is Who.ANYONE:
        return None
    if who is Who.PROGRAM:
        _demand_token()
        return None
    viewer = viewer_or_none()
    if who and viewer is None:
        return _ask_to_sign_in()
    if who is None or viewer is None or not _may(viewer, who):
        raise NotAllowed("Your account does not open this page.")
    return None


def _may(viewer: Viewer, who: Who) -> bool:
    match who:
        case Who.ANYONE | Who.SIGNED_IN:
            return True
        case Who.EDUCATOR:
            return viewer.is_educator
        case Who.ADMINISTRATOR:
            return viewer.is_admin
        case Who.PROGRAM:
            return False
        case _:
            assert_never(who)


def _demand_token() -> None:
    """Find whose token was sent as RFC 6750 says, in the header alone; the rest is 401."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        address = request.remote_addr or ""
        g.bearer = find_bearer(current_site(), token.strip(), address=address)
    if g.get("bearer") is None:
        raise Unauthorized


def current_bearer() -> Viewer:
    """Give whose token was sent; for views that are marked `token_alone`."""
    bearer: Viewer = g.bearer
    return bearer


def is_for_programs() -> bool:
    """Whether who asks is a program that reads no pages."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is not None and who_may_call(view) is Who.PROGRAM


def _ask_to_sign_in() -> ResponseReturnValue:
    """Lead a reader to the sign-in page; keep a writer's text on a page of its own.

    A script that asks in the background is told 401: a page to sign in is no answer to it.
    """
    reads = request.method in {"GET", "HEAD"}
    if reads and request.headers.get("Sec-Fetch-Dest") != "empty":
        return redirect(sign_in_url(request.full_path), 303)
    raise Unauthorized
