"""Phases: which a scene has, what ends each, and when all teams see their decisions."""

from datetime import timedelta

import pytest

from learning.model.condition import Answered, Guard
from learning.model.key import EndingKey
from learning.model.names import HEALTH, LAW, Grade
from learning.team import events as acts
from learning.team.session import Options, Pace, Phase, Stage
from tests.unit.factories import make_choice, make_fence, make_prose, make_question
from tests.unit.team.playing import (
    COLE,
    NOON,
    ON,
    RIGHT,
    WRONG,
    Play,
    begin,
    make_bends,
    make_pages,
    make_short,
)

TEXT = make_prose("p", "Words")
PAIRS = (("amina", "ben"), ("ali", "bea"))


def phases(play: Play) -> list[str]:
    return list(play.team().turn.phases)


def test_a_scene_with_everything_has_every_phase() -> None:
    assert phases(begin()) == "brief alone share decide reveal appeal consequence".split()


def test_a_case_is_played_from_lobby_to_end() -> None:
    play = begin()
    play.go("2.brief", choice="ring")
    play.go("3.brief", choice="write")
    play.go("3.over")
    assert play.session.stage is Stage.ENDED
    assert play.team().play.ending is Grade.GOOD
    assert [turn.choice for turn in play.team().turns] == ["ring", "write", None]


@pytest.mark.parametrize(
    ("parts", "rest", "expected"),
    [
        ([make_prose("p", "Words")], {"runs_on": "done"}, "brief"),
        (
            [make_prose("p", "Words")],
            {"choices": ON},
            "brief alone share decide reveal consequence",
        ),
        ([make_question("q", team=False)], {"runs_on": "done"}, "brief alone share reveal"),
        ([make_question("q", team=True)], {"runs_on": "done"}, "brief decide reveal appeal"),
        (
            [make_fence("f", TEXT, roles=[LAW])],
            {"runs_on": "done"},
            "brief share",
        ),
    ],
)
def test_a_scene_has_the_phases_that_it_has_something_for(parts, rest, expected) -> None:
    assert phases(begin(make_short(*parts, **rest))) == expected.split()


def test_one_alone_in_a_team_shares_with_nobody() -> None:
    assert Phase.SHARE not in begin(people=("amina",)).team().turn.phases


@pytest.mark.parametrize("options", [{"facilitated": False}, {"appeals": False}])
def test_appeals_need_somebody_to_hear_them(options) -> None:
    assert Phase.APPEAL not in begin(**options).team().turn.phases


@pytest.mark.parametrize("place", ["1.brief", "1.share", "1.reveal", "1.consequence", "3.plan"])
def test_who_is_here_must_be_ready_and_nobody_else(place) -> None:
    play = begin()
    if place == "3.plan":
        play.go("2.brief", choice="ring")
        play.go("3.brief", choice="write")
    play.go(place)
    play.do(acts.Drop("bea"))
    for person in ("amina", "ali"):
        play.do(acts.Ready(place), person)
    assert play.place == place
    play.do(acts.Ready(place), "ben")
    assert play.place != place
    assert not play.team().ready


def test_who_takes_back_that_they_are_ready_is_waited_for() -> None:
    play = begin(people=("amina", "ben"))
    play.do(acts.Ready("1.brief"), "amina")
    play.do(acts.Ready("1.brief", ready=False), "amina")
    play.do(acts.Ready("1.brief"), "ben")
    assert play.place == "1.brief"


def test_time_ends_every_phase_but_waiting() -> None:
    limits = dict.fromkeys(Phase, timedelta(minutes=5))
    play = begin(limits=limits)
    assert play.team().ends_at == NOON + timedelta(minutes=5)
    for _ in range(30):
        if play.session.stage is Stage.RUNNING:
            play.tick(minutes=5)
    assert play.session.stage is Stage.ENDED
    assert play.team().ends_at is None


def test_a_phase_without_a_limit_has_no_end() -> None:
    play = begin(limits={Phase.ALONE: timedelta(minutes=5)})
    assert play.team().ends_at is None
    play.ready()
    assert play.team().ends_at == NOON + timedelta(minutes=5)


def test_nothing_happens_a_second_before_time_is_up() -> None:
    play = begin(limits={Phase.BRIEF: timedelta(minutes=5)})
    play.wait(4.9)
    assert play.refuse(acts.Tick()) == ("NOT_NOW", "")
    play.tick(0.1)
    assert play.place == "1.alone"


def test_over_days_everybody_is_awaited_until_the_deadline() -> None:
    play = begin(pace=Pace.DAYS, limits={Phase.ALONE: timedelta(days=3)})
    for person in ("ali", "ben", "bea"):
        play.do(acts.Drop(person))
    play.do(acts.Ready("1.brief"), "amina")
    assert play.place == "1.brief"
    for person in ("ali", "ben", "bea"):
        play.do(acts.Ready("1.brief"), person)
    play.answer("amina")
    assert play.place == "1.alone"
    play.tick(minutes=3 * 24 * 60)
    assert play.place == "1.share"


def test_over_days_nobody_waits_for_who_gave_up_their_seat() -> None:
    play = begin(pace=Pace.DAYS, people=("amina", "ben"))
    play.do(acts.Leave(), "ben")
    play.do(acts.Ready("1.brief"), "amina")
    assert play.place == "1.alone"
    play.do(acts.Return("ben"))
    play.answer("amina")
    assert play.place == "1.alone"


# All teams see their decisions at the same moment.


def deciding(*numbers: int, teams=PAIRS) -> Play:
    play = begin(teams=teams, people=tuple(each for team in teams for each in team))
    for number in numbers:
        play.go("1.decide", number)
    return play


def decide(play: Play, number: int, choice: str = "ring") -> None:
    play.vote(number=number)
    play.choose(choice, number)


def test_a_team_that_has_decided_waits_and_all_are_shown_at_once() -> None:
    play = deciding(1, 2)
    decide(play, 1)
    assert play.places == ["1.waiting", "1.decide"]
    assert play.refuse(acts.Ready("1.waiting"), "amina") == ("NOT_NOW", "")
    decide(play, 2)
    assert play.places == ["1.reveal", "1.reveal"]
    assert all(team.turn.revealed for team in play.session.teams.values())


@pytest.mark.parametrize("behind", ["1.brief", "1.alone", "1.share"])
def test_a_team_further_behind_is_waited_for(behind) -> None:
    play = deciding(1)
    play.go(behind, 2)
    decide(play, 1)
    assert play.places == ["1.waiting", behind]


def test_nobody_waits_for_a_team_with_nobody_here() -> None:
    play = deciding(1)
    decide(play, 1)
    play.do(acts.Drop("ali"))
    assert play.places[0] == "1.waiting"
    play.do(acts.Drop("bea"))
    assert play.places == ["1.reveal", "1.brief"]


def test_nobody_waits_for_a_team_that_all_were_moved_out_of() -> None:
    play = deciding(1)
    decide(play, 1)
    for person in ("ali", "bea"):
        play.do(acts.MovePerson(person, 1), COLE)
    assert play.places == ["1.reveal", "1.brief"]


def test_over_days_a_team_with_nobody_here_is_waited_for() -> None:
    play = begin(teams=PAIRS, pace=Pace.DAYS)
    play.go("1.decide")
    decide(play, 1)
    for person in ("ali", "bea"):
        play.do(acts.Drop(person))
    assert play.places == ["1.waiting", "1.brief"]


def test_teams_in_different_scenes_wait_for_one_another_by_how_many_they_have_seen() -> None:
    play = deciding(1, 2)
    decide(play, 1, "ring")
    decide(play, 2, "wait")
    play.go("2.decide", 1)
    play.vote(number=1)
    play.choose("write", 1)
    assert play.places == ["2.waiting", "1.reveal"]
    play.go("2.brief", 2)
    assert play.places == ["2.reveal", "2.brief"]


def test_a_team_that_is_a_scene_ahead_waits_for_none_behind_it_to_be_shown() -> None:
    teams = (*PAIRS, ("asha",))
    play = deciding(1, 2, 3, teams=teams)
    for number in (1, 2, 3):
        decide(play, number)
    play.go("2.decide", 1)
    play.vote(number=1)
    play.choose("write", 1)
    play.go("2.decide", 2)
    assert play.places == ["2.waiting", "2.decide", "1.reveal"]
    play.do(acts.Drop("asha"))
    play.vote(number=2)
    play.choose("write", 2)
    assert play.places == ["2.reveal", "2.reveal", "1.reveal"]


def test_a_team_that_is_through_keeps_nobody_waiting() -> None:
    play = deciding(1, 2)
    decide(play, 1, "wait")
    decide(play, 2, "ring")
    play.go("2.plan", 1)
    play.go("2.decide", 2)
    play.vote(number=2)
    play.choose("write", 2)
    assert play.places == ["2.plan", "2.reveal"]


# Ways, endings and pages.


def test_pages_run_on_without_a_choice() -> None:
    play = begin(make_pages())
    play.go("4.over")
    assert [turn.scene for turn in play.team().turns] == ["one", "two", "three", "four"]
    assert play.team().play.ending is None


def test_a_scene_seen_twice_asks_nothing_twice() -> None:
    play = begin()
    play.go("2.brief", choice="ring")
    play.go("3.brief", choice="back")
    play.go("3.decide")
    assert play.team().turn.scene == "flat"
    assert play.refuse(acts.Notice("3.decide", ()), "ben")[0] == "LATE"
    assert play.refuse(acts.Vote("3.decide", "first", RIGHT), "ben")[0] == "UNKNOWN"
    play.choose("wait")
    play.go("4.plan")


def test_the_first_ending_in_the_file_for_any_side_is_the_teams() -> None:
    endings = [EndingKey(Grade.MIXED, "", (Guard(frozenset({LAW})),)), EndingKey(Grade.GOOD, "")]
    play = begin(make_short(make_prose("p", "Words"), endings=endings), people=("amina",))
    play.ready()
    assert play.team().play.ending is Grade.MIXED


def test_a_decision_can_lead_to_an_ending_instead_of_the_ways() -> None:
    right = EndingKey(Grade.GOOD, "", (Guard(condition=Answered("q", True)),))
    play = begin(make_short(make_question("q"), choices=ON, endings=[right]))
    play.go("1.decide")
    assert Phase.CONSEQUENCE in play.team().turn.phases
    play.vote()
    assert phases(play)[-1] == "reveal"
    play.go("1.plan")
    assert play.team().play.ending is Grade.GOOD


def test_an_answer_that_opens_the_only_way_lets_the_team_decide_on_it() -> None:
    asked = make_fence("f", make_question("q", team=False), roles=[HEALTH])
    way = make_choice("on", "done", condition=Answered("q", None))
    play = begin(make_short(asked, choices=[way]))
    assert Phase.DECIDE not in play.team().turn.phases
    play.go("1.decide")
    play.choose("on")
    play.go("2.brief")


def test_the_way_that_was_decided_is_taken_though_an_appeal_would_close_it() -> None:
    ways = [make_choice("on", "done", condition=Answered("q", False))]
    play = begin(make_short(make_question("q", options="abcde"), choices=ways))
    play.go("1.decide")
    for answer in "bcde":
        play.vote(type(RIGHT)(frozenset(answer)))
    play.choose("on")
    play.do(acts.MakeAppeal("1.reveal", "q", "So", "The Act"), "ben")
    play.do(acts.Rule(1, "q", True, "Yes"), COLE)
    play.go("2.brief")
    assert play.team().turn.scene == "done"


def test_questions_opened_by_an_answer_are_asked_and_closed_ones_let_go() -> None:
    play = begin(make_bends())
    play.go("1.decide")
    play.do(acts.Vote(play.place, "q", WRONG), "ben")
    for answer in "bcd":
        play.vote(type(RIGHT)(frozenset(answer)))
    play.do(acts.Close(), COLE)
    assert play.team().turn.decided == {"q"}


def test_options_with_times_out_of_bounds_open_nothing() -> None:
    play = Play()
    play.session = None
    for limit in (timedelta(0), timedelta(days=-1), timedelta(days=367), timedelta.max):
        opened = acts.Open(Options(limits={Phase.ALONE: limit}))
        assert play.refuse(opened, COLE) == ("UNKNOWN", "limits")
