"""A work is changed, reviewed, published, brought back and withdrawn in a real Chromium, by two."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from learning.cli.demo import ACCOUNTS, PASSWORD
from learning.operations import studio
from learning.operations.accounts import Registration, Viewer
from learning.operations.people import add_person
from learning.operations.site import Site
from learning.operations.studio_publishing import look_at_publishing, publish_work
from learning.operations.studio_saving import Sent, save_text
from tests.browser.conftest import EDUCATOR, sign_in, watch
from tests.browser.looks import LOOKS_AT_390, check_looks

REVIEWER = next(each.email for each in ACCOUNTS if each.standing == "administrator")
CASE = """---
title: "{title}"
kind: case
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
---

# {title}

You meet a family in a flat above a shop, in a street with a school, a bakery and a bus stop.

## The hall

It is damp.

- [Ask](#the-end)
- [Wait](#the-end)

## The end

> Ending (good): They are heard.
"""
WORDS = "Say how long it has been damp."


def begin(site: Site, author: Viewer, title: str) -> str:
    """Let the author publish a case, and give its prefix."""
    text = CASE.format(title=title)
    prefix = studio.make_work(site, author, kind="case", title=title, text=text)
    digest = look_at_publishing(site, author, prefix).forecast.digest
    assert publish_work(site, author, prefix, digest=digest).stored
    return prefix


def press(page: Page, name: str, role: str = "button") -> None:
    """Use what has this name by keyboard, as it stands on the page."""
    found = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    found.focus()
    page.keyboard.press("Enter")


def write(page: Page, prefix: str, words: str) -> None:
    """Write words behind the first line of the hall by keyboard, and go on to publishing."""
    page.goto(f"/studio/edit/{prefix}.md")
    page.locator(".cm-line", has_text="It is damp").click()
    page.keyboard.press("End")
    page.keyboard.type(words)
    page.keyboard.press("Control+s")
    expect(page.locator(".studio-state")).to_contain_text("Saved ", timeout=8000)
    page.goto(f"/studio/publish/{prefix}")


def ask(page: Page, words: str, email: str = REVIEWER) -> str:
    """Ask the reviewer for a look, and give the address of the review."""
    form = page.get_by_label("Email address of another educator (optional)")
    if not form.is_visible():
        page.locator("summary", has_text="Ask for a look").press("Enter")
    form.fill(email)
    page.get_by_label("What should they look at? (optional)").fill(words)
    press(page, "Ask for a look")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review of")
    return page.url


def answer(page: Page, url: str, verdict: str, words: str) -> None:
    page.goto(url)
    page.get_by_label(verdict).press("Space")
    page.get_by_label("In words").fill(words)
    press(page, "Send your answer")
    expect(page.get_by_text("Your answer is stored.")).to_be_visible()


@pytest.fixture
def reviewer(browser: Browser, base_url: str):
    context: BrowserContext = browser.new_context(base_url=base_url)
    page = context.new_page()
    faults = watch(page, base_url)
    sign_in(page, REVIEWER)
    yield page
    assert faults == []
    context.close()


def test_two_educators_publish_a_change_and_go_back(
    page: Page, reviewer: Page, site: Site, cole: Viewer
) -> None:
    prefix = begin(site, cole, "Damp for two")
    sign_in(page, EDUCATOR)
    page.goto(f"/studio/works/{prefix}")
    press(page, "Ask for a review first")
    expect(page.get_by_text("A second educator has to agree before")).to_be_visible()

    draft = studio.read_file(site, cole, f"{prefix}.md")
    sent = Sent(draft.text.replace("2026-11-01", "2026-11-02"), draft.no, site.new_id())
    save_text(site, cole, draft.path, sent=sent)
    write(page, prefix, " It smells.")
    expect(page.get_by_text("“The hall” changed")).to_be_visible()
    expect(page.get_by_role("button", name="Publish what is listed here")).to_have_count(0)
    check_looks(page, LOOKS_AT_390)
    url = ask(page, "Is it clear?")
    answer(reviewer, url, "Not yet", WORDS)
    page.reload()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_role("region", name="As it is and As it would be")).to_have_count(2)
    page.locator("summary", has_text=f"Read all of {prefix}.md").press("Enter")
    check_looks(page, LOOKS_AT_390)

    write(page, prefix, " It has done so since May.")
    expect(page.get_by_role("button", name="Publish what is listed here")).to_have_count(0)
    url = ask(page, "Better?")
    answer(reviewer, url, "I agree: publish it as it is", "Good.")
    page.goto(f"/studio/publish/{prefix}")
    expect(page.get_by_text("A second educator agrees to exactly this.")).to_be_visible()
    press(page, "Publish what is listed here")
    expect(page.get_by_text("Published 1 file.")).to_be_visible()
    check_looks(page, LOOKS_AT_390)


def test_a_version_comes_back_and_all_of_it_is_withdrawn_by_keyboard(
    page: Page, site: Site, cole: Viewer
) -> None:
    prefix = begin(site, cole, "Damp and back")
    sign_in(page, EDUCATOR)
    write(page, prefix, " It is mouldy.")
    press(page, "Publish what is listed here")
    press(page, f"Versions of {prefix}.md", role="link")
    expect(page.get_by_text("What learners have now")).to_be_visible()
    versions = page.locator("li.file a")
    expect(versions).to_have_count(2)
    versions.last.press("Enter")
    expect(page.get_by_text("What learners would see change")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
    press(page, "Publish this version again")
    expect(page.get_by_text("Learners have that version again.")).to_be_visible()
    expect(versions).to_have_count(3)

    versions.nth(2).press("Enter")
    press(page, "Bring it back into the draft")
    expect(page.locator("#text")).to_have_value(re.compile("It is damp."))
    press(page, "Publish", role="link")
    expect(page.get_by_text("Nothing has changed since it was last published.")).to_be_visible()
    page.locator("summary", has_text="Withdraw all of it").press("Enter")
    check_looks(page, LOOKS_AT_390)
    press(page, "Withdraw it from learners")
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
    assert page.goto(f"/{prefix}").status == 404  # type: ignore[union-attr]


def write_plainly(page: Page, prefix: str, old: str, new: str) -> None:
    """Change the text of a case without scripts, and go on to publishing."""
    page.goto(f"/studio/edit/{prefix}.md")
    text = page.locator("#text")
    text.fill(text.input_value().replace(old, new))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(f"/studio/publish/{prefix}")


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Callable[[str], Page]]:
    """Open browsers without scripts, each signed in as somebody else."""
    contexts: list[BrowserContext] = []

    def open_page(email: str) -> Page:
        contexts.append(browser.new_context(base_url=base_url, java_script_enabled=False))
        page = contexts[-1].new_page()
        sign_in(page, email)
        return page

    yield open_page
    for each in contexts:
        each.close()


def test_without_scripts_a_change_is_refused_mended_and_agreed(
    plain: Callable[[str], Page], site: Site, cole: Viewer
) -> None:
    prefix = begin(site, cole, "Damp read by two")
    finn = f"{site.new_id()}@example.org"
    add_person(site, Registration("Finn", finn, PASSWORD, "law"), standing="educator", by="tests")
    author, reader = plain(EDUCATOR), plain(finn)
    author.goto(f"/studio/works/{prefix}")
    press(author, "Ask for a review first")
    expect(author.get_by_text("A second educator has to agree before")).to_be_visible()
    write_plainly(author, prefix, "It is damp.", "It is damp here.")
    url = ask(author, "Is it clear?", finn)

    reader.goto(url)
    expect(reader.get_by_text("“The hall” changed")).to_be_visible()
    expect(reader.locator(".difference__table ins")).to_have_text("here")
    reader.locator("summary", has_text=f"Read all of {prefix}.md").click()
    expect(reader.get_by_role("listitem").get_by_text("It is damp here.")).to_be_visible()
    reader.get_by_role("link", name="Preview it").click()
    reader.locator("summary", has_text="Go to a scene").click()
    reader.get_by_label("Scene").select_option("the-hall")
    reader.get_by_role("button", name="Go there").click()
    expect(reader.get_by_text("It is damp here.")).to_be_visible()
    answer(reader, url, "Not yet", WORDS)

    author.goto(url)
    expect(author.get_by_text(WORDS)).to_be_visible()
    write_plainly(author, prefix, "damp here.", "damp here since May.")
    expect(author.get_by_role("button", name="Publish what is listed here")).to_have_count(0)
    url = ask(author, "Better?", finn)
    answer(reader, url, "I agree: publish it as it is", "Good.")
    author.goto(f"/studio/publish/{prefix}")
    press(author, "Publish what is listed here")
    expect(author.get_by_text("Published 1 file.")).to_be_visible()


def test_without_scripts_a_change_is_published_and_taken_back(
    plain: Callable[[str], Page], site: Site, cole: Viewer
) -> None:
    prefix = begin(site, cole, "Damp without scripts")
    page = plain(EDUCATOR)
    write_plainly(page, prefix, "It is damp.", "It is mouldy.")
    page.get_by_role("button", name="Publish what is listed here").click()
    expect(page.get_by_text("Published 1 file.")).to_be_visible()
    page.locator("summary", has_text="Withdraw all of it").click()
    page.get_by_role("button", name="Withdraw it from learners").click()
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
