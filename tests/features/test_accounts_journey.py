"""A learner opens an account, signs in and out, changes what can be changed."""

from collections.abc import Mapping

import pytest
from flask import Flask

from tests.features.visitor import Person, Visitor

FRESH = {
    "name": "Farah",
    "email": "farah@example.org",
    "password": "four quiet green kettles",
    "profession": "midwifery",
}
Cast = Mapping[str, Person]


def test_registering_signs_in_and_leads_to_the_courses(visitor: Visitor) -> None:
    visitor.get("/register")
    page = visitor.submit("/register", FRESH)
    assert page.url == "/courses"
    assert "Farah" in page.soup.header.get_text()
    assert "Your account is open" in page.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Enter your name"),
        ({"name": "x" * 81}, "Shorten your name to 80 characters"),
        ({"email": "farah"}, "Enter an email address in the usual form"),
        ({"password": "short"}, "Use 12 characters or more"),
        ({"password": ""}, "Choose a password"),
        ({"password": "x" * 1025}, "Shorten the password to 1,024 characters"),
        ({"profession": ""}, "Choose what you study or practise"),
        ({"profession": "astrology"}, "Choose what you study or practise"),
        ({"email": "amina@example.org"}, "There is an account with this email address"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    visitor: Visitor, cast: Cast, wrong: dict[str, str], said: str
) -> None:
    visitor.get("/register")
    page = visitor.submit("/register", {**FRESH, "email": "gil@example.org", **wrong}, status=422)
    field = next(iter(wrong))
    assert said in page.texts(f"#{field}-error")[0]
    assert page.texts(f".nhsuk-error-summary a[href='#{field}']")
    assert page.title.startswith("Error: ")


def test_errors_are_listed_in_the_order_of_the_page(visitor: Visitor) -> None:
    visitor.get("/register")
    page = visitor.submit("/register", {}, status=422)
    listed = [str(each["href"]) for each in page.soup.select(".nhsuk-error-summary a")]
    assert listed == ["#name", "#email", "#password", "#profession"]


def test_what_was_typed_stays_but_the_password(visitor: Visitor) -> None:
    visitor.get("/register")
    page = visitor.submit("/register", {**FRESH, "email": "no"}, status=422)
    assert page.soup.select_one("#name")["value"] == "Farah"
    assert page.soup.select_one("input[checked]")["value"] == "midwifery"
    assert FRESH["password"] not in page.html


def test_signing_in_leads_to_where_one_was_going(visitor: Visitor, cast: Cast) -> None:
    assert visitor.get("/account").url == "/sign-in"
    amina = cast["amina"]
    page = visitor.submit("/sign-in", {"email": amina.email, "password": amina.password})
    assert page.url == "/account"
    assert "amina@example.org" in page.text


@pytest.mark.parametrize("email", ["amina@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_person_get_one_answer(
    visitor: Visitor, email: str
) -> None:
    visitor.get("/sign-in")
    page = visitor.submit("/sign-in", {"email": email, "password": "wrong again and again"}, 422)
    assert "The email address or the password is not right" in page.text


def test_the_eleventh_failure_is_told_how_long_to_wait(visitor: Visitor) -> None:
    wrong = {"email": "target@example.org", "password": "wrong again and again"}
    visitor.get("/sign-in")
    for _ in range(10):
        visitor.submit("/sign-in", wrong, status=422)
    page = visitor.submit("/sign-in", wrong, status=429)
    assert "Wait 5 minutes, then try again" in page.text
    assert 0 < int(page.headers["Retry-After"]) <= 300
    assert page.soup.select_one("#email")["value"] == "target@example.org"


def test_signing_out_ends_the_session_on_the_server(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["ben"])
    token = visitor.client.get_cookie("learning-session")
    assert token
    assert "You are signed out" in visitor.sign_out().text
    visitor.client.set_cookie("learning-session", token.value)
    assert visitor.get("/account").url == "/sign-in"


def test_a_new_password_ends_the_other_sessions(app: Flask, cast: Cast) -> None:
    here, there = Visitor(app), Visitor(app)
    here.sign_in(cast["eve"])
    there.sign_in(cast["eve"])
    here.get("/account")
    new = "another set of words entirely"
    page = here.submit("/account/password", {"old": cast["eve"].password, "new": new})
    assert "Your password is changed" in page.text
    assert there.get("/account").url == "/sign-in"


def test_the_old_password_is_asked_for(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["ben"])
    visitor.get("/account")
    form = {"old": "not this one at all", "new": "another set of words entirely"}
    page = visitor.submit("/account/password", form, status=422)
    assert page.texts("#old-error") == ["Error: This is not your current password"]


def test_a_new_profession_changes_the_side(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["ben"])
    visitor.get("/account")
    page = visitor.submit("/account/profession", {"profession": "nursing"})
    assert "Health side" in page.text


def test_who_is_signed_in_is_not_asked_again(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["amina"])
    assert visitor.get("/sign-in").url == visitor.get("/register").url == "/courses"


def test_password_managers_find_their_fields(visitor: Visitor) -> None:
    fields = visitor.get("/sign-in").soup.select("form input[autocomplete]")
    assert [each["autocomplete"] for each in fields] == ["username", "current-password"]
    fields = visitor.get("/register").soup.select("form input[autocomplete]")
    assert [each["autocomplete"] for each in fields] == ["name", "email", "new-password"]
