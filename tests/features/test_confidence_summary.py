"""What is said of confidence after a quiz: figures, levels, a plot, and what was sure and wrong."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.confidence import answer_all, publish_sure
from tests.features.playing import begin, choose, move, newcomer, reply
from tests.features.visitor import Visitor

# Two right and one wrong while sure, one right while fairly sure; the fifth is left out.
ANSWERS = (("yes", "3"), ("yes", "3"), ("no", "3"), ("yes", "2"))


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_sure(site, tmp_path_factory.mktemp("sure"))


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def rows(visitor: Visitor, label: str) -> list[str]:
    assert visitor.page
    return visitor.page.texts(f"[aria-label='{label}'] tbody tr")


def test_levels_say_how_each_was_used(amina: Visitor) -> None:
    answer_all(amina, ANSWERS)
    assert rows(amina, "Level by level") == [
        "A guess 0 – 0% to 67% Not used",
        "Fairly sure 1 100% 67% to 80% A bit under-confident",
        "Sure 3 67% 80% to 100% A bit over-confident",
    ]


def test_figures_are_of_all_and_of_the_answered(amina: Visitor) -> None:
    answer_all(amina, ANSWERS)
    assert rows(amina, "Certainty points") == [
        "All 5 questions 60% 0.4 −2% 58%",
        "The 4 you answered 75% 0.5 −5% 70%",
    ]


def test_what_was_sure_and_wrong_leads_to_the_question(amina: Visitor) -> None:
    page = answer_all(amina, ANSWERS)
    assert page.texts(".surprises li") == ["Third?"]
    anchor = page.link("Third?")
    assert page.soup.select_one(anchor)["aria-label"] == "Third?"


def test_the_plot_is_said_in_words(amina: Visitor) -> None:
    page = answer_all(amina, ANSWERS)
    words = page.soup.select_one(".certainty svg")["aria-label"]
    assert "fairly sure, 100% of 1 answer right; sure, 67% of 3 answers right" in words
    assert len(page.soup.select(".certainty__mark")) == 2


def test_points_of_confidence_stand_apart_from_marks(amina: Visitor) -> None:
    page = answer_all(amina, ANSWERS)
    assert page.texts(".lede") == ["You earned 3 of 5 points."]
    assert "It is no mark" in page.text


def test_who_says_nothing_counts_as_guessing(amina: Visitor) -> None:
    answer_all(amina, (("yes", ""), ("no", ""), ("yes", ""), ("yes", "")))
    assert rows(amina, "Level by level")[0].startswith("A guess 4 75% 0% to 67%")


def test_a_quiz_that_tells_nothing_tells_nothing_of_confidence(amina: Visitor) -> None:
    page = answer_all(amina, ANSWERS, "/courses/surely/silent")
    assert not page.soup.select("#certainty, .certainty, .surprises")
    assert "Sure, and wrong" not in page.text


def test_a_case_sums_up_the_questions_of_its_path_and_no_others(amina: Visitor) -> None:
    begin(amina, "/cases/surely-not")
    reply(amina, "First?", {"answer": "no", "confidence": "3"})
    choose(amina, "Go on")
    page = move(amina, "finish")
    assert rows(amina, "Certainty points") == ["1 question 0% −6 −60% −60%"]
    assert page.soup.select_one(page.link("First?"))["aria-label"] == "First?"
