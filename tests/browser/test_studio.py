"""A case is begun, written and shared in a real Chromium, and two authors' changes are settled."""

from playwright.sync_api import Browser, Page, expect

from learning.cli.demo import ACCOUNTS
from learning.operations import studio
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.studio_saving import Sent, save_text
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import LOOKS_AT_390, check_looks

ADMINISTRATOR = next(each.email for each in ACCOUNTS if each.standing == "administrator")
TEXT = "# Damp\n\nShe coughs, and says that it is worse in the bedroom.\n\nHe waits.\n"


def test_a_case_is_begun_and_shared_by_keyboard(page: Page) -> None:
    sign_in(page, EDUCATOR)
    page.get_by_role("link", name="Studio").press("Enter")
    page.get_by_role("link", name="Write something new").press("Enter")
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    check_looks(page)
    page.get_by_role("textbox", name="Title").fill("Begun by keyboard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Begun by keyboard")
    page.get_by_label("Email address of another educator").fill(ADMINISTRATOR)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hand it over")).to_be_visible()
    check_looks(page)
    page.get_by_role("button", name="Check all files").press("Enter")
    expect(page.get_by_text("All files are checked.")).to_be_visible()
    page.goto("/studio?words=keyboard")
    expect(page.get_by_text("Shared with Dee.")).to_be_visible()
    check_looks(page)


def test_without_scripts_a_clash_is_settled(
    browser: Browser, base_url: str, site: Site, cole: Viewer
) -> None:
    prefix = studio.make_work(site, cole, kind="case", title="Written by two", text=TEXT)
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, EDUCATOR)
    page.goto(f"/studio/edit/{prefix}.md")
    theirs = TEXT.replace("coughs", "weeps")
    save_text(site, cole, f"{prefix}.md", sent=Sent(theirs, 1, "theirs"))
    page.locator("#text").fill(TEXT.replace("coughs", "sleeps").replace("waits", "sits"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "You changed the same lines in two tabs"
    )
    page.get_by_text("What you wrote here", exact=True).last.click()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.locator("#text")).to_have_value(
        TEXT.replace("coughs", "sleeps").replace("waits", "sits")
    )
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("The front matter is missing")).to_be_visible()
    context.close()


def test_earlier_saves_are_read_beside_what_is_there_now(
    page: Page, site: Site, cole: Viewer
) -> None:
    prefix = studio.make_work(site, cole, kind="case", title="Looked back at", text=TEXT)
    save_text(site, cole, f"{prefix}.md", sent=Sent(TEXT.replace("coughs", "weeps"), 1, "a"))
    sign_in(page, EDUCATOR)
    page.goto(f"/studio/history/{prefix}.md?no=1")
    expect(page.locator("ins")).to_have_text("weeps")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("button", name="Bring this back").press("Enter")
    expect(page.get_by_text("That text is the newest save now.")).to_be_visible()


def test_a_work_is_deleted_by_keyboard(page: Page, site: Site, cole: Viewer) -> None:
    sign_in(page, EDUCATOR)
    prefix = studio.make_work(site, cole, kind="case", title="Thrown away", text=TEXT)
    page.goto(f"/studio/works/{prefix}")
    page.get_by_role("link", name="Delete this case").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delete")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("button", name="Delete it for good").press("Enter")
    expect(page.locator("main")).to_contain_text(f"{prefix} is deleted.")
