"""The frame's own pages in a real browser: open to everyone, by keyboard and without scripts."""

from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from learning.cli.demo import ACCOUNTS, PASSWORD
from tests.browser.conftest import sign_in, watch
from tests.browser.looks import find_faults

OPEN = ["/", "/register", "/sign-in", "/about", "/accessibility", "/privacy", "/nowhere"]
OWN = ["/", "/account"]
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
LOOKS = [*product(("light", "dark"), (320, 1280)), ("forced", 1280)]


def look_at(page: Page, url: str) -> None:
    """Open a page and hold it against axe and its own width."""
    page.goto(url)
    assert find_faults(page) == [], url


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def screen(request: pytest.FixtureRequest, new_context) -> BrowserContext:
    scheme, width = request.param
    return new_context(viewport={"width": width, "height": 800}, **SCHEMES[scheme])


def test_everybody_can_read_the_open_pages(screen: BrowserContext, base_url: str) -> None:
    page = screen.new_page()
    faults = watch(page, base_url)
    for url in OPEN:
        look_at(page, url)
    assert faults == []


def test_everybody_can_read_their_own_pages(screen: BrowserContext, base_url: str) -> None:
    page = screen.new_page()
    faults = watch(page, base_url)
    sign_in(page)
    for url in OWN:
        look_at(page, url)
    assert faults == []


def test_a_form_with_errors_is_read_too(screen: BrowserContext) -> None:
    page = screen.new_page()
    page.goto("/register")
    page.get_by_role("button", name="Create my account").click()
    assert find_faults(page) == []
    expect(page.get_by_role("alert")).to_contain_text("Enter your name")


def test_an_account_is_opened_by_keyboard_alone(page: Page) -> None:
    page.goto("/register")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    press_until(page, "#name")
    page.keyboard.type("Gil")
    page.keyboard.press("Tab")
    page.keyboard.type("gil@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("four quiet green kettles")
    press_until(page, "#profession")
    page.keyboard.press("ArrowDown")
    press_until(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses")
    expect(page.get_by_role("status")).to_contain_text("Your account is open")


def press_until(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(30):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def test_signing_in_and_out_works_without_scripts(new_context) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/account")
    page.get_by_label("Email address").fill(ACCOUNTS[1].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")


def test_a_pasted_password_is_taken(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(PASSWORD)
    page.get_by_label("Email address").press("Control+a")
    page.get_by_label("Email address").press("Control+x")
    page.get_by_label("Password", exact=True).press("Control+v")
    expect(page.get_by_label("Password", exact=True)).to_have_value(PASSWORD)


def test_the_first_visit_is_light(browser: Browser, base_url: str) -> None:
    page = browser.new_page(base_url=base_url)
    sizes: list[int] = []
    page.on("requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"]))
    page.goto("/", wait_until="networkidle")
    page.close()
    assert len(sizes) <= 12
    assert 10_000 < sum(sizes) <= 120 * 1024
