"""The projector view: what the room reads before, during and after, and what it must not."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.model.names import TeamId
from learning.operations.site import Site
from learning.quiz.answer import Mark, Result
from learning.team.events import End, Pause, Reveal
from learning.team.session import Phase
from learning.team.shown import TeamDecision
from learning.web.pages.session_projector import group_decisions
from tests.features.playing import publish_small
from tests.features.seated import Room, open_room, sign_in
from tests.features.visitor import Page, Person, Visitor


@pytest.fixture(scope="module")
def cole_signed_in(app: Flask, site: Site, cast: Mapping[str, Person]):
    publish_small(site)
    return sign_in(app, site, cast["cole"])


@pytest.fixture
def cole(cole_signed_in) -> Visitor:
    return cole_signed_in[0]


@pytest.fixture
def lobby(app: Flask, site: Site, cole_signed_in) -> Room:
    return open_room(site, app, cole_signed_in[1])


@pytest.fixture
def room(lobby: Room) -> Room:
    return lobby.seat("Hana Lena", "Hugo Lars")


def wall(cole: Visitor, room: Room) -> Page:
    return cole.get(f"{room.url}/projector")


def test_the_room_reads_how_to_come_in_and_who_has(cole: Visitor, lobby: Room) -> None:
    assert "Nobody has come yet" in wall(cole, lobby).text
    lobby.join("Hana")
    page = wall(cole, lobby)
    assert "1 person has come" in page.text
    assert lobby.code in page.text.replace(" ", "")
    assert f"http://localhost/join/{lobby.code}" in page.text
    assert page.soup.select_one("img.wall__picture")["src"] == f"{lobby.url}/code.svg"
    assert page.texts(".wall__person") == ["health: Hana"]


def test_it_has_no_controls(cole: Visitor, room: Room) -> None:
    page = wall(cole, room)
    assert page.actions() == []
    assert page.soup.select("main a:not(noscript a), button, input") == []


def test_during_play_it_shows_how_far_teams_are(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.REVEAL, "Hana", "Lena")
    page = wall(cole, room)
    assert page.texts(".wall__team") == ["Team 1 Has decided", "Team 2 Brief 0 of 2"]
    assert page.texts(".wall__sums span") == ["1 has decided", "1 in Brief"]


def test_the_reveal_sets_decisions_side_by_side(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.REVEAL)
    page = wall(cole, room)
    assert "What do you ask about first?" in page.texts(".wall__question")
    assert any("Teams 1 and 2" in each for each in page.texts(".wall__decision"))


def test_nothing_private_or_right_is_on_it_before_the_reveal(cole: Visitor, room: Room) -> None:
    for phase in (Phase.ALONE, Phase.SHARE, Phase.DECIDE):
        room.go_to(phase)
        html = cole.client.get(f"{room.url}/projector").text
        assert "SECRET" not in html
        assert "The boiler" not in html


def test_private_text_stays_off_it_after_the_reveal_too(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.REVEAL)
    assert "SECRET" not in wall(cole, room).html


def test_a_pause_and_the_end_are_said(cole: Visitor, room: Room) -> None:
    room.do(Pause())
    assert "Paused" in wall(cole, room).text
    room.do(End())
    assert "The session has ended." in wall(cole, room).text


def test_the_fragment_is_the_same_wall(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.DECIDE)
    room.do(Reveal())
    state = wall(cole, room).soup.select_one("[data-part=wall]")["data-state"]
    assert f'data-state="{state}"' in cole.client.get(f"{room.url}/projector/wall").text


def decide(team: int, html: str, result: Result | None = None) -> TeamDecision:
    mark = None if result is None else Mark(1.0, 1, result)
    return TeamDecision(TeamId(team), None, html, mark, 1)


def test_teams_that_decided_the_same_stand_together() -> None:
    decided = [decide(3, "A"), decide(1, "B"), decide(2, "B"), decide(4, "C", Result.RIGHT)]
    grouped = list(group_decisions(decided))
    assert [each.teams for each in grouped] == ["Teams 1 and 2", "Team 3", "Team 4"]
    assert [each.verdict for each in grouped] == ["", "", "Right"]
