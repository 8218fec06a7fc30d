"""What watches over sessions finds the faults that it is there for."""

from dataclasses import replace

import pytest

from learning.model.names import HEALTH
from learning.quiz.answer import Mark, Result
from learning.team import events as acts
from learning.team.changes import put_team, put_turn
from learning.team.events import Event
from learning.team.session import CHOICE, Ballot, Phase, Seat, Session
from tests.unit.team.holding import check
from tests.unit.team.playing import COLE, NOON, Play, begin


@pytest.fixture(scope="module")
def play() -> Play:
    play = begin(teams=(("amina", "ben"), ("ali", "bea")))
    play.go("1.decide", 1)
    play.vote(number=1)
    play.do(acts.VoteChoice("1.decide", "ring"), "amina")
    return play


def put_ballot(session: Session) -> Session:
    team = session.teams[1]
    ballots = {CHOICE: {"eve": Ballot("ring", 3)}}
    return put_team(session, put_turn(team, replace(team.turn, ballots=ballots)))


def forget_decision(session: Session) -> Session:
    team = session.teams[1]
    return put_team(session, put_turn(team, replace(team.turn, decided=frozenset())))


def change_answer(session: Session) -> Session:
    team = session.teams[1]
    given = replace(team.play.answers["first"], mark=Mark(0, 1, Result.WRONG))
    return put_team(session, replace(team, play=replace(team.play, answers={"first": given})))


def give_too_much(session: Session) -> Session:
    team = session.teams[1]
    given = replace(team.play.answers["first"], mark=Mark(2, 1, Result.RIGHT))
    return put_team(session, replace(team, play=replace(team.play, answers={"first": given})))


def seat_twice(session: Session) -> Session:
    team = session.teams[2]
    return put_team(session, replace(team, members=(*team.members, "amina")))


FAULTS = {
    "a number left out": lambda session: replace(session, seq=session.seq + 1),
    "somebody in two teams": seat_twice,
    "a seat without a team": lambda session: replace(
        session, seats={**session.seats, "eve": Seat("eve", HEALTH)}
    ),
    "a vote of a stranger": put_ballot,
    "a decision undone": forget_decision,
    "an answer changed": change_answer,
    "more points than there are": give_too_much,
    "a phase gone back": lambda session: put_team(
        session, replace(session.teams[1], phase=Phase.SHARE)
    ),
    "a phase that should be over": lambda session: put_team(
        session, replace(session.teams[2], ready=frozenset({"ali", "bea"}))
    ),
    "a team made anew and just the same": lambda session: replace(
        session, teams={**session.teams, 2: replace(session.teams[2])}
    ),
    "an end to waiting": lambda session: put_team(
        session, replace(session.teams[2], phase=Phase.OVER, ends_at=NOON)
    ),
}


def test_a_sound_session_passes(play) -> None:
    after = replace(play.session, seq=play.session.seq + 1)
    check(play.module, play.session, after, Event(acts.Resume(), COLE, NOON))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(play, fault) -> None:
    after = FAULTS[fault](replace(play.session, seq=play.session.seq + 1))
    with pytest.raises(AssertionError):
        check(play.module, play.session, after, Event(acts.Resume(), COLE, NOON))
