"""An educator makes a token and ends it, in a real Chromium and by keyboard."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import check_looks


def test_a_token_is_made_read_once_and_ended_by_keyboard(page: Page) -> None:
    sign_in(page, EDUCATOR)
    page.goto("/account")
    page.get_by_role("link", name="token").press("Enter")
    page.get_by_role("button", name="Make a token").press("Enter")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    page.get_by_label("What is it for?").fill("The laptop in the clinic")
    page.keyboard.press("Enter")
    expect(page.locator("#token")).to_contain_text("sbs_")
    check_looks(page)
    page.goto("/account/tokens")
    expect(page.locator("#token")).to_have_count(0)
    page.get_by_role("button", name="End The laptop in the clinic").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("opens nothing any more")
    expect(page.get_by_text("You have none yet.")).to_be_visible()
