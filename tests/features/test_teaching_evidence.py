"""What a cohort's teachers see of the content: a case's map, questions, spotting, professions."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask

from learning.operations.accounts import Viewer
from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.site import Site
from learning.storage import audit, cohort_people, people
from learning.storage.cohort_people import Place, put_person
from learning.storage.count import count_statements
from tests.features.playing import (
    answer,
    begin,
    choose,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.taught import viewer_of
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
KITCHEN = "cases/the-cold-kitchen.md"


@dataclass(frozen=True)
class Room:
    """A cohort whose learners have played the kitchen."""

    url: str
    cohort_id: str
    teacher: Viewer
    players: tuple[Visitor, ...]


def go_home(visitor: Visitor) -> None:
    """Play badly: hear one of two cues and mark soup, answer wrongly, and go."""
    begin(visitor)
    marks = {"words": ["the boiler broke in May", "makes good soup"], "need": ["housing", "debt"]}
    move(visitor, "notice", marks)
    answer(visitor, 0, "The soup")
    answer(visitor, 0, "The council", "The grocer")
    choose(visitor, "Go home")
    move(visitor, "finish")


def person_of(visitor: Visitor) -> str:
    return visitor.get("/account").texts(".nhsuk-summary-list__value")[1]


@pytest.fixture(scope="module")
def room(app: Flask, site: Site, cast: Cast) -> Room:
    """Let six health and six law students play the kitchen, half of each badly; one is half way."""
    publish_small(site)
    teacher = viewer_of(site, cast["cole"].email, cast["cole"].password)
    cohort_id = make_cohort(site, teacher, Wanted("Autumn term"))
    give_course(site, teacher, cohort_id, path="courses/listening/course.md")
    players = []
    for profession in ("medicine", "law"):
        for number in range(6):
            visitor = newcomer(app, site, profession)
            go_home(visitor) if number % 2 else play_to_the_end(visitor)
            players.append(visitor)
    waiting = newcomer(app, site, "nursing")
    begin(waiting)
    join(site, cohort_id, [*players, waiting])
    return Room(f"/cohorts/{cohort_id}", cohort_id, teacher, tuple(players))


def join(site: Site, cohort_id: str, visitors: list[Visitor]) -> None:
    emails = [person_of(each) for each in visitors]
    with site.database.write() as connection:
        for email in emails:
            row = people.load_by_email(connection, email)
            assert row
            put_person(
                connection, cohort_id, row.person_id, place=Place("learner"), at=site.clock()
            )


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def rows_of(page: Page, caption: str) -> dict[str, list[str]]:
    """Give the rows of a table by their first cell."""
    tables = [each for each in page.soup.select("table") if caption in each.caption.get_text()]
    rows = tables[0].select("tbody tr")
    cells = [[" ".join(c.get_text(" ").split()) for c in row.select("th, td")] for row in rows]
    return {row[0]: row[1:] for row in cells}


def read_csv(visitor: Visitor, url: str) -> list[list[str]]:
    reply = visitor.send(url, {"csrf_token": visitor.token()})
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(reply.text.removeprefix("\ufeff"))))


def test_the_map_says_how_many_went_where(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/cases/{KITCHEN}")
    assert "13 learners, 13 attempts, 1 of them under way" in page.text
    scenes = rows_of(page, "Scenes")
    assert [scenes[each][0] for each in ("The kitchen", "The call", "Warm", "Home")] == [
        "13", "6", "6", "6",
    ]  # fmt: skip
    ways = page.texts(".nhsuk-table:nth-of-type(1) tbody tr")
    assert any("Call the adviser The call 6" in each for each in ways)
    assert page.texts(".traffic__count") == ["6", "6", "6"]
    assert page.texts(".map-number") == ["13", "6", "6", "6"]


def test_endings_are_counted_by_scene(cole: Visitor, room: Room) -> None:
    endings = rows_of(cole.get(f"{room.url}/cases/{KITCHEN}"), "Endings")
    assert endings["Warm"] == ["A good ending", "6"]
    assert endings["Home"] == ["A poor ending", "6"]
    assert endings["Still under way"][1] == "1"


def test_later_attempts_count_only_where_they_are_asked_for(cole: Visitor, room: Room) -> None:
    go_home(room.players[0])
    first = cole.get(f"{room.url}/cases/{KITCHEN}")
    assert rows_of(first, "Scenes")["Home"][:2] == ["6", "6"]
    every = cole.get(f"{room.url}/cases/{KITCHEN}?attempts=all")
    assert rows_of(every, "Scenes")["Home"][:2] == ["7", "7"]
    assert rows_of(every, "Scenes")["The kitchen"][:2] == ["13", "14"]


def test_questions_have_their_figures_in_words(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/items/{KITCHEN}")
    assert "12 learners, each by their first whole attempt" in page.text
    overview = rows_of(page, "All questions")
    assert overview["What do you ask about first?"] == ["12", "50.0%", "100.0%", "100.0%"]
    assert overview["Which two can help today?"][1] == "50.0%"
    options = rows_of(page, "Options of “What do you ask about first?”")
    assert options["The boiler (right)"][0] == "6"
    assert options["The soup"] == ["6", "6", "0"]
    assert rows_of(page, "The questions together")["Cronbach’s alpha"][0] == "88.9%"


def test_figures_of_questions_are_said_to_leave_out_cues_on_the_page_and_in_the_table(
    cole: Visitor, room: Room
) -> None:
    page = cole.get(f"{room.url}/items/{KITCHEN}")
    assert "These figures are of the questions alone" in page.text
    lines = read_csv(cole, f"{room.url}/items/{KITCHEN}/csv")
    about = [each[2] for each in lines if each[0] == "About"]
    assert any(each.startswith("These figures are of the questions alone") for each in about)


def test_a_module_that_nobody_finished_has_no_figures(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/items/courses/listening/a-word-first.md")
    assert "no figures" in page.text
    assert not page.soup.select("table")


def test_spotting_is_told_by_need_and_by_cue(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/spotting")
    needs = rows_of(page, "By legal need")
    assert needs["Housing"][:3] == ["12", "0", "100%"]
    assert needs["Debt"] == ["6", "6", "50%", "6", "50%"]
    cues = rows_of(page, "Cues, those missed most first")
    assert list(cues) == ["a bailiff wrote twice", "the boiler broke in May"]
    assert cues["a bailiff wrote twice"] == ["Debt", "The kitchen", "12", "6", "50%", "0"]
    assert rows_of(page, "Words that look like a cue")["makes good soup"] == ["The kitchen", "6"]


def test_professions_are_set_beside_one_another_and_ranked_nowhere(
    cole: Visitor, room: Room
) -> None:
    page = cole.get(f"{room.url}/professions")
    heard = rows_of(page, "Cues heard")
    assert heard["Everybody"][:2] == ["12", "75%"]
    assert heard["The law side"][:2] == ["6", "75%"]
    # One nurse alone is told of with the medics, or not at all.
    assert "Nursing" not in heard
    assert heard["Medicine and Nursing"][0] == "6"
    own = rows_of(page, "Own part in sessions")
    assert own["Everybody"][0] == "Fewer than 5 people"
    assert own["The law side"][0] == "Not told apart"
    assert not {"best", "worst", "rank", "better", "worse"} & set(page.text.lower().split())


@pytest.mark.parametrize(
    "what", [f"cases/{KITCHEN}", f"items/{KITCHEN}", "spotting", "professions"]
)
def test_what_is_shown_is_taken_away_as_a_table_and_written_down(
    cole: Visitor, site: Site, room: Room, what: str
) -> None:
    page = cole.get(f"{room.url}/{what}")
    action = next(each for each in page.actions() if "/csv" in each)
    lines = read_csv(cole, action)
    assert ["About", "Cohort", "Autumn term"] in lines
    assert KITCHEN not in what or ["About", "Module", "The cold kitchen"] in lines
    assert page.texts(".lede")[0] in {line[2] for line in lines if line[0] == "About"}
    captions = {line[0] for line in lines}
    shown = {table.caption.get_text() for table in page.soup.select("table")}
    assert len(captions & shown) >= 1
    with site.database.read() as connection:
        entry = audit.list_entries(connection)[-1]
    assert entry.action.endswith("taken away")
    module = ", The cold kitchen" if KITCHEN in what else ""
    assert entry.detail == f"Autumn term{module}"


@pytest.mark.parametrize(
    ("what", "most"),
    [
        ("items", 4),
        (f"cases/{KITCHEN}", 6),
        (f"items/{KITCHEN}", 5),
        ("spotting", 6),
        ("professions", 14),
    ],
)
def test_few_statements_whatever_the_number_of_learners(
    cole: Visitor, site: Site, room: Room, what: str, most: int
) -> None:
    cole.get(f"{room.url}/{what}")
    with count_statements(site.database.engine) as statements:
        cole.get(f"{room.url}/{what}")
    # One more asks who is looking.
    assert len(statements) <= most + 1, statements


@pytest.mark.parametrize(
    "what", ["items", f"cases/{KITCHEN}", "spotting", "professions", "marking"]
)
def test_other_educators_and_learners_are_not_told_that_there_is_a_cohort(
    app: Flask, site: Site, cast: Cast, room: Room, what: str
) -> None:
    eve = Visitor(app)
    eve.sign_in(cast["eve"])
    eve.get(f"{room.url}/{what}", 403)
    other = newcomer(app, site)
    with site.database.write() as connection:
        row = people.load_by_email(connection, person_of(other))
        assert row
        people.set_standing(connection, row.person_id, "educator")
    other.get(f"{room.url}/{what}", 404)


def test_a_module_that_the_cohort_does_not_take_is_not_there(cole: Visitor, room: Room) -> None:
    cole.get(f"{room.url}/cases/cases/the-long-day.md", 404)
    cole.get(f"{room.url}/items/courses/listening/how-it-feels.md", 404)


def test_who_has_left_is_counted_no_more(cole: Visitor, site: Site, room: Room) -> None:
    with site.database.write() as connection:
        row = people.load_by_email(connection, person_of(room.players[-1]))
        assert row
        cohort_people.take_out(connection, room.cohort_id, row.person_id, at=site.clock())
    assert "12 learners" in cole.get(f"{room.url}/cases/{KITCHEN}").text
