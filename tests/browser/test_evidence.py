"""What answers show, in a browser: by keyboard, on paper, and held against WCAG 2.2 AA by axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from learning.operations.site import open_site
from learning.settings import Settings
from learning.storage.publications import list_current
from learning.storage.schema import Person
from tests.bench.history import BEGAN, finish
from tests.browser.conftest import watch
from tests.browser.kitchen import join, settle
from tests.browser.looks import check_looks
from tests.features.confidence import SURE, TITLES, write_sure
from tests.serving import Server, free_port, start_server, stop_server

ANSWERS = (("Yes", "Sure"), ("No", "Sure"), ("Yes", "Fairly sure"), ("Yes", "A guess"))


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the quizzes that ask how sure one is."""
    content = tmp_path_factory.mktemp("content")
    write_sure(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEARNING_CONTENT_FOLDER", str(content))
        running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0


@pytest.fixture
def page(browser: Browser, sure: Server) -> Iterator[Page]:
    """Open a page of that server, and see afterwards that nothing went wrong behind it."""
    with browser.new_context(base_url=sure.url) as context:
        opened = context.new_page()
        faults = watch(opened, sure.url)
        yield opened
    assert faults == []


def take_quiz(page: Page) -> None:
    join(page)
    page.goto(SURE)
    page.get_by_role("button", name="Begin").click()
    for title, (answer, sure) in zip(TITLES, ANSWERS, strict=False):
        step = page.get_by_role("region", name=title)
        step.get_by_text(answer, exact=True).click()
        step.get_by_text(sure, exact=True).click()
        step.get_by_role("button").last.click()
        expect(page.get_by_role("region", name=title).get_by_text("You said")).to_be_visible()
        settle(page)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your result")


def add_cases(server: Server) -> None:
    """Let whoever joined last have heard some cues in other modules."""
    url = f"sqlite:///{server.folder / 'learning.sqlite3'}"
    site = open_site(Settings(database_url=url, instance_folder=server.folder))
    with site.database.write() as connection:
        newest = select(Person.id).order_by(Person.joined_at.desc()).limit(1)
        person_id = connection.execute(newest).scalar_one()
        cases = [each for each in list_current(connection) if each.kind == "case"]
        for number, each in enumerate(cases):
            finish(connection, person_id, each, BEGAN + timedelta(days=number))
    site.close()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def test_axe_finds_nothing_after_a_quiz_nor_in_progress(page: Page, sure: Server) -> None:
    take_quiz(page)
    open_all(page)
    check_looks(page)
    add_cases(sure)
    page.goto("/progress")
    expect(page.locator(".shares svg")).to_be_visible()
    open_all(page)
    check_looks(page)


def test_what_was_sure_and_wrong_is_reached_by_keyboard(page: Page) -> None:
    take_quiz(page)
    page.goto("/progress")
    page.get_by_role("link", name="Second?").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/debrief#question-*")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Second?"


def test_plots_are_pictures_with_words(page: Page) -> None:
    take_quiz(page)
    picture = page.get_by_role("img", name="How often you were right where you said")
    expect(picture).to_be_visible()
    expect(page.get_by_role("table", name="Level by level")).to_be_visible()


def test_on_paper_no_table_is_cut(page: Page, sure: Server) -> None:
    take_quiz(page)
    add_cases(sure)
    page.goto("/progress")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert page.locator(".table-scroll").evaluate_all(cut) == 0
    assert len(page.pdf()) > 10_000
