"""Questions of every kind in a real Chromium: by keyboard, by dragging, without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.kitchen import join

QUIZ = "/courses/listening/every-kind"
FIRST = ["Write to the landlord", "Wait a month", "Call the council"]


def enter_quiz(page: Page) -> Page:
    join(page)
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/*")
    return page


@pytest.fixture
def quiz(page: Page) -> Page:
    """Somebody new at the quiz that has a question of every kind."""
    return enter_quiz(page)


def step(page: Page, title: str) -> Locator:
    return page.locator(f"section[aria-label='{title}']")


def give(page: Page, title: str, sure: str | None = "Sure") -> Locator:
    """Say how sure one is, give the answer, and wait for what comes of it."""
    part = step(page, title)
    if sure:
        part.locator(".sure label", has_text=re.compile(f"^{sure}$")).click()
    part.get_by_role("button", name="Give this answer").click()
    expect(part.locator(".verdict")).to_be_visible()
    return part


def items(page: Page) -> list[str]:
    return [each.strip() for each in page.locator(".order__text").all_inner_texts()]


def press(page: Page, words: str, way: str) -> None:
    page.get_by_role("button", name=f"Move “{words}” {way}").press("Enter")


def test_items_are_ordered_by_keyboard_and_their_places_told(quiz: Page) -> None:
    for place, words in enumerate(FIRST):
        for _ in range(items(quiz).index(words) - place):
            press(quiz, words, "up")
    assert items(quiz) == FIRST
    press(quiz, FIRST[0], "up")
    expect(quiz.locator("[data-announce]")).to_have_text(
        "“Write to the landlord” is already first."
    )
    press(quiz, FIRST[0], "down")
    expect(quiz.locator("[data-announce]")).to_have_text("“Write to the landlord” is now 2 of 3.")
    assert quiz.evaluate("document.activeElement.dataset.move") == "1"
    press(quiz, FIRST[0], "up")
    said = give(quiz, "In which order?")
    expect(said.locator(".verdict")).to_contain_text("Right: 2 of 2 points")


def test_items_are_ordered_by_dragging(quiz: Page) -> None:
    before = items(quiz)
    grips = quiz.locator("[data-grip]")
    step(quiz, "In which order?").scroll_into_view_if_needed()
    start, end = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
    quiz.mouse.move(start["x"] + 8, start["y"] + 10)
    quiz.mouse.down()
    quiz.mouse.move(end["x"] + 8, end["y"] + end["height"], steps=8)
    quiz.mouse.up()
    assert items(quiz) == [before[1], before[2], before[0]]
    expect(quiz.locator("[data-announce]")).to_have_text(f"“{before[0]}” is now 3 of 3.")
    places = quiz.locator(".order select").evaluate_all("all => all.map(each => each.value)")
    assert places == ["1", "2", "3"]


def test_a_hint_is_shown_without_losing_what_was_typed(quiz: Page) -> None:
    part = step(quiz, "Whom do you ring first?")
    part.get_by_text("The grocer").click()
    part.get_by_role("button", name="Show a hint (costs a quarter of the points)").click()
    expect(part.locator(".hint")).to_contain_text("SECRET-HINT-ONE")
    expect(part.get_by_label("The grocer")).to_be_checked()
    expect(quiz.locator("#question-whom-do-you-ring-first")).to_be_in_viewport()


def test_enter_in_a_field_answers_and_takes_no_hint(quiz: Page) -> None:
    part = step(quiz, "How many days?")
    part.locator(".sure label", has_text=re.compile("^Sure$")).click()
    part.get_by_label("Your answer").fill("14")
    part.get_by_label("Your answer").press("Enter")
    expect(part.locator(".verdict")).to_contain_text("Right: 1 of 1 point")


def test_an_error_leads_to_the_gap_that_is_empty(quiz: Page) -> None:
    part = step(quiz, "Fill the gaps")
    part.get_by_label("Gap 2 of 3").fill("tribunal")
    part.get_by_role("button", name="Give this answer").click()
    quiz.get_by_role("link", name="Gap 3 of 3: fill this gap").click()
    expect(part.get_by_label("Gap 3 of 3")).to_be_focused()
    expect(part.get_by_label("Gap 2 of 3")).to_have_value("tribunal")


def test_the_text_says_how_much_more_fits(quiz: Page) -> None:
    part = step(quiz, "What do you write to the landlord?")
    part.get_by_label("Your answer").fill("x" * 19_990)
    expect(part.get_by_text("You have 10 characters remaining").first).to_be_visible()


def fill_all(page: Page) -> None:
    """Answer every question by its labels alone."""
    step(page, "Whom do you ring first?").get_by_text("The adviser").click()
    give(page, "Whom do you ring first?")
    for words in ("The council", "The adviser"):
        step(page, "Which two help?").get_by_text(words).click()
    give(page, "Which two help?")
    step(page, "Who deals with what?").get_by_label("Damp").select_option(label="The council")
    step(page, "Who deals with what?").get_by_label("Debt").select_option(label="The adviser")
    give(page, "Who deals with what?")
    gaps = step(page, "Fill the gaps")
    gaps.get_by_label("Gap 1 of 3").select_option(label="one month")
    gaps.get_by_label("Gap 2 of 3").fill("secretcourt")
    gaps.get_by_label("Gap 3 of 3").fill("Solicitor")
    give(page, "Fill the gaps")
    step(page, "How many days?").get_by_label("Your answer").fill("14")
    give(page, "How many days?")
    rows = page.locator(".judge__row")
    rows.nth(0).get_by_label("much more likely").check()
    rows.nth(1).get_by_label("less likely", exact=True).check()
    give(page, "What does each finding do?")


def write_all(page: Page) -> None:
    """Write the text and mark it, and write the plan."""
    text = step(page, "What do you write to the landlord?")
    text.get_by_label("Your answer").fill("The wall is black")
    give(page, "What do you write to the landlord?", sure=None)
    for criterion in page.locator("form.rate fieldset").all():
        criterion.get_by_text("1", exact=True).click()
    page.get_by_role("button", name="Keep these marks").click()
    expect(text).to_contain_text("You gave yourself 2 of 3 points.")
    plan = step(page, "What happens next?")
    plan.get_by_label("Action").first.fill("Ring the council")
    plan.get_by_role("button", name="Add another step").click()
    expect(plan.get_by_label("Action")).to_have_count(3)
    give(page, "What happens next?", sure=None)


def test_the_whole_quiz_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = enter_quiz(context.new_page())
    page.set_default_timeout(8000)
    fill_all(page)
    order = step(page, "In which order?")
    for place, words in enumerate(FIRST, 1):
        order.get_by_label(f"Place of “{words}”").select_option(str(place))
    give(page, "In which order?")
    write_all(page)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".verdict--whole")).to_have_text("Passed: 100%, with 60% needed")
    expect(page.locator(".lede")).to_have_text("You earned 13 of 13 points.")
    context.close()


def test_the_pages_stay_light(quiz: Page) -> None:
    sizes: list[int] = []
    quiz.on("requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"]))
    quiz.reload(wait_until="networkidle")
    assert sum(sizes) <= 120 * 1024
    page = quiz.request.get(quiz.url, headers={"Accept-Encoding": "gzip"})
    assert int(page.headers["content-length"]) <= 15 * 1024
