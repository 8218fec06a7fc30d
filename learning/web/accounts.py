"""Register, sign in and out, and one's own account.

Knows forms and cookies; passwords, throttling and sessions are the operations'.
"""

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from learning.errors import InvalidInput, TooMany
from learning.operations import accounts, cohort_time, recall
from learning.operations.accounts import Registration
from learning.web.current import current_site, current_viewer, viewer_or_none
from learning.web.forms.accounts import (
    PasswordForm,
    ProfessionForm,
    RegisterForm,
    SignInForm,
    first_errors,
    typed_values,
)
from learning.web.guards import anyone, signed_in
from learning.web.pages.accounts import FormPage, make_account, profession_choices, wait_words
from learning.web.redirects import HOME, safe_path
from learning.web.viewer import let_in, see_out, session_token

blueprint = Blueprint("accounts", __name__)
EMPTY = FormPage({}, {})
COMING_BACK = {
    True: "Questions that you missed come back from now on.",
    False: "Questions that you missed no longer come back. Nothing is deleted.",
}
REMINDERS = {
    True: "You get emails about your shared sessions from now on.",
    False: "You get no more emails about your shared sessions.",
}


@blueprint.get("/register")
@anyone
def show_register() -> ResponseReturnValue:
    """Show the empty form, or lead on who has an account."""
    target = _target()
    return redirect(target, 303) if viewer_or_none() else _register_page(FormPage({}, {}, target))


@blueprint.post("/register")
@anyone
def register() -> ResponseReturnValue:
    """Open an account, sign its owner in, and go where they were going."""
    form = RegisterForm(request.form)
    if not form.validate():
        return _register_page(_refill(form)), 422
    wanted = Registration(
        name=form.name.data or "",
        email=form.email.data or "",
        password=form.password.data or "",
        profession=form.profession.data or "",
    )
    try:
        known = accounts.register(current_site(), wanted, _address())
    except InvalidInput as error:
        return _register_page(_refill(form, error.fields)), 422
    flash("Your account is open. Here is where to begin.", "good")
    return let_in(make_response(redirect(_target(), 303)), known)


def _register_page(form: FormPage) -> str:
    return render_template("accounts/register.html", form=form, professions=profession_choices())


@blueprint.get("/sign-in")
@anyone
def show_sign_in() -> ResponseReturnValue:
    """Show the form, or lead on who is signed in already."""
    target = _target()
    return redirect(target, 303) if viewer_or_none() else _sign_in_page(FormPage({}, {}, target))


@blueprint.post("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """Begin a session and go where one was going."""
    form = SignInForm(request.form)
    if not form.validate():
        return _sign_in_page(_refill(form)), 422
    email, password = form.email.data or "", form.password.data or ""
    try:
        known = accounts.sign_in(current_site(), email, password, address=_address())
    except InvalidInput as error:
        return _sign_in_page(_refill(form, error.fields)), 422
    except TooMany as error:
        told = f"Too many tries that did not work. Wait {wait_words(error.wait)}, then try again."
        return _sign_in_page(_refill(form, {"": told})), 429, {"Retry-After": str(error.wait)}
    return let_in(make_response(redirect(_target(), 303)), known)


def _sign_in_page(form: FormPage) -> str:
    return render_template("accounts/sign_in.html", form=form)


@blueprint.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """End the session on the server too; without one there is nothing to end, which is as well."""
    token = session_token()
    if token:
        accounts.sign_out(current_site(), token)
    response = see_out(make_response(redirect("/", 303)))
    flash("You are signed out.", "good")
    return response


@blueprint.get("/account")
@signed_in
def show_account() -> ResponseReturnValue:
    """Show one's own name, side and the two forms."""
    return _account_page(EMPTY)


@blueprint.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the password; every other session of this person ends."""
    form = PasswordForm(request.form)
    if not form.validate():
        return _account_page(_refill(form)), 422
    old, new = form.old.data or "", form.new.data or ""
    try:
        known = accounts.change_password(current_site(), current_viewer(), old=old, new=new)
    except InvalidInput as error:
        return _account_page(_refill(form, error.fields)), 422
    flash("Your password is changed. Everywhere else you are signed out.", "good")
    return let_in(make_response(redirect("/account", 303)), known)


@blueprint.post("/account/profession")
@signed_in
def change_profession() -> ResponseReturnValue:
    """Change the profession, and with it the side of cases begun from now on."""
    form = ProfessionForm(request.form)
    if not form.validate():
        return _account_page(_refill(form)), 422
    profession = form.profession.data or ""
    accounts.change_profession(current_site(), current_viewer(), profession)
    flash("Your profession is changed. Cases you begin from now on follow it.", "good")
    return redirect("/account", 303)


@blueprint.post("/account/coming-back")
@signed_in
def switch_coming_back() -> ResponseReturnValue:
    """Turn on or off that missed questions come back; what is kept of them stays."""
    on = request.form.get("on") == "yes"
    recall.switch(current_site(), current_viewer(), on=on)
    flash(COMING_BACK[on], "good")
    return redirect("/account#coming-back", 303)


@blueprint.post("/account/reminders")
@signed_in
def switch_reminders() -> ResponseReturnValue:
    """Turn on or off emails about one's sessions."""
    on = request.form.get("on") == "yes"
    accounts.switch_reminders(current_site(), current_viewer(), on=on)
    flash(REMINDERS[on], "good")
    return redirect("/account#reminders", 303)


def _account_page(form: FormPage) -> str:
    viewer = current_viewer()
    page = make_account(viewer, form, cohort_time.list_times(current_site(), viewer))
    return render_template("accounts/account.html", page=page)


def _refill(form: Form, errors: dict[str, str] | None = None) -> FormPage:
    """Give the form back as it was sent, with what to mend."""
    return FormPage(typed_values(form), errors or first_errors(form), _target())


def _target() -> str:
    return safe_path(request.values.get("next", HOME))


def _address() -> str:
    return request.remote_addr or ""
