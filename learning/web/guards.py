"""Who may call which page. Each view carries exactly one mark; a view without one is refused.

Marks say who may ask at all; whether this attempt or course is theirs is asked by the operation.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar, assert_never

from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from learning.errors import NotAllowed
from learning.operations.accounts import Viewer
from learning.web.current import viewer_or_none
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
        case _:
            assert_never(who)


def _ask_to_sign_in() -> ResponseReturnValue:
    """Lead a reader to the sign-in page; keep a writer's text on a page of its own."""
    if request.method in {"GET", "HEAD"}:
        return redirect(sign_in_url(request.full_path), 303)
    raise Unauthorized
