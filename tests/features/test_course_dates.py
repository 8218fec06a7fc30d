"""A course with dates: what it says of them as they come, what it refuses, the calendar file."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar, Component

from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import begin, move, newcomer
from tests.features.visitor import Person, Visitor

COURSE = "/courses/dated"
CALENDAR = f"{COURSE}/calendar.ics"
LESSON = """---
title: {}
kind: {}
jurisdiction: England
law_checked: 2026-11-01
---

## A

Text.
"""
MODULES = """---
title: "Dates; commas, and so on"
kind: course
---

## Modules

1. [One](one.md)
   - pre-test
   - closes {closes} 17:00
   - due {due}
2. [Two](two.md)
   - opens {opens}
   - seen
3. [Three](three.md)
   - opens after 1
   - due 3 weeks after enrolling
4. [Four](four.md)
   - follow-up of 1 after 6 weeks
   - optional
"""


def day(clock: Clock, days: int) -> date:
    return clock().date() + timedelta(days=days)


def say(found: date) -> str:
    return f"{found.day} {found:%B %Y}"


@pytest.fixture(scope="module")
def days(clock: Clock) -> Mapping[str, date]:
    return {"closes": day(clock, 20), "due": day(clock, 5), "opens": day(clock, 10)}


@pytest.fixture(scope="module")
def site(site: Site, days: Mapping[str, date], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish a course of four lessons with dates."""
    root: Path = tmp_path_factory.mktemp("content")
    folder = root / "courses" / "dated"
    folder.mkdir(parents=True)
    (root / "cases").mkdir()
    for name in ("one", "two", "three", "four"):
        (folder / f"{name}.md").write_text(LESSON.format(name.title(), "lesson"))
    (folder / "course.md").write_text(MODULES.format(**days))
    publish(site, root, "tests")
    return site


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    visitor = newcomer(app, site)
    visitor.post(f"{COURSE}/enrol")
    return visitor


def finish(visitor: Visitor, name: str) -> str:
    url = begin(visitor, f"{COURSE}/{name}")
    move(visitor, "finish")
    return url


def read_events(visitor: Visitor) -> Mapping[str, Component]:
    answer = visitor.client.get(CALENDAR)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(each["summary"]): each for each in Calendar.from_ical(answer.data).events}


def test_each_module_says_when_and_why(amina: Visitor, days: Mapping[str, date]) -> None:
    page = amina.get(COURSE)
    assert page.texts(".module__state") == ["Next", "Locked", "Locked", "Locked"]
    assert page.texts(".module__why") == [
        f"Opens on {say(days['opens'])}",
        "Opens once module 1 is finished",
        "Opens 6 weeks after module 1 is finished",
    ]
    assert page.texts(".module__due")[0] == f"Due at the end of {say(days['due'])}"


def test_what_completes_the_course_is_said(amina: Visitor) -> None:
    said = "Modules 1, 2 and 3 complete the course, each by its own rule. Module 4 is optional."
    assert said in amina.get(COURSE).text


def test_the_dates_are_listed_in_order(amina: Visitor, days: Mapping[str, date]) -> None:
    dates = amina.get(COURSE).texts(".dates li")
    assert dates[:3] == [
        f"Due at the end of {say(days['due'])}: One",
        f"Opens on {say(days['opens'])}: Two",
        f"Closes on {say(days['closes'])} at 17:00: One",
    ]
    assert dates[3].endswith(": Three")


def test_what_was_finished_says_when_its_follow_up_opens(amina: Visitor, clock: Clock) -> None:
    finish(amina, "one")
    page = amina.get(COURSE)
    assert page.texts(".module__why")[-1] == f"Opens on {say(day(clock, 42))}"
    assert page.texts(".module__state") == ["Done", "Locked", "Next", "Locked"]


def test_the_first_page_says_what_is_due_soon(amina: Visitor, days: Mapping[str, date]) -> None:
    soon = amina.get("/").texts(".soon li")
    assert soon == [f"Due at the end of {say(days['due'])}: One · Dates; commas, and so on"]


def test_the_calendar_holds_what_the_page_says(amina: Visitor, days: Mapping[str, date]) -> None:
    events = read_events(amina)
    course = "(Dates; commas, and so on)"
    assert events[f"Due: One {course}"].decoded("dtstart") == days["due"]
    assert events[f"Opens: Two {course}"].decoded("dtstart") == days["opens"]
    closes = events[f"Closes: One {course}"].decoded("dtstart")
    assert closes.utcoffset() == timedelta()
    assert len(events) == 4
    assert all(each["dtstamp"] and each["url"].endswith(COURSE) for each in events.values())


def test_the_calendar_breaks_long_lines_and_marks_what_has_a_meaning(amina: Visitor) -> None:
    raw = amina.client.get(CALENDAR).data
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert b"Dates\\; commas\\, and so on" in raw.replace(b"\r\n ", b"")


def test_an_event_keeps_its_id_and_nobody_shares_it(app: Flask, site: Site, amina: Visitor) -> None:
    ids = {str(each["uid"]) for each in read_events(amina).values()}
    assert ids == {str(each["uid"]) for each in read_events(amina).values()}
    ben = newcomer(app, site)
    ben.post(f"{COURSE}/enrol")
    assert len(ids | {str(each["uid"]) for each in read_events(ben).values()}) == 8


def test_what_is_done_leaves_the_calendar(amina: Visitor) -> None:
    finish(amina, "one")
    assert not any("One" in name for name in read_events(amina))


def test_the_calendar_is_for_who_is_signed_in(visitor: Visitor) -> None:
    assert visitor.get(CALENDAR).url == "/sign-in"
    assert "Add the dates" not in visitor.get(COURSE).text


def test_the_pages_ask_little(amina: Visitor, site: Site) -> None:
    finish(amina, "one")
    for url in ("/", COURSE, CALENDAR, "/courses"):
        amina.client.get(url)
        with count_statements(site.database.engine) as statements:
            amina.client.get(url)
        # The first page asks once more: for texts of the other side.
        assert len(statements) <= (6 if url == "/" else 5), (url, statements)


def test_what_is_under_way_as_it_closes_is_gone_on_with_and_not_begun_again(
    app: Flask, cast: Mapping[str, Person], clock: Clock
) -> None:
    amina, ben = Visitor(app), Visitor(app)
    amina.sign_in(cast["amina"])
    url = begin(amina, f"{COURSE}/one")
    clock.forward(days=22)
    amina.sign_in(cast["amina"])
    ben.sign_in(cast["ben"])
    assert amina.get(f"{COURSE}/one").link("Continue") == url
    assert "this closed on" in ben.get(f"{COURSE}/one").text
    ben.post(f"{COURSE}/one/start", status=403)
    assert "Closed on" in ben.get(COURSE).texts(".module__why")[0]
    amina.get(url)
    move(amina, "finish")
    amina.submit(f"{url}/again", status=403)


def test_what_is_overdue_says_so_and_what_closed_too_early_is_told(
    app: Flask, cast: Mapping[str, Person], clock: Clock
) -> None:
    eve = Visitor(app)
    eve.sign_in(cast["eve"])
    eve.post(f"{COURSE}/enrol")
    begin(eve, f"{COURSE}/two")
    clock.forward(days=23)
    eve.sign_in(cast["eve"])
    page = eve.get(COURSE)
    assert page.texts(".module__state") == ["Closed", "Done", "Locked", "Locked"]
    assert page.texts(".module__due")[-1].startswith("Overdue Was due at the end of")
    assert "before it was done. What you did is kept." in page.texts(".next-step")[0]
    assert eve.get("/").texts(".soon li")[0].startswith("Overdue Was due")
