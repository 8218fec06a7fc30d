"""A new educator's first hour: a case written from a blank page, published, taught and read.

Then a case by keyboard alone, and one without scripts.

Counts what they do: each press, and each piece of text or date that they write, and the pages
loaded. With LEARNING_TESTS_PICTURES set to a folder, a picture of each page is kept.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from learning.operations.accounts import Registration
from learning.operations.people import add_person
from learning.operations.site import Site
from tests.browser.conftest import EDUCATOR, sign_in, watch
from tests.browser.kitchen import join, tick

PICTURES = os.environ.get("LEARNING_TESTS_PICTURES", "")
PASSWORD = "two chairs one table"
# At 40 words a minute, and 3 seconds to find and press something.
CHARACTERS_A_MINUTE, PRESSES_A_MINUTE = 200, 20
MOST_TABS = 80
# What somebody is told who reads with their ears: the label, or the words.
FOCUSED = """(() => { const at = document.activeElement
    return (at.getAttribute('aria-label') || at.labels?.[0]?.textContent
        || document.getElementById(at.getAttribute('aria-labelledby'))?.textContent
        || at.textContent).trim() })()"""
FRONT = (
    "---\ntitle: The wet wall\nsummary: A cough, and what lies behind it.\n",
    "jurisdiction: England\nlaw_checked: 2026-11-01\n",
    "needs: [housing]\nsetting: primary\nroles: [health, law]\n---\n\n",
)
SCENES = (
    "# The wet wall\n\nYou meet Rosa and her son in the surgery.\n\n",
    "## The surgery\n\nHe coughs. Rosa says that it is worse at night.\n\n",
    "### Question: What do you ask first?\n\n",
    "- [x] What is the bedroom like?\n",
    "- [ ] Do you smoke?\n  > Asked first, it sounds like blame.\n\n",
    "### What do you do?\n\n- [Ask about the flat](#the-flat)\n",
    "- [Write a prescription](#two-weeks-later)\n\n",
    "## The flat\n\nThe wall behind the bed is wet and black.\n\n",
    "- [Call the adviser](#help)\n- [Tell her to write to the landlord](#two-weeks-later)\n\n",
    "## Two weeks later\n\nHe is back, and coughs as before.\n\n",
    "- [Call the adviser now](#help)\n- [Close](#nothing)\n\n",
    "## Help\n\n> Ending (good): The adviser gets the wall repaired.\n\n",
    "## Nothing\n\n> Ending (poor): Nobody has asked about the wall.\n",
)


@dataclass
class Hour:
    """What an educator did so far, in a browser of their own."""

    page: Page
    presses: int = 0
    pieces: int = 0
    characters: int = 0
    loads: int = 0

    def watch(self) -> None:
        self.page.on("framenavigated", lambda frame: self.count(frame == self.page.main_frame))

    def count(self, is_page: bool) -> None:
        self.loads += is_page

    def press(self, role: str, name: str) -> None:
        self.presses += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.picture()

    def fill(self, label: str, text: str) -> None:
        self.wrote(text)
        self.page.get_by_label(label, exact=True).fill(text)

    def write(self, text: str) -> None:
        self.wrote(text)
        self.page.keyboard.insert_text(text)

    def wrote(self, text: str) -> None:
        self.pieces += 1
        self.characters += len(text)

    def picture(self) -> None:
        if PICTURES:
            name = f"first-hour-{self.presses:02}.png"
            self.page.screenshot(path=Path(PICTURES, name), full_page=True)

    @property
    def minutes(self) -> float:
        return self.characters / CHARACTERS_A_MINUTE + self.presses / PRESSES_A_MINUTE


def begin(browser: Browser, base_url: str, site: Site) -> Hour:
    """Give the browser of an educator who has just signed in for the first time."""
    wanted = Registration("Dr Noor", "noor@example.org", PASSWORD, "nursing")
    add_person(site, wanted, standing="educator", by="tests")
    page = browser.new_context(base_url=base_url).new_page()
    page.set_default_timeout(8000)
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("noor@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/courses")
    hour = Hour(page)
    hour.watch()
    return hour


def write_case(hour: Hour) -> None:
    hour.press("link", "Studio")
    hour.press("link", "Write something new")
    hour.fill("Title", "The wet wall")
    hour.presses += 1
    tick(hour.page, "A blank page with the title")
    hour.press("button", "Begin")
    hour.press("link", "Write")
    text = hour.page.locator(".cm-content")
    text.click()
    hour.presses += 1
    hour.page.keyboard.press("Control+a")
    for piece in (*FRONT, *SCENES):
        hour.write(piece)
    expect(hour.page.locator("#findings").get_by_text("Nothing to mend.")).to_be_visible()
    expect(hour.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    hour.picture()


def publish(hour: Hour) -> None:
    hour.press("link", "Publish")
    hour.press("button", "Publish what is listed here")


def make_cohort(hour: Hour) -> str:
    """Make a cohort that takes the case; the code to join by."""
    hour.press("link", "Cohorts")
    hour.press("link", "Make a cohort")
    hour.fill("What is it called?", "Nursing year 2")
    hour.press("button", "Make the cohort")
    hour.press("link", "Courses and cases")
    hour.page.get_by_label("Course or case", exact=True).select_option(label="The wet wall")
    hour.presses += 1
    hour.press("button", "Give it to the cohort")
    hour.press("link", "Settings")
    hour.press("button", "Let people join by a code")
    return hour.page.locator(".come-in .code").inner_text()


def play(browser: Browser, base_url: str, code: str, *, well: bool) -> list[str]:
    """Join as somebody new and play the case; what went wrong behind the pages."""
    page = browser.new_context(base_url=base_url).new_page()
    faults = watch(page, base_url)
    join(page, "Medicine" if well else "Law")
    page.goto(f"/cohorts/join/{code.replace(' ', '')}")
    page.get_by_role("button", name="Join Nursing year 2").click()
    page.goto("/cases/the-wet-wall")
    page.get_by_role("button", name="Begin").click()
    tick(page, "What is the bedroom like\\?" if well else "Do you smoke\\?")
    press(page.get_by_role("button", name="Give this answer"))
    for words in (
        ["Ask about the flat", "Call the adviser"] if well else ["Write a prescription", "Close"]
    ):
        press(page.get_by_role("button", name=words))
    press(page.get_by_role("button", name="See how it went"))
    return faults


def press(button: Locator) -> None:
    button.click()
    button.page.wait_for_load_state()


def test_from_a_blank_page_to_results(browser: Browser, base_url: str, site: Site) -> None:
    hour = begin(browser, base_url, site)
    write_case(hour)
    assert hour.minutes < 10
    publish(hour)
    code = make_cohort(hour)
    assert play(browser, base_url, code, well=True) == []
    assert play(browser, base_url, code, well=False) == []
    hour.press("link", "Overview")
    expect(hour.page.get_by_role("cell", name="Done").first).to_be_visible()
    done = hour.presses + hour.pieces
    # 35 actions and 14 pages when this was written: whoever adds to them has to know.
    assert done <= 36
    assert hour.loads <= 15


def reach(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"no Tab leads to {name!r}")


def go(page: Page, *names: str) -> None:
    """Follow links and press buttons, each with the keys alone."""
    for name in names:
        reach(page, name)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def test_a_case_is_written_and_published_by_keyboard_alone(page: Page) -> None:
    sign_in(page, EDUCATOR)
    go(page, "Studio", "Write something new")
    reach(page, "Title")
    page.keyboard.type("By keyboard")
    go(page, "Begin")
    go(page, "Write")
    reach(page, "by-keyboard.md")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text("".join((*FRONT, *SCENES)).replace("The wet wall", "By keyboard"))
    expect(page.locator("#findings").get_by_text("Nothing to mend.")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
    go(page, "Studio", "By keyboard", "Publish", "Publish what is listed here")
    page.goto("/cases/by-keyboard")
    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")


def test_a_case_is_written_checked_tried_and_published_without_scripts(
    browser: Browser, base_url: str
) -> None:
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()
    sign_in(page, EDUCATOR)
    page.goto("/studio/new")
    page.get_by_label("Title", exact=True).fill("Without scripts")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Write", exact=True).click()
    text = "".join((*FRONT, *SCENES)).replace("The wet wall", "Without scripts")
    page.locator("#text").fill(text.replace("(#two-weeks-later)", "(#two-weeks)"))
    page.get_by_role("button", name="Save and check").click()
    expect(
        page.get_by_text("Did you mean").or_(page.get_by_text("two-weeks")).first
    ).to_be_visible()
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()
    page.get_by_role("link", name="Preview", exact=True).first.click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The surgery")
    page.goto("/studio/publish/cases/without-scripts")
    page.get_by_role("button", name="Publish what is listed here").click()
    page.goto("/cases/without-scripts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Without scripts")
    page.context.close()
