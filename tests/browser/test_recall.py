"""Bringing back what was missed: by keyboard, without JavaScript, and held against WCAG 2.2 AA."""

import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kitchen import CASE, join, tick
from tests.browser.looks import check_looks
from tests.serving import Server


def miss_and_wait(page: Page, server: Server) -> None:
    """Miss both questions of the small case, and let days go by."""
    join(page)
    page.goto(CASE)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="I noticed nothing").click()
    tick(page, "The soup")
    page.get_by_role("button", name="Give this answer").first.click()
    tick(page, "The council")
    tick(page, "The grocer")
    page.get_by_role("button", name="Give this answer").click()
    page.get_by_role("button", name="Go home").click()
    page.get_by_role("button", name="See how it went").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How it went")
    with sqlite3.connect(server.folder / "learning.sqlite3") as database:
        database.execute(
            "UPDATE practice SET due_at = '2026-01-01 00:00:00.000000' WHERE due_at > 0"
        )


def test_one_question_after_another_by_keyboard(page: Page, server: Server) -> None:
    miss_and_wait(page, server)
    page.goto("/recall")
    expect(page.locator("main")).to_contain_text("2 questions due today.")
    page.get_by_role("radio", name="The soup").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="The boiler")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right: 1 of 1 point")
    expect(page.locator("#answer")).to_be_focused()
    page.get_by_role("link", name="Next question").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("1 question due today.")


def test_it_works_without_javascript_on_a_phone(
    browser: Browser, base_url: str, server: Server
) -> None:
    phone = {"width": 390, "height": 800}
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=phone)
    page = context.new_page()
    miss_and_wait(page, server)
    page.goto("/recall")
    page.get_by_text("What you read in").click()
    expect(page.get_by_text("the boiler broke in May")).to_be_visible()
    tick(page, "The boiler")
    page.get_by_role("button", name="Give this answer").click()
    expect(page.locator("main")).to_contain_text("This question comes back")
    page.get_by_role("link", name="Stop here for today").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Farah")
    context.close()


@pytest.mark.parametrize("state", ["asked", "refused", "told", "nothing", "debrief"])
def test_every_page_of_it_is_accessible(page: Page, server: Server, state: str) -> None:
    if state == "nothing":
        join(page)
    else:
        miss_and_wait(page, server)
    if state != "debrief":
        page.goto("/recall")
    if state == "told":
        tick(page, "The boiler")
    if state in {"refused", "told"}:
        page.get_by_role("button", name="Give this answer").click()
        expect(page.locator(".verdict, .nhsuk-error-summary")).to_be_visible()
    check_looks(page)
