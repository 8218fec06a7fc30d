"""Forged and stray requests: other sites, other sessions, other targets."""

from collections.abc import Mapping
from io import RawIOBase

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.web.csrf import unmask
from learning.web.guards import Who, who_may_call
from learning.web.security import MAX_FORM_FIELDS
from tests.features.conftest import Clock
from tests.features.routes import address_of, unsafe_rules
from tests.features.sums import database_sum
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation: //evil.example",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "///evil.example",
    "/\u2028/evil.example",
    "//localhost@evil.example",
    "evil.example",
    "//[::1",
    "",
]
ENCODED = {"/%0d%0aLocation: //evil.example": "/\r\nLocation: //evil.example"}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(visitor: Visitor, cast: Cast, target: str) -> None:
    form = {"email": cast["amina"].email, "password": cast["amina"].password}
    next_page = ENCODED.get(target, target)
    sent = {**form, "next": next_page, "csrf_token": visitor.token()}
    answer = visitor.send("/sign-in", sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/courses")
    already = visitor.client.get("/sign-in", query_string={"next": next_page})
    assert already.headers["Location"] == "/courses"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "evil.example"])
def test_opening_an_account_leads_nowhere_else(visitor: Visitor, target: str) -> None:
    visitor.get("/register")
    fields = {"name": "Gil", "email": f"gil{len(target)}@example.org", "profession": "law"}
    sent = {**fields, "password": "four quiet green kettles", "next": target}
    answer = visitor.send("/register", {**sent, "csrf_token": visitor.token()})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/courses")


def test_every_unsafe_route_asks_for_the_token(app: Flask, cast: Cast, site: Site) -> None:
    visitor, stranger = Visitor(app), Visitor(app)
    visitor.sign_in(cast["amina"])
    stranger.get("/register")
    before = database_sum(site)
    for rule in unsafe_rules(app):
        url = address_of(rule)
        if who_may_call(app.view_functions[rule.endpoint]) is Who.PROGRAM:
            # A cookie counts for nothing there, so there is nothing to forge.
            assert visitor.send(url, {"csrf_token": visitor.token()}).status_code == 401, rule
            continue
        for form in ({}, {"csrf_token": stranger.token()}, {"csrf_token": "tampered"}):
            assert visitor.send(url, form).status_code == 400, rule
    assert database_sum(site) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://["},
    ],
)
def test_every_unsafe_route_refuses_other_sites(
    app: Flask, cast: Cast, site: Site, headers: dict[str, str]
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(cast["amina"])
    visitor.get("/account")
    token = {"csrf_token": visitor.token()}
    before = database_sum(site)
    for rule in unsafe_rules(app):
        answer = visitor.client.post(address_of(rule), data=token, headers=headers)
        assert answer.status_code == 403, rule
    assert database_sum(site) == before


def test_more_fields_than_any_form_has_are_too_many(visitor: Visitor) -> None:
    fields = {"csrf_token": visitor.token(), "words": ["mould"] * MAX_FORM_FIELDS}
    page = visitor.read(visitor.send("/sign-out", fields), status=413)
    assert "200 fields" in page.text


def test_a_body_that_breaks_off_is_the_senders_fault(visitor: Visitor) -> None:
    class Broken(RawIOBase):
        def readinto(self, buffer: object) -> int:
            raise OSError("the browser has gone")

    answer = visitor.client.post(
        "/sign-out",
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": Broken(), "wsgi.input_terminated": True},
    )
    assert visitor.read(answer, status=400).h1 == "We could not read that"


def test_a_browser_that_sends_only_its_origin_is_let_through(visitor: Visitor) -> None:
    token = {"csrf_token": visitor.token()}
    origin = {"Origin": "http://localhost"}
    assert visitor.client.post("/sign-out", data=token, headers=origin).status_code == 303


def test_the_token_looks_different_on_every_page(visitor: Visitor) -> None:
    tokens = []
    for _ in range(2):
        visitor.get("/sign-in")
        tokens.append(visitor.token())
    assert tokens[0] != tokens[1]
    assert unmask(tokens[0]) is not None


def test_an_old_form_is_given_back_with_what_was_typed(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["amina"])
    sent = {"csrf_token": "stale", "profession": "law", "why": "I moved to the clinic"}
    page = visitor.read(visitor.send("/account/profession", sent), status=400)
    assert page.h1 == "That page was too old to send"
    assert page.texts("blockquote") == ["I moved to the clinic"]
    assert "Law side" in visitor.submit("/account/profession").text


def test_a_form_with_a_password_is_not_given_back(visitor: Visitor, cast: Cast) -> None:
    sent = {"csrf_token": "stale", "email": cast["amina"].email, "password": "four quiet words"}
    page = visitor.read(visitor.send("/sign-in", sent), status=400)
    assert page.actions() == []
    assert "four quiet words" not in page.html


def test_what_another_site_sent_is_not_offered_again(visitor: Visitor) -> None:
    answer = visitor.client.post("/sign-out", data={"words": "buy this now"})
    assert "Send it again" not in answer.text


def test_what_is_sent_after_an_hour_away_is_kept(app: Flask, cast: Cast, clock: Clock) -> None:
    visitor, tab = Visitor(app), Visitor(app)
    visitor.sign_in(cast["ben"])
    visitor.get("/account")
    clock.forward(minutes=61)
    page = visitor.submit("/account/profession", {"profession": "nursing"}, status=401)
    assert page.h1 == "You have been signed out"
    tab.client = visitor.client
    tab.sign_in(cast["ben"])
    assert "Health side" in visitor.submit("/account/profession").text


def test_a_session_lasts_while_it_is_used_but_not_for_ever(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(cast["ben"])
    for _ in range(14):
        clock.forward(minutes=50)
        assert visitor.get("/account").url == "/account"
    clock.forward(minutes=50)
    assert visitor.get("/account").url == "/sign-in"
