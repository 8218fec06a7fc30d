"""A learner plays a case from its cover to the debrief, and finds their place again."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.playing import (
    KITCHEN,
    answer,
    begin,
    choose,
    do_the_kitchen,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Person, Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def test_the_first_scene_says_where_one_is_and_what_is_to_do(amina: Visitor) -> None:
    begin(amina)
    page = amina.page
    assert page.h1 == "The kitchen"
    assert page.texts(".kicker")[0].startswith("The cold kitchen · scene 1")
    assert page.texts(".todo__step") == [
        "Mark what you noticed",
        "Answer “What do you ask about first?”",
        "Answer “Which two can help today?”",
    ]
    assert not page.soup.select("button[name=choice]")


def test_a_lesson_counts_its_parts_and_no_steps(amina: Visitor) -> None:
    begin(amina, "/courses/listening/a-word-first")
    title, part = amina.page.texts(".kicker")[0].split(" · ")
    assert part == "part 1 of 2"
    assert move(amina, "continue").texts(".kicker") == [f"{title} · part 2 of 2"]


def test_each_step_done_is_ticked_off_until_the_ways_open(amina: Visitor) -> None:
    begin(amina)
    page = move(amina, "notice", {"nothing": "1"})
    assert page.texts(".todo__step--done") == ["Mark what you noticed (done)"]
    answer(amina, 0, "The soup")
    page = answer(amina, 0, "The council")
    assert page.texts(".todo__step") == []
    assert [each.split()[0] for each in page.texts(".choice__letter")] == ["A", "B", "C"]


def test_a_choice_leads_on_and_says_what_it_moved(amina: Visitor) -> None:
    begin(amina)
    do_the_kitchen(amina)
    page = choose(amina, "Call the adviser")
    assert page.h1 == "The call"
    assert page.texts(".arrival__chosen") == ["Call the adviser"]
    assert "SECRET-TOLD-CALL" in page.text
    assert page.texts(".moved li") == ["Rosa's trust: from 2 up to 3"]
    assert page.texts(".meter__value") == ["3 of 5"]


def test_a_closed_way_says_why_and_is_no_button(amina: Visitor) -> None:
    begin(amina)
    page = do_the_kitchen(amina)
    assert "Ask to see her letters" in page.texts(".choice--closed")[0]
    assert page.texts(".choice__reason")[0]
    assert len(page.soup.select("button[name=choice]")) == 2


def test_answers_come_back_with_words_not_only_colours(amina: Visitor) -> None:
    begin(amina)
    page = answer(amina, 0, "The soup")
    rows = {each.split(" You ")[0]: each for each in page.texts(".answer")}
    assert "You chose this. It is not right. SECRET-FEEDBACK-SOUP" in rows["The soup"]
    assert rows["The boiler"].startswith("The boiler You left this out; it is right.")
    assert page.texts(".verdict")[0] == "Not this time: 0 of 1 point"
    assert "SECRET-WHY" in page.text


def test_part_of_an_answer_earns_part_of_the_points(amina: Visitor) -> None:
    begin(amina)
    page = answer(amina, 1, "The council")
    assert page.texts(".verdict")[0] == "Partly right: 1 of 2 points"
    grocer = next(each for each in page.texts(".answer") if "The grocer" in each)
    assert "You left this out, rightly." in grocer


def test_one_may_stop_anywhere_but_at_the_end(amina: Visitor) -> None:
    begin(amina)
    assert amina.page.texts(".scene-foot")[0].startswith("What you hand in is kept.")
    do_the_kitchen(amina)
    assert choose(amina, "Go home").texts(".scene-foot") == []


def test_an_ending_leads_to_the_debrief_and_stays_there(amina: Visitor) -> None:
    url = play_to_the_end(amina)
    assert amina.page.url == f"{url}/debrief"
    assert amina.get(url).url == f"{url}/debrief"


def test_a_debrief_before_the_ending_leads_back(amina: Visitor) -> None:
    url = begin(amina)
    assert amina.get(f"{url}/debrief").url == url


def test_one_goes_on_where_one_was_on_another_device(
    app: Flask, cast: Mapping[str, Person]
) -> None:
    one, other = Visitor(app), Visitor(app)
    one.sign_in(cast["amina"])
    url = begin(one)
    move(one, "notice", {"nothing": "1"})
    other.sign_in(cast["amina"])
    other.get(KITCHEN)
    page = other.get(other.page.link("Continue"))
    assert page.url == url
    assert page.texts(".todo__step--done") == ["Mark what you noticed (done)"]


def test_two_clicks_on_begin_are_one_attempt(amina: Visitor) -> None:
    amina.get(KITCHEN)
    form = {"request": "the-same-click", "csrf_token": amina.token()}
    first, second = (amina.send(f"{KITCHEN}/start", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


def test_playing_again_from_a_scene_keeps_the_first_marks(amina: Visitor) -> None:
    url = play_to_the_end(amina)
    before = amina.page.texts(".lede")
    page = amina.post(f"{url}/again", {"scene": "the-call"})
    assert page.h1 == "The call"
    assert page.url != url
    assert amina.get(f"{url}/debrief").texts(".lede") == before


@pytest.mark.parametrize(("step", "most"), [("scene", 3), ("notice", 6), ("reply", 6)])
def test_a_page_asks_the_database_little(amina: Visitor, site: Site, step: str, most: int) -> None:
    url = begin(amina)
    page, token = amina.page, amina.token()
    question = page.soup.select_one("input[name=question]")["value"]
    no = page.soup.select_one("input[name=no]")["value"]
    fields = {
        "notice": {"nothing": "1"},
        "reply": {"question": question, "answer": "x"},
    }
    with count_statements(site.database.engine) as statements:
        if step == "scene":
            amina.client.get(url)
        else:
            amina.send(f"{url}/{step}", {"csrf_token": token, "no": no, **fields[step]})
    assert len(statements) <= most, statements


def test_a_scene_lists_the_sources_it_mentions_and_no_others(amina: Visitor) -> None:
    begin(amina)
    listed = amina.page.texts(".sources li")
    assert listed == ["Landlord and Tenant Act 1985, s.11 (checked 2026-11)"]
