"""Several tries, answers changed before they are handed in, and pages gone back over."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import begin, move, newcomer, publish_small, reply
from tests.features.visitor import Visitor

THRICE = "/courses/listening/tried-thrice"
HELD_BACK = "/courses/listening/held-back"
WHOM = "Whom do you ask?"
FIRST = "What comes first?"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def part(visitor: Visitor, title: str) -> str:
    assert visitor.page
    return visitor.page.texts(f"section[aria-label='{title}']")[0]


def test_the_page_says_how_many_tries_there_are_and_what_they_cost(amina: Visitor) -> None:
    begin(amina, THRICE)
    tries = "3 tries, each costs a quarter of the points if it is not right"
    assert f"Choose one. 1 point, {tries}." in part(amina, WHOM)


def test_a_try_that_is_not_right_tells_of_itself_alone(amina: Visitor) -> None:
    begin(amina, THRICE)
    reply(amina, WHOM, {"answer": "the-landlord", "confidence": "2"})
    said = part(amina, WHOM)
    assert "Not right yet. 2 tries left. Try 1: not right The landlord You chose this." in said
    assert "It is not right." in said
    assert "SECRET-NOT-HIM" in said
    for secret in ("SECRET-RIGHT", "SECRET-WHY", "SECRET-NOR-HIM"):
        assert secret not in amina.page.html
    asked = amina.page.soup.select(f"section[aria-label='{WHOM}'] input[checked]")
    assert [each["value"] for each in asked] == ["the-landlord", "2"]


def test_the_right_try_settles_it_for_less(amina: Visitor) -> None:
    begin(amina, THRICE)
    reply(amina, WHOM, {"answer": "the-landlord"})
    reply(amina, WHOM, {"answer": "the-grocer"})
    assert "Not right yet. 1 try left." in part(amina, WHOM)
    reply(amina, WHOM, {"answer": "the-tenant"})
    said = part(amina, WHOM)
    assert "Right: 0.5 of 1 point" in said
    assert "SECRET-WHY" in said
    assert "Tries before this one Try 1: not right The landlord" in said


def test_a_guess_is_what_nobody_said_otherwise(amina: Visitor) -> None:
    begin(amina, THRICE)
    soup = amina.page.soup
    assert [each["value"] for each in soup.select("input[name=confidence][checked]")] == ["1", "1"]
    assert "+1, +2 or +3 the surer you are, being wrong 0, −2 or −6" in amina.page.text


def test_an_answer_can_be_changed_until_it_is_handed_in(amina: Visitor) -> None:
    begin(amina, HELD_BACK)
    reply(amina, FIRST, {"answer": "talking"})
    form = f"section[aria-label='{FIRST}'] details.change"
    assert amina.page.soup.select_one(f"{form} input[value='talking'][checked]")
    assert not amina.page.soup.select_one(f"{form}[open]")
    reply(amina, FIRST, {"answer": "being-quiet"})
    assert "Being quiet You chose this." in part(amina, FIRST)


def test_a_page_is_gone_back_to_and_changed(amina: Visitor) -> None:
    begin(amina, HELD_BACK)
    reply(amina, FIRST, {"answer": "talking"})
    move(amina, "continue")
    page = move(amina, "back")
    assert page.h1 == "First page"
    assert not page.soup.select("form[action$='/back']")
    reply(amina, FIRST, {"answer": "being-quiet"})
    move(amina, "continue")
    reply(amina, "How long is it?", {"answer": "14"})
    page = move(amina, "finish")
    assert page.texts(".verdict--whole") == ["Passed: 100%, with 100% needed"]


def test_confidence_is_summed_up_from_the_first_try(amina: Visitor) -> None:
    begin(amina, THRICE)
    reply(amina, WHOM, {"answer": "the-landlord", "confidence": "3"})
    reply(amina, WHOM, {"answer": "the-tenant", "confidence": "1"})
    reply(amina, "How many days?", {"answer": "14", "confidence": "3"})
    page = move(amina, "finish")
    assert page.texts(".surprises li") == [WHOM]
    assert page.texts("[aria-label='Level by level'] tbody tr")[2].startswith("Sure 2 50%")
    assert amina.get("/progress").texts(".surprises li") == [f"{WHOM} in Tried thrice"]
