"""Quizzes and surveys: what is held back until they are handed in, and what they come to."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.conftest import Clock
from tests.features.playing import begin, move, newcomer, publish_small, reply
from tests.features.visitor import Page, Visitor

HELD_BACK = "/courses/listening/held-back"
SURVEY = "/courses/listening/how-it-feels"
LATER = "Your answer is kept. You will see what was right when you hand in."


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def hand_in(visitor: Visitor, first: str, days: str) -> Page:
    begin(visitor, HELD_BACK)
    reply(visitor, "What comes first?", {"answer": first})
    move(visitor, "continue")
    reply(visitor, "How long is it?", {"answer": days})
    return move(visitor, "finish")


def test_a_quiz_holds_back_what_was_right(amina: Visitor) -> None:
    begin(amina, HELD_BACK)
    assert "Then you can go on." in amina.page.text
    page = reply(amina, "What comes first?", {"answer": "talking"})
    assert LATER in page.text
    assert "Talking You chose this." in page.text
    assert page.texts("form[action$='/continue'] button") == ["Next page"]
    page = move(amina, "continue")
    assert "Then you can hand in." in page.text
    page = reply(amina, "How long is it?", {"answer": "2"})
    assert f"{LATER} You entered 2 days" in page.text
    assert page.texts("form[action$='/finish'] button") == ["Hand in"]


def test_the_result_says_whether_it_was_passed(amina: Visitor) -> None:
    page = hand_in(amina, "being-quiet", "14")
    assert page.h1 == "Your result"
    assert page.texts(".verdict--whole") == ["Passed: 100%, with 100% needed"]
    assert page.texts(".lede") == ["You earned 2 of 2 points."]
    assert page.soup.select_one(".verdict--whole.verdict--good .icon--tick")


def test_the_result_goes_through_question_by_question(amina: Visitor) -> None:
    page = hand_in(amina, "talking", "14")
    assert page.texts(".verdict--whole") == ["Not passed this time: 50%, with 100% needed"]
    assert page.texts("main h3")[:2] == ["First page", "Second page"]
    said = page.texts("section[aria-label='What comes first?']")[0]
    assert "Not this time: 0 of 1 point" in said
    assert "SECRET-HELD-WHY" in said
    assert "You entered 14 days What is right 12 to 16 days" in page.text
    assert page.texts("form[action$='/again'] button") == ["Take it again"]


def test_a_survey_knows_no_right_and_no_points(amina: Visitor) -> None:
    begin(amina, SURVEY)
    assert "point" not in amina.page.text
    reply(amina, "I know whom to ask", {"answer": "agree"})
    reply(amina, "What do you use?", {"answer": ["letters", "the-telephone"]})
    page = reply(amina, "What else?", {"answer": "My sister"})
    assert page.text.count("Your answer is kept.") == 3
    page = move(amina, "finish")
    assert page.h1 == "Thank you"
    assert "Your answers are kept." in page.text
    assert "Agree You chose this." in page.text
    assert "My sister" in page.text
    for word in ("right", "Right", "wrong", "point", "Passed", "Take it again"):
        assert word not in page.text


def test_a_survey_asks_again_for_what_it_needs(amina: Visitor) -> None:
    begin(amina, SURVEY)
    page = reply(amina, "I know whom to ask", {}, 422)
    assert page.texts(".nhsuk-error-summary li") == ["Choose an answer first"]


def test_a_quiz_that_tells_nothing_tells_nothing_in_the_end_either(amina: Visitor) -> None:
    begin(amina, "/courses/listening/silent")
    page = reply(amina, "What comes first?", {"answer": "talking"})
    assert "Your answer is kept." in page.text
    page = move(amina, "finish")
    assert page.texts(".lede") == ["What was right is not told here."]
    assert "Talking You chose this." in page.text
    assert "SECRET" not in page.html
    assert "Not this time" not in page.text


def test_an_attempt_too_many_is_not_offered(amina: Visitor, site: Site) -> None:
    silent = "/courses/listening/silent"
    begin(amina, silent)
    reply(amina, "What comes first?", {"answer": "talking"})
    words = "This may be taken once, and you have taken it."
    page = move(amina, "finish")
    assert words in page.text
    assert "Take it again" not in page.text
    page = amina.get(silent)
    assert words in page.text
    assert f"{silent}/start" not in page.actions()


def test_a_quiz_that_was_taken_can_be_taken_again_from_its_cover(amina: Visitor) -> None:
    hand_in(amina, "talking", "14")
    page = amina.get(HELD_BACK)
    assert page.texts(f"form[action='{HELD_BACK}/start'] button") == ["Take it again"]


def test_the_time_left_is_said_and_then_only_the_way_out_is_open(
    amina: Visitor, clock: Clock
) -> None:
    url = begin(amina, "/courses/listening/hurried")
    assert amina.page.texts(".time-left") == ["About 5 minutes left."]
    form = {"answer": "being-quiet"}
    clock.forward(minutes=6)
    page = reply(amina, "What comes first?", form, 409)
    assert "The time for this quiz is up" in page.text
    page = amina.get(url)
    assert "The time is up." in page.texts(".time-left")[0]
    assert page.actions()[-1:] == [f"{url}/finish"]
    assert not page.soup.select("input[name=answer]")
    assert move(amina, "finish").h1 == "Your result"
