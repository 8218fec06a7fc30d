"""A whole session by keyboard alone, from the code to the end, beside somebody who keeps up."""

import pytest
from playwright.sync_api import Page, expect

from learning.model.names import HEALTH, PersonId
from learning.operations.site import Site
from learning.team.events import MakeTeams, Start
from learning.team.session import Options, Phase
from tests.browser.conftest import LIVE, let_in
from tests.features.seated import Room, find_somebody, open_room

MOST_TABS, MOST_STEPS = 120, 60
# What moves somebody on, in the words of its button.
DOES = (
    "I have read this",
    "I noticed nothing here",
    "Lock this answer",
    "Lock this proposal",
    "I have told this",
    "Agree with this",
    "I am ready to decide",
    "I have seen this",
    "Go on",
    "I am done",
    "The plan is done, I think",
)
# What has the focus: what to do with it, in a word, or nothing.
HELD = """does => {
  const at = document.activeElement;
  if (!at.closest('#stage')) return '';
  const style = getComputedStyle(at);
  if (style.outlineStyle === 'none' && style.boxShadow === 'none') return 'unseen: ' + at.outerHTML;
  if (at.matches('[name=answer], [name=choice]') && at.form) {
    const picked = at.form.querySelectorAll('[name=answer]:checked, [name=choice]:checked').length;
    if (at.matches('input') && picked < (at.type === 'radio' ? 1 : 2)) return 'pick';
  }
  if (at.matches('textarea:not([hidden])') && !at.value) return 'write';
  const does_this = at.matches('button') && does.some(words => at.textContent.includes(words));
  const way = at.matches('button.choice') && !document.querySelector('#stage .choice--taken');
  return does_this || way ? 'press' : '';
}"""
LEFT = """does => [...document.querySelectorAll('#stage button')].some(each =>
  each.checkVisibility() && (does.some(words => each.textContent.includes(words)) ||
    (each.matches('.choice') && !document.querySelector('#stage .choice--taken'))))"""


@pytest.fixture
def room(site: Site) -> Room:
    """Give a session that Lena hosts, without a facilitator; Hana has an account."""
    room = open_room(site, None, find_somebody(site, "Lena", "law"), Options(facilitated=False))
    room.join("Lena")
    find_somebody(site, "Hana", HEALTH)
    return room


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what has these words."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(
            "words => document.activeElement.textContent.includes(words)"
            " || [...document.activeElement.labels || []].some(l => l.innerText.includes(words))",
            words,
        ):
            return
    raise AssertionError(f"no Tab leads to {words!r}")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    enter(page)


def enter(page: Page) -> None:
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def do_next(page: Page) -> None:
    """Go on by Tab, filling in what comes, to the next button that moves one on, and press it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        held = page.evaluate(HELD, DOES)
        if held == "pick":
            page.keyboard.press("Space")
        elif held == "write":
            page.keyboard.type("We ask for a hearing")
        elif held == "press":
            return enter(page)
        else:
            assert held == "", held
    raise AssertionError("no Tab leads to what is left to do")


def add_a_line(page: Page) -> None:
    """Add a line to the plan, and say in it what is to be done: it is where one is then."""
    tab_to(page, "Add a line")
    enter(page)
    here = page.locator(".plan-line:focus")
    expect(here).to_have_count(1)
    number = here.get_attribute("data-line")
    while not page.evaluate("document.activeElement.matches('[name=action]')"):
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement.closest('#line-{number}') !== null")
    page.keyboard.type("Ring the council")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Saved.")).to_be_visible()


def catch_up(page: Page, room: Room) -> Phase:
    """Come to where the team is, by the link where the page waits with it; give its phase."""
    team = room.team_of("Hana")
    there = page.locator(f'#stage [data-stage-of="{team.position}"]')
    link = page.locator("[data-moved] a:visible")
    expect(there.or_(link).first).to_be_visible()
    if not there.count():
        tab_to(page, "Go there")
        page.keyboard.press("Enter")
    expect(there).to_be_visible()
    return team.phase


def test_a_whole_session_by_keyboard_alone(page: Page, room: Room, base_url: str) -> None:
    page.set_default_timeout(LIVE)
    hana = find_somebody(room.site, "Hana", HEALTH)
    let_in(page.context, hana, base_url)
    page.goto("/sessions")
    tab_to(page, "Code")
    page.keyboard.type(room.code)
    enter(page)
    press(page, "Take this seat")
    room.people["Hana"] = hana
    people = (PersonId(hana.person_id), room.find("Lena"))
    assert room.do(MakeTeams((people,)), "Lena") is None
    assert room.do(Start(), "Lena") is None
    phases: list[Phase] = []
    while not phases or phases[-1] is not Phase.OVER:
        phases.append(catch_up(page, room))
        if phases[-1] is Phase.PLAN and Phase.PLAN not in phases[:-1]:
            add_a_line(page)
        while page.evaluate(LEFT, DOES) and room.team_of("Hana").phase is phases[-1]:
            do_next(page)
        room.keep_up("Lena")
        # What she did is on the page a moment later.
        page.wait_for_timeout(500)
        assert len(phases) < MOST_STEPS, phases
    # Without a facilitator nobody appeals.
    assert set(phases) == set(Phase) - {Phase.APPEAL}
    assert "Ring the council" in page.locator("main").inner_text()
