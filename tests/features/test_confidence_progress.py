"""My progress, of quizzes that ask how sure one is: outcomes, calibration, sure and wrong."""

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.confidence import answer_all, publish_sure
from tests.features.playing import newcomer
from tests.features.visitor import Visitor

WELL = (("yes", "3"), ("yes", "3"), ("yes", "2"), ("yes", "2"))
BADLY = (("yes", "3"), ("no", "3"), ("no", "3"), ("yes", "1"))
SILENT = "/courses/surely/silent"


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_sure(site, tmp_path_factory.mktemp("sure"))


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def outcomes(visitor: Visitor) -> list[str]:
    return visitor.get("/progress").texts(".outcomes__row")


def test_outcomes_of_a_course_taken_are_there_before_they_are_practised(amina: Visitor) -> None:
    amina.get("/courses/surely")
    amina.submit("/courses/surely/enrol")
    assert outcomes(amina) == [
        "Ask a short and open question Not practised yet",
        "Stop where your role ends Not practised yet",
    ]


def test_an_outcome_is_mastered_and_can_be_lost_again(amina: Visitor) -> None:
    answer_all(amina, WELL)
    assert outcomes(amina) == ["Ask a short and open question Mastered 4 of 4 questions right"]
    amina.get("/courses/surely/sure")
    answer_all(amina, BADLY)
    assert outcomes(amina) == ["Ask a short and open question Practised 2 of 4 questions right"]


def test_confidence_is_summed_up_over_the_latest_answers(amina: Visitor) -> None:
    answer_all(amina, BADLY)
    page = amina.get("/progress")
    assert page.texts("[aria-label='Level by level'] tbody tr") == [
        "A guess 1 100% 0% to 67% A bit under-confident",
        "Fairly sure 0 – 67% to 80% Not used",
        "Sure 3 33% 80% to 100% Over-confident",
    ]


def test_what_was_sure_and_wrong_leads_to_where_it_is_explained(amina: Visitor) -> None:
    answer_all(amina, BADLY)
    page = amina.get("/progress")
    assert page.texts(".surprises li") == ["Second? in Sure", "Third? in Sure"]
    address, _, anchor = page.link("Second?").partition("#")
    assert amina.get(address).soup.find(id=anchor)["aria-label"] == "Second?"


def test_a_quiz_that_tells_nothing_leaves_no_trace_in_evidence(amina: Visitor) -> None:
    answer_all(amina, BADLY, SILENT)
    page = amina.get("/progress")
    assert not page.soup.select("#certainty, #outcomes, .surprises")


def test_confidence_is_never_said_to_be_competence(amina: Visitor) -> None:
    answer_all(amina, tuple((answer, "1") for answer, _ in WELL))
    assert outcomes(amina) == ["Ask a short and open question Mastered 4 of 4 questions right"]
    assert "says nothing of what you can do" in amina.page.text


def test_the_page_asks_little(amina: Visitor, site: Site) -> None:
    answer_all(amina, BADLY)
    amina.get("/progress")
    with count_statements(site.database.engine) as statements:
        amina.client.get("/progress")
    assert len(statements) == 5, statements
