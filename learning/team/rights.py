"""Who may do what, and when: one table with a line for each act.

Knows stages, phases and seats; whether the act itself makes sense is asked by `apply`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from learning.model.names import PersonId
from learning.team import events
from learning.team.events import Act, Event
from learning.team.session import Phase, Refusal, Session, Stage, Team

LOBBY = frozenset({Stage.LOBBY})
RUNNING = frozenset({Stage.RUNNING})
UNDER_WAY = frozenset({Stage.RUNNING, Stage.PAUSED})
NOT_ENDED = LOBBY | UNDER_WAY
ANY_PHASE = frozenset(Phase)


class Who(StrEnum):
    """HOST is the facilitator, or in a session without one who opened it.

    ANYONE is whoever the operation lets act: a code to join, an educator to take over.
    """

    SERVER = "server"
    ANYONE = "anyone"
    SEATED = "seated"
    MEMBER = "member of a team"
    HOST = "host"
    HOST_OR_SERVER = "host or server"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Right:
    """Who may, at which stages of the session, and in which phases of the doer's team.

    `spans`: an act for one of these phases still counts in the next of them, in the same turn.
    """

    who: Who
    stages: frozenset[Stage] = RUNNING
    phases: frozenset[Phase] = ANY_PHASE
    spans: bool = False


_ALONE = Right(Who.MEMBER, phases=frozenset({Phase.ALONE}))
_DECIDE = Right(Who.MEMBER, phases=frozenset({Phase.DECIDE}))
_WRITING = Right(Who.MEMBER, phases=frozenset({Phase.PLAN}))
_REFLECTING = Right(Who.MEMBER, phases=frozenset({Phase.REFLECTION}))
_STEERING = Right(Who.FACILITATOR)
_TELLING = Right(Who.MEMBER, phases=frozenset({Phase.SHARE, Phase.DECIDE}), spans=True)
_APPEALING = Right(Who.MEMBER, phases=frozenset({Phase.REVEAL, Phase.APPEAL}), spans=True)

RIGHTS: Mapping[type[Act], Right] = {
    events.Open: Right(Who.ANYONE, frozenset()),
    events.Join: Right(Who.ANYONE, NOT_ENDED),
    events.Leave: Right(Who.SEATED, NOT_ENDED),
    events.Drop: Right(Who.SERVER, NOT_ENDED),
    events.Return: Right(Who.SERVER, NOT_ENDED),
    events.MakeTeams: Right(Who.HOST, LOBBY),
    # Not the host: a learner who moved others about would read what their teams know.
    events.MovePerson: Right(Who.FACILITATOR, NOT_ENDED),
    events.Start: Right(Who.HOST, LOBBY),
    events.Pause: _STEERING,
    events.Resume: Right(Who.HOST, UNDER_WAY),
    events.Extend: Right(Who.FACILITATOR, UNDER_WAY),
    events.Close: _STEERING,
    events.Reveal: _STEERING,
    events.GoBack: _STEERING,
    events.Announce: Right(Who.FACILITATOR, NOT_ENDED),
    events.TakeOver: Right(Who.ANYONE, NOT_ENDED),
    events.End: Right(Who.HOST_OR_SERVER, NOT_ENDED),
    events.Tick: Right(Who.SERVER),
    events.Ready: Right(Who.MEMBER, phases=ANY_PHASE - {Phase.OVER}),
    events.Notice: _ALONE,
    events.Reply: _ALONE,
    events.Propose: _ALONE,
    events.Tell: _TELLING,
    events.Vote: _DECIDE,
    events.VoteChoice: _DECIDE,
    events.NameReporter: Right(Who.MEMBER, phases=ANY_PHASE - {Phase.OVER}),
    events.MakeAppeal: _APPEALING,
    events.Rule: Right(Who.FACILITATOR, UNDER_WAY),
    events.Write: _WRITING,
    events.RemoveLine: _WRITING,
    events.Reflect: _REFLECTING,
    events.GiveFeedback: _REFLECTING,
}


def judge(session: Session, event: Event) -> Refusal | None:
    """Say why someone may not do something now; None where they may.

    What a member does for a position that is over is LATE, whatever else is true of it.
    """
    right = RIGHTS[type(event.act)]
    if session.stage not in right.stages:
        return _judge_stage(session)
    if not _is(session, event.by, right.who):
        return Refusal.NOT_YOURS
    team = find_team(session, event.by)
    if team is None or right.who is not Who.MEMBER:
        return None
    return _judge_place(team, right, getattr(event.act, "position", None))


def find_team(session: Session, person: PersonId | None) -> Team | None:
    """Give the team a person sits in, None where they are in none."""
    seat = None if person is None else session.seats.get(person)
    return None if seat is None or seat.team is None else session.teams.get(seat.team)


def find_host(session: Session) -> PersonId | None:
    """Say who makes the teams, starts and ends: the facilitator, or who opened the session.

    Where that person has no seat or is away, it is who came first of those that are here.
    """
    if session.options.facilitated:
        return session.facilitator
    opener = session.seats.get(session.opened_by)
    if opener is not None and opener.here:
        return opener.person
    here = (seat.person for seat in session.seats.values() if seat.here)
    return next(here, session.opened_by)


def _judge_place(team: Team, right: Right, position: str | None) -> Refusal | None:
    """Judge by the phase: LATE after it, NOT_NOW before it."""
    if position not in (None, team.position) and not _is_spanned(str(position), team, right):
        return Refusal.LATE
    if team.phase in right.phases:
        return None
    order = list(Phase)
    early = order.index(team.phase) < min(map(order.index, right.phases))
    return Refusal.NOT_NOW if early else Refusal.LATE


def _is_spanned(position: str, team: Team, right: Right) -> bool:
    """Say whether an act that several phases take was meant for an earlier one of the same turn."""
    turn, _, phase = position.partition(".")
    return right.spans and turn == str(len(team.turns)) and phase in right.phases


def _judge_stage(session: Session) -> Refusal:
    match session.stage:
        case Stage.ENDED:
            return Refusal.ENDED
        case Stage.PAUSED:
            return Refusal.PAUSED
        case Stage.LOBBY | Stage.RUNNING:
            return Refusal.NOT_NOW
        case _:
            assert_never(session.stage)


def _is(session: Session, person: PersonId | None, who: Who) -> bool:
    match who:
        case Who.SERVER:
            return person is None
        case Who.ANYONE:
            return person is not None
        case Who.SEATED:
            return person in session.seats
        case Who.MEMBER:
            return find_team(session, person) is not None
        case Who.FACILITATOR:
            return person is not None and person == session.facilitator
        case Who.HOST:
            return person is not None and person == find_host(session)
        case Who.HOST_OR_SERVER:
            return person is None or person == find_host(session)
        case _:
            assert_never(who)
