"""Every page and state of play held against WCAG 2.2 AA by axe: narrow, wide, in every colour."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kitchen import CASE, answer_all, drag, enter, hand_in, join
from tests.browser.looks import check_looks


def open_cases(page: Page) -> None:
    page.goto("/cases")


def open_cover(page: Page) -> None:
    page.goto(CASE)


def open_cover_signed_in(page: Page) -> None:
    join(page)
    page.goto(CASE)


def open_courses(page: Page) -> None:
    page.goto("/courses")


def open_course(page: Page) -> None:
    join(page)
    page.goto("/courses/listening")
    page.get_by_role("button", name="Enrol").click()
    expect(page.locator(".next-step")).to_be_visible()


def open_lesson(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/a-word-first")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Read on").wait_for()


def open_scene(page: Page) -> None:
    enter(page)
    expect(page.locator(".word").first).to_be_visible()


def open_picker(page: Page) -> None:
    open_scene(page)
    drag(page, "boiler", "May")
    page.get_by_role("dialog").wait_for()


def open_errors(page: Page) -> None:
    open_picker(page)
    page.mouse.click(5, 5)
    page.get_by_role("button", name="Hand in what I noticed").click()
    page.locator(".nhsuk-error-summary").wait_for()


def open_answered(page: Page) -> None:
    open_picker(page)
    page.get_by_role("button", name="Debt").click()
    drag(page, "makes", "soup")
    page.get_by_role("button", name="Education").click()
    hand_in(page)
    answer_all(page)
    page.get_by_role("button", name="Go home").wait_for()


def open_ending(page: Page) -> None:
    open_answered(page)
    page.get_by_role("button", name="Go home").click()
    page.get_by_role("button", name="See how it went").wait_for()


def open_debrief(page: Page) -> None:
    open_ending(page)
    page.get_by_role("button", name="See how it went").click()
    page.locator(".map").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def open_quiz(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/every-kind")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".order--live")).to_be_visible()


def open_quiz_saved(page: Page) -> None:
    open_quiz(page)
    page.get_by_label("Your answer").last.fill("The wall is black")
    expect(page.locator("[data-saved]", has_text="Saved")).to_be_visible()


def open_quiz_doubt(page: Page) -> None:
    open_quiz(page)
    page.get_by_label("Your answer").last.fill("Ring Ada on 07700 900123")
    expect(page.locator("[data-as-it-is]:visible")).to_have_count(1)
    section = page.locator("section[aria-label='What do you write to the landlord?']")
    section.get_by_role("button", name="Give this answer").click()
    page.locator(".doubt").wait_for()


def open_quiz_tries(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/tried-thrice")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("The landlord").click()
    page.get_by_role("button", name="Give this answer").first.click()
    page.locator(".tries").wait_for()


def open_quiz_overview(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/two-pages")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Talking").click()
    page.get_by_role("button", name="Give this answer").first.click()
    page.get_by_role("button", name="Next page").click()
    page.get_by_text("The adviser").click()
    page.get_by_role("button", name="Give this answer").click()
    page.get_by_text("Change my answer").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()


def open_countdown(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/hurried")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".clock--short")).to_be_visible()


def open_quiz_errors(page: Page) -> None:
    open_quiz(page)
    page.locator(".gap input").first.fill("tribunal")
    page.get_by_role("button", name="Give this answer").nth(4).click()
    page.locator(".nhsuk-error-summary").wait_for()


def open_result(page: Page) -> None:
    join(page)
    page.goto("/courses/listening/hurried")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Talking").click()
    page.get_by_role("button", name="Give this answer").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your result")


def open_progress(page: Page) -> None:
    open_debrief(page)
    page.goto("/progress")


def open_empty_progress(page: Page) -> None:
    join(page)
    page.goto("/progress")


def open_overtaken(page: Page) -> None:
    enter(page)
    page.evaluate("document.querySelector('[action$=\"/notice\"] [name=no]').value = '77'")
    page.get_by_role("button", name="Write a mark yourself").click()
    page.keyboard.type("the boiler")
    page.get_by_label("Legal need").select_option("housing")
    page.get_by_role("button", name="Hand in what I noticed").click()
    page.get_by_role("link", name="Go to where you are").wait_for()


STATES: Mapping[str, Callable[[Page], None]] = {
    name.removeprefix("open_"): way for name, way in list(globals().items()) if "open_" in name
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, state: str) -> None:
    STATES[state](page)
    check_looks(page)
