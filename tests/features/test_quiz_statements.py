"""How many statements a quiz's pages and answers take over HTTP, the session's own among them."""

from pathlib import Path

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.playing import begin, find_form, newcomer
from tests.features.quiz_writing import COVER, hand_in, publish_quiz
from tests.features.visitor import Visitor

SCENE, ANSWER, COVER_PAGE = 3, 6, 6
TERMS = ("time_limit: 20", "closes: 2030-02-01", "attempts: 9", "keeps: mean")


@pytest.fixture
def amina(app: Flask, site: Site, tmp_path: Path) -> Visitor:
    publish_quiz(site, tmp_path, *TERMS)
    return newcomer(app, site)


def send(visitor: Visitor, title: str, **fields: str) -> int:
    """Send an answer without following where it leads; give the status."""
    form = find_form(visitor.page, title, "reply")
    hidden = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    return visitor.client.post(form["action"], data=hidden | fields).status_code


def test_a_page_takes_three_statements_and_an_answer_six(amina: Visitor, site: Site) -> None:
    url = begin(amina, COVER)
    for title, answer in (("Is it so?", "no"), ("Is it not so?", "no")):
        with count_statements(site.database.engine) as shown:
            amina.get(url)
        with count_statements(site.database.engine) as answered:
            assert send(amina, title, answer=answer) == 303
        assert len(shown) <= SCENE
        assert len(answered) <= ANSWER


def test_the_cover_takes_as_many_however_often_it_was_taken(amina: Visitor, site: Site) -> None:
    counts = []
    for _ in range(2):
        hand_in(amina)
        with count_statements(site.database.engine) as statements:
            amina.get(COVER)
        counts.append(len(statements))
    begin(amina, COVER)
    with count_statements(site.database.engine) as statements:
        amina.get(COVER)
    assert counts[0] == counts[1] <= COVER_PAGE
    assert len(statements) <= COVER_PAGE + 1
