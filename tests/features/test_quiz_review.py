"""What was right in a finished quiz is told when its author says, by every door and no sooner."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from learning.operations.moments import find_zone
from learning.operations.site import Site
from tests.features.conftest import Clock
from tests.features.playing import begin, move, newcomer, reply
from tests.features.previewing import write
from tests.features.quiz_writing import COVER, answer_all, hand_in, publish_quiz
from tests.features.visitor import Page, Visitor

AFTER = ("review: after closing", "closes: 2030-02-01 17:00")
NEVER = ("review: never",)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def assert_silent(page: Page) -> None:
    """Check that a page tells no verdict, reason or mark of a question."""
    for word in ("SECRET", "Right:", "Not this time:", "What is right", "1 of 1", "0 of 1"):
        assert word not in page.html, word


@pytest.mark.parametrize("feedback", ["immediate", "deferred"])
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (AFTER, "What was right is told once this has closed, on 1 February 2030 at 17:00."),
        (
            NEVER,
            "What was right, question by question, is not shown after this has been handed in.",
        ),
    ],
)
def test_the_result_tells_the_total_and_when_the_rest_is_told(
    site: Site, amina: Visitor, tmp_path: Path, *, feedback: str, lines: tuple[str, ...], said: str
) -> None:
    publish_quiz(site, tmp_path, f"feedback: {feedback}", *lines)
    page = hand_in(amina)
    assert page.texts(".lede") == [f"You earned 1 of 2 points. {said}"]
    assert "Yes You chose this." in page.text
    assert_silent(page)


def test_no_other_door_tells_it_either(site: Site, amina: Visitor, tmp_path: Path) -> None:
    publish_quiz(site, tmp_path, "feedback: deferred", *AFTER)
    url = begin(amina, COVER)
    first = {"question": "is-it-so", "answer": "yes", "no": "1"}
    amina.post(f"{url}/reply", first)
    amina.get(url)
    reply(amina, "Is it not so?", {"answer": "yes"})
    amina.get(url)
    move(amina, "finish")
    assert_silent(amina.get(url))
    assert_silent(amina.get(f"{url}/debrief"))
    assert_silent(amina.get(COVER))
    for kind, status in (("reply", 200), ("hint", 409), ("finish", 200), ("rate", 409)):
        form = first | ({"hint": "1"} if kind == "hint" else {"points-1": "1"})
        assert_silent(amina.post(f"{url}/{kind}", form, status))


def test_it_is_told_once_the_quiz_has_closed(
    site: Site, amina: Visitor, tmp_path: Path, clock: Clock
) -> None:
    closes = clock().astimezone(find_zone(site)) + timedelta(minutes=10)
    lines = ("review: after closing", f"closes: {closes:%Y-%m-%d %H:%M}")
    publish_quiz(site, tmp_path, "feedback: deferred", *lines)
    url = answer_all(amina)
    assert_silent(move(amina, "finish"))
    clock.forward(minutes=11)
    page = amina.get(f"{url}/debrief")
    assert "SECRET-WHY" in page.html
    assert "once this has closed" not in page.text


def test_a_later_closing_keeps_the_answers_back_from_who_has_finished(
    site: Site, amina: Visitor, tmp_path: Path, clock: Clock
) -> None:
    closes = clock().astimezone(find_zone(site)) + timedelta(minutes=10)
    lines = ["feedback: deferred", "review: after closing", "confidence: ask"]
    publish_quiz(site, tmp_path, *lines, f"closes: {closes:%Y-%m-%d %H:%M}")
    url = begin(amina, COVER)
    reply(amina, "Is it not so?", {"answer": "yes", "confidence": "3"})
    reply(amina, "Is it so?", {"answer": "yes", "confidence": "3"})
    move(amina, "finish")
    closes += timedelta(minutes=40)
    publish_quiz(site, tmp_path, *lines, f"closes: {closes:%Y-%m-%d %H:%M}")
    clock.forward(minutes=11)
    assert_silent(amina.get(f"{url}/debrief"))
    for door in ("moves", "practice"):
        assert "wrong" not in amina.get(f"/account/data/{door}").text, door
    assert "Is it not so?" not in amina.get("/progress").text
    clock.forward(minutes=40)
    assert "SECRET-WHY" in amina.get(f"{url}/debrief").html
    assert "Is it not so?" in amina.get("/progress").text


def test_points_that_tries_took_are_said_to_be(site: Site, amina: Visitor, tmp_path: Path) -> None:
    publish_quiz(site, tmp_path, "tries: 2")
    begin(amina, COVER)
    for each in ("no", "yes"):
        page = reply(amina, "Is it so?", {"answer": each})
    assert "Right: 0.67 of 1 point, after other tries" in page.text


@pytest.mark.parametrize("more", [(), ("pass_mark: 40%",)])
def test_no_page_tells_a_mark_of_a_quiz_that_tells_none(
    site: Site, amina: Visitor, tmp_path: Path, *, more: tuple[str, ...]
) -> None:
    course = "---\ntitle: One\nkind: course\n---\n\n## Modules\n\n1. [Short](short.md)\n"
    write(tmp_path, "courses/one/course.md", course)
    publish_quiz(site, tmp_path, "feedback: none", *more)
    pages = [hand_in(amina), *map(amina.get, (COVER, "/courses/one", "/progress", "/"))]
    for page in pages:
        assert "50%" not in page.text
        assert "of 2 points" not in page.text
    for door in ("attempts", "progress"):
        held = amina.get(f"/account/data/{door}").text
        assert "oints earned not told" in held
        assert "1.0" not in held
        assert "0.5" not in held
    assert ("Passed" in pages[0].text) is bool(more)


def test_no_answer_can_be_changed_once_the_time_is_up(
    site: Site, amina: Visitor, clock: Clock, tmp_path: Path
) -> None:
    publish_quiz(site, tmp_path, "feedback: deferred", "time_limit: 5")
    url = answer_all(amina)
    assert amina.get(url).soup.select("input[name=answer]")
    clock.forward(minutes=6)
    page = amina.get(url)
    assert not page.soup.select("input[name=answer]")
    assert f"{url}/reply" not in page.actions()
