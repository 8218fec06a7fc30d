"""One learner's story: all they did in the courses of the cohort, in order, and nothing else."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.cohort_people import Place, put_person
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import CONTENT, answer, begin, move, play_to_the_end, rate, reply
from tests.features.previewing import write
from tests.features.taught import HEAD, viewer_of
from tests.features.test_teaching_evidence import read_csv, rows_of
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
COURSE = "courses/whole/course.md"
COURSE_TEXT = """---
title: The whole of it
kind: course
summary: All kinds.
authors: [A. Tester]
licence: CC BY 4.0
---

# The whole of it

Welcome.

## Modules

1. [The cold kitchen](../../cases/the-cold-kitchen.md)
2. [Letters](letters.md)
3. [How was it](how-was-it.md)
"""
LETTERS = f"""---
title: Letters
kind: lesson
summary: A letter.
{HEAD}---

# Letters

## The letter

### Question: Write to the council (free text)

Say what is wrong.

> Model answer: The wall is black.

| Points | Criterion |
| --- | --- |
| 2 | Says where |
| 1 | Says since when |

### Question: Which letter is it?

- [x] The first
- [ ] The last
"""
SURVEY = """---
title: How was it
kind: survey
summary: A survey.
authors: [A. Tester]
licence: CC BY 4.0
---

# How was it

### Question: What would you change? (free text)

One sentence.
"""
WROTE, TOLD = "The wall =1+1 is black.", "SECRET-SURVEY-WORDS"
MOST_STATEMENTS = 22


@pytest.fixture(scope="module")
def url(app: Flask, site: Site, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Let Amina play all of a course, and something that is not of it."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("the-cold-kitchen.md", "the-long-day.md"):
        write(folder, f"cases/{name}", (CONTENT / "cases" / name).read_text("utf-8"))
    for path, text in ((COURSE, COURSE_TEXT), ("letters.md", LETTERS), ("how-was-it.md", SURVEY)):
        write(folder, path if "/" in path else f"courses/whole/{path}", text)
    assert publish(site, folder, "tests").broken == {}
    people = {
        key: viewer_of(site, cast[key].email, cast[key].password) for key in ("cole", "amina")
    }
    cohort_id = make_cohort(site, people["cole"], Wanted("Spring term"))
    amina = people["amina"].person_id
    with site.database.write() as connection:
        put_person(connection, cohort_id, amina, place=Place("learner"), at=site.clock())
    give_course(site, people["cole"], cohort_id, path=COURSE)
    play_all(app, cast)
    return f"/cohorts/{cohort_id}/learners/{amina}"


def play_all(app: Flask, cast: Cast) -> None:
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    play_to_the_end(amina)
    begin(amina, "/courses/whole/letters")
    reply(amina, "Write to the council", {"answer": WROTE})
    rate(amina, {"points-1": "2", "points-2": "0"})
    answer(amina, 0, "The first")
    move(amina, "finish")
    begin(amina, "/courses/whole/how-was-it")
    reply(amina, "What would you change?", {"answer": TOLD})
    move(amina, "finish")
    begin(amina, "/cases/the-long-day")


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def events(page: Page) -> dict[str, str]:
    return {
        each.h3.get_text(): " ".join(each.get_text(" ").split())
        for each in page.soup.select(".story > li")
    }


def test_it_tells_what_was_played_and_how(cole: Visitor, url: str) -> None:
    page = cole.get(url)
    assert page.h1 == "Amina"
    found = events(page)
    assert list(found) == ["The cold kitchen", "Letters", "How was it"]
    assert "(100%). A good ending" in found["The cold kitchen"]
    assert page.texts(".story li:first-child details li") == ["The kitchen", "The call", "Warm"]
    assert WROTE in found["Letters"]
    assert "Themselves, by the rubric: 2 of 3 points" in found["Letters"]
    assert page.texts(".standing span[class]") == ["Done 100%", "Done 100%", "Done"]
    assert page.soup.select_one("#needs")


def test_a_survey_and_other_modules_are_not_in_it(cole: Visitor, url: str) -> None:
    page = cole.get(url)
    assert TOLD not in page.html
    assert "long day" not in page.html.lower()
    assert "told to nobody by name" in events(page)["How was it"]


def test_reading_it_is_noted_once_a_day(cole: Visitor, site: Site, url: str, clock: Clock) -> None:
    def count() -> int:
        with site.database.read() as connection:
            found = audit.list_entries(connection)
        read = [each for each in found if each.action == "learner's story read"]
        assert all("cohort Spring term" in each.detail for each in read)
        return len(read)

    cole.get(url)
    before = count()
    cole.get(url)
    assert count() == before
    clock.forward(hours=25)
    cole.sign_out()
    cole.sign_in(Person("Dr Cole", "cole@example.org", "two chairs one table"))
    cole.get(url)
    cole.get(url)
    assert count() == before + 1


def test_it_takes_few_statements_whatever_the_history(
    app: Flask, cast: Cast, cole: Visitor, site: Site, url: str
) -> None:
    counts = []
    for _ in range(2):
        cole.get(url)
        with count_statements(site.database.engine) as statements:
            cole.get(url)
        counts.append(len(statements))
        amina = Visitor(app)
        amina.sign_in(cast["amina"])
        play_to_the_end(amina)
    assert counts[0] == counts[1] <= MOST_STATEMENTS, statements


def test_it_is_taken_away_as_a_table_with_safe_cells(cole: Visitor, site: Site, url: str) -> None:
    cole.get(url)
    rows = read_csv(cole, f"{url}/csv")
    assert TOLD not in str(rows)
    tables = {row[0]: len(row) for row in rows}
    assert all(len(row) == tables[row[0]] or row[0] == "table" for row in rows)
    assert list(tables)[1:] == [*("About", "Modules", "In the order of time", "By legal need")]
    assert ["About", "Email address", "amina@example.org"] in rows
    written = next(row for row in rows if WROTE in row)
    assert written[-1] == "Themselves, by the rubric: 2 of 3 points"
    with site.database.read() as connection:
        entry = audit.list_entries(connection)[-1]
    assert (entry.action, entry.detail) == ("learner's story taken away", "cohort Spring term")


def test_the_record_calls_the_cohort_by_its_name(cole: Visitor, site: Site, url: str) -> None:
    cohort = url.split("/learners/", maxsplit=1)[0]
    cole.get(cohort)
    for what in ("csv", "help/csv", "marking/csv"):
        read_csv(cole, f"{cohort}/{what}")
        with site.database.read() as connection:
            assert audit.list_entries(connection)[-1].detail == "Spring term"


def test_a_text_of_this_version_is_not_said_to_be_gone(cole: Visitor, url: str) -> None:
    cohort = url.split("/learners/", maxsplit=1)[0]
    page = cole.get(f"{cohort}/items/courses/whole/letters.md")
    assert "1 learner, each by their first whole attempt" in page.text
    assert "that this version does not have" not in page.text
    assert rows_of(page, "All questions")["Which letter is it?"][0] == "1"
    assert "there is no other question to compare with" in page.text


def test_few_answers_are_warned_of_in_the_table_too(cole: Visitor, url: str) -> None:
    cohort = url.split("/learners/", maxsplit=1)[0]
    lines = read_csv(cole, f"{cohort}/items/courses/whole/letters.md/csv")
    about = {line[1]: line[2] for line in lines if line[0] == "About"}
    assert about["Which letter is it?"].startswith("Asked 1 time. Fewer than 10 answers")


def test_nobody_else_reads_it(app: Flask, cast: Cast, url: str) -> None:
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    amina.get(url, 403)
    dee = Visitor(app)
    dee.sign_in(cast["dee"])
    dee.get(url)
    cohort = url.split("/learners/", maxsplit=1)[0]
    dee.get(f"{cohort}/learners/somebody-else", 404)
    dee.get("/cohorts/none/learners/none", 404)
