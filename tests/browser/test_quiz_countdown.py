"""A quiz with a time limit: the page counts, warns twice, and hands in what was typed by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kitchen import join
from tests.browser.test_play_questions import step

QUESTION = "What comes first?"


@pytest.fixture
def hurried(page: Page) -> Page:
    """Somebody new at a quiz of five minutes, with a clock that the test moves on."""
    join(page)
    page.clock.install()
    page.goto("/courses/listening/hurried")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/*")
    expect(page.locator("[data-time]")).to_have_text("5:00 left.")
    return page


def test_the_time_left_is_counted_and_two_warnings_given(hurried: Page) -> None:
    warning = hurried.locator("[data-warning]")
    expect(warning).to_contain_text("5 minutes left.")
    hurried.clock.run_for(239_000)
    expect(hurried.locator("[data-time]")).to_have_text("1:01 left.")
    expect(warning).to_contain_text("5 minutes left.")
    hurried.clock.run_for(2_000)
    expect(hurried.locator("[data-time]")).to_have_text("0:59 left.")
    expect(warning).to_contain_text("1 minute left.")
    assert warning.get_attribute("role") == "status"


def test_when_it_is_up_the_page_saves_and_hands_in(hurried: Page) -> None:
    step(hurried, QUESTION).get_by_text("Being quiet").click()
    with hurried.expect_request("**/save"), hurried.expect_request("**/finish"):
        hurried.clock.run_for(301_000)


def test_the_time_stays_in_sight_and_off_what_has_the_focus(hurried: Page) -> None:
    hurried.set_viewport_size({"width": 320, "height": 400})
    button = hurried.get_by_role("button", name="Give this answer")
    button.focus()
    clock, focused = hurried.locator(".time-left").bounding_box(), button.bounding_box()
    assert clock
    assert focused
    assert 0 <= clock["y"] < 100
    assert clock["y"] + clock["height"] <= focused["y"]
