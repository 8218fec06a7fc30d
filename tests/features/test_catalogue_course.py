"""The course desk: modules in order, one's place among them, and the next step."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import answer, begin, move, newcomer, publish_small
from tests.features.visitor import Visitor

COURSE = "/courses/listening"
LESSON = f"{COURSE}/a-word-first"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def do_the_lesson(visitor: Visitor) -> None:
    begin(visitor, LESSON)
    move(visitor, "continue")
    answer(visitor, 0, "Being quiet")
    move(visitor, "finish")


def test_a_stranger_reads_the_course_and_is_asked_to_sign_in(visitor: Visitor) -> None:
    page = visitor.get(COURSE)
    assert page.texts(".module__title") == ["A word first", "The cold kitchen"]
    assert page.link("Sign in") == "/sign-in"
    assert visitor.page.soup.select_one(f".panel a[href='/sign-in?next={COURSE}']")


def test_enrolling_shows_the_next_step(amina: Visitor) -> None:
    amina.get(COURSE)
    page = amina.submit(f"{COURSE}/enrol")
    assert page.texts(".next-step") == ["Next: 1. A word first"]
    assert page.link("Go to the next step") == LESSON
    assert page.texts(".progress-bar__text") == ["0 of 2 modules done"]


def test_a_module_that_is_not_open_yet_says_when(amina: Visitor) -> None:
    page = amina.get(COURSE)
    said = "Opens once module 1 is finished. Among the cases it is always open"
    assert page.texts(".module__why") == [said]
    assert page.texts(".module__state")[1] == "Locked"
    assert not page.soup.select(".module--closed .module__title a")


def test_a_lesson_is_read_on_and_its_end_opens_the_next(amina: Visitor) -> None:
    amina.get(COURSE)
    amina.submit(f"{COURSE}/enrol")
    do_the_lesson(amina)
    page = amina.get(COURSE)
    assert page.texts(".module__state") == ["Done", "Next"]
    assert page.texts(".next-step") == ["Next: 2. The cold kitchen"]


def test_a_lesson_ends_without_a_map(amina: Visitor) -> None:
    do_the_lesson(amina)
    page = amina.page
    assert page.h1 == "How it went"
    assert not page.soup.select(".map")
    found = ["What you could have found", "Questions and cues", "Read again"]
    assert page.texts(".contents li") == found
    assert page.link("The course") == COURSE


def test_a_module_begun_is_gone_on_with_from_the_desk(amina: Visitor) -> None:
    amina.get(COURSE)
    amina.submit(f"{COURSE}/enrol")
    url = begin(amina, LESSON)
    page = amina.get(COURSE)
    assert page.link("Continue") == url
    assert page.texts(".module__state")[0] == "Under way"


def test_cards_count_what_is_finished(amina: Visitor) -> None:
    do_the_lesson(amina)
    assert "1 of 2 modules done" in amina.get("/courses").texts(".card")[1]


def test_a_lesson_leads_back_to_its_course(amina: Visitor) -> None:
    assert amina.get(LESSON).link("The course") == COURSE


def test_enrolling_in_nothing_is_not_found(amina: Visitor) -> None:
    amina.post("/courses/no-such/enrol", {}, status=404)
