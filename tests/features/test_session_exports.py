"""What can be taken away from a session, by whom, and what is left out of it."""

import csv
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.model.names import TeamId
from learning.operations import accounts, sessions
from learning.operations.accounts import Registration, Viewer
from learning.operations.people import add_person
from learning.operations.publishing import publish
from learning.operations.session_exports import ALONE, LEFT_OUT, OTHER_TEAM, open_portfolio
from learning.operations.site import Site
from learning.storage.audit import list_entries
from learning.team.events import (
    Announce,
    Close,
    End,
    Extend,
    GiveFeedback,
    Ready,
    Reflect,
    Start,
    Write,
)
from learning.team.session import Column, Options, Phase
from learning.web.pages.planned import PlanRows
from learning.web.pages.portfolio import PortfolioPage, make_portfolio
from learning.web.portfolio_print import print_portfolio
from tests.features.visitor import Visitor
from tests.storage.session_plays import LIVE, Game, open_game, person
from tests.storage.written import CASE, write_content

PASSWORD = "four quiet green kettles"
FORMULA = "=HYPERLINK(1)"
MINE, OTHERS = "SECRET-MINE", "SECRET-OTHERS"


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    assert not publish(site, write_content(tmp_path_factory.mktemp("written")), "tests").broken
    return site


@dataclass(frozen=True)
class Somebody:
    """A person with an account: as the operations know them, and their browser."""

    viewer: Viewer
    browser: Visitor

    def fetch(self, url: str) -> TestResponse:
        return self.browser.client.get(url)


def come(app: Flask, site: Site, name: str, profession: str, standing: str = "learner") -> Somebody:
    email = f"{site.new_id()}@example.org"
    add_person(site, Registration(name, email, PASSWORD, profession), standing=standing, by="tests")
    token = accounts.sign_in(site, email, PASSWORD, address="203.0.113.7").token
    viewer, browser = accounts.find_viewer(site, token), Visitor(app)
    assert viewer
    browser.client.set_cookie("learning-session", token)
    return Somebody(viewer, browser)


@pytest.fixture
def amina(app: Flask, site: Site) -> Somebody:
    return come(app, site, "Amina Yusuf", "medicine")


@pytest.fixture
def ben(app: Flask, site: Site) -> Somebody:
    return come(app, site, f"{FORMULA} Ben", "law")


@pytest.fixture
def cole(app: Flask, site: Site) -> Somebody:
    return come(app, site, "Dr Cole", "nursing", "educator")


@pytest.fixture
def game(site: Site, amina: Somebody, ben: Somebody) -> Game:
    return open_game(site, (amina.viewer, ben.viewer), LIVE)


def open_facilitated(site: Site, cole: Somebody, *people: Somebody) -> Game:
    limits = {phase: timedelta(hours=1) for phase in Phase}
    options = Options(facilitated=True, appeals=False, limits=limits)
    wanted = {"options": options, "request_id": site.new_id()}
    session_id = sessions.open_session(site, cole.viewer, CASE, **wanted)
    for each in people:
        seat = {"side": each.viewer.side, "request_id": site.new_id()}
        sessions.take_seat(site, each.viewer, session_id, **seat)
    return Game(site, session_id, [each.viewer for each in people])


def read(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def play_to_the_end(game: Game) -> None:
    game.go_to(Phase.REFLECTION)
    amina, ben = game.people
    game.do(amina, Reflect(MINE))
    game.do(ben, Reflect(OTHERS))
    game.do(ben, GiveFeedback(person(amina), "You asked when it began."))
    game.do(amina, GiveFeedback(person(ben), "SECRET-TO-BEN"))
    game.go_to(Phase.OVER)


def test_a_facilitator_gets_every_event_once_it_is_under_way(
    site: Site, cole: Somebody, amina: Somebody, ben: Somebody
) -> None:
    game = open_facilitated(site, cole, amina, ben)
    url = f"/sessions/{game.id}/events.csv"
    assert cole.fetch(url).status_code == 403
    game.do(cole.viewer, Start())
    game.do(cole.viewer, Announce("Begin"))
    rows = read(cole.fetch(url))
    assert [int(row["number"]) for row in rows] == list(range(1, game.opened.session.seq + 1))
    assert rows[0]["event"] == "Open"
    assert rows[-1]["details"] == "team: none; words: Begin"
    assert rows[1]["person"] == "Amina Yusuf"
    assert rows[1]["time (UTC)"].endswith("+00:00")


def test_what_was_done_to_all_teams_says_where_they_stood(
    site: Site, cole: Somebody, amina: Somebody, ben: Somebody
) -> None:
    game = open_facilitated(site, cole, amina, ben)
    game.do(cole.viewer, Start())
    for act in (Close(), Extend(timedelta(minutes=5)), Extend(timedelta(minutes=5), TeamId(1))):
        game.do(cole.viewer, act)
    rows = read(cole.fetch(f"/sessions/{game.id}/events.csv"))
    told = [row["position"] for row in rows if row["event"] in ("Close", "Extend")]
    assert told == ["all teams (1: 1.brief)", "all teams (1: 1.alone)", "1.alone"]


def test_a_cell_is_never_a_formula(site: Site, cole: Somebody, ben: Somebody) -> None:
    game = open_facilitated(site, cole, ben)
    game.do(cole.viewer, Start())
    rows = read(cole.fetch(f"/sessions/{game.id}/events.csv"))
    assert rows[1]["person"] == f"'{FORMULA} Ben"


def test_what_people_write_for_themselves_is_left_out(
    site: Site, cole: Somebody, amina: Somebody, ben: Somebody
) -> None:
    game = open_facilitated(site, cole, amina, ben)
    game.do(cole.viewer, Start())
    play_to_the_end(game)
    answer = cole.fetch(f"/sessions/{game.id}/events.csv")
    assert "SECRET" not in answer.get_data(as_text=True)
    own = [row for row in read(answer) if row["event"] in ("Reflect", "GiveFeedback")]
    assert len(own) == 4
    assert all(LEFT_OUT in row["details"] for row in own)


def test_a_host_who_takes_part_gets_nothing_that_others_did_alone(
    game: Game, amina: Somebody
) -> None:
    url = f"/sessions/{game.id}/events.csv"
    game.go_to(Phase.SHARE)
    assert amina.fetch(url).status_code == 403
    game.do(amina.viewer, End())
    replies = {
        row["person"]: row["details"] for row in read(amina.fetch(url)) if row["event"] == "Reply"
    }
    assert "when-did-it-begin" in replies["Amina Yusuf"]
    assert replies[f"'{FORMULA} Ben"] == ALONE


def test_a_host_who_takes_part_gets_nothing_that_other_teams_did(
    app: Flask, site: Site, amina: Somebody, ben: Somebody
) -> None:
    others = [come(app, site, name, "law") for name in ("Carys", "Dewi")]
    people = [amina.viewer, ben.viewer, *(each.viewer for each in others)]
    game = open_game(site, people, LIVE, teams=2)
    for each in game.people:
        game.do(each, Ready("1.brief"))
    game.do(amina.viewer, End())
    rows = read(amina.fetch(f"/sessions/{game.id}/events.csv"))
    mine = game.opened.session.seats[person(amina.viewer)].team
    theirs = [row for row in rows if row["event"] == "Ready" and row["team"] != str(mine)]
    assert [row["details"] for row in theirs] == [OTHER_TEAM] * 2


def test_a_host_who_gave_up_their_seat_gets_nothing_that_others_did(
    app: Flask, site: Site, amina: Somebody, ben: Somebody
) -> None:
    name = site.new_id()
    opened = sessions.open_session(site, amina.viewer, CASE, options=LIVE, request_id=name)
    carys = come(app, site, "Carys", "medicine")
    game = Game(site, opened, [ben.viewer, carys.viewer])
    for each in game.people:
        sessions.take_seat(site, each, opened, side=each.side, request_id=site.new_id())
    game.do(ben.viewer, Start())
    game.go_to(Phase.DECIDE)
    game.do(ben.viewer, End())
    rows = read(amina.fetch(f"/sessions/{opened}/events.csv"))
    told = {row["details"] for row in rows if row["event"] in ("Reply", "Propose", "Ready")}
    assert told == {OTHER_TEAM}


def test_nobody_else_gets_the_events(
    app: Flask, site: Site, game: Game, ben: Somebody, cole: Somebody
) -> None:
    url = f"/sessions/{game.id}/events.csv"
    assert ben.fetch(url).status_code == 403
    assert cole.fetch(url).status_code == 404
    assert Visitor(app).client.get(url).status_code == 303


def test_each_export_is_written_down(game: Game, site: Site, amina: Somebody) -> None:
    game.do(amina.viewer, End())
    read(amina.fetch(f"/sessions/{game.id}/events.csv"))
    with site.database.read() as connection:
        entry = list_entries(connection)[-1]
    assert (entry.who, entry.action, entry.subject) == (
        amina.viewer.person_id, "session exported", game.id,
    )  # fmt: skip


def test_a_portfolio_is_there_once_the_team_looks_back(
    game: Game, amina: Somebody, cole: Somebody
) -> None:
    url = f"/sessions/{game.id}/portfolio.pdf"
    game.go_to(Phase.PLAN)
    assert amina.fetch(url).status_code == 403
    game.go_to(Phase.DEBRIEF)
    answer = amina.fetch(url)
    assert answer.status_code == 200
    assert answer.get_data().startswith(b"%PDF-")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert cole.fetch(url).status_code == 404


def test_a_portfolio_holds_ones_own_and_nobody_elses_part_alone(
    game: Game, site: Site, amina: Somebody
) -> None:
    game.go_to(Phase.PLAN)
    game.do(amina.viewer, Write(0, Column.ACTION, 0, "Ring the council"))
    play_to_the_end(game)
    page = make_portfolio(open_portfolio(site, amina.viewer, game.id))
    assert page.reflection == MINE
    assert page.feedback == ((FORMULA, "You asked when it began."),)
    assert page.plan.ours == ("Action: Ring the council",)
    assert dict(page.marks) == {
        "Your own part": "2 of 2 points (100%)", "Your team": "1 of 1 point (100%)",
    }  # fmt: skip
    assert page.answers == (("What would you ask first?", "When did it begin? (1 of 1 point)"),)
    assert page.path[0] == ("The cough", "Ask when the patches began")
    assert [title for title, _ in page.untold] == ["The cough"]
    assert page.untold[0][1][0] == "Law side, never told: The tenancy began in May."
    assert page.gain.startswith("On the questions that your team decided")
    assert "SECRET-OTHERS" not in repr(page)
    assert "SECRET-TO-BEN" not in repr(page)


PLAIN = PortfolioPage(
    name="Amina",
    title="Damp",
    mates=("Ben",),
    facts=(("When", "22 November 2026"),),
    path=(("The cough", "Ask first"),),
    answers=(),
    marks=(),
    plan=PlanRows((), ()),
    gain="",
    untold=(),
    missed=(),
    reflection="I listened.",
    feedback=(),
)
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "pages"),
    [
        (PLAIN, 1),
        (replace(PLAIN, reflection="w" * 20_000), 7),
        (replace(PLAIN, reflection="word\n" * 4_000), 115),
        (replace(PLAIN, plan=PlanRows(("Need: Debt\nWhy: It grows",) * 60, ("Why",))), 4),
        (replace(PLAIN, untold=(("The wall", ("Health side, told: It is black.",) * 60),)), 3),
        (replace(PLAIN, name="שרה", reflection="Привет 🙂\x00\ttab"), 1),
    ],
)
def test_a_portfolio_takes_as_many_pages_as_it_needs(changed: PortfolioPage, pages: int) -> None:
    printed = print_portfolio(changed, made_at=AT)
    assert abs(len(re.findall(rb"/Type /Page\b", printed)) - pages) <= pages // 10


def test_a_portfolio_takes_little_time(game: Game, amina: Somebody) -> None:
    game.go_to(Phase.REFLECTION)
    game.do(amina.viewer, Reflect("I would ask sooner. " * 200))
    url = f"/sessions/{game.id}/portfolio.pdf"
    amina.fetch(url)
    began = time.process_time()
    amina.fetch(url)
    assert time.process_time() - began < 3
