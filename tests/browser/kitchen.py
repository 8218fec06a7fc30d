"""What the browser tests do again and again in the small case that is made for them."""

import re
from collections.abc import Callable
from itertools import count

from playwright.sync_api import Locator, Page, expect

NUMBERS = count(1)
CASE = "/cases/the-cold-kitchen"


PASSWORD = "four quiet green kettles"


def join(page: Page, profession: str = "Medicine") -> None:
    """Open an account, so that no attempt stands in the way."""
    page.set_default_timeout(8000)
    page.goto("/register")
    page.get_by_label("Your name").fill("Farah")
    page.get_by_label("Email address").fill(f"farah-{next(NUMBERS)}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    tick(page, profession)
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url("**/courses")


def enter(page: Page) -> Page:
    join(page)
    page.goto(CASE)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The kitchen")
    settle(page)
    return page


def tick(page: Page, text: str) -> None:
    page.locator("label", has_text=re.compile(f"^{text}$")).click()


def word(page: Page, text: str) -> Locator:
    return page.locator(".word", has_text=re.compile(rf"^{text}\W*\s*$")).first


def marks(page: Page) -> list[tuple[str, str]]:
    """Give the rows as (words, need)."""
    rows = page.locator("[data-row]")
    return [
        (row.get_by_label("Words from the text").input_value(), row.locator("select").input_value())
        for row in rows.all()
    ]


def drag(page: Page, first: str, last: str) -> None:
    start, end = word(page, first).bounding_box(), word(page, last).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 3, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 3, end["y"] + 8, steps=5)
    page.mouse.up()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in what I noticed").click()
    arrive(page, "**#spotting")


# A browser moves the focus to an address's fragment only with the first picture it draws.
SETTLED = """() => { const part = document.getElementById(location.hash.slice(1));
    return document.readyState === 'complete' && (!part || part === document.activeElement) }"""


def settle(page: Page) -> None:
    """Wait, after a page was opened, until the focus is where its address leads."""
    page.wait_for_function(SETTLED)


def return_until(page: Page, address: str, kept: Callable[[], bool]) -> None:
    """Open a page that was left again: what is sent on leaving arrives when it arrives."""
    # To the address with its fragment a browser that is there already only scrolls.
    whole, *_ = address.split("#")
    for _ in range(20):
        page.goto(whole)
        page.wait_for_load_state("networkidle")
        if kept():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{whole} lost what was left on it")


def arrive(page: Page, url: str) -> None:
    """Wait for a page to come, with the focus where its address leads."""
    page.wait_for_url(url)
    settle(page)


def answer_all(page: Page) -> None:
    tick(page, "The boiler")
    page.get_by_role("button", name="Give this answer").first.click()
    tick(page, "The council")
    tick(page, "The adviser")
    page.get_by_role("button", name="Give this answer").click()
