"""A case given to a cohort without a course around it: chosen, dated, played, and looked at."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from learning.operations.catalogue import show_case
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.site import Site
from learning.storage.cohort_people import Place, put_person
from learning.storage.count import count_statements
from learning.storage.schema import Enrolment
from tests.features.conftest import Clock
from tests.features.playing import answer, begin, move, newcomer, play_to_the_end, publish_small
from tests.features.taught import viewer_of
from tests.features.test_studio_publishing import make as write_new
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
CASE = "cases/the-cold-kitchen.md"
COURSE = "courses/listening/course.md"
TITLE = "The cold kitchen"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture(scope="module")
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


@pytest.fixture
def url(site: Site, cast: Cast) -> str:
    """Make a cohort of Dr Cole's; give its address."""
    teacher = viewer_of(site, cast["cole"].email, cast["cole"].password)
    return f"/cohorts/{make_cohort(site, teacher, Wanted('Nursing year 2'))}"


def give(cole: Visitor, url: str, path: str = CASE, **fields: str) -> Page:
    cole.get(f"{url}/courses")
    return cole.submit(f"{url}/courses", {"path": path, **fields})


def seat(app: Flask, site: Site, cole: Visitor, *urls: str) -> Visitor:
    """Give the browser of somebody new who has joined these cohorts by their codes."""
    visitor = newcomer(app, site)
    for url in urls:
        cole.get(f"{url}/settings")
        code = cole.submit(f"{url}/code").texts(".come-in__link")[0].rpartition("/")[2]
        visitor.get(f"/cohorts/join/{code}")
        visitor.submit(f"/cohorts/join/{code}")
    return visitor


def heads(page: Page) -> list[str]:
    return page.texts("thead th[scope=col]")[2:]


def test_cases_are_chosen_beside_courses_and_put_in_order(cole: Visitor, url: str) -> None:
    page = cole.get(f"{url}/courses")
    groups = {str(each["label"]): each for each in page.soup.select("#path optgroup")}
    assert CASE in {str(each["value"]) for each in groups["Cases"].select("option")}
    assert COURSE in {str(each["value"]) for each in groups["Courses"].select("option")}
    give(cole, url, COURSE)
    page = give(cole, url, due="2027-03-01")
    assert page.soup.select_one("#due-2")["value"] == "2027-03-01"
    assert page.texts(".under-way__words") == ["Course", "Case"]
    moved = cole.submit(f"{url}/courses/move", {"path": CASE, "way": "earlier"})
    assert moved.texts(".under-way__words") == ["Case", "Course"]
    assert "1 course, 1 case" in cole.get("/cohorts").text


@pytest.mark.parametrize("path", ["cases/none.md", "courses/listening/a-word-first.md", CASE])
def test_nothing_else_is_given_and_nothing_twice(cole: Visitor, url: str, path: str) -> None:
    give(cole, url)
    refused = cole.submit(f"{url}/courses", {"path": path}, 422)
    assert "Choose a course or case that is published" in refused.text


def test_the_choice_can_be_made_before_one_comes(cole: Visitor, url: str) -> None:
    link = cole.get(f"/cohorts?give={CASE}").soup.select_one(f"main a[href^='{url}']")
    page = cole.get(str(link["href"]))
    assert page.soup.select_one("#path option[selected]")["value"] == CASE


def test_learners_find_it_on_their_first_page_and_are_enrolled_in_nothing(
    app: Flask, site: Site, cole: Visitor, url: str, clock: Clock
) -> None:
    give(cole, url, due=(clock().date() + timedelta(days=3)).isoformat())
    learner = seat(app, site, cole, url)
    learner.get("/")
    with count_statements(site.database.engine) as statements:
        home = learner.get("/")
    # One more than the page asks is the signing in.
    assert len(statements) <= 6, statements
    day = clock().date() + timedelta(days=3)
    assert f"Case of Nursing year 2, due at the end of {day.day} {day:%B %Y}" in home.text
    assert TITLE in home.texts(".soon li")[0]
    assert home.link("Look at it") == "/cases/the-cold-kitchen"
    assert "Your courses" not in home.text
    assert TITLE in learner.get("/cohorts").text
    play_to_the_end(learner)
    home = learner.get("/")
    assert "Cases of your cohorts" not in home.text
    assert home.texts(".soon li") == []
    with site.database.read() as connection:
        assert connection.execute(select(Enrolment.path).where(Enrolment.path == CASE)).all() == []


def test_the_dates_of_the_cohort_hold_for_the_case_and_for_its_learners_alone(
    app: Flask, site: Site, cole: Visitor, url: str, clock: Clock
) -> None:
    give(cole, url)
    learner = seat(app, site, cole, url)
    cole.get(f"{url}/settings")
    opens = (clock().date() + timedelta(days=4)).isoformat()
    cole.submit(f"{url}/settings", {"name": "Later", "opens": opens})
    words = "In your cohort “Later” this opens on"
    assert words in learner.get("/cases/the-cold-kitchen").text
    assert words in learner.post("/cases/the-cold-kitchen/start", status=403).text
    assert "Case of Later, opens on" in learner.get("/").text
    play_to_the_end(newcomer(app, site))
    cole.get(f"{url}/settings")
    closes = (clock().date() - timedelta(days=1)).isoformat()
    cole.submit(f"{url}/settings", {"name": "Over", "opens": "", "closes": closes})
    assert "“Over” this closed at" in learner.get("/cases/the-cold-kitchen").text
    cole.get(f"{url}/settings")
    cole.submit(f"{url}/archive")
    play_to_the_end(learner)


def test_extra_time_of_the_cohort_counts_in_it(
    site: Site, cast: Cast, cole: Visitor, url: str
) -> None:
    give(cole, url)
    eve = viewer_of(site, cast["eve"].email, cast["eve"].password)
    assert show_case(site, eve, CASE).extra_time == 0
    place, cohort_id = Place("learner", extra_time=25), url.rpartition("/")[2]
    with site.database.write() as connection:
        put_person(connection, cohort_id, eve.person_id, place=place, at=site.clock())
    assert show_case(site, eve, CASE).extra_time == 25


def test_a_course_that_leads_to_it_opens_it_all_the_same(
    app: Flask, site: Site, cole: Visitor, url: str, clock: Clock
) -> None:
    give(cole, url)
    learner = seat(app, site, cole, url)
    cole.get(f"{url}/settings")
    opens = (clock().date() + timedelta(days=4)).isoformat()
    cole.submit(f"{url}/settings", {"name": "Later", "opens": opens})
    learner.post("/courses/listening/enrol")
    assert "this opens on" in learner.get("/cases/the-cold-kitchen").text
    begin(learner, "/courses/listening/a-word-first")
    move(learner, "continue")
    answer(learner, 0, "Being quiet")
    move(learner, "finish")
    assert "this opens on" not in learner.get("/cases/the-cold-kitchen").text


def test_the_glance_has_a_group_of_one_and_counts_what_is_done(
    app: Flask, site: Site, cole: Visitor, url: str
) -> None:
    give(cole, url)
    play_to_the_end(seat(app, site, cole, url))
    page = cole.get(url)
    assert page.texts("th[scope=colgroup]") == [TITLE]
    assert heads(page) == [f"1. {TITLE}"]
    assert page.texts("tbody td")[0] == "1 of 1"
    assert page.texts("tbody td")[1].startswith("Done")
    table = cole.client.post(f"{url}/csv", data={"csrf_token": cole.token()})
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert (rows[0]["Done"], rows[0]["Of"]) == ("1", "1")


def test_a_case_in_a_course_and_by_itself_counts_once_by_the_later_day(
    app: Flask, site: Site, cole: Visitor, url: str, clock: Clock
) -> None:
    past = clock().date() - timedelta(days=9)
    give(cole, url, COURSE, due=past.isoformat())
    seat(app, site, cole, url)
    before = cole.get(url)
    assert any(TITLE in each for each in heads(before))
    late = before.text.count("Overdue")
    give(cole, url, due=(past + timedelta(days=30)).isoformat())
    assert heads(cole.get(url)) == heads(before)
    assert cole.page.text.count("Overdue") == late - 1


def test_what_is_overdue_is_said_to_who_teaches(
    app: Flask, site: Site, cole: Visitor, url: str, clock: Clock
) -> None:
    give(cole, url, due=(clock().date() - timedelta(days=9)).isoformat())
    seat(app, site, cole, url)
    assert "1 overdue" in cole.get(url).text
    assert TITLE in cole.get(f"{url}/help").text


@pytest.mark.parametrize(
    "part",
    ["help", f"cases/{CASE}", "items", f"items/{CASE}", "spotting", "professions", "marking"],
)
def test_every_page_of_teaching_has_it(
    app: Flask, site: Site, cole: Visitor, url: str, part: str
) -> None:
    give(cole, url)
    learner = seat(app, site, cole, url)
    play_to_the_end(learner)
    page = cole.get(f"{url}/{part}")
    assert part in ("help", "professions", "marking") or TITLE in page.text
    cole.get(f"{url}/cases/courses/listening/a-word-first.md", 404)


def test_the_story_has_it(app: Flask, site: Site, cole: Visitor, url: str) -> None:
    give(cole, url)
    play_to_the_end(seat(app, site, cole, url))
    glance = cole.get(url)
    page = cole.get(str(glance.soup.select_one("tbody th a")["href"]))
    assert "1 of 1 module" in page.text
    assert TITLE in page.text


def test_it_is_taken_away_again(cole: Visitor, url: str) -> None:
    give(cole, url)
    cole.submit(f"{url}/courses/take-away")
    assert "takes no course and no case yet" in cole.page.text


def test_what_is_published_in_the_studio_leads_to_where_it_is_given(
    cole: Visitor, url: str
) -> None:
    prefix = write_new(cole, "Damp for a cohort")
    assert "Give it to a cohort" not in cole.get(f"/studio/publish/{prefix}").text
    page = cole.submit(f"/studio/publish/{prefix}")
    cole.get(page.link("Give it to a cohort"))
    chosen = cole.page.soup.select_one(f"main a[href^='{url}']")
    shown = cole.get(str(chosen["href"]))
    assert shown.soup.select_one("#path option[selected]")["value"] == f"{prefix}.md"
    assert "Case" in give(cole, url, f"{prefix}.md").texts(".under-way__words")
