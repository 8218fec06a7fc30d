"""Planted words: nothing a learner may not see yet is in any answer, headers included.

Every secret of the case stands in its file as SECRET-SOMETHING; here is said when each may show.
"""

import re

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    BOTH_CUES,
    CONTENT,
    KITCHEN,
    answer,
    begin,
    choose,
    do_the_kitchen,
    move,
    newcomer,
    publish_small,
)
from tests.features.visitor import Visitor

SECRET = re.compile(r"SECRET-[A-Z-]*[A-Z]")
ALL = set(SECRET.findall((CONTENT / "cases/the-cold-kitchen.md").read_text()))
CUES = {"SECRET-CUE-HOUSING", "SECRET-CUE-DEBT", "SECRET-LURE"}
FIRST = {"SECRET-FEEDBACK-SOUP", "SECRET-FEEDBACK-BOILER", "SECRET-WHY"}
OTHER_PAGES = ("/", "/cases", "/courses", KITCHEN, "/progress", "/account", "/about")


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    """Somebody on the health side."""
    return newcomer(app, site)


def shown(visitor: Visitor) -> set[str]:
    """Give the secrets in the page at hand, as it came over the wire."""
    page = visitor.page
    return set(SECRET.findall(page.html + str(dict(page.headers)))) - {"SECRET-HEALTH"}


def test_the_file_has_a_secret_of_every_kind() -> None:
    assert len(ALL) == 20


def test_before_the_start_nothing_shows(amina: Visitor) -> None:
    for url in OTHER_PAGES:
        amina.get(url)
        assert shown(amina) == set(), url


def test_needs_are_for_the_learner_to_hear(amina: Visitor) -> None:
    for url in ("/cases", KITCHEN):
        assert not re.search(r"\b(housing|debt)\b", amina.get(url).text, re.IGNORECASE)


def test_a_scene_shows_one_sides_text_and_no_key(amina: Visitor) -> None:
    begin(amina)
    assert "SECRET-HEALTH" in amina.page.html
    assert shown(amina) == set()


def test_the_law_side_reads_its_own_half(app: Flask, site: Site) -> None:
    ben = newcomer(app, site, "law")
    begin(ben)
    assert shown(ben) == {"SECRET-LAW", "SECRET-FINES"}
    assert "SECRET-HEALTH" not in ben.page.html


def test_each_step_uncovers_its_own_reasons_only(amina: Visitor) -> None:
    begin(amina)
    move(amina, "notice", BOTH_CUES)
    assert shown(amina) == CUES
    answer(amina, 0, "The boiler")
    assert shown(amina) - CUES <= FIRST
    assert "SECRET-FEEDBACK-BOILER" in shown(amina)


def test_only_the_way_taken_tells_what_came_of_it(amina: Visitor) -> None:
    begin(amina)
    move(amina, "notice", {"nothing": "1"})
    answer(amina, 0, "The soup")
    answer(amina, 0, "The grocer")
    assert not {each for each in shown(amina) if each.startswith("SECRET-TOLD")}
    choose(amina, "Go home")
    assert shown(amina) == {"SECRET-TOLD-HOME", "SECRET-ENDING-HOME"}


def test_what_is_hidden_leaves_no_seam(amina: Visitor) -> None:
    begin(amina)
    do_the_kitchen(amina)
    choose(amina, "Call the adviser")
    texts = amina.page.texts("[data-module=answer-keeper] > .prose")
    assert texts == ["The adviser answers at once. She has an hour today."]


def test_refusals_show_no_more_than_the_page(amina: Visitor) -> None:
    url = begin(amina)
    no = amina.page.soup.select_one("input[name=no]")["value"]
    for kind in ("notice", "reply", "choose", "finish"):
        form = {"no": no, "words": "x", "need": "debt", "choice": "go-home", "question": "x"}
        token = amina.token()
        answered = amina.send(f"{url}/{kind}", {"csrf_token": token, **form})
        assert set(SECRET.findall(answered.text)) <= {"SECRET-HEALTH"}, kind


def test_on_the_way_no_page_shows_what_lies_ahead(amina: Visitor) -> None:
    url = begin(amina)
    amina.get(f"{url}/debrief")
    assert shown(amina) == set()
    for other in OTHER_PAGES:
        amina.get(other)
        assert shown(amina) == set(), other


def test_the_debrief_uncovers_the_path_and_its_other_half(amina: Visitor) -> None:
    begin(amina)
    move(amina, "notice", BOTH_CUES)
    answer(amina, 0, "The boiler")
    answer(amina, 0, "The council")
    choose(amina, "Go home")
    move(amina, "finish")
    seen = shown(amina)
    assert {"SECRET-LAW", "SECRET-TOLD-HOME", "SECRET-WHY"} | CUES <= seen
    assert not {"SECRET-LAW-CALL", "SECRET-ENDING-WARM", "SECRET-TOLD-WAIT"} & seen
