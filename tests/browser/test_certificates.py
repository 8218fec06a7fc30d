"""Certificates and one's own data in a real Chromium: by keyboard, without scripts, under axe."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kitchen import join
from tests.browser.looks import check_looks

COURSE = "/courses/one-page"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    """Give a phone on which no script runs."""
    context = browser.new_context(base_url=base_url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def complete(page: Page) -> None:
    join(page)
    page.goto(f"{COURSE}/the-page")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="See how it went").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How it went")
    page.goto(COURSE)


def open_ready(page: Page) -> None:
    complete(page)
    expect(page.get_by_role("button", name="Get my certificate")).to_be_visible()


def open_valid(page: Page) -> None:
    open_ready(page)
    page.get_by_role("button", name="Get my certificate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate is valid")


def open_issued(page: Page) -> None:
    open_valid(page)
    page.goto(COURSE)
    expect(page.get_by_role("link", name="Download my certificate")).to_be_visible()


def open_form(page: Page) -> None:
    page.goto("/certificates")


def open_wrong_code(page: Page) -> None:
    page.goto("/certificates")
    page.get_by_label("Code on the certificate").fill("abc")
    page.get_by_role("button", name="Check this code").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()


def open_unknown(page: Page) -> None:
    page.goto("/certificates/7K2M9-QXR4T-DW0CE")


def open_overview(page: Page) -> None:
    open_valid(page)
    page.goto("/account/data")


def open_moves(page: Page) -> None:
    open_overview(page)
    page.get_by_role("link", name="Every move and answer").click()
    expect(page.get_by_text("You handed in")).to_be_visible()


def open_privacy(page: Page) -> None:
    page.goto("/privacy")
    page.get_by_text("Every field").click()


STATES: Mapping[str, Callable[[Page], None]] = {
    name.removeprefix("open_"): way for name, way in list(globals().items()) if "open_" in name
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, state: str) -> None:
    STATES[state](page)
    check_looks(page)


def press(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words, then Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no Tab leads to {words}")


def test_a_certificate_is_got_kept_and_checked_by_keyboard(page: Page) -> None:
    open_ready(page)
    press(page, "Get my certificate")
    page.wait_for_url("**/certificates/**")
    code = page.url.rpartition("/")[2]
    page.goto(COURSE)
    with page.expect_download() as kept:
        press(page, "Download my certificate")
    assert kept.value.suggested_filename == f"certificate-{code}.pdf"
    page.goto("/certificates")
    page.get_by_label("Code on the certificate").focus()
    page.keyboard.type(code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate is valid")


def test_everything_works_without_scripts(plain: Page) -> None:
    open_valid(plain)
    plain.goto("/account")
    plain.get_by_role("link", name="See and download everything").click()
    with plain.expect_download() as kept:
        plain.get_by_role("button", name="Download everything").click()
    assert kept.value.suggested_filename == "side-by-side.zip"
