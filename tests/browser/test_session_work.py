"""What a team does together, in two browsers at once: deciding, and writing the joint plan."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from learning.model.names import HEALTH
from learning.operations.site import Site
from learning.team.session import Options, Phase
from tests.browser.conftest import LIVE, let_in, watch
from tests.features.seated import Room, find_somebody, open_room

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def room(site: Site) -> Room:
    """Give a session of two learners, without a facilitator."""
    hana = find_somebody(site, "Hana", HEALTH)
    return open_room(site, None, hana, Options(facilitated=False)).seat("Hana Lena")


@pytest.fixture
def two(browser: Browser, base_url: str) -> Iterator[list[BrowserContext]]:
    """Give two browsers, one of a phone's size."""
    contexts = [
        browser.new_context(base_url=base_url, viewport=PHONE),
        browser.new_context(base_url=base_url),
    ]
    yield contexts
    for each in contexts:
        each.close()


@pytest.fixture
def faults() -> Iterator[list[list[str]]]:
    """Collect what no page should do."""
    found: list[list[str]] = []
    yield found
    assert not any(found)


@pytest.fixture
def hana_and_lena(
    two: list[BrowserContext], room: Room, base_url: str, faults: list[list[str]]
) -> tuple[Page, Page]:
    """Give each of them a page, which shows nothing yet."""
    hana, lena = (context.new_page() for context in two)
    for page, name in ((hana, "Hana"), (lena, "Lena")):
        let_in(page.context, room.people[name], base_url)
        page.set_default_timeout(LIVE)
        faults.append(watch(page, base_url))
    return hana, lena


def meet(room: Room, phase: Phase, pages: tuple[Page, Page]) -> None:
    """Let the team come to a phase, and both look at it, with their streams come through."""
    room.go_to(phase)
    for page in pages:
        with page.expect_response(f"**{room.url}/live?**"):
            page.goto(room.url)


def say_what_is_wanted(page: Page, words: str) -> None:
    item = page.locator(".decide__item").first
    item.locator("summary").click()
    item.locator("details label", has_text=words).click()
    item.get_by_role("button", name="Want this answer").click()
    expect(item.locator(".wish--mine")).to_contain_text(words)


def say_what_is_wanted_too(page: Page) -> None:
    asked = page.locator(".decide__item").first
    asked.get_by_role("button", name="Agree with this").click(timeout=LIVE)


def test_two_decide_and_see_each_other_do_it(hana_and_lena: tuple[Page, Page], room: Room) -> None:
    hana, lena = hana_and_lena
    meet(room, Phase.DECIDE, hana_and_lena)
    asked = lena.locator(".decide__item").first
    say_what_is_wanted(hana, "The boiler")
    agree = asked.get_by_role("button", name="Agree with this")
    expect(agree).to_be_visible(timeout=LIVE)
    # One is where one's wish is, and what others do moves nobody from there.
    place = hana.locator("#question-what-do-you-ask-about-first")
    expect(place).to_be_focused()
    agree.click()
    expect(asked.locator(".step--done")).to_be_visible()
    expect(hana.locator(".decide__item .step--done")).to_be_visible(timeout=LIVE)
    expect(place).to_be_focused()


def test_a_clash_in_the_plan_is_seen_by_both_and_settled(
    hana_and_lena: tuple[Page, Page], room: Room
) -> None:
    hana, lena = hana_and_lena
    meet(room, Phase.PLAN, hana_and_lena)
    hana.get_by_role("button", name="Add a line").click()
    field = "textarea[name=action]"
    expect(lena.locator(field)).to_be_visible(timeout=LIVE)
    lena.locator(field).fill("Ring the landlord")
    hana.locator(field).fill("Write a letter")
    hana.keyboard.press("Tab")
    expect(hana.get_by_text("Saved.")).to_be_visible()
    expect(lena.locator(field)).to_be_focused()
    lena.keyboard.press("Tab")
    for page in (hana, lena):
        expect(page.locator(".rival")).to_contain_text("Write a letter", timeout=LIVE)
        expect(page.locator(".rival")).to_contain_text("Ring the landlord")
    hana.get_by_role("button", name="Write both together").click()
    for page in (hana, lena):
        expect(page.locator(".rival")).to_have_count(0, timeout=LIVE)
        for words in ("Write a letter", "Ring the landlord"):
            assert words in page.locator(field).input_value()


def test_who_goes_where_the_team_is_sees_it_from_its_beginning(
    hana_and_lena: tuple[Page, Page], room: Room
) -> None:
    hana = hana_and_lena[0]
    room.go_to(Phase.ALONE)
    hana.goto(room.url)
    hana.locator("#stage [name=why]").last.fill("It began in May")
    room.go_to(Phase.SHARE)
    link = hana.get_by_role("link", name="Go there")
    link.focus(timeout=LIVE)
    hana.wait_for_timeout(400)
    expect(link).to_be_focused()
    hana.keyboard.press("Enter")
    expect(hana.locator("#stage")).to_be_focused()
    expect(hana.get_by_role("heading", level=1)).to_be_in_viewport()


def test_who_ticks_what_they_told_stays_there(hana_and_lena: tuple[Page, Page], room: Room) -> None:
    hana = hana_and_lena[0]
    meet(room, Phase.SHARE, hana_and_lena)
    hana.get_by_role("button", name="I have told this").last.press("Enter")
    row = hana.locator(".to-tell__row", has_text="You have told this").last
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def type_and_reload(page: Page, room: Room, then: Callable[[], None] = lambda: None) -> Locator:
    """Type, and load the page anew before the server has any of it."""
    page.goto(room.url)
    page.route("**/save", lambda route: route.abort())
    field = page.locator("#stage [name=why]").last
    field.fill("It began in May")
    then()
    page.reload()
    return field


def test_what_was_typed_just_before_a_reload_stands_there_again(
    two: list[BrowserContext], room: Room, base_url: str
) -> None:
    room.go_to(Phase.ALONE)
    let_in(two[0], room.people["Hana"], base_url)
    page = two[0].new_page()
    field = type_and_reload(page, room)
    expect(field).to_have_value("It began in May")
    page.unroute("**/save")
    expect(page.get_by_text("Saved ").last).to_be_visible(timeout=LIVE)
    assert page.evaluate("sessionStorage.length") == 0


def test_nobody_else_is_shown_what_was_typed_in_the_same_tab(
    two: list[BrowserContext], room: Room, base_url: str
) -> None:
    room.go_to(Phase.ALONE)
    let_in(two[0], room.people["Hana"], base_url)
    page = two[0].new_page()
    lena = room.people["Lena"]
    field = type_and_reload(page, room, lambda: let_in(two[0], lena, base_url))
    expect(page.locator("#stage .locked, #stage form").first).to_be_visible()
    page.wait_for_function("() => !JSON.stringify(sessionStorage).includes('It began in May')")
    expect(field).to_have_value("")


def test_what_is_tried_is_closed_in_a_form_that_stands_open(
    hana_and_lena: tuple[Page, Page], room: Room
) -> None:
    hana, lena = hana_and_lena
    meet(room, Phase.DECIDE, hana_and_lena)
    say_what_is_wanted(hana, "The soup")
    own = hana.locator(".decide__own").first
    own.locator("summary").click()
    own.locator("label", has_text="The soup").click()
    say_what_is_wanted_too(lena)
    expect(own.get_by_label("The soup")).to_be_disabled(timeout=LIVE)
    expect(own.get_by_label("The soup")).not_to_be_checked()
