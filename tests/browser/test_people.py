"""What administrators do with accounts, in a real Chromium: every page of it, by keyboard."""

from playwright.sync_api import Page, expect

from learning.cli.demo import ACCOUNTS
from tests.browser.conftest import sign_in
from tests.browser.looks import check_looks

ADMINISTRATOR = next(each.email for each in ACCOUNTS if each.standing == "administrator")


def test_somebody_is_added_suspended_and_let_back_by_keyboard(page: Page) -> None:
    sign_in(page, ADMINISTRATOR)
    page.get_by_role("link", name="People").click()
    check_looks(page)
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    check_looks(page)
    for name, text in (
        ("Their name", "Ottoline"),
        ("Their email address", "ottoline@example.org"),
        ("A password to begin with", "five slow silver trains"),
    ):
        page.get_by_label(name, exact=True).fill(text)
    page.get_by_label("Law", exact=True).press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ottoline")
    check_looks(page)
    page.get_by_role("button", name="Suspend Ottoline").press("Enter")
    expect(page.get_by_text("Suspended since")).to_be_visible()
    page.get_by_role("button", name="Let them back in").press("Enter")
    page.get_by_role("link", name="What the record says").press("Enter")
    expect(page.locator("ol.under-way li")).to_have_count(3)
    check_looks(page)
