"""The preview in the studio: a draft as any role at any scene, for who writes it alone."""

import time
from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations import trials
from learning.operations.site import Site
from learning.operations.studio import NewFile, add_file, add_medium, make_work
from learning.operations.studio_people import add_editor, drop_editor
from learning.operations.studio_previews import MOST_PLAYS
from tests.features.drafting import (
    BASE,
    PATH,
    PREFIX,
    Author,
    act,
    add_educator,
    find_author,
    kept_by,
    make_case,
    play_of,
    save,
    visit,
)
from tests.features.previewing import CASE, LONGEST
from tests.features.test_preview_safety import PIXEL
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
LESSON = """---
title: First
kind: lesson
summary: One page.
jurisdiction: England
law_checked: 2026-11-01
---

# First

## One

Read this.
"""
COURSE = """---
title: Hearing
kind: course
summary: One lesson.
---

# Hearing

Welcome.

## Modules

1. [First](first.md)
"""


@pytest.fixture(scope="module")
def author(site: Site, cast: Cast) -> Author:
    found = find_author(site, cast["cole"])
    make_case(site, found)
    return found


@pytest.fixture(scope="module")
def olu(site: Site) -> Person:
    return add_educator(site, "Olu")


@pytest.fixture
def cole(app: Flask, site: Site, cast: Cast, author: Author) -> Visitor:
    """Open the preview as its author, with the text as it was."""
    save(site, author, CASE)
    visitor = visit(app, cast["cole"])
    visitor.get(BASE)
    return visitor


def reach_letter(visitor: Visitor) -> None:
    act(visitor, "start")
    act(visitor, "notice", nothing="1")
    act(visitor, "reply", answer="since-when")
    act(visitor, "choose", choice="ask-for-the-letter")


def test_a_draft_is_played_as_learners_play_it(cole: Visitor) -> None:
    assert cole.page
    assert cole.page.h1 == "The cold flat"
    assert cole.page.url.startswith(f"{BASE}/plays/")
    reach_letter(cole)
    assert cole.page.h1 == "The letter"
    assert "He lets you keep it." in cole.page.text
    act(cole, "choose", choice="call-the-adviser")
    act(cole, "finish")
    assert "You ring the adviser." in cole.page.text


def test_a_play_has_a_limit_of_moves(cole: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    reach_letter(cole)
    monkeypatch.setattr(trials, "MOST_MOVES", 2)
    page = act(cole, "choose", choice="call-the-adviser")
    assert page.h1 == "The letter"
    assert trials.TOO_MANY in page.text
    act(cole, "restart")
    assert trials.TOO_MANY not in act(cole, "start").text


def test_every_scene_is_seen_by_every_role(cole: Visitor) -> None:
    act(cole, "place", scene="in-the-surgery")
    for role, own, others in (
        ("law", "The letter names no day.", "The record shows"),
        ("facilitator", "Ask the room first.", "names no day"),
        ("health", "The record shows four visits.", "Ask the room"),
    ):
        page = act(cole, "side", role=role)
        assert own in str(page.soup)
        assert others not in str(page.soup)


def test_a_scene_is_asked_for_by_its_address(cole: Visitor) -> None:
    assert cole.get(f"{BASE}?scene=a-plan").h1 == "A plan"
    cole.get(f"{BASE}?scene=nowhere", 404)


def test_what_was_saved_is_shown_where_one_stands(
    cole: Visitor, site: Site, author: Author
) -> None:
    reach_letter(cole)
    save(site, author, CASE.replace("He lets you keep it.", "He hands it over."))
    page = cole.get(play_of(cole))
    assert page.h1 == "The letter"
    assert "He hands it over." in page.text


def test_with_errors_the_last_version_without_any_is_shown(
    cole: Visitor, site: Site, author: Author
) -> None:
    act(cole, "start")
    save(site, author, CASE.replace("(#the-letter)", "(#the-leter)"))
    page = cole.get(play_of(cole))
    assert "This file has errors" in str(page.soup)
    assert page.h1 == "In the surgery"
    assert page.texts(".finding__place")


def test_all_findings_come_a_moment_later(cole: Visitor, site: Site, author: Author) -> None:
    save(site, author, CASE.replace("(#ten-days-later)", "(#the-letter)"))
    cole.get(BASE)
    deadline = time.monotonic() + LONGEST
    while not cole.client.get(f"{play_of(cole)}/news").get_json()["checked"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert "S0" in cole.client.get(f"{play_of(cole)}/findings").text


def test_nobody_else_is_told_that_there_is_such_a_draft(
    app: Flask, cole: Visitor, cast: Cast, olu: Person
) -> None:
    play = play_of(cole)
    for person, status in ((olu, 404), (cast["amina"], 403)):
        visitor = visit(app, person)
        for url in (BASE, play, f"{play}/news", f"{play}/findings", f"/studio/map/{PATH}"):
            assert visitor.client.get(url).status_code == status
        token = {"csrf_token": visitor.token()}
        for action in ("start", "restart", "again", "place", "side", "beside", "choose"):
            assert visitor.send(f"{play}/{action}", token).status_code == status
    assert Visitor(app).client.get(play).status_code == 303


def test_a_play_of_another_author_of_the_same_work_is_not_there(
    app: Flask, cole: Visitor, site: Site, author: Author, olu: Person
) -> None:
    add_editor(site, author, PREFIX, email=olu.email)
    other = visit(app, olu)
    assert other.client.get(play_of(cole)).status_code == 404
    assert other.get(BASE).h1 == "The cold flat"
    drop_editor(site, author, PREFIX, person_id=find_author(site, olu).person_id)
    other.get(play_of(other), 404)


def test_an_administrator_sees_every_draft(app: Flask, author: Author, cast: Cast) -> None:
    assert visit(app, cast["dee"]).get(BASE).h1 == "The cold flat"


def test_a_play_that_is_not_there_begins_afresh_and_says_so(cole: Visitor) -> None:
    page = cole.get(f"{BASE}/plays/0123456789ab")
    assert "you begin afresh" in page.text
    assert page.url != f"{BASE}/plays/0123456789ab"
    lost = cole.send(f"{BASE}/plays/0123456789ab/start", {"csrf_token": cole.token()})
    assert (lost.status_code, lost.location) == (303, BASE)
    assert cole.client.get(f"{BASE}/plays/0123456789ab/news").status_code == 404


def test_plays_are_few_and_the_least_used_goes(app: Flask, cole: Visitor) -> None:
    first = play_of(cole)
    for _ in range(MOST_PLAYS):
        cole.client.get(BASE)
    assert cole.client.get(f"{first}/news").status_code == 404
    assert kept_by(app).people.most * MOST_PLAYS <= 1200


def test_plays_that_lie_idle_are_let_go(app: Flask, cole: Visitor) -> None:
    people = kept_by(app).people
    before, later = people.clock, time.monotonic() + people.idle + 1
    people.clock = lambda: later
    try:
        assert cole.client.get(f"{play_of(cole)}/news").status_code == 404
    finally:
        people.clock = before


def test_the_preview_alone_may_be_framed_and_by_our_own_pages_alone(cole: Visitor) -> None:
    def policy(url: str) -> str:
        return cole.client.get(url).headers["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy(play_of(cole))
    assert "frame-ancestors 'self'" in policy(f"/studio/map/{PATH}")
    editor = policy(f"/studio/edit/{PATH}")
    assert "frame-src 'self'" in editor
    assert "frame-ancestors 'none'" in editor
    for url in ("/studio", "/courses", "/account"):
        assert "frame-ancestors 'none'" in policy(url)
        assert "frame-src" not in policy(url)


def test_media_of_the_draft_are_shown(cole: Visitor, site: Site, author: Author) -> None:
    path = add_medium(site, author, PREFIX, name="wall.gif", data=PIXEL)
    picture = f"Mr Osei is back.\n\n![The wall]({path.removeprefix('cases/')})"
    save(site, author, CASE.replace("Mr Osei is back.", picture))
    shown = cole.get(BASE).soup.select_one("main img")
    assert shown
    answer = cole.client.get(str(shown["src"]))
    assert (answer.status_code, answer.data) == (200, PIXEL)


def test_a_course_leads_to_the_previews_of_its_modules(
    cole: Visitor, site: Site, author: Author
) -> None:
    prefix = make_work(site, author, kind="course", title="Hearing", text=COURSE)
    add_file(site, author, prefix, new=NewFile("lesson", "First", LESSON))
    page = cole.get(f"/studio/preview/{prefix}/course.md")
    assert page.link("First") == f"/studio/preview/{prefix}/first.md"
    assert cole.get(f"/studio/preview/{prefix}/first.md").h1 == "First"
    maps = cole.get(f"/studio/map/{prefix}/course.md")
    assert "A course has no scenes" in maps.text
