"""Who was signed out in another tab, or may not write any more, is told so and loses nothing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from learning.cli.demo import ACCOUNTS
from learning.operations import studio, studio_people
from learning.operations.accounts import Registration, Viewer
from learning.operations.people import add_person
from learning.operations.site import Site
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.kitchen import PASSWORD
from tests.browser.test_play_questions import enter_quiz, step
from tests.browser.test_quiz_saving import SAVED, TEXT, status, write
from tests.browser.test_studio_editor import go_to_end, make, open_editor

ADMINISTRATOR = ACCOUNTS[3].email
STATE = ".studio-state"
SOON = 8_000


@pytest.fixture
def own(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """Give a context whose refused requests are no faults: they are what is looked at."""
    context = browser.new_context(base_url=base_url)
    yield context
    context.close()


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_load_state()


def come_back(page: Page) -> None:
    """Look at a tab again, which a browser without a window does not tell by itself."""
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_answer_is_saved_once_its_writer_is_back(own: BrowserContext) -> None:
    page, other = own.new_page(), own.new_page()
    enter_quiz(page)
    other.goto("/account")
    email = other.get_by_text(re.compile("^farah-.*@example.org$")).first.inner_text()
    sign_out(other)
    write(page, "Written signed out")
    expect(status(page)).to_contain_text("you are signed out")
    sign_in(other, email, PASSWORD)
    come_back(page)
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(step(page, TEXT).get_by_label("Your answer")).to_have_value("Written signed out")


def test_a_text_is_saved_once_its_author_is_back_and_never_as_somebody_else(
    own: BrowserContext, site: Site, cole: Viewer
) -> None:
    page, other = own.new_page(), own.new_page()
    sign_in(page, EDUCATOR)
    path = make(site, cole, "Signed out meanwhile")
    open_editor(page, path)
    sign_out(other)
    go_to_end(page)
    page.keyboard.type("Written signed out.")
    expect(page.locator(STATE)).to_contain_text("you are signed out", timeout=SOON)
    sign_in(other, EDUCATOR)
    come_back(page)
    expect(page.locator(STATE)).to_contain_text("Saved ", timeout=SOON)
    assert studio.read_file(site, cole, path).text.endswith("Written signed out.")
    sign_out(other)
    sign_in(other, ADMINISTRATOR)
    page.keyboard.type(" By whom?")
    expect(page.locator(STATE)).to_contain_text("somebody else is signed in", timeout=SOON)
    assert studio.read_file(site, cole, path).text.endswith("Written signed out.")


def test_who_may_not_write_any_more_is_told_so_once(
    own: BrowserContext, site: Site, cole: Viewer
) -> None:
    wanted = Registration("Olu", "olu@example.org", PASSWORD, "law")
    olu = add_person(site, wanted, standing="educator", by="tests")
    path = make(site, cole, "Shared no more")
    prefix = path.removesuffix(".md")
    studio_people.add_editor(site, cole, prefix, email=wanted.email)
    page = own.new_page()
    sign_in(page, wanted.email, PASSWORD)
    open_editor(page, path)
    studio_people.drop_editor(site, cole, prefix, person_id=olu)
    saves: list[str] = []
    page.on("request", lambda sent: saves.append(sent.url) if sent.method == "POST" else None)
    go_to_end(page)
    page.keyboard.type("Mine")
    expect(page.locator(STATE)).to_contain_text("not open to you any more", timeout=SOON)
    sent = [each for each in saves if "/studio/edit/" in each]
    page.keyboard.type(" and more")
    page.wait_for_timeout(3500)
    assert [each for each in saves if "/studio/edit/" in each] == sent
    expect(page.locator(".cm-content")).to_contain_text("Mine and more")
