"""Sessions of a cohort over HTTP: planned, moved, called off; and what the archive leaves of it."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage import audit
from tests.features.conftest import Clock
from tests.features.playing import publish_small
from tests.features.test_cohorts import COURSE, draw_code, make, take_roster
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
CASE = "cases/the-cold-kitchen.md"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def test_a_session_is_planned_and_joined_without_a_code(
    app: Flask, cole: Visitor, cast: Cast, site: Site
) -> None:
    url = make(cole, "Together")
    take_roster(cole, url, "Ben,ben@example.org,,,\n")
    cole.get(f"{url}/sessions")
    refused = cole.submit(f"{url}/sessions", {"day": "2030-05-01", "time": "late"}, 422)
    assert "Choose the case" in refused.text
    page = cole.submit(f"{url}/sessions", {"case": "cases/the-cold-kitchen.md", "time": "14:30"})
    assert "1 May 2030 at 14:30" in page.text
    ben = Visitor(app)
    ben.sign_in(cast["ben"])
    home = ben.get("/")
    assert "Shared session of Together, 1 May 2030 at 14:30" in home.text
    join = ben.get("/sessions").link("Join The cold kitchen")
    assert join == home.link("Join it")
    ben.get(join)
    ben.submit(join, {"side": "law"})
    assert "Sessions of your cohorts" not in ben.get("/sessions").text
    eve = Visitor(app)
    eve.sign_in(cast["eve"])
    assert "Together" not in eve.get("/").text
    cole.get(f"{url}/sessions")
    cole.submit(f"{url}/sessions/time", {"time": "15:00"})
    assert "1 May 2030 at 15:00" in cole.page.text


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2020-05-01", "14:30", "That time is past"),
        ("2032-03-28", "01:30", "The clocks go forward then"),
    ],
)
def test_a_session_is_planned_for_a_time_that_comes(
    cole: Visitor, day: str, time: str, said: str
) -> None:
    url = make(cole, f"On {day}")
    page = cole.get(f"{url}/sessions")
    assert page.soup.select_one("input[name=way][checked]")["value"] == "all agree"
    wanted = {"case": "cases/the-cold-kitchen.md", "day": day, "time": time}
    assert said in cole.submit(f"{url}/sessions", wanted, 422).text
    page = cole.submit(f"{url}/sessions", {"day": "2030-05-01", "time": "14:30"})
    assert "1 May 2030 at 14:30" in page.text
    refused = cole.submit(f"{url}/sessions/time", {"day": day, "time": time}, 422)
    assert said in refused.text


def test_a_time_that_is_past_can_stay_as_it_is(cole: Visitor, clock: Clock) -> None:
    url = make(cole, "It was yesterday")
    day = (clock().date() + timedelta(days=1)).isoformat()
    cole.get(f"{url}/sessions")
    cole.submit(f"{url}/sessions", {"case": CASE, "day": day, "time": "14:30"})
    clock.forward(hours=50)
    cole.sign_out()
    cole.sign_in(Person("Dr Cole", "cole@example.org", "two chairs one table"))
    cole.get(f"{url}/sessions")
    assert "The time is saved." in cole.submit(f"{url}/sessions/time").text
    refused = cole.submit(f"{url}/sessions/time", {"time": "15:00"}, 422)
    assert "That time is past" in refused.text


def test_a_session_is_called_off_before_it_begins(
    app: Flask, cole: Visitor, cast: Cast, site: Site
) -> None:
    url = make(cole, "Called off")
    take_roster(cole, url, "Amina,amina@example.org,,,\nBen,ben@example.org,,,\n")
    cole.get(f"{url}/sessions")
    cole.submit(f"{url}/sessions", {"case": CASE, "day": "2030-05-01", "time": "14:30"})
    amina, ben = Visitor(app), Visitor(app)
    amina.sign_in(cast["amina"])
    ben.sign_in(cast["ben"])
    join = ben.get("/sessions").link("Join The cold kitchen")
    ben.get(join)
    lobby = ben.submit(join, {"side": "law"}).url
    cole.get(f"{url}/sessions")
    page = cole.submit(f"{url}/sessions/call-off")
    assert "The session is called off." in page.text
    assert f"{url}/sessions/call-off" not in page.actions()
    assert "It ended before it began" in ben.get(lobby).text
    assert "Shared session of Called off" not in amina.get("/").text
    assert "Join The cold kitchen" not in amina.get("/sessions").text
    amina.post(f"{url}/sessions/call-off", status=403)
    with site.database.read() as connection:
        actions = [each.action for each in audit.list_entries(connection)]
    assert actions.count("session of a cohort called off") == 1
    row = page.soup.select_one(".under-way__row a[href^='/join/']")
    assert row is None
    cole.post(f"{url}/sessions/call-off", {"session": lobby.rpartition("/")[2]}, status=422)
    cole.post(f"{url}/sessions/call-off", {"session": "another"}, status=404)


def test_in_the_archive_there_is_nothing_to_change(cole: Visitor) -> None:
    url = make(cole, "Put away")
    draw_code(cole, url)
    take_roster(cole, url, "Ben,ben@example.org,,,\nUnknown,unknown@example.org,,,\n")
    cole.get(f"{url}/courses")
    cole.submit(f"{url}/courses", {"path": COURSE, "due": "2030-05-01"})
    cole.get(f"{url}/sessions")
    cole.submit(f"{url}/sessions", {"case": CASE})
    cole.get(f"{url}/settings")
    cole.submit(f"{url}/archive")
    person = cole.get(f"{url}/people").link("Ben")
    allowed = {
        f"{url}/people": {f"{url}/roster.csv"},
        f"{url}/courses": set(),
        f"{url}/sessions": set(),
        f"{url}/settings": {f"{url}/take-out"},
        person: {f"{person}/take-out"},
    }
    for address, actions in allowed.items():
        page = cole.get(address)
        assert {each for each in page.actions() if each.startswith("/cohorts")} == actions
    assert "nothing in it changes until" in cole.get(f"{url}/courses").text
    assert "to be done by 1 May 2030" in cole.page.text
    cole.get(f"{url}/settings")
    cole.submit(f"{url}/take-out")
    assert f"{url}/courses/due" in cole.get(f"{url}/courses").actions()
