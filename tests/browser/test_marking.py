"""A text and its marks in two browsers, by keyboard where it matters, held against WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kitchen import join
from tests.browser.looks import LOOKS_AT_390, check_looks

LETTER = "/courses/listening/a-letter"
WORDS = "You name the pattern at once. Say by which day."


@pytest.fixture
def other(browser: Browser, base_url: str) -> Iterator[Page]:
    """Open the browser of somebody else, who has no JavaScript."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def write(page: Page, text: str) -> None:
    page.goto(LETTER)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("fieldset .nhsuk-hint").first).to_contain_text("leave out your name")
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name="Give this answer").click()
    expect(page.locator(".own__text")).to_have_text(text)


def choose(page: Page, criterion: str, points: str) -> None:
    group = page.get_by_role("group", name=criterion)
    group.get_by_role("radio", name=points, exact=True).focus()
    page.keyboard.press("Space")


def test_a_text_is_marked_by_keyboard_and_every_page_of_it_is_accessible(
    page: Page, other: Page
) -> None:
    join(other, "Law")
    write(other, "Eleven people in one block are ill.")
    join(page)
    page.goto("/marking")
    expect(page.locator("main")).to_contain_text("Write your own first")
    check_looks(page, LOOKS_AT_390)
    write(page, "The roof leaks.")
    check_looks(page, LOOKS_AT_390)
    page.goto("/")
    expect(page.get_by_role("heading", name="Texts to mark")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Read and mark").click()
    page.get_by_role("link", name="Read and mark").click()
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("button", name="Give these marks").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
    for criterion, points in (("PATTERN", "3"), ("DUTY", "0"), ("ASK", "2")):
        choose(page, criterion, points)
    page.get_by_label("A few words").fill(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("Thank you")
    check_looks(page, LOOKS_AT_390)
    other.goto("/")
    other.get_by_role("link", name="Read what they say").click()
    expect(other.locator("main")).to_contain_text("A health student gave you 5 of 8 points.")
    expect(other.locator("main")).to_contain_text(WORDS)
    other.get_by_role("link", name="See it where you wrote it").click()
    expect(other.locator("main")).to_contain_text("A health student gave you 5 of 8 points.")
    expect(other.locator(".given .rubric li")).to_have_count(3)
