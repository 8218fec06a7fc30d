"""The debrief tells what could have been found, and a short bad path never reads as everything."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    BOTH_CUES,
    answer,
    begin,
    choose,
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


def figures(page: Page) -> list[str]:
    section = page.soup.select_one("section[aria-labelledby=missed]")
    return [" ".join(each.get_text(" ").split()) for each in section.select("dd")]


def test_the_path_tells_what_was_left_on_it(amina: Visitor) -> None:
    begin(amina)
    move(amina, "notice", {"words": BOTH_CUES["words"][:1], "need": ["housing"]})
    answer(amina, 0, "The soup")
    answer(amina, 0, "The council", "The grocer")
    choose(amina, "Go home")
    page = move(amina, "finish")
    assert figures(page) == ["1 point", "5 points", "5 points"]
    items = page.texts("section[aria-labelledby=missed] ul ul li")
    assert items == [
        "1 cue not heard",
        "“What do you ask about first?” not right (1 point)",
        "“Which two can help today?” not right (2 points)",
    ]


def test_whoever_found_everything_is_told_so(amina: Visitor) -> None:
    play_to_the_end(amina)
    assert "On the path you took you found everything there was to find." in amina.page.text


def test_a_scene_of_the_page_shows_how_much_is_done(amina: Visitor) -> None:
    begin(amina)
    words = amina.page.texts(".progress-bar__text")
    assert words == ["0% done, 1 to 2 steps left"]
