"""My progress: empty at first, then courses, cases, marks, and spotting by legal need."""

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.playing import (
    KITCHEN,
    answer,
    begin,
    choose,
    do_the_kitchen,
    move,
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


def play_badly(visitor: Visitor, url: str) -> None:
    visitor.submit(f"{url}/again")
    move(visitor, "notice", {"nothing": "1"})
    answer(visitor, 0, "The soup")
    answer(visitor, 0, "The grocer")
    choose(visitor, "Go home")
    move(visitor, "finish")


def test_nothing_done_yet_is_said_kindly(amina: Visitor) -> None:
    page = amina.get("/progress")
    assert "that is how everyone starts" in page.text
    assert page.link("Choose a case") == "/cases"


def test_a_case_begun_can_be_gone_on_with(amina: Visitor) -> None:
    url = begin(amina)
    page = amina.get("/progress")
    assert page.link("Continue") == url
    assert page.texts(".played__state") == ["Under way"]


def test_best_and_latest_are_both_told(amina: Visitor) -> None:
    url = play_to_the_end(amina)
    play_badly(amina, url)
    marks = amina.get("/progress").texts(".played__marks div")
    assert marks == ["Attempts 2", "Best 5 of 5 points (100%)", "Latest 0 of 5 points (0%)"]


def test_spotting_is_told_by_need(amina: Visitor) -> None:
    play_to_the_end(amina)
    page = amina.get("/progress")
    assert page.texts(".needs tbody tr") == ["Housing 1 of 1 0", "Debt 1 of 1 0"]


def test_playing_again_changes_nothing_of_what_was_heard_first(amina: Visitor) -> None:
    url = begin(amina)
    move(amina, "notice", {"words": ["makes good soup"], "need": ["debt"]})
    answer(amina, 0, "The soup")
    answer(amina, 0, "The grocer")
    choose(amina, "Go home")
    move(amina, "finish")
    amina.submit(f"{url}/again")
    do_the_kitchen(amina)
    choose(amina, "Go home")
    move(amina, "finish")
    page = amina.get("/progress")
    assert page.texts(".needs tbody tr") == ["Housing 0 of 1 0", "Debt 0 of 1 1"]
    assert "In all, 100% of your marks named a need where there was none." in page.text


def test_courses_taken_are_listed(amina: Visitor) -> None:
    amina.get("/courses/listening")
    amina.submit("/courses/listening/enrol")
    assert amina.get("/progress").texts(".course-rows li") == ["Listening 0 of 2 modules done"]


def test_nobody_sees_anothers_progress(amina: Visitor, app: Flask, site: Site) -> None:
    play_to_the_end(amina)
    assert "Finished" not in newcomer(app, site).get("/progress").text


@pytest.mark.parametrize("url", ["/progress", "/cases", "/courses", "/courses/listening", KITCHEN])
def test_a_page_asks_little_whatever_the_history(amina: Visitor, site: Site, url: str) -> None:
    play_to_the_end(amina)
    amina.get(url)
    with count_statements(site.database.engine) as statements:
        amina.client.get(url)
    assert len(statements) <= 5, statements
