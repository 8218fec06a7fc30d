"""The facilitator: pause, extend, close, reveal, go back; and a session that all have left."""

from datetime import timedelta

import pytest

from learning.team import events as acts
from learning.team.apply import LONGEST_ANNOUNCEMENT, LONGEST_RULING, MOST_ANNOUNCEMENTS
from learning.team.session import Pace, Phase, Stage
from learning.team.steering import LONGEST
from tests.unit.team.playing import COLE, DEE, FOUR, NOON, RIGHT, SIDES, WRONG, Play, begin

FIVE = timedelta(minutes=5)
PAIRS = (("amina", "ben"), ("ali", "bea"))


def timed(**options: object) -> Play:
    return begin(limits=dict.fromkeys(Phase, FIVE), **options)


def paused(play: Play) -> bool:
    return play.session.stage is Stage.PAUSED


# Pausing.


def test_a_pause_stops_the_clock_and_takes_nothing_in() -> None:
    play = timed()
    play.wait(2)
    play.do(acts.Pause(), COLE)
    play.wait(30)
    assert play.refuse(acts.Tick()) == ("PAUSED", "")
    assert play.refuse(acts.Ready("1.brief"), "ben") == ("PAUSED", "")
    play.do(acts.Resume(), COLE)
    assert play.team().ends_at == NOON + FIVE + timedelta(minutes=30)


def test_pausing_twice_is_refused_and_resuming_twice_changes_nothing() -> None:
    play = timed()
    play.do(acts.Pause(), COLE)
    assert play.refuse(acts.Pause(), COLE) == ("PAUSED", "")
    play.do(acts.Resume(), COLE)
    teams = play.session.teams
    play.do(acts.Resume(), COLE)
    assert play.session.teams is teams


def test_a_clock_that_went_back_makes_no_phase_shorter() -> None:
    play = timed()
    play.do(acts.Pause(), COLE)
    play.wait(-10)
    play.do(acts.Resume(), COLE)
    assert play.team().ends_at == NOON + FIVE


def test_what_became_done_in_the_pause_goes_on_after_it() -> None:
    play = begin(people=("amina", "ben"))
    play.do(acts.Ready("1.brief"), "ben")
    play.do(acts.Pause(), COLE)
    play.do(acts.Drop("amina"))
    assert play.place == "1.brief"
    play.do(acts.Resume(), COLE)
    assert play.place == "1.alone"


def test_people_join_and_are_moved_while_it_is_paused() -> None:
    play = begin(people=("amina", "ben"), teams=(("amina",), ("ben",)))
    play.do(acts.Pause(), COLE)
    play.do(acts.Join("law"), "bea")
    play.do(acts.MovePerson("bea", 2), COLE)
    assert play.team(2).members == ("ben", "bea")
    assert paused(play)


# When all have left.


def test_when_all_have_left_it_pauses_until_somebody_is_back() -> None:
    play = timed(facilitated=False)
    for person in FOUR:
        assert not paused(play)
        play.do(acts.Drop(person))
    assert play.session.deserted
    play.wait(60)
    play.do(acts.Return("ben"))
    assert not paused(play)
    assert play.team().ends_at == NOON + FIVE + timedelta(minutes=60)


def test_a_facilitator_who_is_there_keeps_it_running() -> None:
    play = timed()
    for person in FOUR:
        play.do(acts.Drop(person))
    assert not paused(play)
    play.do(acts.Drop(COLE))
    assert play.session.deserted
    play.do(acts.Return(COLE))
    assert not paused(play)


@pytest.mark.parametrize(("act", "by"), [(acts.Join("law"), "bo"), (acts.TakeOver(), DEE)])
def test_a_new_person_wakes_it_too(act, by) -> None:
    play = timed()
    for person in (*FOUR, COLE):
        play.do(acts.Drop(person))
    play.do(act, by)
    assert not paused(play)


def test_what_the_facilitator_paused_stays_so_when_people_come_back() -> None:
    play = timed()
    play.do(acts.Pause(), COLE)
    for person in (*FOUR, COLE):
        play.do(acts.Drop(person))
    play.do(acts.Return("ben"))
    assert paused(play)


def test_over_days_nobody_needs_to_be_there() -> None:
    play = begin(pace=Pace.DAYS)
    for person in (*FOUR, COLE):
        play.do(acts.Drop(person))
    assert not paused(play)


# Time.


def test_more_time_for_one_team_or_for_all() -> None:
    play = timed(teams=PAIRS)
    other = play.team(2)
    play.do(acts.Extend(FIVE, 1), COLE)
    assert play.team(1).ends_at == NOON + 2 * FIVE
    assert play.team(2) is other
    play.do(acts.Extend(FIVE), COLE)
    assert play.team(2).ends_at == NOON + 2 * FIVE


@pytest.mark.parametrize(
    ("by", "team", "why"),
    [
        (timedelta(0), None, ("UNKNOWN", "")),
        (-FIVE, None, ("UNKNOWN", "")),
        (FIVE, 9, ("UNKNOWN", "")),
        (LONGEST + FIVE, None, ("TOO_LONG", "by")),
        (timedelta.max, 1, ("TOO_LONG", "by")),
    ],
)
def test_no_time_can_be_given_out_of_bounds(by, team, why) -> None:
    assert timed().refuse(acts.Extend(by, team), COLE) == why


def test_more_time_where_there_is_no_end_is_told_so() -> None:
    assert begin().refuse(acts.Extend(FIVE), COLE) == ("NOT_NOW", "")


def test_two_clicks_close_one_phase() -> None:
    play = begin()
    play.do(acts.Close(1, "1.brief"), COLE)
    assert play.place == "1.alone"
    assert play.refuse(acts.Close(1, "1.brief"), COLE) == ("LATE", "")
    assert play.refuse(acts.Close(9), COLE) == ("UNKNOWN", "")


def test_closing_for_all_leaves_those_alone_that_wait() -> None:
    play = begin(teams=PAIRS)
    play.go("1.waiting")
    waiting = play.team(1)
    play.do(acts.Close(), COLE)
    assert play.places == ["1.waiting", "1.alone"]
    assert play.team(1) is waiting
    assert play.refuse(acts.Close(1), COLE) == ("NOT_NOW", "")


def test_closing_again_and_again_comes_to_the_end() -> None:
    play = begin(teams=PAIRS)
    for _ in range(40):
        if play.session.stage is Stage.RUNNING:
            play.do(acts.Close(), COLE)
    assert play.session.stage is Stage.ENDED


# Revealing.


def test_pressed_early_who_decides_has_decided_and_who_is_earlier_is_not_rushed() -> None:
    teams = (("amina",), ("ali",), ("ben",))
    play = begin(teams=teams, people=("amina", "ali", "ben"))
    play.go("1.waiting", 1)
    play.go("1.decide", 2)
    play.do(acts.Vote("1.decide", "first", WRONG), "ali")
    play.do(acts.Reveal(), COLE)
    assert play.places == ["1.reveal", "1.reveal", "1.brief"]
    assert play.team(2).play.answers["first"].answer == WRONG
    play.go("1.decide", 3)
    play.vote(number=3)
    play.choose("ring", 3)
    assert play.places[2] == "1.reveal"


def test_there_must_be_something_to_reveal() -> None:
    play = begin()
    assert play.refuse(acts.Reveal(), COLE) == ("NOT_NOW", "")
    play.go("1.decide")
    play.do(acts.Reveal(), COLE)
    assert play.refuse(acts.Reveal(), COLE) == ("NOT_NOW", "")


def test_once_revealed_no_vote_counts() -> None:
    play = begin()
    play.go("1.decide")
    play.do(acts.Reveal(), COLE)
    assert play.refuse(acts.Vote("1.decide", "first", RIGHT), "ben") == ("LATE", "")


# Going back.


def back_at_flat() -> Play:
    play = begin()
    play.go("2.alone", choice="ring")
    play.do(acts.GoBack(1, 1), COLE)
    return play


def test_led_back_answers_stay_and_the_way_is_decided_anew() -> None:
    play = back_at_flat()
    assert play.place == "3.brief"
    assert [turn.void for turn in play.team().turns] == [True, True, False]
    assert play.team().turn.scene == "flat"
    play.go("3.decide")
    assert play.refuse(acts.Vote("3.decide", "first", WRONG), "ben") == ("UNKNOWN", "")
    play.choose("wait")
    assert play.team().play.answers["first"].answer == RIGHT
    play.go("4.plan")
    assert [step.choice for step in play.team().play.steps] == ["wait"]


def test_the_number_of_a_turn_that_was_led_back_from_leads_nowhere() -> None:
    play = back_at_flat()
    for turn in (0, 1, 2, 9):
        assert play.refuse(acts.GoBack(1, turn), COLE) == ("UNKNOWN", "")
    assert play.refuse(acts.GoBack(1, 3), COLE) == ("NOT_NOW", "")
    assert play.refuse(acts.GoBack(7, 1), COLE) == ("UNKNOWN", "")
    play.go("4.brief", choice="ring")
    play.do(acts.GoBack(1, 3), COLE)
    assert play.team().turn.scene == "flat"


def test_from_after_the_ending_one_can_go_back_into_the_case() -> None:
    play = begin()
    play.go("2.debrief", choice="wait")
    assert play.team().play.finished
    play.do(acts.GoBack(1, 2), COLE)
    assert (play.place, play.team().turn.scene) == ("3.brief", "silence")
    assert not play.team().play.finished
    play.do(acts.GoBack(1, 1), COLE)
    play.go("5.brief", choice="ring")
    assert play.team().turn.scene == "visit"


def test_who_was_led_back_is_waited_for_again() -> None:
    play = begin(teams=PAIRS)
    play.go("1.waiting", 1)
    play.go("1.reveal", 2)
    play.go("2.alone", 1, choice="ring")
    play.go("2.decide", 2, choice="ring")
    play.do(acts.GoBack(1, 1), COLE)
    play.vote(number=2)
    play.choose("write", 2)
    assert play.places == ["3.brief", "2.waiting"]


# Words, hand-over, the end.


def test_another_educator_takes_over_and_the_first_can_take_it_back() -> None:
    play = begin()
    play.do(acts.TakeOver(), DEE)
    assert play.refuse(acts.Pause(), COLE) == ("NOT_YOURS", "")
    play.do(acts.Pause(), DEE)
    play.do(acts.TakeOver(), COLE)
    assert play.session.facilitator == COLE


def test_nobody_who_takes_part_takes_over() -> None:
    assert begin().refuse(acts.TakeOver(), "ben") == ("NOT_YOURS", "")
    assert begin(facilitated=False).refuse(acts.TakeOver(), DEE) == ("NOT_YOURS", "")


@pytest.mark.parametrize(
    ("words", "why"),
    [(" ", ("INCOMPLETE", "words")), ("x" * (LONGEST_ANNOUNCEMENT + 1), ("TOO_LONG", "words"))],
)
def test_an_announcement_has_words_but_not_too_many(words, why) -> None:
    assert begin().refuse(acts.Announce(words), COLE) == why


def test_announcements_are_for_one_team_or_all_and_have_an_end() -> None:
    play = begin(teams=PAIRS)
    play.do(acts.Announce("Five minutes", 2), COLE)
    assert play.session.announcements[0].team == 2
    assert play.refuse(acts.Announce("Hello", 3), COLE) == ("UNKNOWN", "")
    for _ in range(MOST_ANNOUNCEMENTS - 1):
        play.do(acts.Announce("Hello"), COLE)
    assert play.refuse(acts.Announce("Hello"), COLE) == ("TOO_MANY", "")


def appealed() -> Play:
    play = begin()
    play.go("1.decide")
    play.vote(WRONG)
    play.vote()
    play.choose("ring")
    play.do(acts.MakeAppeal("1.reveal", "first", "It can be read so", "The Act"), "ben")
    return play


def test_an_appeal_that_is_accepted_gives_all_points() -> None:
    play = appealed()
    assert play.team().play.answers["first"].mark.earned == 0.5
    play.do(acts.Rule(1, "first", True, ""), COLE)
    assert play.team().play.answers["first"].mark.earned == 1
    assert play.refuse(acts.Rule(1, "first", False, "No"), COLE) == ("UNKNOWN", "")


@pytest.mark.parametrize(
    ("words", "why"),
    [(" ", ("INCOMPLETE", "words")), ("x" * (LONGEST_RULING + 1), ("TOO_LONG", "words"))],
)
def test_an_appeal_that_is_not_accepted_is_told_why(words, why) -> None:
    assert appealed().refuse(acts.Rule(1, "first", False, words), COLE) == why


@pytest.mark.parametrize("options", [{"facilitated": False}, {"appeals": False}])
def test_where_no_appeals_are_heard_none_is_taken(options) -> None:
    play = begin(**options)
    play.go("1.decide")
    play.vote(WRONG)
    play.vote()
    play.choose("ring")
    appeal = acts.MakeAppeal("1.reveal", "first", "It can be read so", "The Act")
    assert play.refuse(appeal, "ben") == ("NOT_NOW", "")


def test_the_end_is_the_end() -> None:
    play = begin()
    play.do(acts.End(), COLE)
    for act, by in ((acts.Ready("1.brief"), "ben"), (acts.End(), COLE), (acts.Join("law"), "bo")):
        assert play.refuse(act, by) == ("ENDED", "")


def test_teams_that_never_began_are_none_once_it_has_ended() -> None:
    play = Play()
    play.do(acts.Join(SIDES["ben"]), "ben")
    play.do(acts.MakeTeams((("ben",),)), COLE)
    play.do(acts.End(), COLE)
    assert (play.session.teams, play.session.seats["ben"].team) == ({}, None)
