"""Shared sessions on the pages of one's progress, of a course and of one's desk."""

from pathlib import Path

import pytest
from flask import Flask

from learning.operations import accounts
from learning.operations.accounts import Registration, Viewer
from learning.operations.catalogue import enrol
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage.count import count_statements
from learning.team.session import Phase
from tests.features.visitor import Page, Visitor
from tests.storage.session_plays import LIVE, Game, open_game
from tests.storage.test_session_progress import COURSE, TEXT
from tests.storage.written import write, write_content

PASSWORD = "four quiet green kettles"
DESK = "/courses/together"
PAGE = 5


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder: Path = write_content(tmp_path_factory.mktemp("written"))
    write(folder, COURSE, TEXT.format(rule="finished"))
    assert not publish(site, folder, "tests").broken
    return site


def come(site: Site, name: str, profession: str) -> tuple[str, Viewer]:
    """Let somebody open an account and take the course; give their token too."""
    wanted = Registration(name, f"{site.new_id()}@example.org", PASSWORD, profession)
    token = accounts.register(site, wanted, "203.0.113.7").token
    viewer = accounts.find_viewer(site, token)
    assert viewer
    enrol(site, viewer, COURSE)
    return token, viewer


@pytest.fixture
def amina(app: Flask, site: Site) -> tuple[Visitor, Viewer]:
    token, viewer = come(site, "Amina", "medicine")
    visitor = Visitor(app)
    visitor.client.set_cookie("learning-session", token)
    return visitor, viewer


@pytest.fixture
def browser(amina: tuple[Visitor, Viewer]) -> Visitor:
    return amina[0]


@pytest.fixture
def game(site: Site, amina: tuple[Visitor, Viewer]) -> Game:
    return open_game(site, (amina[1], come(site, "Ben", "law")[1]), LIVE)


def links(page: Page) -> dict[str, str]:
    return {each.get_text(): str(each["href"]) for each in page.soup.select(".module__together a")}


def test_a_course_leads_to_opening_a_session_and_to_joining_one(browser: Visitor) -> None:
    page = browser.get(DESK)
    assert links(page) == {
        "Open a session": "/sessions/open?case=cases%2Fdamp.md",
        "Join with a code": "/sessions",
    }
    assert page.link("Open a session") == "/sessions/open?case=cases%2Fdamp.md"
    assert "For both sides together, in a shared session" in page.text
    assert browser.get("/").link("Open a session") == "/sessions/open?case=cases%2Fdamp.md"


def test_a_session_under_way_is_gone_back_to(browser: Visitor, game: Game) -> None:
    assert links(browser.get(DESK))["Go back to your session"] == f"/sessions/{game.id}"
    desk = browser.get("/")
    assert desk.link("Go back to it") == f"/sessions/{game.id}"
    assert desk.texts("#next-step") == ["Damp"]


def test_what_was_done_together_stands_by_itself(browser: Visitor, game: Game) -> None:
    game.go_to(Phase.OVER)
    page = browser.get("/progress")
    assert page.texts("#sessions ~ .played dd")[1:4] == [
        "Health",
        "2 of 2 points (100%)",
        "1 of 1 point (100%)",
    ]
    assert page.link("Damp") == f"/sessions/{game.id}"
    assert page.texts(".needs tbody tr") == ["Housing 1 of 1 0"]
    assert browser.get(DESK).texts(".module__state") == ["Done"]


@pytest.mark.parametrize("url", ["/", DESK, "/progress", "/courses"])
def test_a_page_takes_no_more_statements_for_sessions(
    browser: Visitor, game: Game, site: Site, url: str
) -> None:
    game.go_to(Phase.OVER)
    browser.get(url)
    with count_statements(site.database.engine) as statements:
        browser.get(url)
    assert len(statements) <= PAGE
