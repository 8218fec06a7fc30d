"""The mould case worked by four people and a facilitator, each in a browser of their own.

One of them reloads, one comes late, one loses the network, and the facilitator's browser is closed
and opened again. With LEARNING_TESTS_PICTURES set to a folder, a picture of each phase is kept.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from learning.cli.demo import PASSWORD
from learning.model.names import HEALTH, LAW
from learning.operations.accounts import sign_in
from learning.operations.site import Site
from tests.browser.conftest import EDUCATOR, watch
from tests.browser.looks import find_faults
from tests.features.seated import TOKENS, find_somebody

PICTURES = os.environ.get("LEARNING_TESTS_PICTURES", "")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# With five browsers on two cores, news takes its time.
WAIT = 20_000
# A line of the case's model plan, which is set beside the team's once that is closed.
MODEL = "Put the electricity bill before an authorised debt adviser"
MOST_STEPS = 60


@dataclass
class Somebody:
    """A person at their own browser. `faults` are what it should never have done."""

    name: str
    token: str
    context: BrowserContext
    page: Page
    faults: list[str]

    @property
    def stage(self) -> Locator:
        return self.page.locator("#stage")

    @property
    def position(self) -> str:
        return self.stage.locator("[data-stage-of]").get_attribute("data-stage-of") or ""

    def press(self, words: str) -> None:
        self.stage.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def follow(self, position: str) -> None:
        """See the team's position come; where they are busy in the stage, by the link there."""
        end = '$=".over"' if position == "ended" else f'="{position}"'
        there = self.stage.locator(f"[data-stage-of{end}]")
        link = self.page.locator("[data-moved] a:visible")
        expect(there.or_(link).first).to_be_visible(timeout=WAIT)
        if not there.is_visible():
            link.click()
        expect(there).to_be_visible(timeout=WAIT)

    def leave(self, position: str) -> None:
        """See the team go on from a position."""
        link = self.page.locator("[data-moved] a:visible")
        other = self.stage.locator(f'[data-stage-of]:not([data-stage-of="{position}"])')
        expect(other.or_(link).first).to_be_visible(timeout=WAIT)
        if not other.count():
            link.click()
        expect(other).to_be_visible(timeout=WAIT)


def open_browser(browser: Browser, base_url: str, name: str, token: str) -> Somebody:
    size = PHONE if name in ("Hugo", "Lars") else DESK
    context = browser.new_context(base_url=base_url, viewport=size)
    context.add_cookies([{"name": "learning-session", "value": token, "url": base_url}])
    page = context.new_page()
    page.set_default_timeout(WAIT)
    return Somebody(name, token, context, page, watch(page, base_url))


@pytest.fixture
def people(site: Site, browser: Browser, base_url: str) -> Iterator[dict[str, Somebody]]:
    """Give Hana and Hugo of medicine, Lena and Lars of law, each signed in; Cole facilitates."""
    known = {"Cole": sign_in(site, EDUCATOR, PASSWORD, address="203.0.113.9").token}
    for name in ("Hana", "Hugo", "Lena", "Lars"):
        side = HEALTH if name.startswith("H") else LAW
        known[name] = TOKENS[find_somebody(site, name, side).person_id]
    opened = {name: open_browser(browser, base_url, name, known[name]) for name in known}
    yield opened
    for each in opened.values():
        each.context.close()


def test_the_mould_case_from_the_lobby_to_the_debrief(
    people: dict[str, Somebody], browser: Browser, base_url: str
) -> None:
    cole, hana, hugo, lena, lars = people.values()
    code = open_session(cole)
    for each in (hana, hugo, lena):
        join(each, code)
    expect(cole.page.locator("#stage, .console").first).to_contain_text("Lena", timeout=WAIT)
    look([cole, hana, hugo, lena], "lobby")
    cole.page.get_by_role("button", name="Start the session").click()
    team = [hana, hugo, lena]
    look_and_follow(team, "1.brief")
    join(lars, code)
    team.append(lars)
    play_scene(team)

    look_and_follow(team, "2.brief")
    hugo.page.reload()
    hugo.follow("2.brief")
    all_ready(team)
    alone_without_the_network(team, lena)

    cole.context.close()
    people["Cole"] = cole = open_browser(browser, base_url, "Cole", cole.token)
    cole.page.goto(hana.page.url.partition("#")[0])
    expect(cole.page.get_by_role("heading", level=1)).to_contain_text("Damp")
    look([cole], "console")
    finish_scene(team)
    close_until_plan(cole, team)
    plan_and_look_back(team)
    assert {each.name: each.faults for each in people.values() if each.faults} == {}


def open_session(cole: Somebody) -> str:
    """Open a session on the mould case, and give its code as it stands on the page."""
    cole.page.goto("/sessions/open?case=cases/damp-in-the-nursery.md")
    cole.page.get_by_role("button", name="Open the session").click()
    expect(cole.page.locator(".code").first).to_be_visible()
    spelled = cole.page.locator(".code .nhsuk-u-visually-hidden").first.text_content() or ""
    return spelled.replace(" ", "")


def join(somebody: Somebody, code: str) -> None:
    somebody.page.goto("/sessions")
    somebody.page.get_by_label("Code").fill(code.lower())
    somebody.page.get_by_role("button", name="Join").click()
    somebody.page.get_by_role("button", name="Take this seat").click()
    expect(somebody.stage).to_be_visible()


def play_scene(team: list[Somebody]) -> None:
    """Go through every phase of a scene, each looked at."""
    all_ready(team)
    answer_alone(team)
    finish_scene(team)


def finish_scene(team: list[Somebody]) -> None:
    """Share, decide, reveal, and see what comes of it."""
    turn = team[0].position.partition(".")[0]
    for _ in range(MOST_STEPS):
        settle(team)
        at = team[0].position
        if at.partition(".")[0] != turn:
            return
        look(team, at.partition(".")[2])
        if at.endswith(".decide"):
            decide(team)
        else:
            all_ready(team)
    raise AssertionError(f"the scene did not end; it stands at {at}")


def settle(team: list[Somebody]) -> None:
    """Wait until everybody has before them where the first one's board says that the team is."""
    team[0].page.wait_for_timeout(700)
    at = team[0].page.locator("#board .board").get_attribute("data-shows") or ""
    for each in team:
        each.follow(at)


def all_ready(team: list[Somebody]) -> None:
    at = team[0].position
    for each in team:
        each.follow(at)
        if at.endswith("share"):
            tell_what_only_they_read(each)
        each.stage.locator("#ready button").first.click()
        each.page.wait_for_load_state()
    team[0].leave(at)


def tell_what_only_they_read(somebody: Somebody) -> None:
    told = somebody.stage.get_by_role("button", name="I have told this")
    if told.count():
        told.first.click()
        somebody.page.wait_for_load_state()


def answer_alone(team: list[Somebody]) -> None:
    at = team[0].position
    assert at.endswith(".alone"), at
    for number, each in enumerate(team):
        each.follow(at)
        if number == 0:
            look([each], "alone")
        while do_alone(each, at):
            pass
    team[0].leave(at)


def do_alone(somebody: Somebody, at: str) -> bool:
    """Lock one more part of what is a person's alone; give False where nothing is left."""
    if somebody.position != at:
        return False
    for button in ("I noticed nothing", "Lock this answer", "Lock this proposal"):
        found = somebody.stage.get_by_role("button", name=button)
        if not found.count():
            continue
        form = found.first.locator("xpath=ancestor::form")
        for name in ("answer", "choice"):
            option = form.locator(f'input[name="{name}"]')
            if option.count():
                form.locator(f'label[for="{option.first.get_attribute("id")}"]').click()
        found.first.click()
        somebody.page.wait_for_load_state()
        return True
    return False


def alone_without_the_network(team: list[Somebody], lost: Somebody) -> None:
    """Let one lose the network for 20 seconds; what was done meanwhile comes to them after it."""
    lost.follow(team[0].position)
    lost.context.set_offline(True)
    expect(lost.page.locator("[data-connection]")).to_be_visible(timeout=WAIT)
    others = [each for each in team if each is not lost]
    at = others[0].position
    for each in others:
        each.follow(at)
        while do_alone(each, at):
            pass
    lost.page.wait_for_timeout(15_000)
    lost.context.set_offline(False)
    expect(lost.page.locator("[data-connection]")).to_be_hidden(timeout=2 * WAIT)
    while do_alone(lost, at):
        pass
    lost.faults[:] = [each for each in lost.faults if "ERR_INTERNET_DISCONNECTED" not in each]
    settle(team)


def decide(team: list[Somebody]) -> None:
    """One says what the team should answer, the others agree: until it has decided."""
    first, *others = team
    turn = first.position
    wish = first.stage.locator('form[action$="/vote"]:has(input[name="answer"])')
    if wish.count():
        say_what_is_wanted(first)
        for each in others:
            agree(each, turn)
        return
    for each in team:
        each.page.reload()
        if each.position == turn:
            each.stage.locator('form[action$="/choose"] button').first.click()
            each.page.wait_for_load_state()


def say_what_is_wanted(somebody: Somebody) -> None:
    """Want the first answer that was not tried yet."""
    somebody.page.reload()
    form = somebody.stage.locator('form[action$="/vote"]:has(input[name="answer"])').first
    details = form.locator("xpath=ancestor::details")
    if not form.get_by_role("button").first.is_visible():
        details.locator("summary").first.click()
    options = form.locator('input[name="answer"]')
    tried = somebody.stage.locator(".tried, .tries li").count()
    option = options.nth(min(tried, options.count() - 1))
    form.locator(f'label[for="{option.get_attribute("id")}"]').click()
    form.get_by_role("button", name="Want this answer").click()
    somebody.page.wait_for_load_state()


def agree(somebody: Somebody, position: str) -> None:
    button = somebody.stage.get_by_role("button", name="Agree with this").first
    expect(button).to_be_visible(timeout=WAIT)
    button.click()
    somebody.page.wait_for_load_state()


def close_until_plan(cole: Somebody, team: list[Somebody]) -> None:
    """Let the facilitator end phase after phase, until the team plans."""
    for _ in range(MOST_STEPS):
        cole.page.reload()
        if "plan" in (cole.page.locator("#teams, .rows, main").first.text_content() or "").lower():
            team[0].page.reload()
            if team[0].position.endswith(".plan"):
                return
        cole.page.locator('form[action$="/console/close"] button').first.click()
        cole.page.wait_for_load_state()
    raise AssertionError("the team never came to its plan")


def plan_and_look_back(team: list[Somebody]) -> None:
    """From the joint plan over debrief and reflection to the end."""
    for phase in ("plan", "debrief", "reflection"):
        settle(team)
        assert team[0].position.endswith(f".{phase}"), team[0].position
        if phase == "plan":
            expect(team[0].stage).not_to_contain_text(MODEL)
        elif phase == "debrief":
            expect(team[0].stage).to_contain_text(MODEL)
        look(team, phase)
        all_ready(team)
    settle(team)
    look(team, "over")


def look_and_follow(team: list[Somebody], position: str) -> None:
    for each in team:
        each.follow(position)
    look(team, position.partition(".")[2])


def look(team: Iterable[Somebody], name: str) -> None:
    """Let axe read what each has before them, and keep a picture where that is wanted."""
    for each in team:
        expect(each.page.get_by_role("heading", level=1)).to_be_visible()
        each.page.wait_for_load_state()
        assert find_faults(each.page) == [], f"{name}, {each.name}"
        if PICTURES:
            each.page.screenshot(path=Path(PICTURES) / f"{name}-{each.name}.png", full_page=True)
