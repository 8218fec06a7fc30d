"""A whole course in a real Chromium: on a phone by keyboard alone, and without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kitchen import join, tick

PHONE = {"width": 390, "height": 844}
COURSE = "/courses/first-steps"
FOCUSED = "document.activeElement.textContent.trim() || document.activeElement.value"


@dataclass(frozen=True)
class Hands:
    """How somebody works a page: follows what is named so, picks the option with these words."""

    follow: Callable[[Page, str], None]
    pick: Callable[[Page, str], None]


def press_to(page: Page, script: str, most: int = 80) -> None:
    """Press Tab until the script is true of what has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(script):
            return
    raise AssertionError(f"no Tab leads to {script}")


def follow_by_keys(page: Page, words: str) -> None:
    press_to(page, f"({FOCUSED} || '').includes({words!r})")
    page.keyboard.press("Enter")


def pick_by_keys(page: Page, words: str) -> None:
    group = page.locator("fieldset", has=page.locator("label", has_text=words))
    wanted = group.get_by_label(words)
    group.evaluate("group => { group.dataset.wanted = '' }")
    press_to(page, "!!document.activeElement.closest('[data-wanted]')")
    page.keyboard.press("Space")
    for _ in range(4):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()
    group.evaluate("group => { delete group.dataset.wanted }")


def follow_by_pointer(page: Page, words: str) -> None:
    target = page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words))
    target.first.click()


KEYS = Hands(follow_by_keys, pick_by_keys)
POINTER = Hands(follow_by_pointer, tick)


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, base_url=base_url)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=base_url)
    yield context.new_page()
    context.close()


def see(page: Page, heading: str) -> None:
    """Wait for the page with this heading; nothing on it is wider than the screen."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def take(page: Page, hands: Hands) -> None:
    """Take the course from the first page to the certificate."""
    page.goto("/")
    hands.follow(page, "Take a course")
    see(page, "Courses")
    hands.follow(page, "First steps")
    see(page, "First steps")
    hands.follow(page, "Enrol in this course")
    expect(page.locator(".next-step")).to_have_text("Next: 1. Sit down")
    take_the_lesson(page, hands)
    take_the_check(page, hands)
    take_the_case(page, hands)
    hands.follow(page, "Back to the course")
    expect(page.locator(".progress-bar__text")).to_have_text("3 of 3 modules done")
    expect(page.get_by_text("You have completed this course.")).to_be_visible()
    hands.follow(page, "Get my certificate")
    page.wait_for_url("**/certificates/*")
    expect(page.locator("main")).to_contain_text("First steps")


def take_the_lesson(page: Page, hands: Hands) -> None:
    hands.follow(page, "Go to the next step")
    see(page, "Sit down")
    hands.follow(page, "Begin")
    see(page, "A chair")
    hands.follow(page, "Read on")
    see(page, "A question")
    hands.follow(page, "See how it went")
    see(page, "How it went")


def take_the_check(page: Page, hands: Hands) -> None:
    hands.follow(page, "Next: 2. A short check")
    see(page, "A short check")
    hands.follow(page, "Begin")
    expect(page.get_by_role("heading", name="Where do you sit?")).to_be_visible()
    hands.pick(page, "Where both can see the door")
    hands.follow(page, "Give this answer")
    page.wait_for_url("**#question-where-do-you-sit")
    hands.pick(page, "One thing")
    hands.follow(page, "Give this answer")
    page.wait_for_url("**#question-how-much-do-you-ask")
    hands.follow(page, "Hand in")
    page.wait_for_url("**/debrief")


def take_the_case(page: Page, hands: Hands) -> None:
    hands.follow(page, "Next: 3. The damp room")
    see(page, "The damp room")
    hands.follow(page, "Begin")
    see(page, "The cough")
    hands.pick(page, "The wall")
    hands.follow(page, "Give this answer")
    page.wait_for_url("**#question-what-do-you-ask-about")
    hands.follow(page, "Offer to write to the landlord")
    see(page, "The letter")
    hands.follow(page, "See how it went")
    page.wait_for_url("**/debrief")
    expect(page.locator("main")).to_contain_text("You have completed the course.")


def test_a_whole_course_on_a_phone_by_keyboard_alone(phone: Page) -> None:
    join(phone)
    take(phone, KEYS)


def test_a_whole_course_without_scripts(plain: Page) -> None:
    join(plain)
    take(plain, POINTER)
