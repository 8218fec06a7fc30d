"""What a course keeps locked is refused by its own address too; open cases are not."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import KITCHEN, begin, move, newcomer, publish_small
from tests.features.visitor import Visitor

STEPS = "/courses/first-steps"
CHECK = f"{STEPS}/a-short-check"
WHY = "In the course “First steps” this opens once module 1 is finished."


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def test_a_locked_module_says_why_and_offers_no_beginning(amina: Visitor) -> None:
    page = amina.get(CHECK)
    assert WHY in page.text
    assert f"{CHECK}/start" not in page.actions()


def test_a_locked_module_is_refused_by_its_address(amina: Visitor) -> None:
    amina.post(f"{STEPS}/enrol")
    page = amina.post(f"{CHECK}/start", status=403)
    assert WHY in page.text
    assert "Under way" not in amina.get(STEPS).text


def test_who_does_not_take_the_course_finds_it_locked_as_well(amina: Visitor) -> None:
    amina.get("/account")
    amina.post(f"{CHECK}/start", status=403)


def test_what_opens_may_be_begun(amina: Visitor) -> None:
    begin(amina, f"{STEPS}/sit-down")
    move(amina, "continue")
    move(amina, "finish")
    assert begin(amina, CHECK).startswith("/attempts/")


def test_a_case_of_the_open_catalogue_can_always_be_played(amina: Visitor) -> None:
    amina.post("/courses/listening/enrol")
    assert amina.get("/courses/listening").texts(".module__state") == ["Next", "Locked"]
    assert amina.page
    assert amina.page.link("Among the cases") == KITCHEN
    assert begin(amina, KITCHEN).startswith("/attempts/")
