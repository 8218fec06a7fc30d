"""One event onto a session: the first, the refused, the same twice, and what is left alone."""

import pytest

from learning.errors import LearningError
from learning.model.names import HEALTH
from learning.team import events as acts
from learning.team.apply import apply, replay
from learning.team.events import Event
from learning.team.session import Options, Refusal, Refused, Stage
from tests.unit.team.playing import COLE, NOON, Play, begin, make_flat

PAIRS = (("amina", "ben"), ("ali", "bea"))


@pytest.mark.parametrize("by", [None, COLE])
def test_a_session_begins_with_being_opened(by) -> None:
    first = Event(acts.Join(HEALTH), by, NOON)
    assert apply(make_flat(), None, first) == Refused(Refusal.UNKNOWN)


def test_it_is_opened_once_and_by_somebody() -> None:
    assert Play().refuse(acts.Open(Options()), COLE) == ("NOT_NOW", "")
    opened = Event(acts.Open(Options()), None, NOON)
    assert apply(make_flat(), None, opened) == Refused(Refusal.NOT_NOW)


def test_what_happened_makes_the_same_session_again_whole_or_from_the_middle() -> None:
    play = begin()
    play.go("2.share", choice="ring")
    assert replay(play.module, play.happened) == play.session
    half = replay(play.module, play.happened[:20])
    assert replay(play.module, play.happened[20:], half) == play.session
    assert play.session.seq == len(play.happened)


def test_events_that_do_not_fit_are_an_error_when_replayed() -> None:
    play = begin()
    with pytest.raises(LearningError, match="no longer fits"):
        replay(play.module, play.happened[1:])
    with pytest.raises(LearningError, match="without events"):
        replay(play.module, [])


def test_what_an_event_leaves_alone_stays_the_same_object() -> None:
    play = begin(teams=PAIRS)
    play.do(acts.Ready("1.brief"), "amina")
    team, seats = play.team(2), play.session.seats
    play.do(acts.Ready("1.brief", ready=False), "amina")
    assert play.team(2) is team
    assert play.session.seats is seats
    play.do(acts.Drop("amina"))
    assert play.session.seats["ben"] is seats["ben"]
    assert play.team(2) is team


def test_the_same_twice_is_taken_and_changes_nothing() -> None:
    play = begin()
    play.do(acts.Ready("1.brief"), "amina")
    team = play.team()
    play.do(acts.Ready("1.brief"), "amina")
    assert play.team() is team


@pytest.mark.parametrize("act", [acts.Drop("ben"), acts.Return("amina"), acts.Tick()])
def test_what_the_server_notes_and_is_known_is_not_noted_again(act) -> None:
    play = begin()
    play.do(acts.Drop("ben"))
    assert play.refuse(act) == ("NOT_NOW", "")


def test_nobody_unknown_comes_or_goes() -> None:
    assert begin().refuse(acts.Drop("eve")) == ("UNKNOWN", "")


def test_the_facilitator_comes_and_goes() -> None:
    play = begin()
    play.do(acts.Drop(COLE))
    assert not play.session.facilitator_here
    play.do(acts.Return(COLE))
    assert play.session.facilitator_here


def test_it_ends_when_the_last_team_is_over_whoever_is_there() -> None:
    play = begin(teams=PAIRS)
    for person in ("ali", "bea"):
        play.do(acts.Drop(person))
    play.go("2.over", choice="wait")
    assert play.session.stage is Stage.RUNNING
    play.do(acts.Return("ali"))
    play.go("2.over", 2, choice="wait")
    assert play.session.stage is Stage.ENDED
