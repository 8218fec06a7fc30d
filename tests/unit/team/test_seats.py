"""Seats and teams: joining early and late, leaving, coming back, and being moved."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.model.condition import Guard
from learning.model.names import FACILITATOR, HEALTH, LAW
from learning.team import events as acts
from learning.team.seats import MOST_SEATS, propose_teams
from learning.team.session import Phase, Seat, Stage
from learning.team.sight import list_missing, list_replied
from tests.unit.factories import make_choice, make_fence, make_question
from tests.unit.team.playing import (
    BLACK,
    COLE,
    FOUR,
    ON,
    RIGHT,
    WRONG,
    Play,
    begin,
    make_pages,
    make_short,
)

MANY = tuple(f"h{number}" for number in range(20))


def seat(play: Play, person: str) -> Seat:
    return play.session.seats[person]


def test_in_the_lobby_the_side_can_be_changed_and_later_not() -> None:
    play = Play()
    for side in (HEALTH, LAW, HEALTH):
        play.do(acts.Join(side), "amina")
        assert seat(play, "amina").side == side
    play.do(acts.Start(), COLE)
    play.do(acts.Join(LAW), "amina")
    assert seat(play, "amina").side == HEALTH


@pytest.mark.parametrize(("side", "roles"), [(FACILITATOR, ()), ("owner", ()), (LAW, (HEALTH,))])
def test_a_side_that_the_case_has_not_cannot_be_taken(side, roles) -> None:
    play = Play(make_short(make_question("q"), choices=ON))
    play.module = replace(play.module, case=replace(play.module.case, roles=roles))
    assert play.refuse(acts.Join(side), "amina") == ("UNKNOWN", "")


def test_a_case_without_sides_takes_both() -> None:
    play = begin(make_pages(), people=("amina", "ben"))
    assert list_missing(play.module, play.session, play.team()) == ()
    assert play.team().turn.sides == (HEALTH, LAW)


def test_who_facilitates_takes_no_seat() -> None:
    assert Play().refuse(acts.Join(HEALTH), COLE) == ("NOT_YOURS", "")


def test_a_full_session_takes_nobody_else() -> None:
    play = Play()
    seats = {str(number): Seat(str(number), HEALTH) for number in range(MOST_SEATS)}
    play.session = replace(play.session, seats=seats)
    assert play.refuse(acts.Join(LAW), "ben") == ("FULL", "")
    play.do(acts.Join(LAW), "7")


def test_who_leaves_the_lobby_is_out_of_their_team_too() -> None:
    play = Play()
    for person in FOUR:
        play.do(acts.Join(HEALTH), person)
    play.do(acts.MakeTeams((("amina", "ali"), ("ben", "bea"))), COLE)
    for person in ("amina", "ben", "bea"):
        play.do(acts.Leave(), person)
    assert play.team(1).members == ("ali",)
    assert "amina" not in play.session.seats
    play.do(acts.Start(), COLE)
    assert {team.members for team in play.session.teams.values()} == {("ali",)}


def test_who_leaves_later_keeps_the_seat_and_finds_all_again() -> None:
    play = begin()
    play.ready()
    play.do(acts.Reply("1.alone", "first", RIGHT), "ben")
    play.do(acts.Leave(), "ben")
    assert (seat(play, "ben").here, seat(play, "ben").left) == (False, True)
    play.do(acts.Join(LAW), "ben")
    assert (seat(play, "ben").here, seat(play, "ben").left) == (True, False)
    assert "first" in play.team().turn.commits["ben"].replies


# Making teams.


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        ((("amina", "eve"),), "UNKNOWN"),
        ((("amina",), ("amina", "ben")), "UNKNOWN"),
        ((MANY[:9],), "FULL"),
    ],
)
def test_teams_are_of_people_who_are_there_each_once_and_eight_at_most(groups, why) -> None:
    play = Play()
    for person in (*FOUR, *MANY):
        play.do(acts.Join(HEALTH), person)
    assert play.refuse(acts.MakeTeams(groups), COLE) == (why, "")


def test_teams_made_again_replace_those_before_and_leave_the_same_alone() -> None:
    play = Play()
    for person in FOUR:
        play.do(acts.Join(HEALTH), person)
    play.do(acts.MakeTeams((("amina", "ali"), (), ("ben", "bea"))), COLE)
    first = play.team(1)
    assert play.team(2).members == ("ben", "bea")
    play.do(acts.MakeTeams((("amina", "ali"), ("ben",))), COLE)
    assert play.team(1) is first
    assert seat(play, "bea").team is None


def test_in_the_lobby_a_new_number_makes_a_new_team() -> None:
    play = Play()
    for person in ("amina", "ben"):
        play.do(acts.Join(HEALTH), person)
        play.do(acts.MovePerson(person, 3), COLE)
    assert play.team(3).members == ("amina", "ben")
    assert play.refuse(acts.MovePerson("ben", 0), COLE) == ("UNKNOWN", "")
    assert play.refuse(acts.MovePerson("eve", 3), COLE) == ("UNKNOWN", "")


def test_nobody_is_left_out_at_the_start() -> None:
    play = Play()
    for person in (*FOUR, *MANY):
        play.do(acts.Join(HEALTH), person)
    play.do(acts.MakeTeams((("amina", *MANY[:7]), ("ben", *MANY[7:13]))), COLE)
    play.do(acts.Start(), COLE)
    members = [team.members for team in play.session.teams.values()]
    assert sorted(chain.from_iterable(members)) == sorted((*FOUR, *MANY))
    assert [len(each) for each in members] == [8, 8, 4, 4]


def test_nobody_no_start() -> None:
    assert Play().refuse(acts.Start(), COLE) == ("NOBODY", "")


@given(st.lists(st.sampled_from([HEALTH, LAW]), max_size=60))
def test_proposed_teams_hold_everybody_once_in_sizes_that_work(sides) -> None:
    seats = {str(at): Seat(str(at), side) for at, side in enumerate(sides)}
    teams = propose_teams(seats)
    assert sorted(chain.from_iterable(teams)) == sorted(seats)
    sizes = [len(team) for team in teams]
    assert all(size <= 8 for size in sizes)
    assert len(seats) < 3 or min(sizes) >= 3
    assert not sizes or max(sizes) - min(sizes) <= 1
    mixed = sum({seats[each].side for each in team} == {HEALTH, LAW} for team in teams)
    assert mixed == min(len(teams), sides.count(HEALTH), sides.count(LAW))


# Coming late, and being moved.


def test_who_comes_late_goes_where_their_side_is_needed() -> None:
    play = begin(teams=(("amina", "ben"), ("ali",)), people=("amina", "ali", "ben"))
    play.go("1.alone", 2)
    play.do(acts.Join(LAW), "bea")
    assert play.team(2).members == ("ali", "bea")
    play.answer("bea")
    assert "bea" in play.team(2).turn.commits


def test_who_comes_late_goes_to_a_team_that_is_there_and_not_over() -> None:
    play = begin(teams=(("amina",), ("ali",)), people=("amina", "ali"))
    play.do(acts.Drop("amina"))
    play.do(acts.Join(HEALTH), "asha")
    assert seat(play, "asha").team == 2
    play.do(acts.Return("amina"))
    for person in ("ali", "asha"):
        play.do(acts.Drop(person))
    play.go("2.over", choice="wait")
    play.do(acts.Join(HEALTH), "ada")
    assert seat(play, "ada").team == 2


def test_full_teams_take_nobody() -> None:
    play = begin(people=MANY[:8])
    assert play.refuse(acts.Join(LAW), "ben") == ("FULL", "")
    assert play.refuse(acts.MovePerson("ben", 1), COLE) == ("UNKNOWN", "")


def test_a_late_joiner_of_a_missing_side_takes_no_question_from_the_team() -> None:
    asked = make_fence("f", make_question("q"), roles=[HEALTH])
    play = begin(make_short(asked, choices=ON), people=("amina",))
    play.go("1.decide")
    play.do(acts.Vote("1.decide", "q", WRONG), "amina")
    play.do(acts.Join(LAW), "ben")
    assert list_missing(play.module, play.session, play.team()) == ()
    play.vote()
    assert play.team().turn.decided == {"q"}


def test_the_missing_sides_ways_can_be_proposed_and_chosen() -> None:
    law = make_choice("law", "done", guards=(Guard(frozenset({LAW})),))
    play = begin(make_short(make_question("q"), choices=[*ON, law]), people=("amina", "ali"))
    assert list_missing(play.module, play.session, play.team()) == (LAW,)
    play.go("1.alone")
    play.do(acts.Reply("1.alone", "q", RIGHT), "amina")
    play.do(acts.Propose("1.alone", "law"), "amina")
    play.go("1.decide")
    play.vote()
    play.choose("law")
    assert play.team().turn.choice == "law"


def test_a_side_cannot_propose_what_only_another_present_one_sees() -> None:
    law = make_choice("law", "done", guards=(Guard(frozenset({LAW})),))
    play = begin(make_short(make_question("q", team=True), choices=[*ON, law]))
    play.ready()
    assert play.refuse(acts.Propose("1.alone", "law"), "amina") == ("UNKNOWN", "")
    play.do(acts.Propose("1.alone", "law"), "ben")


def test_who_is_moved_mid_phase_does_in_the_new_team_what_is_left_for_them() -> None:
    play = begin(teams=(("amina", "ben"), ("ali", "bea")))
    for number in (1, 2):
        play.ready(number)
    play.do(acts.Notice("1.alone", BLACK), "amina")
    play.do(acts.Reply("1.alone", "first", RIGHT), "amina")
    play.do(acts.MovePerson("amina", 2), COLE)
    assert play.team(1).members == ("ben",)
    assert list_replied(play.session, play.team(2), "amina") == {"first"}
    assert play.refuse(acts.Notice("1.alone", ()), "amina") == ("LOCKED", "")
    play.do(acts.Propose("1.alone", "ring"), "amina")
    assert play.team(2).turn.commits["amina"].done
    assert seat(play, "amina").former == (1,)
    play.do(acts.MovePerson("amina", 1), COLE)
    assert seat(play, "amina").former == (2,)


def test_the_team_that_somebody_is_moved_from_goes_on_without_them() -> None:
    play = begin(teams=(("amina", "ben"), ("ali", "bea")))
    play.do(acts.Ready("1.brief"), "ben")
    play.do(acts.MovePerson("amina", 2), COLE)
    assert play.places == ["1.alone", "1.brief"]


def test_moving_to_where_one_is_or_to_no_team_changes_nothing() -> None:
    play = begin()
    before = play.session.teams
    play.do(acts.MovePerson("amina", 1), COLE)
    assert play.session.teams is before
    assert play.refuse(acts.MovePerson("amina", 2), COLE) == ("UNKNOWN", "")


def test_an_empty_team_stands_still_until_somebody_is_moved_in() -> None:
    limits = {Phase.BRIEF: timedelta(minutes=5)}
    play = begin(teams=(("amina",), ("ben",)), people=("amina", "ben"), limits=limits)
    play.do(acts.MovePerson("ben", 1), COLE)
    play.tick(5)
    assert play.places == ["1.alone", "1.brief"]
    assert play.team(2).ends_at is None
    assert play.refuse(acts.Close(2), COLE) == ("NOT_NOW", "")
    play.do(acts.MovePerson("ben", 2), COLE)
    play.ready(2)
    assert play.places == ["1.alone", "1.alone"]
    assert play.session.stage is Stage.RUNNING
