"""Every part of the interface in a real Chromium: axe, width, targets, focus, weight."""

import gzip
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import find_faults
from tools.specimen import make_server

PAGES = ["specimen", "scene"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def open_page(browser: Browser, url: str, width: int = 1280, **options: str) -> Page:
    """A page that has started its scripts; what the browser complains of fails the test."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    browser: Browser, address: str, name: str, width: int, scheme: str
) -> None:
    colours = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    page = open_page(browser, f"{address}/{name}", width, **colours)
    assert find_faults(page) == []
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways(browser: Browser, address: str, name: str, width: int) -> None:
    page = open_page(browser, f"{address}/{name}", width)
    widest = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert widest <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_44_pixels_high_or_in_a_line_of_text(
    browser: Browser, address: str, width: int
) -> None:
    page = open_page(browser, f"{address}/scene", width)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
            .filter(e => e.offsetParent && !e.closest('p, .skip-link, .nhsuk-breadcrumb'))
            .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
    )
    page.close()
    assert small == []


def test_focus_goes_to_the_errors_and_is_seen(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/specimen")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
    page.close()
    assert outline == "rgb(255, 213, 61)"


def test_a_password_is_shown_and_characters_are_counted(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/specimen")
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.fill("#why", "x" * 390)
    assert page.get_by_text("You have 10 characters remaining").first.is_visible()
    page.close()


def test_without_scripts_the_button_that_needs_one_is_absent(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/specimen")
    assert not page.locator(".nhsuk-password-input__toggle").is_visible()
    assert page.get_by_text("You can enter up to 400 characters").is_visible()
    context.close()


def test_the_typeface_moves_nothing_when_it_arrives(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(f"{address}/scene")
    before = page.evaluate("document.documentElement.scrollHeight")
    page.unroute("**/*.woff2")
    page.goto(f"{address}/scene")
    page.evaluate("document.fonts.ready")
    after = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    assert before == after


def test_a_first_visit_to_a_scene_is_light(browser: Browser, address: str) -> None:
    sizes: list[int] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("requestfinished", lambda r: sizes.append(len(gzip.compress(r.response().body()))))
    page.goto(f"{address}/scene")
    page.wait_for_load_state("networkidle")
    page.close()
    assert len(sizes) <= 12
    assert (
        sum(sizes) <= 80 * 1024
    )  # of 120 KiB: the rest is for a longer text, pictures, a live session
