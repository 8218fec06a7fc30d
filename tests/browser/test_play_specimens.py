"""Every kind of question in every state: axe, widths, targets, colours; no site behind it."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from learning.content.markdown import parse_markdown, render
from tests.browser.looks import check_looks
from tools.specimen import STATES, make_server

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, label')]
    .filter(each => each.offsetParent && each.type !== 'hidden' && !each.closest('p, .skip-link'))
    .map(each => [each.closest('.judge__pick, [class*="s__item"]') ?? each, each])
    .filter(([box, each]) => each.tagName !== 'LABEL' && !each.closest('.nhsuk-error-summary'))
    .filter(([box]) => box.getBoundingClientRect().height < 44)
    .map(([box]) => box.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()
    assert faults == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, address: str, state: str
) -> None:
    page.goto(f"{address}/{state}")
    page.wait_for_load_state("networkidle")
    check_looks(page)


@pytest.mark.parametrize("columns", [2, 7, 20])
def test_a_wide_table_scrolls_and_not_the_page(page: Page, address: str, columns: int) -> None:
    rows = ["Landlord", "---", "14 days of notice"]
    table = "\n".join("|".join([each] * columns) + "|" for each in rows)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{address}/scene")
    page.locator(".prose").first.evaluate(
        "(box, html) => { box.innerHTML = html }", render(parse_markdown(table))
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    hidden = "box => box.scrollWidth > box.clientWidth"
    assert page.locator(".table-scroll").evaluate(hidden) == (columns > 2)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_targets_are_44_pixels_high(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for state in ("asked", "answered"):
        page.goto(f"{address}/{state}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SMALL_TARGETS) == []


def test_a_judgement_is_a_table_only_where_there_is_room(page: Page, address: str) -> None:
    page.goto(f"{address}/asked")
    # Beside the column of the story (1280) the answers stand in one row, with their own words.
    for width, row, table in ((900, True, True), (1280, True, False), (320, False, False)):
        page.set_viewport_size({"width": width, "height": 900})
        picks = page.locator(".judge__row").first.locator(".judge__pick")
        tops = picks.evaluate_all("all => all.map(pick => pick.getBoundingClientRect().top)")
        assert (len(set(tops)) == 1) is row
        assert page.locator(".judge__head").is_visible() is table


def test_a_radio_of_a_judgement_is_named_by_its_words(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/asked")
    group = page.get_by_role("group", name="asthma made worse by the flat")
    assert group.get_by_role("radio", name="much less likely").count() == 1
    assert group.get_by_role("radio").count() == 5
