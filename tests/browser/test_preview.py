"""A preview in a real Chromium: it follows the file, keeps the place, reads well everywhere."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import watch
from tests.browser.looks import LOOKS_AT_390, check_looks
from tests.features.previewing import CASE, Desk, open_desk, write

# Findings come from a process of its own, on a machine that runs other tests too.
CHECKED = 30_000
TALL = "A long story.\n\n" * 60


@dataclass(frozen=True)
class Shown:
    """An author's desk, and where its preview is served."""

    desk: Desk
    url: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    root = tmp_path_factory.mktemp("preview")
    write(root, "cases/the-cold-flat.md", CASE)
    desk = open_desk(root, "cases/the-cold-flat.md")
    server = make_server("127.0.0.1", 0, desk.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Shown(desk, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def shown(served: Shown) -> Shown:
    """Give it with the file as it was."""
    served.desk.save(CASE)
    return served


@pytest.fixture
def page(browser: Browser, shown: Shown) -> Iterator[Page]:
    """Open the first scene, and see afterwards that nothing went wrong behind it."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    faults = watch(opened, shown.url)
    opened.goto(shown.url)
    opened.get_by_role("button", name="Begin").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("In the surgery")
    yield opened
    opened.close()
    assert faults == []


def news(page: Page) -> Locator:
    return page.locator("[data-news]")


def test_a_save_is_shown_and_the_place_kept(page: Page, shown: Shown) -> None:
    shown.desk.edit("### Question:", f"{TALL}### Question:")
    expect(page.get_by_text("A long story.").first).to_be_visible()
    page.locator("label", has_text="Whether he smokes").click()
    page.evaluate("scrollTo(0, 1500)")
    shown.desk.edit("The record shows four visits.", "The record shows five visits.")
    expect(page.get_by_text("five visits")).to_be_attached()
    expect(page.get_by_label("Whether he smokes")).to_be_checked()
    assert page.evaluate("scrollY") == pytest.approx(1500, abs=2)
    expect(news(page)).to_contain_text("just saved")


def test_a_page_that_answers_a_form_is_not_sent_again(page: Page, shown: Shown) -> None:
    page.get_by_role("button", name="Give this answer").click()
    expect(page.get_by_text("Choose an answer first").first).to_be_visible()
    shown.desk.edit("four visits", "five visits")
    expect(page.get_by_text("five visits")).to_be_visible()
    expect(page.get_by_text("Choose an answer first")).to_have_count(0)


def test_errors_open_by_themselves_and_go_when_mended(page: Page, shown: Shown) -> None:
    shown.desk.edit("::: for law", "::: for lawyers")
    panel = page.locator(".preview__findings")
    expect(panel).to_contain_text("cases/the-cold-flat.md:24:9")
    expect(panel).to_contain_text("did you mean law?")
    expect(news(page)).to_contain_text("This file has errors")
    expect(page.get_by_role("heading", level=1)).to_have_text("In the surgery")
    shown.desk.save(CASE)
    expect(page.locator("[data-total]")).to_have_text("No findings", timeout=CHECKED)
    expect(page.locator(".preview__stale")).to_have_count(0)


def test_findings_arrive_without_moving_the_page(page: Page, shown: Shown) -> None:
    shown.desk.save(f"{CASE}\n## Nowhere\n\n> Ending (poor): Nobody comes here.\n")
    expect(page.locator("[data-total]")).to_have_text("1 warning", timeout=CHECKED)
    page.get_by_text("Findings: 1 warning").click()
    expect(page.locator(".finding")).to_contain_text("S03")


def test_two_tabs_stand_side_by_side(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Law side in a new tab").click()
    beside = opened.value
    expect(beside.get_by_text("The letter names no day.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("The record shows four visits.")).to_be_visible()
    expect(page.get_by_text("The letter names no day.")).to_have_count(0)
    beside.close()


def test_a_scene_is_gone_to_by_keyboard(page: Page) -> None:
    page.get_by_text("Go to a scene").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Scene", exact=True).select_option("the-letter")
    page.get_by_label("Trust").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The letter")
    expect(page.get_by_text("He puts it away.")).to_be_visible()


def test_a_preview_that_stopped_says_so(browser: Browser, shown: Shown) -> None:
    # A page of its own: that a request failed is what this is about.
    page = browser.new_page()
    page.goto(shown.url)
    page.route("**/news", lambda route: route.abort())
    expect(news(page)).to_contain_text("The preview has stopped")
    page.unroute("**/news")
    expect(news(page)).to_be_empty()
    page.close()


def test_without_scripts_there_is_a_link(browser: Browser, shown: Shown) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shown.url)
    shown.desk.edit("Mr Osei is back.", "Mr Osei is here.")
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_text("Mr Osei is here.")).to_be_visible()
    context.close()


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def show_errors(page: Page, shown: Shown) -> None:
    shown.desk.edit("::: for law", "::: for lawyers")
    page.locator(".preview__stale").wait_for()


def show_facilitator(page: Page, shown: Shown) -> None:
    page.get_by_role("button", name="Facilitator").click()
    page.get_by_text("Ask the room first.").wait_for()


def show_debrief(page: Page, shown: Shown) -> None:
    page.get_by_text("Go to a scene").click()
    page.get_by_role("combobox", name="Scene", exact=True).select_option("a-plan")
    page.get_by_role("button", name="Go there").click()
    page.get_by_role("button", name="See how it went").click()
    page.get_by_role("heading", name="How it went").wait_for()


@pytest.mark.parametrize("show", [show_errors, show_facilitator, show_debrief])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, shown: Shown, show: object
) -> None:
    show(page, shown)
    open_everything(page)
    check_looks(page, LOOKS_AT_390)
