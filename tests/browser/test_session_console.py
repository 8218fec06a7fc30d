"""The console and the projector in a real browser: live, by keyboard, read by axe in every look.

People are played straight in the server's database, as by another node: the page hears of it later.
"""

from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from learning.cli.demo import PASSWORD
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.team.events import MakeAppeal, Pause
from learning.team.session import Options, Phase, Stage
from tests.browser.conftest import EDUCATOR, LIVE, sign_in
from tests.browser.test_front import SCHEMES, look_at
from tests.features.seated import Room, open_room

LOOKS = [*product(("light", "dark"), (320, 1280)), ("forced", 1280)]
TIMED = Options(limits={phase: timedelta(minutes=8) for phase in Phase})


@pytest.fixture
def room(site: Site, cole: Viewer) -> Room:
    """Give a session of two teams that was started."""
    return open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars")


@pytest.fixture
def console(page: Page, room: Room) -> Page:
    """Open the console as its facilitator."""
    page.set_default_timeout(LIVE)
    sign_in(page, EDUCATOR)
    page.goto(f"{room.url}/console")
    return page


@pytest.fixture(scope="module")
def places(site: Site, cole: Viewer) -> list[str]:
    """Give the addresses of every state that a console and a projector can be in."""
    lobby = open_room(site, None, cole)
    lobby.join("Hana")
    mixed = open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars")
    mixed.go_to(Phase.DECIDE, "Hana", "Lena")
    for option, name in enumerate(("Hana", "Lena")):
        mixed.vote(name, option)
    mixed.leave_page("Lars")
    shown = appeal(open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars"))
    paused = open_room(site, None, cole, TIMED).seat("Hana Lena")
    paused.do(Pause())
    return [
        *(f"{each.url}/console" for each in (lobby, mixed, shown, paused)),
        *(f"{each.url}/projector" for each in (lobby, mixed, shown, paused)),
        f"{mixed.url}/console?team=1",
        f"{mixed.url}/console?show=appeal",
        f"{mixed.url}/console/end",
    ]


def appeal(room: Room) -> Room:
    room.go_to(Phase.REVEAL)
    team = room.team(1)
    given = team.play.answers
    wrong = next(each for each in given if given[each].mark.earned < given[each].mark.possible)
    assert room.do(MakeAppeal(team.position, wrong, "We read it so.", "The Act"), "Hana") is None
    return room


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_can_be_read(new_context, places: list[str], scheme: str, width: int) -> None:
    context: BrowserContext = new_context(
        viewport={"width": width, "height": 800}, **SCHEMES[scheme]
    )
    page = context.new_page()
    sign_in(page, EDUCATOR)
    for url in places:
        look_at(page, url)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_wall_fits_its_screen(new_context, places: list[str], width: int, height: int) -> None:
    page = new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, EDUCATOR)
    for url in (each for each in places if each.endswith("projector")):
        page.goto(url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= height, url


def test_rows_change_by_themselves_and_the_focus_stays(console: Page, room: Room) -> None:
    link = console.get_by_role("link", name="Team 2")
    link.focus()
    message = console.get_by_label("Message to all teams")
    message.fill("Half way ther")
    room.go_to(Phase.ALONE, "Hana", "Lena")
    expect(console.locator("tbody tr").first).to_contain_text("Alone", timeout=LIVE)
    expect(message).to_be_focused()
    expect(message).to_have_value("Half way ther")
    expect(console.locator("[data-part=status]")).to_contain_text("1 in Alone")


def test_a_row_that_one_stands_on_changes_when_one_leaves_it(console: Page, room: Room) -> None:
    link = console.get_by_role("link", name="Team 1")
    link.focus()
    room.go_to(Phase.ALONE, "Hana", "Lena")
    expect(console.locator("[data-part=status]")).to_contain_text("1 in Alone", timeout=LIVE)
    expect(link).to_be_focused()
    expect(console.locator("tbody tr").first).to_contain_text("Brief")
    console.keyboard.press("Tab")
    expect(console.locator("tbody tr").first).to_contain_text("Alone")


def test_a_double_click_closes_one_phase(console: Page, room: Room) -> None:
    console.goto(f"{room.url}/console?team=1")
    console.get_by_role("button", name="Close Brief").dblclick()
    expect(console.get_by_text("The phase of Team 1 is closed.")).to_be_visible()
    assert room.team(1).phase is Phase.ALONE


def test_the_session_is_steered_by_keyboard_alone(console: Page, room: Room) -> None:
    for name, said in (
        ("Pause all", "Paused."),
        ("Go on", "It goes on."),
        ("+5 min", "All teams got 5 more minutes."),
        ("Close the phase of every team", "The phase of every team is closed."),
    ):
        press(console, name)
        expect(console.locator(".flash")).to_contain_text(said)
    reach(console, "link", "Team 2")
    console.keyboard.press("Enter")
    expect(console.get_by_role("heading", name="Team 2")).to_be_visible()
    reach(console, "textbox", "Message to Team 2")
    console.keyboard.type("Look at the letter")
    press(console, "Send")
    expect(console.locator(".flash")).to_contain_text("Sent to Team 2.")
    reach(console, "link", "Steer all teams instead")
    console.keyboard.press("Enter")
    reach(console, "link", "End the session")
    console.keyboard.press("Enter")
    press(console, "End the session")
    expect(console.locator("[data-part=status]")).to_contain_text("Ended")
    assert room.session.stage is Stage.ENDED


def reach(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is there."""
    wanted = page.get_by_role(role, name=name, exact=role == "button").first
    wanted.wait_for()
    for _ in range(60):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached")


def press(page: Page, name: str) -> None:
    reach(page, "button", name)
    page.keyboard.press("Enter")


def test_a_browser_that_was_closed_opens_at_the_same_place(
    new_context, console: Page, room: Room
) -> None:
    console.get_by_role("link", name="Team 2").click()
    expect(console.get_by_role("heading", name="Team 2")).to_be_visible()
    place = console.url
    console.context.clear_cookies()
    again = new_context().new_page()
    sign_in(again, EDUCATOR)
    again.goto(place)
    expect(again.get_by_role("heading", name="Team 2")).to_be_visible()
    expect(again.locator("tbody tr")).to_have_count(2)


def test_it_works_without_scripts(new_context, room: Room) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, EDUCATOR)
    page.goto(f"{room.url}/console")
    page.get_by_role("button", name="Pause all").click()
    expect(page.locator("[data-part=status]")).to_contain_text("Paused")
    page.get_by_role("link", name="Update").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_an_appeal_comes_in_and_is_said(console: Page, room: Room) -> None:
    appeal(room)
    expect(console.locator("section.hearing")).to_contain_text("We read it so.", timeout=LIVE)
    expect(console.locator("[data-says]")).to_contain_text("Team 1 with an appeal")
    console.get_by_label("Your reply to Team 1").fill("Well argued.")
    console.get_by_role("button", name="Accept, with all points").click()
    expect(console.get_by_text("The appeal of Team 1 is accepted")).to_be_visible()


def test_the_wall_shows_who_comes(page: Page, site: Site, cole: Viewer) -> None:
    lobby = open_room(site, None, cole)
    sign_in(page, EDUCATOR)
    page.goto(f"{lobby.url}/projector")
    expect(page.get_by_text("Nobody has come yet")).to_be_visible()
    lobby.join("Hana")
    expect(page.locator(".wall__person")).to_have_text("health: Hana", timeout=LIVE)


def test_who_was_taken_over_from_is_told(console: Page, room: Room) -> None:
    room.hand_over("dee@example.org", PASSWORD)
    expect(console.locator("[data-news]")).to_contain_text("do not facilitate", timeout=LIVE)
