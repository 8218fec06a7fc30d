"""One's own personal tokens: list them, make one, end one.

Knows forms and addresses; who may have one, and how it is kept, is decided below.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations import tokens
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.tokens import HOME, make_tokens

blueprint = Blueprint("tokens", __name__, url_prefix=HOME)


@blueprint.get("")
@educator
def show() -> str:
    """Show one's tokens, and the form for another."""
    return _page(FormPage({}, {}))


@blueprint.post("")
@educator
def make() -> ResponseReturnValue:
    """Make a token and show it, on this one page and never again."""
    name = request.form.get("name", "")
    try:
        token = tokens.make_token(current_site(), current_viewer(), name=name)
    except InvalidInput as error:
        return _page(FormPage({"name": name}, error.fields)), 422
    return _page(FormPage({}, {}), token=token), {"Cache-Control": "no-store"}


@blueprint.post("/<token_id>/end")
@educator
def end(token_id: str) -> ResponseReturnValue:
    """End a token; who holds it gets no further."""
    name = tokens.end_token(current_site(), current_viewer(), token_id)
    flash(f"The token for {name} is ended, and opens nothing any more.", "good")
    return redirect(HOME, 303)


def _page(form: FormPage, *, token: str = "") -> str:
    lines = tokens.list_tokens(current_site(), current_viewer())
    page = make_tokens(lines, form, token=token, site=request.host_url.rstrip("/"))
    return render_template("accounts/tokens.html", page=page)
