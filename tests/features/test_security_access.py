"""Everybody against every route: nobody gets further than the mark on the view says."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.routing import Rule

from learning.operations.site import Site
from learning.storage.count import count_statements
from learning.web.guards import Who, who_may_call
from tests.features.playing import play_to_the_end, publish_small
from tests.features.routes import address_of, own_rules, safe_rules
from tests.features.sums import database_sum
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
PEOPLE = (None, "amina", "eve", "cole", "dee")
MAY = {
    Who.ANYONE: set(PEOPLE),
    Who.SIGNED_IN: {"amina", "eve", "cole", "dee"},
    Who.EDUCATOR: {"cole", "dee"},
    Who.ADMINISTRATOR: {"dee"},
    # Whoever they are: no cookie opens what is for programs (tests/features/test_studio_sync.py).
    Who.PROGRAM: set(),
}


def enter(app: Flask, cast: Cast, name: str | None) -> Visitor:
    visitor = Visitor(app)
    if name:
        visitor.sign_in(cast[name])
    return visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture(scope="module")
def attempt_id(app: Flask, cast: Cast) -> str:
    """Play Amina's attempt to its end, so that nothing of it is closed to her."""
    return play_to_the_end(enter(app, cast, "amina")).rpartition("/")[2]


def ask(visitor: Visitor, url: str, method: str) -> tuple[int, str]:
    """Give the status and where it leads."""
    if method == "GET":
        answer = visitor.client.get(url)
    else:
        answer = visitor.send(url, {"csrf_token": visitor.token()})
    # What is sent as a file is open until it is read, or given up.
    answer.close()
    return answer.status_code, answer.headers.get("Location", "")


def was_stopped(status: int, location: str) -> bool:
    return status in {401, 403} or location.startswith("/sign-in?next=")


def methods_of(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_gets_further_than_the_mark_says(
    app: Flask, cast: Cast, name: str | None, attempt_id: str
) -> None:
    visitor = enter(app, cast, name)
    for rule in own_rules(app):
        who = who_may_call(app.view_functions[rule.endpoint])
        assert who, rule
        for method in methods_of(rule):
            url = address_of(rule, attempt_id=attempt_id)
            status, location = ask(visitor, url, method)
            assert was_stopped(status, location) == (name not in MAY[who]), (url, method, status)
            assert status < 500, (url, method)
            if not visitor.client.get_cookie("learning-session"):
                visitor = enter(app, cast, name)


@pytest.mark.parametrize("name", ["eve", "cole", "dee"])
@pytest.mark.parametrize("attempt", ["amina's", "nobody's"])
def test_an_attempt_is_its_owners_alone(
    app: Flask, cast: Cast, site: Site, name: str, attempt: str, attempt_id: str
) -> None:
    visitor = enter(app, cast, name)
    before = database_sum(site)
    parts = {"attempt_id": attempt_id} if attempt == "amina's" else {}
    rules = [each for each in own_rules(app) if "attempt_id" in each.arguments]
    for rule in rules:
        for method in methods_of(rule):
            status, _ = ask(visitor, address_of(rule, **parts), method)
            # A page for teachers is closed to learners, whatever it is about.
            closed = name not in MAY[who_may_call(app.view_functions[rule.endpoint])]
            assert status == (403 if closed else 404), (rule, method)
    assert len(rules) >= 8
    assert database_sum(site) == before


def test_reading_changes_nothing(app: Flask, cast: Cast, site: Site, attempt_id: str) -> None:
    for name in (None, "amina", "dee"):
        visitor = enter(app, cast, name)
        before = database_sum(site)
        for rule in safe_rules(app):
            visitor.client.get(address_of(rule, attempt_id=attempt_id))
        assert database_sum(site) == before


def test_knowing_who_looks_takes_one_statement(app: Flask, cast: Cast, site: Site) -> None:
    visitor = enter(app, cast, "amina")
    with count_statements(site.database.engine) as statements:
        visitor.get("/about")
    assert len(statements) == 1


@pytest.mark.parametrize("url", ["/about", "/sign-in", "/healthz", "/static/x/css/base.css"])
def test_a_stranger_costs_no_statement(visitor: Visitor, site: Site, url: str) -> None:
    with count_statements(site.database.engine) as statements:
        visitor.client.get(url)
    assert statements == []


@pytest.mark.parametrize("url", ["/healthz", "/static/x/css/base.css"])
def test_health_and_files_ask_nobody_who_they_are(
    app: Flask, cast: Cast, site: Site, url: str
) -> None:
    visitor = enter(app, cast, "amina")
    with count_statements(site.database.engine) as statements:
        visitor.client.get(url)
    assert statements == []


@pytest.mark.parametrize("token", ["x", "x" * 129, "\u00e9", "' OR 1=1 --"])
def test_a_made_up_token_is_nobody(visitor: Visitor, token: str) -> None:
    visitor.client.set_cookie("learning-session", token)
    assert visitor.get("/account").url == "/sign-in"
