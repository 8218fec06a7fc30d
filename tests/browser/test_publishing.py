"""The pages of publishing in a real browser: read by axe in every look, and used by keyboard."""

from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from learning.cli.demo import ACCOUNTS
from tests.browser.conftest import sign_in
from tests.browser.test_front import SCHEMES, look_at

EDUCATOR = next(each.email for each in ACCOUNTS if each.standing == "educator")
LOOKS = [*product(("light", "dark"), (320, 1280)), ("forced", 1280)]
PAGES = ("/publishing", "/publishing/done", "/publishing/marks/cases/the-cold-kitchen.md")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_can_be_read(new_context, scheme: str, width: int) -> None:
    context: BrowserContext = new_context(
        viewport={"width": width, "height": 800}, **SCHEMES[scheme]
    )
    page = context.new_page()
    sign_in(page, EDUCATOR)
    for url in PAGES:
        look_at(page, url)


def test_it_is_reached_by_keyboard(page: Page) -> None:
    sign_in(page, EDUCATOR)
    for name in ("Studio", "Publish the content folder"):
        page.get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publishing")
    expect(page.get_by_text("Nothing has changed since it was last published.")).to_be_visible()
