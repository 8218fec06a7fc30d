"""Stale, replayed, tampered and closed: each leads back, says why, and loses nothing."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    begin,
    choose,
    do_the_kitchen,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def sent(visitor: Visitor, **fields: str) -> dict[str, str]:
    """Give the fields of the page at hand, with these besides."""
    no = visitor.page.soup.select_one("input[name=no]")
    return {"csrf_token": visitor.token(), "no": str(no["value"]), **fields}


def test_the_same_move_twice_is_one_move(amina: Visitor) -> None:
    url = begin(amina)
    do_the_kitchen(amina)
    form = sent(amina, choice="call-the-adviser")
    places = [amina.send(f"{url}/choose", form) for _ in range(3)]
    assert {each.status_code for each in places} == {303}
    assert amina.get(url).texts(".kicker")[0].split(" · ")[1] == "scene 2"


def test_a_stale_page_leads_back_with_what_was_typed(amina: Visitor) -> None:
    url = begin(amina)
    stale = sent(amina, words="the boiler broke in May", need="housing")
    move(amina, "notice", {"nothing": "1"})
    page = amina.post(f"{url}/notice", stale, status=409)
    assert page.texts(".kept li") == ["the boiler broke in May"]
    assert page.link("Go to where you are") == url


@pytest.mark.parametrize("more", [{}, {"more": "1"}])
def test_a_stale_page_with_a_slip_in_it_loses_nothing_either(
    amina: Visitor, more: dict[str, str]
) -> None:
    url = begin(amina)
    stale = sent(amina, words="the boiler broke in May", need="", **more)
    move(amina, "notice", {"nothing": "1"})
    page = amina.post(f"{url}/notice", stale, status=409)
    assert page.texts(".kept li") == ["the boiler broke in May"]


def test_a_slip_after_the_end_loses_nothing(amina: Visitor) -> None:
    url = play_to_the_end(amina)
    form = {"no": "7", "words": "the boiler broke in May", "need": ""}
    page = amina.post(f"{url}/notice", form, status=409)
    assert page.texts(".kept li") == ["the boiler broke in May"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("choose", {"choice": "no-such-choice"}),
        ("reply", {"question": "no-such-question", "answer": "x"}),
        ("choose", {"no": "many", "choice": "call-the-adviser"}),
        ("choose", {"no": "-1", "choice": "call-the-adviser"}),
        ("choose", {"no": "99", "choice": "call-the-adviser"}),
        ("continue", {}),
    ],
)
def test_a_tampered_form_leads_back(amina: Visitor, kind: str, fields: dict[str, str]) -> None:
    url = begin(amina)
    page = amina.post(f"{url}/{kind}", sent(amina) | fields, status=409)
    assert page.link("Go to where you are") == url
    assert amina.get(url).texts(".kicker")[0].split(" · ")[1] == "scene 1"


def test_a_closed_way_stays_closed(amina: Visitor) -> None:
    url = begin(amina)
    do_the_kitchen(amina)
    page = amina.post(f"{url}/choose", sent(amina, choice="ask-to-see-her-letters"), status=422)
    assert "That way is closed just now" in page.texts(".nhsuk-error-summary")[0]


def test_the_ways_open_only_after_the_steps(amina: Visitor) -> None:
    url = begin(amina)
    page = amina.post(f"{url}/choose", sent(amina, choice="call-the-adviser"), status=422)
    assert "left to do before" in page.texts(".nhsuk-error-summary")[0]


def test_an_answer_without_a_tick_is_asked_for_again(amina: Visitor) -> None:
    url = begin(amina)
    question = "which-two-can-help-today"
    page = amina.post(f"{url}/reply", sent(amina, question=question), status=422)
    assert page.texts(f".nhsuk-error-summary a[href='#answer-{question}']")


def test_ticks_refused_come_back_ticked(amina: Visitor) -> None:
    url = begin(amina)
    boxes = [str(each["value"]) for each in amina.page.soup.select("input[type=checkbox]")]
    form = {**sent(amina, question="which-two-can-help-today"), "answer": boxes}
    page = amina.post(f"{url}/reply", form, status=422)
    assert len(page.soup.select("input[type=checkbox][checked]")) == 3


def test_an_over_long_answer_names_the_limit(amina: Visitor) -> None:
    url = begin(amina)
    fields = sent(amina, question="which-two-can-help-today", answer="x" * 20_001)
    page = amina.post(f"{url}/reply", fields, status=422)
    assert "Shorten your answer to 20,000" in page.texts(".nhsuk-error-summary")[0]


def test_a_finished_attempt_takes_no_more_moves(amina: Visitor) -> None:
    url = begin(amina)
    do_the_kitchen(amina)
    choose(amina, "Call the adviser")
    choose(amina, "Wait with her")
    form = sent(amina)
    move(amina, "finish")
    late = {**form, "no": str(int(form["no"]) + 1), "choice": "call-the-adviser"}
    page = amina.post(f"{url}/choose", late, status=409)
    assert "finished" in page.text


@pytest.mark.parametrize("kind", ["", "/debrief"])
def test_another_persons_attempt_is_not_found(
    amina: Visitor, app: Flask, site: Site, kind: str
) -> None:
    url = play_to_the_end(amina)
    stranger = newcomer(app, site)
    assert stranger.get(f"{url}{kind}", status=404).h1 == "Page not found"


@pytest.mark.parametrize("action", ["notice", "reply", "choose", "continue", "finish", "again"])
def test_nobody_moves_in_another_persons_attempt(
    amina: Visitor, app: Flask, site: Site, action: str
) -> None:
    url = begin(amina)
    stranger = newcomer(app, site)
    stranger.post(f"{url}/{action}", {"no": "1", "choice": "x", "nothing": "1"}, status=404)
    assert amina.get(url).texts(".kicker")[0].split(" · ")[1] == "scene 1"
