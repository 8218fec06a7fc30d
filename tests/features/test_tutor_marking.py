"""A tutor marks what a cohort's learners wrote: without names, by the rubric, one after another."""

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from sqlalchemy import Connection

from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage import audit, cohort_people, people
from learning.storage.cohort_people import Place, put_person
from learning.storage.count import count_statements
from tests.features.playing import begin, move, newcomer, rate, reply
from tests.features.previewing import write
from tests.features.taught import COURSE_TEXT, viewer_of
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
OWN, SHARED = "Write to the council", "Tell the other side"
TEXT = """---
title: {title}
kind: {kind}
jurisdiction: England
law_checked: 2026-11-01
---

# {title}

## The letter

### Question: Write to the council

Say what is wrong.

> Model answer: The wall is black, and has been since May.

| Points | Criterion |
| --- | --- |
| 2 | Names the *damp* |
| 1 | Says since when |

### Question: Tell the other side (marked by the other side)

Tell them.

> Model answer: It is damp.

| Points | Criterion |
| --- | --- |
| 4 | Says it plainly |
"""
SURVEY = """---
title: Asked
kind: survey
---

# Asked

## The letter

### Question: Write to the council

Say what is wrong.

> Model answer: Whatever you think.
"""
GIVEN = {"points-1": "2", "points-2": "0", "words": "Clear. Say since when."}
LETTERS = "courses/hearing/letters.md"


@pytest.fixture(scope="module")
def cohort_id(site: Site, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("letters")
    write(folder, LETTERS, TEXT.format(title="Letters", kind="lesson"))
    write(folder, "courses/hearing/asked.md", SURVEY)
    course = COURSE_TEXT + "1. [Letters](letters.md)\n2. [Asked](asked.md)\n"
    write(folder, "courses/hearing/course.md", course)
    found = publish(site, folder, "tests")
    assert found.broken == {}
    cole = viewer_of(site, cast["cole"].email, cast["cole"].password)
    made = make_cohort(site, cole, Wanted("Spring term"))
    give_course(site, cole, made, path="courses/hearing/course.md")
    return made


@pytest.fixture
def url(cohort_id: str) -> str:
    return f"/cohorts/{cohort_id}"


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


@pytest.fixture
def amina(app: Flask, site: Site, cohort_id: str) -> Iterator[Visitor]:
    """Let a learner of the cohort write, and take her out of it again."""
    visitor = newcomer(app, site)
    place_in(site, cohort_id, visitor)
    yield visitor
    with site.database.write() as connection:
        cohort_people.take_out(connection, cohort_id, id_of(site, visitor), at=site.clock())


def id_of(site: Site, visitor: Visitor) -> str:
    email = visitor.get("/account").texts(".nhsuk-summary-list__value")[1]
    with site.database.read() as connection:
        found = people.load_by_email(connection, email)
    assert found
    return found.person_id


def place_in(site: Site, cohort_id: str, visitor: Visitor, role: str = "learner") -> None:
    person_id = id_of(site, visitor)
    with site.database.write() as connection:
        put_person(connection, cohort_id, person_id, place=Place(role), at=site.clock())


def hand_in(visitor: Visitor, text: str) -> str:
    """Write both letters, mark the one oneself; give the attempt's address."""
    url = begin(visitor, "/courses/hearing/letters")
    reply(visitor, OWN, {"answer": text})
    rate(visitor, {"points-1": "1", "points-2": "1"})
    reply(visitor, SHARED, {"answer": f"{text}, they say"})
    move(visitor, "finish")
    return url


def open_next(cole: Visitor, url: str, number: int = 0) -> Page:
    links = cole.get(f"{url}/marking").soup.select("main a.nhsuk-button, .desk a")
    wanted = [str(each["href"]) for each in links if "Mark the next" in each.get_text()]
    return cole.get(wanted[number])


def give(cole: Visitor, form: Mapping[str, str] = GIVEN, status: int = 200) -> Page:
    assert cole.page
    action = next(each for each in cole.page.actions() if each.partition("?")[0].endswith("/mark"))
    return cole.submit(action, form, status)


def test_a_tutor_marks_without_learning_who_wrote_it(
    cole: Visitor, amina: Visitor, url: str
) -> None:
    attempt = hand_in(amina, "The wall is black")
    page = cole.get(f"{url}/marking")
    assert "2 texts, 2 of them not marked by a tutor yet" in page.text
    assert "hold: 0 by a tutor, 0 by the other side, 1 by oneself; mean 66%" in page.text
    assert "of the points. Not marked: none." in page.text
    page = open_next(cole, url)
    assert "The wall is black" in page.text
    assert "Farah" not in page.html
    assert "What Farah wrote" in cole.get(page.link("Show it")).text
    assert "Here is the next text" in give(cole).text
    assert cole.page
    assert "they say" in cole.page.text
    assert "What Farah wrote" in cole.page.text
    assert "No other text waits" in give(cole, {"points-1": "3"}).text
    told = amina.get("/")
    assert f"Your tutor marked what you wrote for “{OWN}”, in Letters." in told.text
    page = amina.get(f"{attempt}/debrief")
    assert "Your tutor gave you 2 of 3 points." in page.text
    assert "Your tutor gave you 3 of 4 points." in page.text
    assert "You gave yourself 2 of 3 points." in page.text
    assert "comes before what others give" in page.text
    assert GIVEN["words"] in page.text
    assert "Your tutor gave you 3 of 4 points." in amina.get("/marking").text


def test_marks_change_no_points(cole: Visitor, amina: Visitor, url: str) -> None:
    attempt = hand_in(amina, "Black")
    before = amina.get(f"{attempt}/debrief").texts(".lede")
    open_next(cole, url)
    give(cole)
    assert amina.get(f"{attempt}/debrief").texts(".lede") == before


def test_a_tutor_comes_before_the_other_side_and_that_before_oneself(
    app: Flask, site: Site, cole: Visitor, amina: Visitor, url: str
) -> None:
    hand_in(amina, "Plain")
    ben = newcomer(app, site, "law")
    hand_in(ben, "Ours")
    while ben.page and "Plain" not in ben.page.text:
        ben.get(ben.get("/marking").link("Read and mark"))
        read = ben.page.text
        ben.submit(f"{ben.page.url}/mark", {"points-1": "1", "words": "Say more."})
        if "Plain" in read:
            break
    page = cole.get(f"{url}/marking")
    assert "hold: 0 by a tutor, 1 by the other side, 0 by oneself; mean 25%" in page.text
    page = cole.get(page.link(SHARED))
    assert "Marked by the other side 25%." in page.text
    cole.get(page.link("Text 1"))
    give(cole, {"points-1": "4"})
    page = cole.get(cole.get(f"{url}/marking").link(SHARED))
    assert "Marked by a tutor 100%, by the other side 25%." in page.text
    assert "hold: 1 by a tutor, 0 by the other side, 0 by oneself; mean 100%" in page.text


def test_what_is_missing_is_asked_for_beside_what_was_sent(
    cole: Visitor, amina: Visitor, url: str
) -> None:
    hand_in(amina, "Black")
    open_next(cole, url)
    page = give(cole, {"points-1": "1", "words": "Good"}, 422)
    assert "Choose how many points" in page.text
    assert page.soup.select_one("#words").get_text().strip() == "Good"
    page = give(cole, {"points-2": "1", "words": "x" * 2001}, 422)
    assert "Shorten your words" in page.text


def test_of_two_tutors_the_later_is_told_and_loses_no_word(
    app: Flask, site: Site, cole: Visitor, amina: Visitor, url: str, cohort_id: str
) -> None:
    hand_in(amina, "Black")
    other = newcomer(app, site)
    with site.database.write() as connection:
        people.set_standing(connection, id_of_late(connection, other), "educator")
    place_in(site, cohort_id, other, "teacher")
    page = open_next(cole, url)
    other.get(page.url)
    give(cole)
    late = give(other, {"points-1": "0", "points-2": "0", "words": "Read it again"}, 409)
    assert "Somebody has marked this text while you read it" in late.text
    assert "Read it again" in late.text
    page = other.get(page.url)
    assert "A tutor gave it 2 of 3 points" in page.text
    give(other, {"points-1": "0", "points-2": "1", "words": "Read it again"})
    attempt = amina.get("/").link("Read what they say")
    assert "Your tutor gave you 1 of 3 points." in amina.get(attempt).text


def id_of_late(connection: Connection, visitor: Visitor) -> str:
    email = visitor.get("/account").texts(".nhsuk-summary-list__value")[1]
    found = people.load_by_email(connection, email)
    assert found
    return found.person_id


def test_the_same_marks_sent_twice_count_once(
    site: Site, cole: Visitor, amina: Visitor, url: str
) -> None:
    hand_in(amina, "Black")
    page = open_next(cole, url)
    form = {**GIVEN, "no": "1", "csrf_token": cole.token()}
    statuses = [cole.send(f"{page.url}/mark", form).status_code for _ in range(2)]
    assert statuses == [303, 303]
    with site.database.read() as connection:
        lines = audit.list_entries(connection)[-2:]
    assert [each.action for each in lines].count("text marked by tutor") == 1
    assert lines[-1].subject == id_of(site, amina)


@pytest.mark.parametrize("no", ["", "0", "7", "x"])
def test_marks_of_no_known_number_are_refused(
    cole: Visitor, amina: Visitor, url: str, no: str
) -> None:
    hand_in(amina, "Black")
    page = open_next(cole, url)
    form = {**GIVEN, "no": no, "csrf_token": cole.token()}
    assert cole.send(f"{page.url}/mark", form).status_code == 409


def test_what_is_written_in_a_survey_or_half_way_is_nobodys_to_mark(
    cole: Visitor, amina: Visitor, url: str
) -> None:
    begin(amina, "/courses/hearing/asked")
    reply(amina, OWN, {"answer": "Secretly"})
    attempt = move(amina, "finish").url.removesuffix("/debrief")
    begin(amina, "/courses/hearing/letters")
    reply(amina, OWN, {"answer": "Not yet"})
    assert "No text waits" in cole.get(f"{url}/marking").text
    name = attempt.rpartition("/")[2]
    cole.get(f"{url}/answers/{name}/write-to-the-council", 404)


def test_only_texts_of_the_cohorts_learners_are_there(
    app: Flask, site: Site, cole: Visitor, url: str
) -> None:
    stranger = newcomer(app, site)
    attempt = hand_in(stranger, "Mine").rpartition("/")[2]
    cole.get(f"{url}/answers/{attempt}/write-to-the-council", 404)
    cole.get(f"{url}/answers/{attempt}/%25", 404)
    cole.post(f"{url}/answers/{attempt}/write-to-the-council/mark", GIVEN, 404)


def test_all_marks_are_taken_away_and_no_text(
    site: Site, cole: Visitor, amina: Visitor, url: str
) -> None:
    hand_in(amina, "The wall is black")
    answer = cole.send(f"{url}/marking/csv", {"csrf_token": cole.token()})
    assert '"Farah","Letters"' in answer.text
    assert '"oneself","66%"' in answer.text
    assert "black" not in answer.text
    with site.database.read() as connection:
        assert audit.list_entries(connection)[-1].action == "marks taken away"


def test_the_list_takes_few_statements(site: Site, cole: Visitor, amina: Visitor, url: str) -> None:
    hand_in(amina, "One")
    cole.get(f"{url}/marking")
    with count_statements(site.database.engine) as statements:
        cole.get(f"{url}/marking")
    assert len(statements) <= 10, statements
