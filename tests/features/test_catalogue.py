"""Cases and courses before they are played: what their first pages say, and to whom."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    KITCHEN,
    begin,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def card(visitor: Visitor, title: str) -> str:
    return next(each for each in visitor.get("/cases").texts(".card") if title in each)


def test_a_card_says_where_one_stands(amina: Visitor, eve: Visitor) -> None:
    assert "Primary care About 10 minutes" in card(amina, "The cold kitchen")
    begin(amina)
    assert card(amina, "The cold kitchen").endswith("Under way")
    assert card(eve, "The cold kitchen").endswith("Finished")


@pytest.fixture
def eve(app: Flask, site: Site) -> Visitor:
    """Somebody who has finished the case."""
    visitor = newcomer(app, site)
    play_to_the_end(visitor)
    return visitor


def test_a_cover_says_what_one_needs_to_know(amina: Visitor) -> None:
    page = amina.get(KITCHEN)
    assert page.h1 == "The cold kitchen"
    assert "Somebody is cold for a long time." in page.texts(".callout")[0]
    facts = " ".join(page.texts(".nhsuk-summary-list__row"))
    assert "The law of England on 21 November 2026" in facts
    assert "A. Tester" in facts
    assert "CC BY 4.0" in facts
    assert "You play on the health side" in page.texts(".cover-start")[0]


def test_a_cover_offers_to_go_on_and_then_to_look_back(amina: Visitor, eve: Visitor) -> None:
    url = begin(amina)
    assert amina.get(KITCHEN).link("Continue") == url
    page = eve.get(KITCHEN)
    assert page.texts(".cover-start button") == ["Play again"]
    assert len(page.texts(".cover-start__done li")) == 1


def test_a_stranger_is_asked_to_sign_in_and_comes_back(visitor: Visitor) -> None:
    page = visitor.get(KITCHEN)
    assert page.link("Sign in to begin") == f"/sign-in?next={KITCHEN}"
    assert page.actions() == []


@pytest.mark.parametrize("url", ["/cases/no-such", "/courses/no-such", "/courses/no/such"])
def test_what_does_not_exist_is_not_found(visitor: Visitor, url: str) -> None:
    assert visitor.get(url, status=404).h1 == "Page not found"


def test_a_case_that_does_not_exist_cannot_begin(amina: Visitor) -> None:
    amina.post("/cases/no-such/start", {}, status=404)
