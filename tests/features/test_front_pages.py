"""The first page, to a stranger and to a learner, and the pages that explain the site."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import (
    KITCHEN,
    answer,
    begin,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Person, Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.mark.parametrize(
    ("url", "h1"),
    [
        ("/", "One patient, two halves of the story"),
        ("/about", "About Side by Side"),
        ("/accessibility", "Accessibility"),
        ("/privacy", "Privacy"),
    ],
)
def test_everybody_may_read_it(visitor: Visitor, url: str, h1: str) -> None:
    assert visitor.get(url).h1 == h1


def test_the_accessibility_statement_says_what_was_not_tested(visitor: Visitor) -> None:
    assert "not yet been tested with screen readers" in visitor.get("/accessibility").text


def test_reading_sets_no_cookie(visitor: Visitor) -> None:
    for url in ("/", "/about", "/accessibility", "/privacy"):
        assert "Set-Cookie" not in visitor.get(url).headers


def test_the_privacy_page_names_the_cookies_there_are(visitor: Visitor) -> None:
    named = visitor.get("/privacy").texts("code")
    answer = visitor.client.get("/sign-in")
    assert answer.headers["Set-Cookie"].split("=")[0] in named
    assert len(named) == 2


def test_a_stranger_sees_the_cases_there_are(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert page.link("The cold kitchen") == KITCHEN
    assert page.link("Create an account") == "/register"


def test_a_newcomer_is_shown_two_ways_in(app: Flask, site: Site) -> None:
    page = newcomer(app, site).get("/")
    assert page.h1 == "Welcome, Farah"
    assert page.link("Take a course") == "/courses"
    assert "You teach here too" not in page.text


def test_an_educator_is_shown_where_to_teach(visitor: Visitor, cast: Mapping[str, Person]) -> None:
    visitor.sign_in(cast["cole"])
    page = visitor.get("/")
    assert page.link("Write your own case") == "/studio"
    assert page.link("Teach a group") == "/cohorts"


def test_a_learner_goes_on_where_they_stopped(app: Flask, site: Site) -> None:
    learner = newcomer(app, site)
    url = begin(learner)
    page = learner.get("/")
    assert page.h1 == "Welcome back, Farah"
    assert "Case under way The cold kitchen" in page.text
    assert page.link("Continue") == url


def test_what_is_finished_is_not_offered_to_go_on_with(app: Flask, site: Site) -> None:
    learner = newcomer(app, site)
    play_to_the_end(learner)
    assert "Go on where you were" not in learner.get("/").text


def test_a_course_shows_its_next_step(app: Flask, site: Site) -> None:
    learner = newcomer(app, site)
    learner.post("/courses/listening/enrol")
    page = learner.get("/")
    assert page.link("Go to the next step") == "/courses/listening/a-word-first"
    assert "0 of" in page.text


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_first_page_asks_little(app: Flask, site: Site, signed_in: bool) -> None:
    visitor = newcomer(app, site) if signed_in else Visitor(app)
    visitor.get("/")
    with count_statements(site.database.engine) as statements:
        visitor.client.get("/")
    assert len(statements) <= 5


def test_one_next_step_comes_first(app: Flask, site: Site) -> None:
    learner = newcomer(app, site)
    learner.post("/courses/listening/enrol")
    page = learner.get("/")
    assert page.texts("#next-step") == ["A word first"]
    assert len(page.soup.select(".going--next .nhsuk-button")) == 1
    begin(learner)
    assert learner.get("/").texts("#next-step") == ["The cold kitchen"]


def test_what_was_missed_comes_back_to_the_first_page(
    app: Flask, site: Site, cast: Mapping[str, Person], clock: Clock
) -> None:
    eve = Visitor(app)
    eve.sign_in(cast["eve"])
    begin(eve, "/courses/listening/a-word-first")
    move(eve, "continue")
    answer(eve, 0, "Talking")
    move(eve, "finish")
    assert "Due today" not in eve.get("/").text
    clock.forward(days=2)
    eve.sign_in(cast["eve"])
    page = eve.get("/")
    assert "1 question that you missed comes back" in page.text
    assert eve.get(page.link("Answer them now")).url == "/recall"
