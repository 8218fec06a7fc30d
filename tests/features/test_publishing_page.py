"""Publishing as an educator does it: see what would change, publish that, mark again."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.operations.turns import take_turn
from tests.features.playing import (
    CONTENT,
    begin,
    do_the_kitchen,
    newcomer,
    play_to_the_end,
    publish_small,
)
from tests.features.sums import database_sum
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
FILE = "cases/the-cold-kitchen.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the small content that a test may edit."""
    root = tmp_path_factory.mktemp("content")
    shutil.copytree(CONTENT, root, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def site(site: Site, folder: Path) -> Site:
    return replace(publish_small(site), settings=replace(site.settings, content_folder=folder))


@pytest.fixture(autouse=True)
def restored(folder: Path) -> Iterator[None]:
    """Put the case back as it was after each test."""
    text = (folder / FILE).read_text()
    yield
    (folder / FILE).write_text(text)


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / FILE).read_text()
    assert old in text
    (folder / FILE).write_text(text.replace(old, new))


def test_it_is_for_educators_alone(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast["amina"])
    assert "Studio" not in visitor.get("/courses").soup.nav.get_text()
    assert visitor.get("/publishing", status=403).h1 == "You cannot open this page"


def test_an_educator_finds_it_and_is_told_that_nothing_changed(cole: Visitor) -> None:
    assert cole.get("/courses").link("Studio") == "/studio"
    assert cole.get("/studio").link("Publish the content folder") == "/publishing"
    page = cole.get("/publishing")
    assert "Nothing has changed since it was last published." in page.text
    assert "/publishing" not in page.actions()


def test_what_would_change_is_said_and_published_once(
    app: Flask, site: Site, cole: Visitor, folder: Path
) -> None:
    learner = newcomer(app, site)
    url = begin(learner)
    edit(folder, "Rosa coughs, and the soup is cold.", "Rosa coughs, and the stove is cold.")
    page = cole.get("/publishing")
    assert "1 file would change for learners." in page.text
    assert "1 attempt under way would go on with the new version." in page.text
    seen = cole.page
    done = cole.submit("/publishing")
    assert "Published 1 file. 1 attempt under way can go on with the new version" in done.text
    assert f"{FILE} Published by Dr Cole" in done.text
    cole.page = seen
    again = cole.submit("/publishing", status=409)
    assert "Nothing has changed since it was last published." in again.text
    assert learner.get(url).h1 == "The kitchen"


def test_what_was_not_seen_is_not_published(cole: Visitor, site: Site, folder: Path) -> None:
    edit(folder, "the soup is cold.", "the tea is cold.")
    cole.get("/publishing")
    edit(folder, "the tea is cold.", "the milk is cold.")
    before = database_sum(site)
    page = cole.submit("/publishing", status=409)
    assert "The files have changed since you looked" in page.text
    assert database_sum(site) == before
    assert cole.submit("/publishing").h1 == "Published lately"


def test_a_broken_file_is_shown_with_line_and_fix(cole: Visitor, folder: Path) -> None:
    edit(folder, "(#the-call)\n  - trust +1", "(#the-cal)\n  - trust +1")
    page = cole.get("/publishing")
    (row,) = page.texts(".findings li")
    assert row.startswith("line ")
    assert "(S02) To mend it: did you mean the-call?" in row
    assert "/publishing" not in page.actions()


def test_only_one_looks_at_a_time(cole: Visitor, site: Site) -> None:
    with take_turn(site):
        page = cole.get("/publishing", status=429)
    assert "Wait a few seconds" in page.text
    assert page.headers["Retry-After"] == "5"
    cole.get("/publishing")


def test_a_corrected_key_is_marked_again_and_the_learner_told(
    app: Flask, site: Site, cole: Visitor, folder: Path
) -> None:
    learner = newcomer(app, site)
    play_to_the_end(learner)
    edit(folder, "- [ ] The soup", "- [x] The soup")
    edit(folder, "- [x] The boiler", "- [ ] The boiler")
    cole.get("/publishing")
    cole.submit("/publishing")
    url = cole.get("/publishing").link("The cold kitchen again")
    page = cole.get(url)
    assert "Marks that would fall 1" in page.text
    assert "What do you ask about first?" not in page.text
    assert "1 learner would find a message on the first page" in page.text
    assert "Marked The cold kitchen again." in cole.submit(url).text
    assert "There is nothing to mark again" in cole.get(url).text
    told = learner.get("/")
    assert "Your mark in The cold kitchen changed from 5 of 5 to 4 of 5 because" in told.text
    assert learner.get(told.link("Look at your answers")).h1
    learner.get("/")
    (action,) = (each for each in told.actions() if each.startswith("/messages/"))
    assert "Your mark in" not in learner.submit(action).text


def test_marks_that_were_not_seen_are_not_changed(cole: Visitor, site: Site) -> None:
    before = database_sum(site)
    page = cole.post(f"/publishing/marks/{FILE}", {"digest": "x"}, status=409)
    assert "This has changed since you looked" in page.text
    assert database_sum(site) == before


@pytest.mark.parametrize("url", ["/publishing/marks/cases/none.md", "/publishing/marks/x"])
def test_what_is_not_published_cannot_be_marked_again(cole: Visitor, url: str) -> None:
    assert cole.get(url, status=404)


def test_without_a_folder_it_says_where_it_looked(cole: Visitor, site: Site, folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    try:
        assert "LEARNING_CONTENT_FOLDER" in cole.get("/publishing").text
    finally:
        folder.with_name("away").rename(folder)


def test_an_attempt_that_would_stay_says_why(
    app: Flask, site: Site, cole: Visitor, folder: Path
) -> None:
    learner = newcomer(app, site)
    begin(learner)
    do_the_kitchen(learner)
    edit(folder, "What do you ask about first?", "What comes first?")
    page = cole.get("/publishing")
    assert "1 answers a question that is gone: what-do-you-ask-about-first" in page.text
    assert "would stay on the version begun" in page.text
