"""Coming back: what was missed is asked again the day after and told at once; it can be off."""

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import answer, begin, choose, move, newcomer, publish_small, reply
from tests.features.visitor import Page, Person, Visitor

HELD_BACK = "/courses/listening/held-back"
FIRST = "What do you ask about first?"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def wait(visitor: Visitor, clock: Clock, days: int = 1) -> None:
    """Come back days later, when nobody is signed in any more."""
    email = visitor.get("/account").texts(".nhsuk-summary-list__value")[1]
    clock.forward(days=days)
    visitor.sign_in(Person("Farah", email, "four quiet green kettles"))


def miss_the_kitchen(visitor: Visitor) -> Page:
    """Play to the end: the first question wrong, the second right."""
    begin(visitor)
    move(visitor, "notice", {"nothing": "1"})
    answer(visitor, 0, "The soup")
    answer(visitor, 0, "The council", "The adviser")
    choose(visitor, "Go home")
    return move(visitor, "finish")


def fail_the_quiz(visitor: Visitor) -> Page:
    begin(visitor, HELD_BACK)
    reply(visitor, "What comes first?", {"answer": "talking"})
    move(visitor, "continue")
    reply(visitor, "How long is it?", {"answer": "14"})
    return move(visitor, "finish")


def give(visitor: Visitor, option: str, status: int = 200) -> Page:
    return reply(visitor, FIRST, {"answer": option} if option else {}, status)


def test_nothing_comes_back_before_something_was_missed(amina: Visitor) -> None:
    page = amina.get("/recall")
    assert "Nothing is due today. No question that you missed is waiting" in page.text


def test_what_was_missed_is_asked_again_the_day_after(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    page = amina.get("/recall")
    assert "Nothing is due today. The next question comes back on" in page.text
    wait(amina, clock)
    page = amina.get("/recall")
    assert page.texts(".kicker") == ["The cold kitchen · The kitchen"]
    assert "1 question due today." in page.text
    assert FIRST in page.text
    assert "SECRET" not in page.html.replace("SECRET-HEALTH", "")
    assert "her hands are blue" in page.text.lower()


def test_the_answer_is_told_at_once_and_when_it_comes_back(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    amina.get("/recall")
    page = give(amina, "the-boiler")
    assert "Right: 1 of 1 point" in page.text
    assert "SECRET-WHY" in page.text
    assert "This question comes back in 2 days, on" in page.text
    assert "That was the last one for today." in page.text
    assert "Nothing is due today." in amina.get("/recall").text


def test_what_is_missed_again_comes_back_tomorrow(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    amina.get("/recall")
    page = give(amina, "the-soup")
    assert "Not this time: 0 of 1 point" in page.text
    assert "This question comes back tomorrow." in page.text
    wait(amina, clock)
    assert FIRST in amina.get("/recall").text


def test_an_empty_answer_is_asked_for_again(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    before = amina.get("/recall").soup.select_one("input[name=no]")["value"]
    page = give(amina, "", 422)
    assert page.texts(".nhsuk-error-summary li") == ["Choose an answer first"]
    assert page.soup.select_one("input[name=no]")["value"] == before


def test_a_double_click_counts_once(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    form = amina.get("/recall").soup.select_one("form[action$='/reply']")
    fields = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    first = amina.post(str(form["action"]), {**fields, "answer": "the-boiler"})
    second = amina.post(str(form["action"]), {**fields, "answer": "the-soup"})
    assert first.url == second.url
    assert "Right: 1 of 1 point" in second.text


def test_another_tab_is_told_that_it_was_answered(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    form = amina.get("/recall").soup.select_one("form[action$='/reply']")
    fields = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    give(amina, "the-boiler")
    page = amina.post(str(form["action"]), {**fields, "no": "other", "answer": "the-soup"})
    assert "This question is not due now" in page.text


def test_a_question_of_a_quiz_rests_while_the_quiz_is_under_way(
    amina: Visitor, clock: Clock
) -> None:
    fail_the_quiz(amina)
    wait(amina, clock)
    amina.get("/recall")
    told = reply(amina, "What comes first?", {"answer": "talking"})
    assert "SECRET-HELD-WHY" in told.text
    wait(amina, clock)
    begin(amina, HELD_BACK)
    page = amina.get("/recall")
    assert "Nothing is due today." in page.text
    assert "SECRET" not in amina.get(told.url, 403).html


def test_a_quiz_that_tells_nothing_brings_nothing_back(amina: Visitor, clock: Clock) -> None:
    begin(amina, "/courses/listening/silent")
    reply(amina, "What comes first?", {"answer": "talking"})
    move(amina, "finish")
    wait(amina, clock, days=2)
    assert "No question that you missed is waiting" in amina.get("/recall").text


def test_it_can_be_turned_off_and_on_and_nothing_is_lost(amina: Visitor, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    amina.get("/account")
    page = amina.submit("/account/coming-back")
    assert "no longer come back. Nothing is deleted." in page.text
    assert "You have turned this off." in amina.get("/recall").text
    amina.get("/account")
    amina.submit("/account/coming-back")
    assert FIRST in amina.get("/recall").text


def test_another_persons_answer_is_not_found(
    amina: Visitor, app: Flask, site: Site, clock: Clock
) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    amina.get("/recall")
    url = give(amina, "the-boiler").url
    newcomer(app, site).get(url, 404)


def test_it_asks_the_database_little(amina: Visitor, site: Site, clock: Clock) -> None:
    miss_the_kitchen(amina)
    wait(amina, clock)
    form = amina.get("/recall").soup.select_one("form[action$='/reply']")
    fields = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    with count_statements(site.database.engine) as statements:
        amina.client.get("/recall")
    assert len(statements) <= 4, statements
    with count_statements(site.database.engine) as statements:
        amina.send(str(form["action"]), {**fields, "answer": "the-boiler"})
    assert len(statements) <= 6, statements
