"""A session in a real browser: the lobby and the live page, by mouse, keyboard, and without either.

People are played straight in the server's database, as by another node: the page hears of it later.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.team.events import Announce, End, Pause, Resume, Reveal
from learning.team.session import Options, Phase
from tests.browser.conftest import EDUCATOR, LIVE, let_in, sign_in
from tests.browser.test_front import SCHEMES, look_at
from tests.features.seated import Room, open_room

LOOKS = [*product(("light", "dark"), (320, 1280)), ("forced", 1280)]
TIMED = Options(limits={phase: timedelta(minutes=8) for phase in Phase})
NOT_CONNECTED = "Not connected: what you send is still taken when you are back."


@pytest.fixture
def lobby(site: Site, cole: Viewer) -> Room:
    """Give a session that has not begun, with two people in it."""
    room = open_room(site, None, cole, TIMED)
    room.join("Hana")
    room.join("Lena")
    return room


@pytest.fixture
def room(site: Site, cole: Viewer) -> Room:
    """Give a session of two teams that was started."""
    return open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars")


@pytest.fixture
def open_as(page: Page, context: BrowserContext, base_url: str) -> Callable[[Room, str], Page]:
    """Open the page of a session as somebody, and wait until its stream has come through."""

    def open_page(room: Room, name: str) -> Page:
        page.set_default_timeout(LIVE)
        let_in(context, room.people[name], base_url)
        with page.expect_response(f"**{room.url}/live?**"):
            page.goto(room.url)
        return page

    return open_page


Open = Callable[[Room, str], Page]


def test_who_comes_is_seen_in_the_lobby(open_as: Open, lobby: Room) -> None:
    page = open_as(lobby, "Hana")
    expect(page.get_by_text("2 people here so far")).to_be_visible()
    lobby.join("Hugo")
    expect(page.get_by_text("3 people here so far").first).to_be_visible(timeout=LIVE)


def test_a_host_drags_people_to_another_team(page: Page, lobby: Room) -> None:
    page.set_default_timeout(LIVE)
    sign_in(page, EDUCATOR)
    page.goto(lobby.url)
    expect(page.locator("[draggable=true]")).to_have_count(2)
    person = page.locator("[data-person]", has_text="Lena")
    person.scroll_into_view_if_needed()
    person.locator(".draggable__name").hover()
    page.mouse.down()
    page.mouse.move(0, 0, steps=3)
    anew = page.locator(".team-box--new")
    expect(anew).to_be_visible()
    anew.hover()
    anew.hover()
    page.mouse.up()
    expect(page.locator(".team-box__warning")).to_have_count(2)
    assert len(lobby.session.teams) == 2


def test_a_host_moves_people_by_keyboard(page: Page, lobby: Room) -> None:
    page.set_default_timeout(LIVE)
    sign_in(page, EDUCATOR)
    page.goto(lobby.url)
    page.get_by_label("Team of Lena").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Keep these teams").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have divided the teams")).to_be_visible()
    assert len(lobby.session.teams) == 2


def test_what_a_host_is_changing_stays(page: Page, lobby: Room) -> None:
    page.set_default_timeout(LIVE)
    sign_in(page, EDUCATOR)
    page.goto(lobby.url)
    page.get_by_label("Team of Lena").select_option("2")
    lobby.join("Hugo")
    expect(page.get_by_text("3 people here so far").first).to_be_visible(timeout=LIVE)
    expect(page.get_by_label("Team of Lena")).to_have_value("2")


def test_the_page_follows_its_team(open_as: Open, room: Room) -> None:
    page = open_as(room, "Hana")
    room.go_to(Phase.ALONE, "Hana", "Lena")
    expect(page.locator("#board [aria-current=step]")).to_have_text("Alone", timeout=LIVE)
    expect(page.locator(".kicker")).to_contain_text("Alone")
    expect(page).to_have_title("Alone: The kitchen – Side by Side")


def test_nothing_is_taken_from_who_is_in_the_middle(open_as: Open, room: Room) -> None:
    room.go_to(Phase.ALONE, "Hana", "Lena")
    page = open_as(room, "Hana")
    field = page.locator("#stage [name=why]").first
    field.fill("It began in May")
    room.go_to(Phase.SHARE, "Hana", "Lena")
    moved = page.get_by_text("The team has moved on to Share.")
    expect(moved).to_be_visible(timeout=LIVE)
    expect(field).to_be_focused()
    expect(field).to_have_value("It began in May")
    page.get_by_role("link", name="Go there").click()
    expect(page.get_by_role("button", name="I am ready to decide")).to_be_visible()


def test_the_focus_is_never_moved(open_as: Open, room: Room) -> None:
    page = open_as(room, "Hana")
    page.get_by_role("link", name="Courses").focus()
    room.do(Announce("Look at the date.", None))
    expect(page.locator("#board")).to_contain_text("Look at the date.", timeout=LIVE)
    room.go_to(Phase.ALONE, "Hana", "Lena")
    expect(page.locator(".kicker")).to_contain_text("Alone", timeout=LIVE)
    expect(page.get_by_role("link", name="Courses")).to_be_focused()


def test_what_happens_is_said_politely(open_as: Open, room: Room) -> None:
    page = open_as(room, "Hana")
    said = page.locator("[data-says]")
    assert said.get_attribute("role") == "status"
    room.do(Announce("Look at the date.", None))
    expect(said).to_contain_text("From your facilitator: Look at the date.", timeout=LIVE)


def test_a_pause_takes_the_way_on_away_and_brings_it_back(open_as: Open, room: Room) -> None:
    page = open_as(room, "Hana")
    ready = page.get_by_role("button", name="I have read this")
    room.do(Pause())
    expect(page.get_by_text("Paused: the clock stands still")).to_be_visible(timeout=LIVE)
    expect(ready).not_to_be_visible()
    room.do(Resume())
    expect(ready).to_be_visible(timeout=LIVE)


def test_all_is_revealed_on_an_open_page(open_as: Open, room: Room) -> None:
    room.go_to(Phase.REVEAL, "Hana", "Lena")
    page = open_as(room, "Hana")
    expect(page.get_by_role("heading", name="Your team has decided")).to_be_visible()
    room.do(Reveal())
    expect(page.get_by_role("heading", name="What you did alone")).to_be_visible(timeout=LIVE)


@pytest.fixture
def alone(context: BrowserContext, base_url: str, room: Room) -> Page:
    """Give a page whose faults are looked for by nobody: its connection is about to break."""
    let_in(context, room.people["Hana"], base_url)
    page = context.new_page()
    page.set_default_timeout(LIVE)
    return page


def test_who_is_cut_off_is_told_and_catches_up(alone: Page, room: Room) -> None:
    with alone.expect_response(f"**{room.url}/live?**"):
        alone.goto(room.url)
    alone.context.set_offline(True)
    expect(alone.locator("[data-connection]")).to_have_text(NOT_CONNECTED, timeout=LIVE)
    room.go_to(Phase.ALONE, "Hana", "Lena")
    alone.context.set_offline(False)
    expect(alone.locator(".kicker")).to_contain_text("Alone", timeout=LIVE)
    expect(alone.locator("[data-connection]")).to_be_hidden()


def test_without_streams_the_page_asks(alone: Page, room: Room) -> None:
    alone.route("**/live?**", lambda route: route.fulfill(status=503))
    alone.goto(room.url)
    room.go_to(Phase.ALONE, "Hana", "Lena")
    expect(alone.locator(".kicker")).to_contain_text("Alone", timeout=12_000)


def test_the_time_left_counts_down(open_as: Open, room: Room) -> None:
    page = open_as(room, "Hana")
    expect(page.locator("[data-left]")).to_have_text("About 8 minutes left.")
    expect(page.locator(".board__time")).to_contain_text("Lasts until")


def test_all_works_without_a_script(new_context, room: Room, base_url: str) -> None:
    context: BrowserContext = new_context(java_script_enabled=False)
    let_in(context, room.people["Hana"], base_url)
    page = context.new_page()
    page.goto(room.url)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You are ready.")).to_be_visible()
    room.go_to(Phase.ALONE, "Hana", "Lena")
    page.get_by_role("link", name="Update").click()
    expect(page.locator(".kicker")).to_contain_text("Alone")


@pytest.fixture(scope="module")
def states(site: Site, cole: Viewer) -> list[tuple[Room, str, str]]:
    """Give a session in every state, with whom to look at it as, and where."""
    lobby = open_room(site, None, cole, TIMED)
    lobby.join("Hana")
    lobby.join("Hugo")
    brief = open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Heidi")
    brief.do(Announce("Look at the date.", None))
    share = open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars").go_to(Phase.SHARE)
    waiting = open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars")
    waiting.go_to(Phase.REVEAL, "Hana", "Lena")
    shown = open_room(site, None, cole, TIMED).seat("Hana Lena", "Hugo Lars")
    shown.go_to(Phase.REVEAL, "Hana", "Lena").do(Reveal())
    paused = open_room(site, None, cole, TIMED).seat("Hana Lena")
    paused.do(Pause())
    after = open_room(site, None, cole, TIMED).seat("Hana Lena").go_to(Phase.CONSEQUENCE)
    over = open_room(site, None, cole, TIMED).seat("Hana Lena").go_to(Phase.REFLECTION)
    over.do(End())
    at_home = [(lobby, "Hana", each) for each in ("/sessions", "/sessions/open")]
    rooms = (lobby, brief, share, waiting, shown, paused, after, over)
    invited = (shown, "Hana", f"/join/{lobby.code}")
    return [
        *at_home,
        invited,
        *((each, "Hana", each.url) for each in rooms),
        (brief, "Heidi", brief.url),
    ]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_can_be_read(
    new_context, states: list[tuple[Room, str, str]], base_url: str, scheme: str, width: int
) -> None:
    context: BrowserContext = new_context(
        viewport={"width": width, "height": 800}, **SCHEMES[scheme]
    )
    page = context.new_page()
    for room, name, url in states:
        let_in(context, room.people[name], base_url)
        look_at(page, url)


def test_a_host_s_lobby_can_be_read(page: Page, lobby: Room) -> None:
    sign_in(page, EDUCATOR)
    look_at(page, lobby.url)
