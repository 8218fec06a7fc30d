"""The phases of a team: which a scene has, when one is over, and what comes after it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from learning.model.key import Module
from learning.model.names import PersonId, TeamId
from learning.play.advance import follow
from learning.play.answering import settle
from learning.team.alone import is_done, may_go_on, may_notice
from learning.team.changes import put_team, put_turn
from learning.team.deciding import (
    carry_own_answers,
    decide_agreed,
    decide_all,
    decide_way,
    is_decided,
    list_short,
    may_leave_open,
)
from learning.team.session import Phase, Session, Stage, Team, Turn
from learning.team.sight import (
    find_end,
    find_way,
    list_awaited,
    list_own_questions,
    list_own_ways,
    list_private,
    list_sides,
    list_team_questions,
    list_ways,
)

# After the last scene, in this order.
AFTERWARDS = (Phase.PLAN, Phase.DEBRIEF, Phase.REFLECTION, Phase.OVER)


def enter(module: Module, session: Session, team: Team, *, at: datetime) -> Team:
    """Begin a turn in the scene where the team's play stands."""
    sides = list_sides(module, session, team)
    turn = Turn(team.play.scene, (Phase.BRIEF,), sides=sides)
    begun = replace(team, turns=(*team.turns, turn))
    return _plan(module, session, begin_phase(session, begun, Phase.BRIEF, at=at))


def begin_phase(session: Session, team: Team, phase: Phase, *, at: datetime) -> Team:
    """Begin a phase: nobody is ready yet, and its time runs from now.

    Waiting for others to decide has no end, nor has what comes after all, nor anything in a team
    that all have been moved out of.
    """
    begun = replace(team, phase=phase, ready=frozenset(), began_at=at, ends_at=None)
    limit = session.options.limits.get(phase)
    if limit is None or begun.waiting or phase is Phase.OVER or not team.members:
        return begun
    return replace(begun, ends_at=at + limit)


def settle_all(
    module: Module, session: Session, teams: Iterable[TeamId], *, at: datetime
) -> Session:
    """Take each of these teams on as far as it is done, and reveal where all are in.

    The session ends with the last team.
    """
    if session.stage is not Stage.RUNNING:
        return session
    touched = set(teams)
    while touched:
        for number in sorted(touched):
            session = put_team(session, _go_on(module, session, session.teams[number], at))
        touched = find_revealed(session)
        for number in touched:
            session = put_team(session, reveal(session, session.teams[number], at))
    playing = (team.phase is not Phase.OVER for team in session.teams.values() if team.members)
    return session if any(playing) else replace(session, stage=Stage.ENDED)


def close(module: Module, session: Session, team: Team, *, at: datetime) -> Team:
    """End the phase that a team is in as if its time were up; give the same team where none ends.

    Waiting for others does not end so, nor does anything in a team that all have been moved out of.
    """
    if team.waiting or not team.members:
        return team
    match team.phase:
        case Phase.ALONE:
            return _pass_on(module, session, carry_own_answers(module, session, team), at)
        case Phase.DECIDE:
            return _pass_on(module, session, decide_all(module, session, team), at)
        case Phase.OVER:
            return team
        case _:
            return _pass_on(module, session, team, at)


def may_be_ready(module: Module, session: Session, team: Team, *, person: PersonId) -> bool:
    """Say whether the phase waits for a member to say that they are ready to go on.

    Alone and at deciding only where nothing but optional questions is left.
    """
    match team.phase:
        case Phase.OVER:
            return False
        case Phase.ALONE:
            ready = person in team.ready
            done = is_done(module, session, team, person=person)
            return may_go_on(module, session, team, person=person) and (ready or not done)
        case Phase.DECIDE:
            return may_leave_open(module, session, team)
        case _:
            return not team.waiting


def reveal(session: Session, team: Team, at: datetime) -> Team:
    """Show a team's decisions; the time of the phase runs from here."""
    shown = put_turn(team, replace(team.turn, revealed=True))
    return begin_phase(session, shown, Phase.REVEAL, at=at)


def find_revealed(session: Session) -> set[TeamId]:
    """Give the teams whose decisions can be shown now: no other team is still before that.

    Nobody waits for a team in which nobody is awaited.
    """
    revealing = [team for team in session.teams.values() if team.phase is Phase.REVEAL]
    waiting = [team for team in revealing if team.waiting]
    if not waiting:
        return set()
    depth = min(map(count_turns, waiting))
    if any(_is_before(session, each, depth) for each in session.teams.values()):
        return set()
    return {team.id for team in waiting if count_turns(team) == depth}


def is_waiting(team: Team) -> bool:
    """Say whether a team has decided, and waits for the others."""
    return team.waiting


def count_turns(team: Team) -> int:
    """Count the scenes a team has been in, without those that it was led back from."""
    return len([turn for turn in team.turns if not turn.void])


def _is_before(session: Session, team: Team, depth: int) -> bool:
    """Say whether a team has still to decide what others wait to see."""
    if team.phase in AFTERWARDS:
        return False
    decided = Phase.REVEAL not in team.turn.phases or team.turn.revealed or team.waiting
    before = count_turns(team) < depth if decided else count_turns(team) <= depth
    return before and bool(list_awaited(session, team))


def _plan(module: Module, session: Session, team: Team) -> Team:
    """Work out anew which phases of the scene follow the one that the team is in.

    What was answered, and who is in the team now, can open a question or close a way.
    """
    past = _list_past(team)
    order = list(Phase)
    fresh = _list_phases(module, session, team)
    later = tuple(phase for phase in fresh if order.index(phase) > order.index(team.phase))
    return put_turn(team, replace(team.turn, phases=past + later))


def _list_past(team: Team) -> tuple[Phase, ...]:
    """List the phases of the scene up to the one that the team is in."""
    phases = team.turn.phases
    return phases[: phases.index(team.phase) + 1]


def _list_phases(module: Module, session: Session, team: Team) -> Iterable[Phase]:
    past = _list_past(team)
    alone = Phase.ALONE in past or any(
        _has_own_part(module, session, team, person=person) for person in team.members
    )
    if alone:
        yield Phase.ALONE
    private = any(list_private(module, session, team, person=person) for person in team.members)
    together = len(team.members) > 1
    if together and (alone or private):
        yield Phase.SHARE
    questions = list_team_questions(module, session, team)
    ways = team.turn.choice is not None or list_ways(module, session, team)
    decide = Phase.DECIDE in past or questions or ways
    if decide:
        yield Phase.DECIDE
    if decide or alone:
        yield Phase.REVEAL
    heard = session.options.appeals and session.options.facilitated
    if heard and (list_short(team) if Phase.DECIDE in past else questions):
        yield Phase.APPEAL
    if ways:
        yield Phase.CONSEQUENCE


def _has_own_part(module: Module, session: Session, team: Team, person: PersonId) -> bool:
    return bool(
        list_own_questions(module, session, team, person=person)
        or may_notice(module, session, team, person=person)
        or list_own_ways(module, session, team, person=person)
    )


def _go_on(module: Module, session: Session, team: Team, at: datetime) -> Team:
    """Take a team on as long as the phase it is in is done: at most through one scene a call."""
    if team.phase is Phase.DECIDE:
        team = decide_agreed(module, session, team)
    while _is_done(module, session, team):
        before = team.position
        team = close(module, session, team, at=at)
        if team.position == before:
            break
    return team


def _is_done(module: Module, session: Session, team: Team) -> bool:
    awaited = list_awaited(session, team)
    if not awaited:
        return False
    match team.phase:
        case Phase.ALONE:
            return all(is_done(module, session, team, person=person) for person in awaited)
        case Phase.DECIDE:
            return is_decided(module, session, team)
        case Phase.OVER:
            return False
        case (
            Phase.BRIEF
            | Phase.SHARE
            | Phase.REVEAL
            | Phase.APPEAL
            | Phase.CONSEQUENCE
            | Phase.PLAN
            | Phase.DEBRIEF
            | Phase.REFLECTION
        ):
            return not team.waiting and team.ready.issuperset(awaited)
        case _:
            assert_never(team.phase)


def _pass_on(module: Module, session: Session, team: Team, at: datetime) -> Team:
    """Begin the phase after this one: of the scene, of the next scene, or after the last."""
    if team.phase in AFTERWARDS:
        return begin_phase(session, team, AFTERWARDS[AFTERWARDS.index(team.phase) + 1], at=at)
    team = _plan(module, session, team)
    phases = team.turn.phases
    later = phases[phases.index(team.phase) + 1 :]
    if later:
        return begin_phase(session, team, later[0], at=at)
    return _leave_scene(module, session, decide_way(module, session, team), at)


def _leave_scene(module: Module, session: Session, team: Team, at: datetime) -> Team:
    """Take the way that was decided, even if an appeal accepted meanwhile would close it."""
    key = module.key.scenes[team.turn.scene]
    way = None if team.turn.choice is None else find_way(key.choices, team.turn.choice)
    sides = module.case.roles or list_sides(module, session, team)
    end = None if way is not None else find_end(module, team, sides)
    onward = way or (None if end is not None else key.next)
    if onward is not None:
        return enter(module, session, replace(team, play=follow(module, team.play, onward)), at=at)
    grade = None if end is None else end.grade
    ended = replace(settle(team.play), ending=grade, finished=True)
    return begin_phase(session, replace(team, play=ended), Phase.PLAN, at=at)
