"""The lobby, the facilitator's console and the wall of the room."""

from learning.model.names import HEALTH, LAW
from learning.quiz.answer import Chosen
from learning.team import events as acts
from learning.team.overview import view_console, view_lobby, view_projector
from learning.team.session import Options, Phase, Stage
from tests.unit.team.robots import COLE, Room, find_side
from tests.unit.team.secrets_case import read_secrets

MODULE = read_secrets()
QT = "which-first-qt"


def join(room: Room, *people: str) -> Room:
    for person in people:
        room.do(acts.Join(find_side(person)), person)
    return room


def test_the_lobby_shows_seats_teams_and_who_is_in_none() -> None:
    room = join(Room(MODULE), "ha", "hb", "la")
    room.do(acts.MakeTeams((("ha", "hb"),)), COLE)
    lobby = view_lobby(MODULE, room.session, COLE)
    assert [(seat.person, seat.side) for seat in lobby.seats] == [
        ("ha", HEALTH),
        ("hb", HEALTH),
        ("la", LAW),
    ]
    assert [(team.members, team.missing) for team in lobby.teams] == [(("ha", "hb"), (LAW,))]
    assert lobby.unplaced == ("la",)


def test_the_facilitator_is_host_or_else_who_opened_the_session() -> None:
    room = join(Room(MODULE), "ha")
    assert view_lobby(MODULE, room.session, COLE).is_host
    assert not view_lobby(MODULE, room.session, "ha").is_host
    alone = join(Room(MODULE, Options(facilitated=False)), COLE, "ha")
    assert view_lobby(MODULE, alone.session, COLE).is_host


def test_the_console_is_empty_before_the_start() -> None:
    console = view_console(MODULE, join(Room(MODULE), "ha").session)
    assert (console.stage, console.rows, console.scenes) == (Stage.LOBBY, (), ())
    assert [seat.person for seat in console.unplaced] == ["ha"]


def test_the_facilitator_reads_the_text_of_all_sides_and_their_own() -> None:
    room = Room(MODULE).seat("ha la", "hb lb")
    (scene,) = view_console(MODULE, room.session).scenes
    assert [text.role for text in scene.blocks] == [None, "health", "law", "facilitator"]


def test_no_disagreement_is_shown_while_members_are_alone() -> None:
    room = Room(MODULE).seat("ha la")
    room.run(until=Phase.ALONE)
    for person, option in (("ha", "ring"), ("la", "write")):
        act = acts.Reply(room.phases()[0], QT, Chosen(frozenset({option})))
        assert room.do(act, person) is None
    assert view_console(MODULE, room.session).rows[0].disagreement == ()
    room.do(acts.Close(), COLE)
    (split,) = view_console(MODULE, room.session).rows[0].disagreement
    assert (split.title, split.counts) == ("Which first qt?", (("Ring", 1), ("Write", 1)))


def test_votes_come_before_what_was_answered_alone() -> None:
    room = Room(MODULE).seat("ha la hb")
    room.run(until=Phase.DECIDE)
    assert view_console(MODULE, room.session).rows[0].disagreement == ()
    for person, option in (("ha", "wait"), ("la", "ask")):
        room.do(acts.Vote(room.phases()[0], QT, Chosen(frozenset({option}))), person)
    (split,) = view_console(MODULE, room.session).rows[0].disagreement
    assert split.counts == (("Wait", 1), ("Ask", 1))


def test_a_row_tells_the_way_the_points_and_where_to_go_back_to() -> None:
    room = Room(MODULE).seat("ha la")
    while room.view("ha").scene.scene != "two":
        room.go()
    (row,) = view_console(MODULE, room.session).rows
    assert row.path == ("One", "Two")
    assert row.turns == ((1, "One"), (2, "Two"))
    assert row.points.possible == 3
    room.do(acts.GoBack(1, 1), COLE)
    (row,) = view_console(MODULE, room.session).rows
    assert (row.path, row.turns) == (("One",), ((3, "One"),))


def test_decisions_can_be_shown_once_a_team_decides() -> None:
    room = Room(MODULE).seat("ha la")
    assert not view_console(MODULE, room.session).can_reveal
    room.run(until=Phase.DECIDE)
    assert view_console(MODULE, room.session).can_reveal


def test_the_wall_shows_a_reveal_once_every_team_was_shown_it() -> None:
    room = Room(MODULE).seat("ha la", "hb lb")
    room.run(until=Phase.REVEAL)
    room.do(acts.Reveal(), COLE)
    assert view_projector(MODULE, room.session).revealed == ()
    while not view_projector(MODULE, room.session).revealed:
        room.go(take_last)
    titles = [(scene, title) for scene, title, _ in view_projector(MODULE, room.session).revealed]
    assert titles[0] == ("One", "Which first qt?")
    assert titles[-1] == ("One", "")


def test_what_is_said_to_one_team_is_not_on_the_wall() -> None:
    room = Room(MODULE).seat("ha la")
    room.do(acts.Announce("Five minutes"), COLE)
    room.do(acts.Announce("Look at the date", 1), COLE)
    (board,) = view_projector(MODULE, room.session).teams
    assert [each.words for each in board.announcements] == ["Five minutes"]


def take_last(things: list) -> object:
    return things[-1]


def test_the_wall_waits_for_no_team_that_nobody_is_left_of() -> None:
    room = Room(MODULE).seat("ha la", "hb")
    room.do(acts.Drop("hb"))
    while not room.view("ha").board.waiting and room.view("ha").board.phase is not Phase.REVEAL:
        room.step("ha") or room.step("la")
    assert view_projector(MODULE, room.session).revealed
