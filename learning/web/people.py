"""People, for administrators: look for them, add one, and change what one may do.

Knows forms and addresses; who may change whom, and what has to stay, is decided below.
"""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput
from learning.operations import people
from learning.operations.accounts import LEARNER, Registration, Viewer
from learning.operations.site import Site
from learning.web.current import current_site, current_viewer
from learning.web.forms.accounts import RegisterForm, first_errors, typed_values
from learning.web.forms.people import read_sheet
from learning.web.guards import administrator
from learning.web.pages.accounts import FormPage, profession_choices
from learning.web.pages.people import HOME, list_standings, make_people, make_person

blueprint = Blueprint("people", __name__, url_prefix=HOME)
EMPTY = FormPage({}, {})
Change = Callable[[Site, Viewer, str], None]


@blueprint.get("")
@administrator
def show() -> str:
    """Show a page of those looked for, by name."""
    sheet = read_sheet(request.args)
    found, more = people.search_people(
        current_site(), current_viewer(), sheet.wanted, page=sheet.number
    )
    return render_template("people/people.html", page=make_people(found, sheet, more=more))


@blueprint.get("/add")
@administrator
def show_add() -> str:
    """Show the form of a new account."""
    return _add_page(FormPage({"standing": LEARNER}, {}))


@blueprint.post("/add")
@administrator
def add() -> ResponseReturnValue:
    """Open an account for somebody, with a password to be handed to them."""
    form, standing = RegisterForm(request.form), request.form.get("standing", "")
    typed = {**typed_values(form), "standing": standing}
    if not form.validate():
        return _add_page(FormPage(typed, first_errors(form))), 422
    wanted = Registration(
        name=form.name.data or "",
        email=form.email.data or "",
        password=form.password.data or "",
        profession=form.profession.data or "",
    )
    try:
        person_id = people.add_person(
            current_site(), wanted, standing=standing, by=current_viewer().person_id
        )
    except InvalidInput as error:
        return _add_page(FormPage(typed, error.fields)), 422
    flash(f"{wanted.name} has an account now. Give them the password yourself.", "good")
    return redirect(f"{HOME}/{person_id}", 303)


@blueprint.get("/<person_id>")
@administrator
def show_person(person_id: str) -> str:
    """Show one account."""
    return _person_page(person_id, EMPTY)


@blueprint.post("/<person_id>/standing")
@administrator
def change_standing(person_id: str) -> ResponseReturnValue:
    """Make somebody a learner, educator or administrator."""
    act = partial(people.change_standing, standing=request.form.get("standing", ""))
    return _change(person_id, act, said="Their standing is changed. They have to sign in again.")


@blueprint.post("/<person_id>/suspend")
@administrator
def suspend(person_id: str) -> ResponseReturnValue:
    """Let somebody in no more."""
    said = "They are suspended and signed out everywhere. What they did is kept."
    return _change(person_id, people.suspend, said=said)


@blueprint.post("/<person_id>/let-back")
@administrator
def let_back(person_id: str) -> ResponseReturnValue:
    """Let somebody sign in again."""
    return _change(person_id, people.let_back, said="They can sign in again.")


@blueprint.post("/<person_id>/extra-time")
@administrator
def give_time(person_id: str) -> ResponseReturnValue:
    """Let quizzes take longer for somebody."""
    act = partial(people.give_time, typed=request.form.get("extra-time", ""))
    return _change(person_id, act, said="Their time is changed, in attempts under way too.")


@blueprint.post("/<person_id>/password")
@administrator
def give_password(person_id: str) -> ResponseReturnValue:
    """Give a new password to somebody who has forgotten theirs."""
    act = partial(people.give_password, password=request.form.get("password", ""))
    said = "The password is changed. Give it to them yourself; they can change it again."
    return _change(person_id, act, said=said)


def _change(person_id: str, act: Change, *, said: str) -> ResponseReturnValue:
    """Change an account and say so, or show what stands in the way beside what was sent."""
    try:
        act(current_site(), current_viewer(), person_id)
    except InvalidInput as error:
        typed = {name: request.form.get(name, "") for name in ("standing", "extra-time")}
        return _person_page(person_id, FormPage(typed, error.fields)), 422
    flash(said, "good")
    return redirect(f"{HOME}/{person_id}", 303)


def _person_page(person_id: str, form: FormPage) -> str:
    viewer = current_viewer()
    person = people.find_person(current_site(), viewer, person_id)
    page = make_person(person, form, own=person.id == viewer.person_id)
    return render_template("people/person.html", page=page)


def _add_page(form: FormPage) -> str:
    choices = {"professions": profession_choices(), "standings": list_standings()}
    return render_template("people/add.html", form=form, **choices)
