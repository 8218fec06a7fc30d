"""The preview and the map beside the editor, in a real Chromium, and the map by keyboard."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.studio import make_work, read_file
from learning.operations.studio_saving import Sent, save_text
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import LOOKS_AT_390, check_looks
from tests.features.previewing import CASE

PATH = "cases/a-flat-to-preview.md"
EDIT = f"/studio/edit/{PATH}"
# The reader's child and the first poll take their time on a machine that runs other tests too.
SLOW = 20_000


@pytest.fixture(scope="module")
def draft(site: Site, cole: Viewer) -> str:
    make_work(site, cole, kind="case", title="A flat to preview", text=CASE)
    return PATH


def save(site: Site, cole: Viewer, text: str) -> None:
    no = read_file(site, cole, PATH).no
    save_text(site, cole, PATH, sent=Sent(text, no, site.new_id()))


def open_editor(page: Page) -> FrameLocator:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, EDUCATOR)
    page.goto(EDIT)
    return page.frame_locator(".beside__frame")


def line_of(start: str) -> int:
    return next(n for n, line in enumerate(CASE.split("\n"), 1) if line.startswith(start))


def test_the_preview_beside_the_text_follows_each_save_in_its_place(
    page: Page, site: Site, cole: Viewer, draft: str
) -> None:
    frame = open_editor(page)
    page.get_by_role("button", name="Preview", exact=True).press("Enter")
    frame.get_by_role("button", name="Begin").click(timeout=SLOW)
    heading = frame.get_by_role("heading", level=1)
    expect(heading).to_have_text("In the surgery")
    save(site, cole, CASE.replace("boiler has been off", "heating has been off"))
    expect(frame.locator("main")).to_contain_text("heating has been off", timeout=SLOW)
    expect(heading).to_have_text("In the surgery")
    page.reload()
    expect(heading).to_have_text("In the surgery", timeout=SLOW)
    page.get_by_role("button", name="Neither").press("Space")
    expect(page.locator(".beside__frame")).to_be_hidden()
    save(site, cole, CASE)


def test_a_scene_of_the_map_leads_to_its_line(page: Page, draft: str) -> None:
    frame = open_editor(page)
    page.get_by_role("button", name="Map", exact=True).click()
    stop = frame.locator("svg a").filter(has_text="The letter")
    expect(stop).to_be_visible(timeout=SLOW)
    stop.focus()
    stop.press("Enter")
    page.wait_for_url(f"**{EDIT}#line-{line_of('## The letter')}")
    expect(frame.locator("svg a")).to_have_count(4)


def test_the_pages_read_well_by_themselves(page: Page, draft: str) -> None:
    open_editor(page)
    page.goto(f"/studio/map/{PATH}")
    check_looks(page, LOOKS_AT_390)
    page.goto(f"/studio/preview/{PATH}?scene=the-letter")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Edit line").click()
    page.wait_for_url(f"**{EDIT}#line-{line_of('## The letter')}")
