"""What marks mean, in words: points, shares, false alarms, the course they count for."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    KITCHEN,
    answer,
    begin,
    choose,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Page, Visitor

COURSE = "/courses/listening"
LESSON = f"{COURSE}/a-word-first"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def play_with(visitor: Visitor, *marks: tuple[str, str]) -> Page:
    """Mark these words, get one answer partly right and one wrong, and go home."""
    begin(visitor)
    words, needs = zip(*marks, strict=True)
    move(visitor, "notice", {"words": list(words), "need": list(needs)})
    answer(visitor, 0, "The soup")
    answer(visitor, 0, "The council")
    choose(visitor, "Go home")
    return move(visitor, "finish")


def do_the_lesson(visitor: Visitor) -> Page:
    begin(visitor, LESSON)
    move(visitor, "continue")
    answer(visitor, 0, "Being quiet")
    return move(visitor, "finish")


def from_the_call(visitor: Visitor) -> Page:
    url = play_to_the_end(visitor)
    return visitor.post(f"{url}/again", {"scene": "the-call"})


def enrol(visitor: Visitor) -> None:
    visitor.get(COURSE)
    visitor.submit(f"{COURSE}/enrol")


def test_a_false_alarm_that_cost_something_says_what(amina: Visitor) -> None:
    page = play_with(amina, ("the boiler broke in May", "housing"), ("good soup", "debt"))
    assert "A false alarm costs half a point." in page.texts(".lede")[0]


def test_a_false_alarm_that_cost_nothing_is_not_spoken_of(amina: Visitor) -> None:
    page = play_with(amina, ("good soup", "immigration"))
    assert "false alarm" not in page.texts(".lede")[0]
    assert "Immigration No cue came up 1" in page.texts(".needs tbody tr")


def test_an_answer_partly_right_is_not_called_wrong(amina: Visitor) -> None:
    page = play_with(amina, ("the boiler broke in May", "debt"))
    said = page.texts(".nhsuk-details__summary-text")
    assert "The kitchen: 0 of 2 cues heard, 1 of 2 questions partly right" in said
    assert "You marked this, but as debt" in page.texts(".found__verdict")


def test_a_lesson_simply_says_its_points(amina: Visitor) -> None:
    assert do_the_lesson(amina).texts(".lede") == ["You earned 1 of 1 point."]


def test_an_attempt_from_the_middle_says_where_it_began(amina: Visitor) -> None:
    page = from_the_call(amina)
    came = "as if you had come by way of “The kitchen”. The counters begin where that way leaves"
    assert f"You began here, {came}" in page.texts(".arrival")[0]
    choose(amina, "Wait with her")
    page = move(amina, "finish")
    assert f"You began in “The call”, {came}" in page.texts(".began")[0]
    assert "only an attempt from the start" in page.texts(".lede")[0]
    assert "The call (you began here): stop 1" in " ".join(page.texts(".map li"))
    assert "The call" in page.texts(".again__scene")


def test_an_attempt_from_the_middle_is_listed_as_such(amina: Visitor) -> None:
    from_the_call(amina)
    choose(amina, "Wait with her")
    move(amina, "finish")
    done = amina.get(KITCHEN).texts(".cover-start__done li")
    assert [each.partition(": ")[2] for each in done] == [
        "begun in the middle",
        "5 of 5 points (100%) Counts",
    ]


def test_the_course_says_of_what_the_pass_mark_is(amina: Visitor) -> None:
    notes = amina.get(COURSE).texts(".module__notes")
    assert "Done with 60% of the points there are to earn" in notes[1]


def test_the_debrief_leads_on_in_the_course(amina: Visitor) -> None:
    enrol(amina)
    page = do_the_lesson(amina)
    assert page.link("Back to the course") == COURSE
    assert page.link("Next: 2. The cold kitchen") == KITCHEN
    assert "1 of 2 modules are done." in page.text


def test_the_debrief_says_what_the_course_makes_of_it(amina: Visitor) -> None:
    enrol(amina)
    do_the_lesson(amina)
    page = play_with(amina, ("good soup", "immigration"))
    assert (
        "To be done, this module asks for 60% of the points there are to earn. You do not"
        in page.text
    )
    play_to_the_end(amina)
    assert "and you have that. You have completed the course." in amina.page.text


def test_the_cover_leads_back_to_the_course_only_who_takes_it(amina: Visitor) -> None:
    assert "Back to the course" not in amina.get(KITCHEN).text
    enrol(amina)
    assert amina.get(KITCHEN).link("Back to the course") == COURSE


def test_progress_says_what_it_counts(amina: Visitor) -> None:
    play_to_the_end(amina)
    words = "Your first attempt at each module counts, or your own part in a shared session"
    assert words in amina.get("/progress").text
