"""A real server in a process of its own, and Chromium to look at it with."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from learning.cli.demo import ACCOUNTS, PASSWORD
from learning.operations.accounts import Viewer, find_viewer
from learning.operations.accounts import sign_in as begin
from learning.operations.site import Site, open_site
from learning.places import asset_folder
from learning.settings import load_settings
from tests.features.playing import CONTENT
from tests.features.previewing import write
from tests.features.seated import TOKENS
from tests.servers import cannot_run, find_chromium
from tests.serving import Server, free_port, start_server, stop_server

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
EDUCATOR = next(each.email for each in ACCOUNTS if each.standing == "educator")
LETTER_COURSE = "courses/writing-letters/course.md"
LETTER_COURSE_TEXT = """---
title: Writing letters
kind: course
summary: A letter to the council, for a tutor to mark.
authors: [A. Tester]
licence: CC BY 4.0
---

# Writing letters

Welcome.

## Modules

1. [A letter to the council](../listening/a-letter.md)
"""
# News that a page does not hear at once is found within three seconds, and shown in half a one.
LIVE = 8_000


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped content, and a small case whose words the tests know, to all of them."""
    content = tmp_path_factory.mktemp("content")
    for name in ("cases", "courses"):
        for source in (asset_folder(name), CONTENT / name):
            shutil.copytree(source, content / name, dirs_exist_ok=True)
    write(content, LETTER_COURSE, LETTER_COURSE_TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEARNING_CONTENT_FOLDER", str(content))
        running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0
    assert '"fault"' not in running.log()


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Let `page.goto("/cases")` mean the server's."""
    return server.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the browser that the system has."""
    program = find_chromium()
    if program is None:
        cannot_run("no Chromium: install one, or say where it is with CHROMIUM")
    return {"executable_path": program, "args": ARGUMENTS}


def watch(page: Page, base_url: str) -> list[str]:
    """Collect what a page should never do: scripts that fail, refused loads, other hosts."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    page.on("request", lambda sent: faults.append(sent.url) if is_foreign(sent, base_url) else None)
    return faults


def is_fault(said: ConsoleMessage) -> bool:
    # The browser also says so when a page of ours answers 404 or 422, as it should.
    return said.type == "error" and "responded with a status of 4" not in said.text


def is_foreign(sent: Request, base_url: str) -> bool:
    return not sent.url.startswith((base_url, "blob:"))


@pytest.fixture
def page(context: BrowserContext, base_url: str) -> Iterator[Page]:
    """Open a page, and see afterwards that nothing went wrong behind it."""
    opened = context.new_page()
    faults = watch(opened, base_url)
    yield opened
    assert faults == []


def sign_in(page: Page, email: str = ACCOUNTS[0].email, password: str = PASSWORD) -> None:
    """Sign in, as one of the demo's people where nobody else is named."""
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/courses")


@pytest.fixture(scope="module")
def site(server: Server) -> Iterator[Site]:
    """Open the server's own site a second time."""
    opened = open_site(load_settings({"LEARNING_INSTANCE_FOLDER": str(server.folder)}))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cole(site: Site) -> Viewer:
    """Sign the demo's educator in."""
    viewer = find_viewer(site, begin(site, EDUCATOR, PASSWORD, address="203.0.113.8").token)
    assert viewer is not None
    return viewer


def let_in(context: BrowserContext, viewer: Viewer, base_url: str) -> None:
    """Sign somebody of a session in."""
    token = TOKENS[viewer.person_id]
    context.add_cookies([{"name": "learning-session", "value": token, "url": base_url}])
