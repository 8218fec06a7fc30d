"""The first page of a quiz says how it is taken before anybody begins, and later what counts."""

from pathlib import Path

import pytest
from flask import Flask

from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.people import set_extra_time
from learning.operations.site import Site
from learning.storage import people
from learning.storage.cohort_people import Place, put_person
from tests.features.conftest import Clock
from tests.features.playing import begin, move, newcomer, reply
from tests.features.previewing import open_desk, write
from tests.features.quiz_writing import COVER, TEXT, hand_in, publish_quiz
from tests.features.taught import viewer_of
from tests.features.visitor import Person, Visitor

TERMS = (
    "opens: 2026-01-10 09:00",
    "closes: 2030-02-01",
    "draw: 1",
    "time_limit: 10",
    "tries: 3",
    "attempts: 2",
    "keeps: latest",
    "pass_mark: 60",
    "confidence: ask",
    "review: after closing",
)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def list_facts(visitor: Visitor) -> dict[str, str]:
    page = visitor.get(COVER)
    return dict(zip(page.texts("dl dt"), page.texts("dl dd"), strict=True))


def test_the_cover_says_how_it_is_taken(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    publish_quiz(site, tmp_path, *TERMS)
    facts = list_facts(visitor)
    del facts["Law checked"]
    assert facts == {
        "Opens": "On 10 January 2026 at 09:00",
        "Closes": "At the end of 1 February 2030. What you have answered by then is handed in.",
        "Questions": "1, drawn for each attempt",
        "Time limit": "10 minutes. You are warned 5 minutes and 1 minute before the end. "
        "What you have answered by then is handed in.",
        "Tries": "3 for each question; each that is not right costs a third of its points",
        "How sure you are": "Asked with each answer. It never changes your points.",
        "Attempts": "At most 2. The latest one counts.",
        "To pass": "60% of the points",
        "Feedback": "After each answer",
        "Looking back": "You can go through what was right once this has closed, "
        "at the end of 1 February 2030",
    }


@pytest.mark.parametrize(
    ("line", "fact", "said"),
    [
        ("feedback: deferred", "Feedback", "Once you have handed in"),
        ("feedback: none", "Feedback", "What was right is not told"),
        ("attempts: 1", "Attempts", "One"),
        ("keeps: mean", "Attempts", "As many as you like. The mean of them all counts."),
        ("review: never", "Looking back", "You can see your answers and your total, not what"),
    ],
)
def test_the_cover_says_it_in_plain_words(
    visitor: Visitor, site: Site, tmp_path: Path, *, line: str, fact: str, said: str
) -> None:
    publish_quiz(site, tmp_path, line)
    assert list_facts(visitor)[fact].startswith(said)


def test_the_preview_says_it_too(tmp_path: Path) -> None:
    write(tmp_path, "courses/one/short.md", TEXT.format(more="time_limit: 10"))
    facts = open_desk(tmp_path, "courses/one/short.md").tab().page.texts("dl dd")
    assert any(each.startswith("10 minutes. You are warned") for each in facts)


@pytest.mark.parametrize(
    ("extra", "said"),
    [(0, "20 minutes. You"), (25, "20 minutes, for you 25. You"), (None, "20 minutes, for you no")],
)
def test_the_cover_says_how_much_time_there_is_for_you(
    app: Flask, site: Site, cast: dict[str, Person], tmp_path: Path, *, extra: int | None, said: str
) -> None:
    publish_quiz(site, tmp_path, "time_limit: 20")
    set_extra_time(site, "amina@example.org", extra, by="tests")
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    assert list_facts(amina)["Time limit"].startswith(said)


def test_the_account_page_tells_of_extra_time(
    app: Flask, site: Site, cast: dict[str, Person]
) -> None:
    ben = Visitor(app)
    ben.sign_in(cast["ben"])
    assert "Time in quizzes" not in ben.get("/account").text
    for extra, said in ((50, "50% longer for you"), (None, "No time limit for you")):
        set_extra_time(site, "ben@example.org", extra, by="tests")
        assert f"Time in quizzes {said}" in ben.get("/account").text


def test_the_account_page_tells_which_cohort_gives_extra_time(
    app: Flask, site: Site, cast: dict[str, Person]
) -> None:
    cole = viewer_of(site, cast["cole"].email, cast["cole"].password)
    farah = newcomer(app, site)
    email = farah.get("/account").texts(".nhsuk-summary-list__value")[1]
    for name, given in (("Autumn", 25), ("Spring", None), ("Summer", 0)):
        cohort_id = make_cohort(site, cole, Wanted(name))
        place = Place("learner", extra_time=given, untimed=given is None)
        with site.database.write() as connection:
            person = people.load_by_email(connection, email)
            assert person
            put_person(connection, cohort_id, person.person_id, place=place, at=site.clock())
    page = farah.get("/account")
    assert "Time in quizzes of Autumn 25% longer for you than the time limit says" in page.text
    assert "Time in quizzes of Spring No time limit for you" in page.text
    assert "Summer" not in page.text
    assert "the most generous counts" in page.text


def test_the_cover_says_how_much_is_left(
    site: Site, amina: Visitor, tmp_path: Path, clock: Clock
) -> None:
    publish_quiz(site, tmp_path, "time_limit: 20")
    begin(amina, COVER)
    assert "the clock does not stop" in amina.page.text
    clock.forward(minutes=12)
    assert "About 8 minutes left." in amina.get(COVER).text
    clock.forward(minutes=9)
    assert "The time is up." in amina.get(COVER).text


def test_cover_and_attempt_tell_the_same_time(
    site: Site, amina: Visitor, tmp_path: Path, clock: Clock
) -> None:
    for limit, told in ((20, "About 8 minutes left."), (30, "About 18 minutes left.")):
        publish_quiz(site, tmp_path, f"time_limit: {limit}")
        if limit == 20:
            begin(amina, COVER)
            clock.forward(minutes=12)
        assert told in amina.get(COVER).text
        assert told in amina.get(amina.page.link("Continue")).text


def test_the_cover_marks_the_attempt_that_counts(
    site: Site, amina: Visitor, tmp_path: Path
) -> None:
    publish_quiz(site, tmp_path, "attempts: 3", "keeps: first", "pass_mark: 60")
    hand_in(amina)
    assert list_facts(amina)["Attempts"] == "At most 3, 2 left. The first one counts."
    begin(amina, COVER)
    reply(amina, "Is it so?", {"answer": "yes"})
    reply(amina, "Is it not so?", {"answer": "no"})
    move(amina, "finish")
    page = amina.get(COVER)
    rows = page.texts(".cover-start__done li")
    assert [row.partition(": ")[2] for row in rows] == [
        "2 of 2 points (100%)",
        "1 of 2 points (50%) Counts",
    ]
    assert "The first attempt counts: 50%. You have not passed yet." in page.text


def test_the_cover_says_when_a_quiz_opens_and_offers_no_beginning(
    site: Site, amina: Visitor, tmp_path: Path
) -> None:
    publish_quiz(site, tmp_path, "opens: 2029-01-10 09:30")
    page = amina.get(COVER)
    words = "This opens on 10 January 2029 at 09:30. Come back then to begin."
    assert words in page.text
    assert f"{COVER}/start" not in page.actions()
    page = amina.post(f"{COVER}/start", {"request": "early"}, 403)
    assert words in page.text


def test_its_course_says_when_it_opens_and_leads_past_it(
    visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    course = "---\ntitle: One\nkind: course\n---\n\n## Modules\n\n1. [Short](short.md)\n"
    write(tmp_path, "courses/one/course.md", course)
    publish_quiz(site, tmp_path, "opens: 2099-01-10")
    page = visitor.get("/courses/one")
    assert page.texts(".module__state") == ["Locked"]
    assert page.texts(".module__why") == ["Opens on 10 January 2099"]
