"""What a session came to: one's own apart from the team's, absence never wrong."""

import pytest

from learning.evidence.spotting import NeedTally
from learning.model.names import Grade, Need, SceneId
from learning.quiz.answer import Chosen, Measured, Noticed
from learning.team import events as acts
from learning.team.results import (
    compare,
    find_own_points,
    find_team_points,
    list_results,
    own_state,
)
from learning.team.session import Phase, Session, Stage, Team
from learning.team.shown import Points
from tests.unit.team.robots import COLE, Room
from tests.unit.team.secrets_case import read_secrets

MODULE = read_secrets()
QT, QN, QW = "which-first-qt", "how-many-days-qn", "who-goes-qw"
RIGHT, WRONG, MEERA = (Chosen(frozenset({each})) for each in ("write", "ring", "meera"))


def open_room(*teams: str, until: Phase = Phase.ALONE) -> Room:
    room = Room(MODULE).seat(*(teams or ("ha la",)))
    room.run(until=until)
    return room


def find(room: Room, number: int = 1) -> tuple[Session, Team]:
    return room.session, room.session.teams[number]


def own(room: Room, person: str, number: int = 1) -> Points:
    session, team = find(room, number)
    return find_own_points(MODULE, session, team, person=person)


def reply(room: Room, person: str, question: str, answer: object) -> None:
    assert room.do(acts.Reply(room.view(person).board.position, question, answer), person) is None


def test_who_did_nothing_was_absent_and_nothing_was_asked_of_them() -> None:
    room = open_room()
    room.do(acts.Close(), COLE)
    assert own(room, "ha") == Points(0, 0)


def test_what_is_left_out_in_a_scene_one_took_part_in_counts_as_asked() -> None:
    room = open_room()
    reply(room, "ha", QT, RIGHT)
    # Two questions for all, one for her side, two cues; the text is optional.
    assert own(room, "ha") == Points(1, 5)
    assert own(room, "la") == Points(0, 0)


def test_spotting_counts_by_need_and_in_the_points() -> None:
    room = open_room()
    marks = (Noticed("wall is black", Need.HOUSING), Noticed("she is glad", Need.DEBT))
    room.do(acts.Notice("1.alone", marks), "ha")
    assert own(room, "ha") == Points(0.5, 5)
    room.do(acts.End(), COLE)
    (result, _) = list_results(MODULE, *find(room))
    assert result.spotting == {Need.HOUSING: NeedTally(1), Need.DEBT: NeedTally(0, 1, 1)}


def test_the_teams_points_are_those_of_what_it_decided() -> None:
    room = open_room(until=Phase.DECIDE)
    for answer in (WRONG, RIGHT):
        for person in ("ha", "la"):
            room.do(acts.Vote("1.decide", QT, answer), person)
    assert find_team_points(MODULE, room.session.teams[1]) == Points(0.5, 1)


def test_a_team_is_held_against_its_members_on_the_same_questions() -> None:
    room = open_room()
    reply(room, "ha", QT, RIGHT)
    reply(room, "la", QT, WRONG)
    reply(room, "la", QN, Measured("14"))
    room.do(acts.Close(), COLE)
    room.run(until=Phase.DECIDE)
    for question, answer in ((QT, RIGHT), (QW, MEERA)):
        for person in ("ha", "la"):
            assert room.do(acts.Vote("1.decide", question, answer), person) is None
    assert compare(MODULE, *find(room)) == (0.5, 1.0)


def test_nothing_is_compared_where_nobody_answered_alone() -> None:
    room = open_room()
    room.do(acts.Close(), COLE)
    room.run(until=Phase.REVEAL)
    assert compare(MODULE, *find(room)) is None


def test_what_was_done_before_being_led_back_stands_where_the_way_comes_by() -> None:
    room = open_room()
    reply(room, "ha", QT, RIGHT)
    while room.view("ha").scene.scene != "two":
        room.go()
    before = own(room, "ha")
    room.do(acts.GoBack(1, 1), COLE)
    assert own(room, "ha") == before
    assert own_state(*find(room), "ha").answers[QT].answer == RIGHT


def test_what_was_done_in_a_scene_that_the_team_was_led_back_from_does_not_count() -> None:
    room = open_room()
    while room.view("ha").scene.scene != "two":
        room.go()
    before = own(room, "ha")
    room.run(until=Phase.ALONE)
    reply(room, "ha", "which-two-qx", Chosen(frozenset({"yes"})))
    assert own(room, "ha") == Points(before.earned + 1, before.possible + 1)
    room.do(acts.GoBack(1, 1), COLE)
    assert own(room, "ha") == before


def test_what_was_done_in_another_team_is_kept() -> None:
    room = open_room("ha la hb", "hc lc")
    reply(room, "hb", QT, RIGHT)
    room.do(acts.MovePerson("hb", 2), COLE)
    assert own(room, "hb", 2).earned == 1


def test_everybody_has_a_result_when_a_team_is_over() -> None:
    room = open_room(until=Phase.OVER)
    results = list_results(MODULE, *find(room))
    assert [(each.person, each.side, each.grade) for each in results] == [
        ("ha", "health", Grade.GOOD),
        ("la", "law", Grade.GOOD),
    ]
    assert results[0].team == results[1].team
    assert results[0].team.earned > 0


def test_who_did_nothing_at_all_has_no_result() -> None:
    room = Room(MODULE).seat("ha la hb")
    room.do(acts.Drop("hb"))
    while any([room.step("ha"), room.step("la")]):
        pass
    assert room.session.stage is Stage.ENDED
    assert {each.person for each in list_results(MODULE, *find(room))} == {"ha", "la"}


def test_own_play_is_told_apart_from_the_teams() -> None:
    room = open_room(until=Phase.REVEAL)
    session, team = find(room)
    mine = own_state(session, team, "la")
    assert (mine.role, mine.scene, mine.tried) == ("law", SceneId("one"), {})
    assert QW in team.play.answers
    assert QW not in mine.answers


@pytest.mark.parametrize("person", ["ha", "la"])
def test_a_debrief_tells_what_each_side_missed_and_never_told(person: str) -> None:
    room = open_room(until=Phase.DEBRIEF)
    debrief = room.view(person).debrief
    missed = {(side, reason) for side, _, _, reason in debrief.missed}
    assert ("health", "zz9cue9health9one9zz") in missed
    assert ("law", "zz9cue9all9one9zz") in missed
    assert ("law", "zz9cue9health9one9zz") not in missed
    untold = [(each.scene, each.text.role, each.told) for each in debrief.untold]
    assert untold[:2] == [("one", "health", True), ("one", "law", True)]
    assert [title for title, _ in debrief.path] == ["One", "Two", "Four"]


def test_a_debrief_shows_the_ways_of_teams_that_are_through_too() -> None:
    room = open_room("ha la", "hb lb", until=Phase.DEBRIEF)
    others = [each.others for each in (room.view("ha").debrief,)]
    assert [len(each) for each in others] == [0]
    while room.session.teams[2].phase is not Phase.DEBRIEF:
        room.step("hb") or room.step("lb") or room.do(acts.Reveal(), COLE)
    assert [each.team for each in room.view("ha").debrief.others] == [2]
