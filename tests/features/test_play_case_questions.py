"""A case whose scene asks questions of many kinds: the ways on open when they are answered."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import begin, choose, move, newcomer, publish_small, reply
from tests.features.visitor import Visitor

CASE = "/cases/the-long-day"
ANSWERS = {
    "Which letter says what?": {"answer-the-brown-one": "{0}", "answer-the-white-one": "{0}"},
    "In which order do you read them?": {
        "answer-the-newest": "1",
        "answer-the-oldest": "2",
        "answer-the-ones-without-a-date": "3",
    },
    "What do you write on them?": {"answer-gap-1": "The Date", "answer-gap-2": "nothing"},
    "How many are there?": {"answer": "12"},
    "What happens tomorrow?": {"need": ["debt"], "action": ["Ring the adviser"]},
}
JUDGED = "What does the visit do?"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    visitor = newcomer(app, site)
    begin(visitor, CASE)
    return visitor


def answer_all(visitor: Visitor) -> None:
    brown = visitor.page.soup.select_one("[name=answer-the-brown-one] option:nth-of-type(2)")
    for title, form in ANSWERS.items():
        filled = {
            name: value.format(brown["value"]) if isinstance(value, str) else value
            for name, value in form.items()
        }
        reply(visitor, title, filled)


def test_long_options_are_lettered(amina: Visitor) -> None:
    assert amina.page.texts(".letters__letter") == ["A", "B"]
    menu = amina.page.texts("[name=answer-the-brown-one] option")
    assert menu == ["Choose", "A", "B"]
    assert amina.page.soup.select_one(".letters em").get_text() == "nothing"


def test_a_gap_may_stand_in_a_table(amina: Visitor) -> None:
    cells = amina.page.soup.select(".gaps td")
    assert [cell.select_one("label").get_text() for cell in cells if cell.select("label")] == [
        "Gap 1 of 2",
        "Gap 2 of 2",
    ]


def test_the_case_goes_on_when_all_but_the_optional_is_answered(amina: Visitor) -> None:
    answer_all(amina)
    assert amina.page.texts(".onward .choice")
    choose(amina, "Make tea")
    page = move(amina, "finish")
    assert "The letters: 2 of 4 questions right, 2 partly right" in page.text
    assert "Gap 2: you chose nothing What fits her name That is not it." in page.text
    assert "A model plan Debt Ring the adviser" in page.text


def test_one_side_alone_is_asked_to_judge(amina: Visitor, app: Flask, site: Site) -> None:
    assert JUDGED not in amina.page.html
    ben = newcomer(app, site, "law")
    begin(ben, CASE)
    said = ben.page.texts(f"section[aria-label='{JUDGED}']")[0]
    assert "Only you, on the law side, are asked this" in said
    assert "If you were thinking: the debt is old and then you find: the letter is new" in said
