"""Playing a small case in a real Chromium: by mouse, by keyboard alone, without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kitchen import (
    CASE,
    answer_all,
    arrive,
    drag,
    enter,
    hand_in,
    join,
    marks,
    return_until,
    settle,
    tick,
    word,
)


@pytest.fixture
def kitchen(page: Page) -> Page:
    """Somebody new in the first scene."""
    return enter(page)


def test_words_are_marked_by_dragging_and_named_beside_them(kitchen: Page) -> None:
    drag(kitchen, "boiler", "May")
    panel = kitchen.get_by_role("dialog", name="Which legal need")
    expect(panel).to_contain_text("“boiler broke in May”")
    panel.get_by_role("button", name="Housing").click()
    assert marks(kitchen) == [("boiler broke in May", "housing")]
    expect(panel).to_have_count(0)
    assert kitchen.locator(".word--marked").count() == 4


def test_words_are_marked_by_tapping_the_first_and_the_last(kitchen: Page) -> None:
    word(kitchen, "bailiff").click()
    expect(kitchen.locator("[data-announce]")).to_contain_text("Begins with “bailiff”")
    word(kitchen, "twice").click()
    kitchen.get_by_role("button", name="Debt").click()
    hand_in(kitchen)
    expect(kitchen.locator(".found__row--good")).to_contain_text("a bailiff wrote twice")


def test_a_word_begun_stays_readable_under_the_pointer(kitchen: Page) -> None:
    kitchen.emulate_media(color_scheme="dark")
    word(kitchen, "boiler").click()
    begun = kitchen.locator(".word--begun:hover")
    expect(begun).to_have_css("background-color", "rgb(255, 213, 61)")
    expect(begun).to_have_css("color", "rgb(20, 25, 29)")


def test_the_hint_speaks_of_keys_only_where_there_is_a_pointer(
    page: Page, browser: Browser
) -> None:
    hint = enter(page).locator(".marking-hint")
    expect(hint.get_by_text("By keyboard")).to_be_visible()
    context = browser.new_context(
        base_url=page.url.split("/attempts")[0], is_mobile=True, has_touch=True
    )
    touch = enter(context.new_page()).locator(".marking-hint")
    expect(touch.get_by_text("By keyboard")).to_be_hidden()
    expect(touch).to_contain_text("tap the first word")
    context.close()


def test_words_are_marked_by_keyboard_alone(kitchen: Page) -> None:
    kitchen.locator(".word[tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowRight", "Space", "ArrowRight", "Enter"):
        kitchen.keyboard.press(key)
    expect(kitchen.get_by_role("button", name="Benefits")).to_be_focused()
    kitchen.keyboard.press("Tab")
    kitchen.keyboard.press("Enter")
    assert marks(kitchen) == [("that the", "housing")]
    assert kitchen.evaluate("document.activeElement.textContent.trim()") == "the"


def test_the_text_costs_one_press_of_the_tab_key(kitchen: Page) -> None:
    expect(kitchen.locator(".word[tabindex]")).to_have_count(1)
    word(kitchen, "soup").click()
    expect(kitchen.locator(".word[tabindex]")).to_have_count(1)


def test_a_mark_is_taken_back_at_every_point(kitchen: Page) -> None:
    word(kitchen, "boiler").click()
    kitchen.locator(".word[tabindex='0']").focus()
    kitchen.keyboard.press("Escape")
    assert kitchen.locator(".word--begun").count() == 0
    drag(kitchen, "boiler", "May")
    kitchen.keyboard.press("Escape")
    assert marks(kitchen) == []
    drag(kitchen, "boiler", "May")
    kitchen.get_by_role("button", name="Housing").click()
    kitchen.get_by_role("button", name="Remove mark 1").click()
    assert marks(kitchen) == []
    assert kitchen.locator(".word--marked").count() == 0


def test_each_mark_is_taken_back_under_its_own_number(kitchen: Page) -> None:
    for first, last in (("boiler", "May"), ("makes", "soup")):
        drag(kitchen, first, last)
        kitchen.get_by_role("button", name="Housing").click()
    names = [each.text_content() for each in kitchen.get_by_role("button", name="Remove").all()]
    assert names == ["Remove mark 1", "Remove mark 2"]
    kitchen.get_by_role("button", name="Remove mark 1").click()
    assert kitchen.get_by_role("button", name="Remove").text_content() == "Remove mark 1"


def test_words_that_are_spoken_are_told_in_one_pair_of_quotation_marks(page: Page) -> None:
    join(page)
    page.goto("/cases/damp-in-the-nursery")
    page.get_by_role("button", name="Begin").click()
    settle(page)
    page.locator(".word", has_text="“").first.click()
    told = page.locator("[data-announce]")
    expect(told).to_contain_text("Begins with “")
    assert "““" not in (told.text_content() or "")


def test_a_run_stays_within_one_passage(kitchen: Page) -> None:
    drag(kitchen, "soup", "hands")
    assert marks(kitchen)[0][0] == "soup"


def test_rows_can_be_written_by_hand_beside_marks(kitchen: Page) -> None:
    drag(kitchen, "boiler", "May")
    kitchen.get_by_role("button", name="Housing").click()
    kitchen.get_by_role("button", name="Write a mark yourself").click()
    expect(kitchen.get_by_label("Words from the text").last).to_be_focused()
    kitchen.keyboard.type("A bailiff wrote")
    kitchen.get_by_label("Legal need").last.select_option("debt")
    hand_in(kitchen)
    assert kitchen.locator(".found__row--good").count() == 2


def test_what_was_sent_is_where_one_lands(kitchen: Page) -> None:
    kitchen.get_by_role("button", name="I noticed nothing here").click()
    kitchen.wait_for_url("**#spotting")
    expect(kitchen.locator("#spotting")).to_be_focused()
    tick(kitchen, "The boiler")
    kitchen.get_by_role("button", name="Give this answer").first.click()
    kitchen.wait_for_url("**#question-what-do-you-ask-about-first")


def test_errors_come_first_and_lead_to_their_field(kitchen: Page) -> None:
    drag(kitchen, "boiler", "May")
    kitchen.keyboard.press("Tab")
    kitchen.mouse.click(5, 5)
    kitchen.get_by_role("button", name="Hand in what I noticed").click()
    expect(kitchen.locator(".nhsuk-error-summary")).to_be_focused()
    kitchen.get_by_role("link", name="Choose the legal need").click()
    expect(kitchen.locator("#need-1")).to_be_focused()
    assert marks(kitchen) == [("boiler broke in May", "")]


def test_a_double_click_is_one_choice(kitchen: Page) -> None:
    kitchen.get_by_role("button", name="I noticed nothing here").click()
    answer_all(kitchen)
    kitchen.get_by_role("button", name="Call the adviser").dblclick()
    expect(kitchen.get_by_role("heading", level=1)).to_have_text("The call")
    expect(kitchen.locator(".kicker")).to_contain_text("scene 2")


LABEL_SIZES = """[...document.querySelectorAll('.map svg, .map text, .map tspan')]
    .filter(each => each.getBoundingClientRect().width)
    .map(each => parseFloat(getComputedStyle(each).fontSize)
        * (each.ownerSVGElement ?? each).getScreenCTM().a)"""


def test_the_debrief_is_readable_at_every_width(kitchen: Page) -> None:
    kitchen.get_by_role("button", name="I noticed nothing here").click()
    answer_all(kitchen)
    kitchen.get_by_role("button", name="Go home").click()
    kitchen.get_by_role("button", name="See how it went").click()
    kitchen.get_by_text("The same as a table").click()
    for width in (320, 700, 1280):
        kitchen.set_viewport_size({"width": width, "height": 900})
        assert min(kitchen.evaluate(LABEL_SIZES)) >= 12
        rows = kitchen.locator(".table-scroll tbody th")
        heights = {row.evaluate("each => each.offsetHeight") for row in rows.all()}
        assert len(heights) == 1, "a word is broken"


def test_leaving_at_once_keeps_what_is_marked(kitchen: Page) -> None:
    address = kitchen.url
    # On a busy machine what marks words can be there before what keeps them.
    kitchen.wait_for_load_state("networkidle")
    words = kitchen.get_by_label("Words from the text")
    drag(kitchen, "boiler", "May")
    expect(words).to_have_value("boiler broke in May")
    kitchen.get_by_role("link", name="Cases").click()
    kitchen.wait_for_url("**/cases")
    return_until(kitchen, address, lambda: marks(kitchen) == [("boiler broke in May", "")])


def test_nothing_typed_is_left_in_the_browser(kitchen: Page) -> None:
    drag(kitchen, "boiler", "May")
    kitchen.get_by_role("button", name="Housing").click()
    hand_in(kitchen)
    assert kitchen.evaluate("localStorage.length + sessionStorage.length") == 0
    assert len(kitchen.context.cookies()) <= 3


def press_until(page: Page, found: str, most: int = 60) -> None:
    """Press Tab until the focus is on what the script finds; the focus is always to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(f"(document.activeElement.textContent || '').includes('{found}')"):
            return
    raise AssertionError(f"no Tab leads to {found!r}")


def test_the_whole_case_by_keyboard_alone(page: Page) -> None:
    join(page)
    page.goto(CASE)
    press_until(page, "Begin")
    page.keyboard.press("Enter")
    arrive(page, "**/attempts/*")
    press_until(page, "I noticed nothing here")
    page.keyboard.press("Enter")
    arrive(page, "**#spotting")
    for question in ("first", "today"):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        press_until(page, "Give this answer")
        page.keyboard.press("Enter")
        arrive(page, f"**#question-*{question}")
    for way, heading in (("Call the adviser", "The call"), ("Wait with her", "Warm")):
        press_until(page, way)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        settle(page)
    press_until(page, "See how it went")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How it went")
    settle(page)
    press_until(page, "Play again from the start")


def test_the_whole_case_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = enter(context.new_page())
    page.get_by_label("Words from the text").nth(0).fill("the boiler broke in May")
    page.get_by_label("Legal need").nth(0).select_option("housing")
    page.get_by_role("button", name="Add another row").click()
    assert page.get_by_label("Words from the text").count() == 4
    assert marks(page)[0] == ("the boiler broke in May", "housing")
    page.get_by_role("button", name="Hand in what I noticed").click()
    expect(page.locator(".found__row--good")).to_have_count(1)
    answer_all(page)
    page.get_by_role("button", name="Go home").click()
    page.get_by_role("button", name="See how it went").click()
    expect(page.locator(".map__drawing--across")).to_be_visible()
    page.get_by_role("button", name="Play again from the start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The kitchen")
    context.close()
