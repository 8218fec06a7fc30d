"""The debrief: what was earned in honest words, the map and its list, the chain, the other half."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    answer,
    begin,
    choose,
    do_the_kitchen,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.visitor import Page, Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


@pytest.fixture
def best(amina: Visitor) -> Page:
    """The debrief of somebody who got everything right."""
    play_to_the_end(amina)
    return amina.page


def test_the_points_are_said_in_words(best: Page) -> None:
    assert best.texts(".lede") == [
        (
            "You earned 5 of the 5 points on your path."
            " The best path holds 5 points, so you have 100% of what can be earned."
        )
    ]


def test_the_ending_has_a_word_and_a_shape(best: Page) -> None:
    assert best.texts(".ending__title") == ["A good ending"]
    assert best.soup.select_one(".ending__shape--good path")


def test_the_map_is_drawn_and_also_said(best: Page) -> None:
    for name in ("across", "down"):
        drawing = best.soup.select_one(f".map__drawing--{name}")
        assert drawing["role"] == "img"
        assert len(drawing.select(".map-place")) == 4
        assert len(drawing.select(".map-place--seen")) == 3
        assert len(drawing.select(".map-line--taken")) == 2
    said = best.texts(".map li > strong")
    assert said == ["The kitchen", "The call", "Warm", "Home"]
    assert any("poor ending, not seen" in each for each in best.texts(".map li"))


def test_each_choice_says_what_it_moved(best: Page) -> None:
    assert best.texts(".path__title") == ["The kitchen", "The call"]
    assert best.texts(".path .moved li") == ["Rosa's trust: from 2 up to 3"]
    assert "Go home" in best.texts(".path details")[0]


def test_counters_have_a_plot_and_a_table(best: Page) -> None:
    words = "Rosa's trust: 2 at first, 3 in the end, on a scale from 0 to 5."
    assert best.soup.select_one(".plot svg")["aria-label"] == words
    assert best.texts(".plot__words") == [words]
    rows = [each.split() for each in best.texts(".plots ~ details tbody tr")]
    assert [row[-1] for row in rows] == ["2", "3", "3"]


def test_spotting_is_told_by_need(best: Page) -> None:
    rows = best.texts(".needs tbody tr")
    assert rows == ["Housing 1 of 1 0", "Debt 1 of 1 0"]
    assert len(best.soup.select(".need-bar__heard")) == 2


def test_the_other_half_of_the_story_is_told(best: Page) -> None:
    notes = best.texts(".side-note--law")
    assert "SECRET-LAW The landlord has been fined before." in notes[0]
    assert "SECRET-LAW-CALL" in notes[1]


def test_questions_come_with_reasons_and_sources(best: Page) -> None:
    assert "SECRET-WHY" in best.text
    assert "Landlord and Tenant Act 1985, s.11 (checked 2026-11)" in best.texts(".sources li")


def test_a_poor_path_is_told_as_plainly(amina: Visitor) -> None:
    begin(amina)
    move(amina, "notice", {"nothing": "1"})
    answer(amina, 0, "The soup")
    answer(amina, 0, "The grocer")
    choose(amina, "Go home")
    page = move(amina, "finish")
    assert page.texts(".lede")[0].startswith("You earned 0 of the 5 points on your path.")
    assert page.texts(".needs tbody tr") == ["Housing 0 of 1 0", "Debt 0 of 1 0"]
    assert len(page.soup.select(".need-bar__missed")) == 2


def test_any_scene_can_be_played_again(best: Page) -> None:
    scenes = [str(each["value"]) for each in best.soup.select("button[name=scene]")]
    assert scenes == ["the-kitchen", "the-call"]


def test_an_unknown_scene_cannot_be_played(amina: Visitor) -> None:
    url = play_to_the_end(amina)
    amina.post(f"{url}/again", {"scene": "the-moon"}, status=404)


def test_two_attempts_at_once_do_not_mix(amina: Visitor) -> None:
    first = play_to_the_end(amina)
    amina.submit(f"{first}/again")
    do_the_kitchen(amina)
    second = amina.page.url
    assert amina.get(f"{first}/debrief").url == f"{first}/debrief"
    assert amina.get(second).h1 == "The kitchen"


def test_the_other_side_is_the_other_side_of_the_attempt(amina: Visitor) -> None:
    url = begin(amina)
    do_the_kitchen(amina)
    amina.get("/account")
    amina.submit("/account/profession", {"profession": "law"})
    amina.get(url)
    choose(amina, "Go home")
    assert "What the law side knew" in move(amina, "finish").texts("h2")
