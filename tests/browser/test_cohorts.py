"""A cohort in a real Chromium: made, filled, given a course and a session, joined, by keyboard."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from learning.cli.demo import ACCOUNTS
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import check_looks

LEARNER = next(each for each in ACCOUNTS if each.standing == "learner")
OTHER = next(each.email for each in ACCOUNTS if each.standing == "administrator")
ROSTER = f"Name,Email,Extra time\n{LEARNER.name},{LEARNER.email},25\nMina,mina@example.org,\n"


def press(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Press what is named so in the main part, without a mouse."""
    page.get_by_role("main").get_by_role(role, name=name, exact=True).press("Enter")


@pytest.fixture
def made(page: Page) -> Page:
    """Make a cohort."""
    sign_in(page, EDUCATOR)
    page.get_by_role("link", name="Cohorts", exact=True).press("Enter")
    press(page, "link", "Make a cohort")
    press(page, "button", "Make the cohort")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    check_looks(page)
    page.get_by_label("What is it called?").fill("Medicine and law, spring 2027")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    return page


def test_a_roster_is_taken_in_by_keyboard(made: Page) -> None:
    press(made, "link", "Take a roster in")
    made.get_by_label("Or paste the lines here").fill("Name,Email\nA,a@example")
    press(made, "button", "See what it would do")
    expect(made.get_by_text("line 2, Email")).to_be_visible()
    check_looks(made)
    made.get_by_label("Or paste the lines here").fill(ROSTER)
    press(made, "button", "See what it would do")
    expect(made.get_by_role("heading", name="What it would do")).to_be_visible()
    check_looks(made)
    press(made, "button", "Do this")
    expect(made.get_by_role("heading", name="Expected", exact=True)).to_be_visible()
    check_looks(made)
    press(made, "link", LEARNER.name)
    check_looks(made)


def test_a_course_and_a_session_are_given(made: Page) -> None:
    press(made, "link", "Courses and cases")
    made.get_by_label("To be done by").fill("2027-03-01")
    press(made, "button", "Give it to the cohort")
    expect(made.locator("#due-1")).to_have_value("2027-03-01")
    check_looks(made)
    press(made, "link", "Sessions")
    made.get_by_label("Case", exact=True).select_option(index=1)
    press(made, "button", "Plan this session")
    expect(made.locator("#day-1")).to_be_visible()
    check_looks(made)


def test_a_code_leads_into_the_cohort(made: Page, browser: Browser) -> None:
    press(made, "link", "Settings")
    press(made, "button", "Let people join by a code")
    expect(made.locator(".come-in__picture")).to_be_visible()
    check_looks(made)
    link = made.locator(".come-in__link").inner_text()
    other = browser.new_page(base_url=link.partition("/cohorts")[0])
    sign_in(other, OTHER)
    other.goto(link)
    check_looks(other)
    press(other, "button", "Join Medicine and law, spring 2027")
    expect(other.get_by_text("You are in Medicine and law, spring 2027 now.")).to_be_visible()
    check_looks(other)
    other.close()
