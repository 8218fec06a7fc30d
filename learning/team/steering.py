"""What a facilitator does with the clock and the way: pause, extend, close, reveal, go back."""

from dataclasses import replace
from datetime import datetime, timedelta

from learning.model.key import Module
from learning.model.names import TeamId
from learning.play.path import list_moments
from learning.team.changes import put_team
from learning.team.events import Close, Extend, GoBack
from learning.team.phases import AFTERWARDS, close, enter, reveal
from learning.team.session import Phase, Refusal, Refused, Session, Stage, Team

# No phase is longer, and none is made longer by more at once.
LONGEST = timedelta(days=366)


def pause(session: Session, at: datetime, *, deserted: bool = False) -> Session:
    """Stop the clock of all teams."""
    return replace(session, stage=Stage.PAUSED, paused_at=at, deserted=deserted)


def resume(session: Session, at: datetime) -> Session:
    """Let the clock run on: every phase ends as much later as the pause was long.

    Nothing changes where it runs.
    """
    if session.paused_at is None:
        return session
    late = max(at - session.paused_at, timedelta())
    teams = {number: _put_off(team, late) for number, team in session.teams.items()}
    return replace(session, stage=Stage.RUNNING, paused_at=None, deserted=False, teams=teams)


def extend(session: Session, act: Extend) -> Session | Refused:
    """Give more time to teams whose phase has an end; NOT_NOW where none has."""
    named = _list_named(session, act.team)
    if not named or act.by <= timedelta():
        return Refused(Refusal.UNKNOWN)
    if act.by > LONGEST:
        return Refused(Refusal.TOO_LONG, "by")
    if all(team.ends_at is None for team in named):
        return Refused(Refusal.NOT_NOW)
    for team in named:
        session = put_team(session, _put_off(team, act.by))
    return session


def close_phases(
    module: Module, session: Session, act: Close, *, at: datetime
) -> Session | Refused:
    """End the phase that teams are in; a second click on the same place is LATE.

    NOT_NOW where there is none to end: they wait for others, or are over.
    """
    named = _list_named(session, act.team)
    if not named:
        return Refused(Refusal.UNKNOWN)
    if act.team is not None and act.position not in ("", named[0].position):
        return Refused(Refusal.LATE)
    closed = session
    for team in named:
        closed = put_team(closed, close(module, closed, team, at=at))
    return Refused(Refusal.NOT_NOW) if closed is session else closed


def reveal_now(module: Module, session: Session, at: datetime) -> Session | Refused:
    """Show all decisions: who was still deciding has decided, who was earlier is not rushed.

    NOT_NOW where nobody is deciding, or has decided and waits.
    """
    shown = session
    for team in session.teams.values():
        decided = close(module, shown, team, at=at) if team.phase is Phase.DECIDE else team
        if decided.waiting:
            shown = put_team(shown, reveal(shown, decided, at))
    return Refused(Refusal.NOT_NOW) if shown is session else shown


def strike(module: Module, session: Session, at: datetime) -> Session:
    """End every phase whose time is up."""
    for team in session.teams.values():
        if team.ends_at is not None and team.ends_at <= at:
            session = put_team(session, close(module, session, team, at=at))
    return session


def go_back(module: Module, session: Session, act: GoBack, *, at: datetime) -> Session | Refused:
    """Lead a team back to an earlier turn: what was answered stays, the way is chosen anew."""
    team = session.teams.get(act.team)
    if team is None or not 1 <= act.turn <= len(team.turns) or team.turns[act.turn - 1].void:
        return Refused(Refusal.UNKNOWN)
    if act.turn == len(team.turns) and team.phase not in AFTERWARDS:
        return Refused(Refusal.NOT_NOW)
    number = sum(not turn.void for turn in team.turns[: act.turn]) - 1
    moment = list_moments(team.play)[number]
    play = replace(
        moment, answers=team.play.answers, tried=team.play.tried, ending=None, finished=False
    )
    turns = (
        *team.turns[: act.turn - 1],
        *(replace(turn, void=True) for turn in team.turns[act.turn - 1 :]),
    )
    return put_team(session, enter(module, session, replace(team, play=play, turns=turns), at=at))


def _put_off(team: Team, late: timedelta) -> Team:
    if team.ends_at is None or not late:
        return team
    return replace(team, ends_at=team.ends_at + late)


def _list_named(session: Session, number: TeamId | None) -> tuple[Team, ...]:
    if number is None:
        return tuple(session.teams.values())
    return (session.teams[number],) if number in session.teams else ()
