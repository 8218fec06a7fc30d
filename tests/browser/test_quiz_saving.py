"""What is typed is saved by itself, and the page says so only when the server has said it."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.kitchen import drag, enter, return_until
from tests.browser.test_play_questions import enter_quiz, give, step

TEXT = "What do you write to the landlord?"
# As the clock of a hurried quiz says it, with a form that only shows the page again.
TIME_UP = """() => {
    const form = document.createElement("form")
    form.innerHTML = "<input name=up value=1>"
    document.body.append(form)
    document.dispatchEvent(new CustomEvent("time-up", { detail: form }))
}"""
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def quiz(page: Page) -> Page:
    return enter_quiz(page)


def status(page: Page, title: str = TEXT) -> Locator:
    return step(page, title).locator("[data-saved]")


def write(page: Page, text: str, title: str = TEXT) -> None:
    step(page, title).get_by_label("Your answer").fill(text)


def test_a_text_is_saved_and_outlives_a_reload(quiz: Page) -> None:
    write(quiz, "The wall is black")
    expect(status(quiz)).to_have_text(SAVED)
    quiz.reload()
    expect(step(quiz, TEXT).get_by_label("Your answer")).to_have_value("The wall is black")
    expect(status(quiz)).to_have_text(SAVED)


def test_it_is_said_aloud_once_and_no_more(quiz: Page) -> None:
    said = step(quiz, TEXT).locator("[data-says]")
    write(quiz, "The wall")
    expect(said).to_have_text(SAVED)
    said.evaluate("each => { each.textContent = '' }")
    with quiz.expect_response("**/save"):
        write(quiz, "The wall is black")
    expect(status(quiz)).to_have_text(SAVED)
    expect(said).to_have_text("")


def test_leaving_at_once_saves_too(quiz: Page) -> None:
    address = quiz.url
    # Before its script has come, a page keeps nothing.
    quiz.wait_for_load_state("networkidle")
    write(quiz, "Just typed")
    quiz.goto("/courses")
    answer = step(quiz, TEXT).get_by_label("Your answer")
    return_until(quiz, address, lambda: answer.input_value() == "Just typed")


def test_answering_one_question_keeps_what_is_typed_in_another(quiz: Page) -> None:
    write(quiz, "Half a letter")
    step(quiz, "How many days?").get_by_label("Your answer").fill("14")
    give(quiz, "How many days?", sure=None)
    expect(step(quiz, TEXT).get_by_label("Your answer")).to_have_value("Half a letter")


def test_a_failure_is_said_and_tried_again(browser: Browser, base_url: str) -> None:
    # In a context of its own: the browser says of each request that failed that it did.
    context = browser.new_context(base_url=base_url)
    page = enter_quiz(context.new_page())
    page.route("**/save", lambda route: route.abort())
    write(page, "The wall is black")
    expect(status(page)).to_have_text(
        "Not saved: no connection. Leave this page open; it tries again by itself."
    )
    page.unroute_all()
    expect(status(page)).to_have_text(SAVED, timeout=12_000)
    context.close()


def test_one_request_at_a_time_is_on_its_way(quiz: Page) -> None:
    going, most = [], []
    quiz.on("request", lambda sent: going.append(sent) if sent.url.endswith("/save") else None)
    quiz.on("request", lambda _: most.append(len(going)))
    quiz.on("requestfinished", lambda sent: going.remove(sent) if sent in going else None)
    write(quiz, "One")
    write(quiz, "7", "How many days?")
    expect(status(quiz)).to_have_text(SAVED)
    expect(status(quiz, "How many days?")).to_have_text(SAVED)
    assert max(most) == 1


def test_real_details_wait_for_the_learners_word(quiz: Page) -> None:
    write(quiz, "Ring Ada on 07700 900123")
    expect(status(quiz)).to_have_text(
        "Not saved yet. This may hold a phone number of a real person."
        " Change it, or save it as it is."
    )
    step(quiz, TEXT).get_by_role("button", name="Save it as it is").click()
    expect(status(quiz)).to_have_text(SAVED)
    give(quiz, TEXT, sure=None)
    expect(step(quiz, TEXT)).to_contain_text("07700 900123")


def test_what_the_page_asks_about_is_not_asked_about_twice(quiz: Page) -> None:
    write(quiz, "Ring Ada on 07700 900123")
    expect(status(quiz)).to_contain_text("Not saved yet.")
    with quiz.expect_response("**/save"):
        step(quiz, TEXT).get_by_role("button", name="Give this answer").click()
        expect(step(quiz, TEXT).locator(".doubt")).to_be_visible()
    expect(status(quiz)).to_have_text("")
    expect(step(quiz, TEXT).get_by_role("button", name="Save it as it is")).to_have_count(1)


@pytest.mark.parametrize("asked", [True, False])
def test_real_details_are_not_lost_when_the_time_is_up(quiz: Page, *, asked: bool) -> None:
    write(quiz, "Ring Ada on 07700 900123")
    if asked:
        expect(status(quiz)).to_contain_text("Not saved yet.")
    quiz.evaluate(TIME_UP)
    quiz.wait_for_url("**?up=1*")
    expect(step(quiz, TEXT).get_by_label("Your answer")).to_have_value("Ring Ada on 07700 900123")
    expect(status(quiz)).to_have_text(SAVED)


def test_marks_in_a_text_outlive_a_reload(page: Page) -> None:
    enter(page)
    drag(page, "boiler", "May")
    page.get_by_role("button", name="Housing").click()
    expect(page.locator("#spotting [data-saved]")).to_have_text(SAVED)
    page.reload()
    expect(page.locator(".word--marked")).to_have_count(4)
    expect(page.locator("#need-1")).to_have_value("housing")


def test_nothing_typed_is_left_in_the_browser(quiz: Page) -> None:
    write(quiz, "The wall is black")
    expect(status(quiz)).to_have_text(SAVED)
    kept = quiz.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "black" not in kept


def test_without_scripts_a_button_hands_in_and_the_page_says_so(
    browser: Browser, base_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = enter_quiz(context.new_page())
    write(page, "The wall is black")
    give(page, TEXT, sure=None)
    expect(step(page, TEXT)).to_contain_text("The wall is black")
    context.close()
