"""Planted words in quizzes: no solution, hint, reason or model in any answer before its time."""

import re

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import CONTENT, begin, hint, move, newcomer, publish_small, rate, reply
from tests.features.visitor import Visitor

SECRET = re.compile(r"SECRET-?[A-Z-]*[A-Z]")
COURSE = CONTENT / "courses" / "listening"
SURE = {"confidence": "1"}
# Of each question: an answer, and what may show once it is given.
QUESTIONS = {
    "Whom do you ring first?": (
        {"answer": "the-grocer"},
        {"SECRET-SINGLE-FEEDBACK", "SECRET-SINGLE-WRONG", "SECRET-SINGLE-WHY"},
    ),
    "Which two help?": (
        {"answer": ["the-grocer", "the-adviser"]},
        {"SECRET-MULTIPLE-FEEDBACK"},
    ),
    "Who deals with what?": (
        {"answer-damp": "the-grocer", "answer-debt": "the-grocer"},
        {"SECRET-MATCHING-INCORRECT"},
    ),
    "In which order?": (
        {
            "answer-call-the-council": "1",
            "answer-wait-a-month": "2",
            "answer-write-to-the-landlord": "3",
        },
        {"SECRET-ORDERING-WHY"},
    ),
    "Fill the gaps": (
        {"answer-gap-1": "two-weeks", "answer-gap-2": "nobody", "answer-gap-3": "nobody"},
        {"SECRETTRIBUNAL"},
    ),
    "How many days?": ({"answer": "2"}, {"SECRET-NUMBER-WHY"}),
    "What do you write to the landlord?": (
        {"answer": "Dear all"},
        {"SECRET-MODEL-ANSWER", "SECRET-CRITERION-ONE", "SECRET-CRITERION-TWO"},
    ),
    "What does each finding do?": (
        {
            "answer-asthma-from-damp-he-is-well-elsewhere": "0",
            "answer-an-allergy-the-cat-has-left": "0",
        },
        {"SECRET-JUDGEMENT-WHY"},
    ),
    "What happens next?": (
        {"action": ["Ring"]},
        {"SECRET-PLAN-ACTION", "SECRET-PLAN-WHY"},
    ),
}


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def shown(visitor: Visitor) -> set[str]:
    page = visitor.page
    return set(SECRET.findall(page.html + str(dict(page.headers))))


def test_every_secret_of_the_quiz_is_told_some_time() -> None:
    planted = set(SECRET.findall((COURSE / "every-kind.md").read_text()))
    told = set.union(*(secrets for _, secrets in QUESTIONS.values()))
    never = {"SECRETCOURT", "SECRET-GAP-CORRECT"}
    assert planted - told == {"SECRET-HINT-ONE", "SECRET-HINT-TWO"} | never


def test_asking_tells_nothing(amina: Visitor) -> None:
    begin(amina, "/courses/listening/every-kind")
    assert shown(amina) == set()
    for word in ("solicitor", "14 ±", "Right", "right."):
        assert word not in amina.page.html


@pytest.mark.parametrize("title", QUESTIONS)
def test_an_answer_uncovers_its_own_question_only(amina: Visitor, title: str) -> None:
    form, secrets = QUESTIONS[title]
    begin(amina, "/courses/listening/every-kind")
    reply(amina, title, {**form, **SURE})
    assert shown(amina) == secrets


@pytest.mark.parametrize("title", QUESTIONS)
def test_a_refusal_uncovers_nothing(amina: Visitor, title: str) -> None:
    begin(amina, "/courses/listening/every-kind")
    reply(amina, title, {}, 422)
    assert shown(amina) == set()


def test_hints_come_one_by_one(amina: Visitor) -> None:
    begin(amina, "/courses/listening/every-kind")
    for secrets in ({"SECRET-HINT-ONE"}, {"SECRET-HINT-ONE", "SECRET-HINT-TWO"}):
        hint(amina, "Whom do you ring first?", {"answer": "the-grocer"})
        assert shown(amina) == secrets


def test_hints_cannot_be_jumped_to(amina: Visitor) -> None:
    url = begin(amina, "/courses/listening/every-kind")
    no = str(amina.page.soup.select_one("input[name=no]")["value"])
    for number in ("2", "0", "99", "x"):
        form = {"no": no, "question": "whom-do-you-ring-first", "hint": number}
        amina.post(f"{url}/hint", form, 409)
        assert shown(amina) == set()


def test_marking_comes_after_writing(amina: Visitor) -> None:
    url = begin(amina, "/courses/listening/every-kind")
    no = str(amina.page.soup.select_one("input[name=no]")["value"])
    question = "what-do-you-write-to-the-landlord"
    form = {"no": no, "question": question, "criteria": "1", "points-1": "2"}
    amina.post(f"{url}/rate", form, 422)
    assert shown(amina) == set()


def test_more_points_than_there_are_cannot_be_given(amina: Visitor) -> None:
    begin(amina, "/courses/listening/every-kind")
    reply(amina, "What do you write to the landlord?", {"answer": "Dear all"})
    rate(amina, {"points-1": "9", "points-2": "1"}, 409)


def test_what_is_held_back_shows_after_handing_in(amina: Visitor) -> None:
    url = begin(amina, "/courses/listening/held-back")
    seen = [shown(amina)]
    reply(amina, "What comes first?", {"answer": "talking"})
    seen.append(shown(amina))
    move(amina, "continue")
    reply(amina, "How long is it?", {"answer": "2"})
    for page in (url, f"{url}/debrief", "/progress", "/courses/listening/held-back"):
        amina.get(page)
        seen.append(shown(amina))
    assert seen == [set()] * 6
    amina.get(url)
    move(amina, "finish")
    assert len(shown(amina)) == 4
