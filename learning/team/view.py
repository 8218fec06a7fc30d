"""What a member of a team may see now, phase by phase, and nothing that is not theirs to see yet.

Pages and streams get a session in this form only.
"""

from dataclasses import replace
from typing import assert_never

from learning.model.case import Source
from learning.model.key import Module
from learning.model.names import PersonId
from learning.play.sources import list_sources
from learning.team.aftermath import (
    has_ended,
    may_look_back,
    show_debrief,
    show_plan,
    show_reflection,
)
from learning.team.alone import is_done
from learning.team.deciding import is_decided, list_undecided, may_choose, may_leave_open
from learning.team.mentions import list_part_texts
from learning.team.phases import AFTERWARDS, may_be_ready
from learning.team.revealing import show_consequence, show_reveal
from learning.team.scenery import show_scene
from learning.team.session import CHOICE, Phase, Session, Stage, Team
from learning.team.sharing import show_alone, show_share
from learning.team.shown import Board, DebriefPart, Mate, MemberView, Part
from learning.team.sight import list_missing
from learning.team.wishes import show_decide


def view_board(module: Module, session: Session, team: Team) -> Board:
    """Show how a team that has begun stands: the same to all of it, and nothing of any answer."""
    title = module.case.scenes[team.turn.scene].title
    return Board(
        team=team.id,
        stage=session.stage,
        deserted=session.deserted,
        phase=team.phase,
        phases=AFTERWARDS if team.phase in AFTERWARDS else team.turn.phases,
        position=team.position,
        turn=len(team.turns),
        scene_title=title,
        ends_at=team.ends_at,
        mates=tuple(_show_mate(module, session, team, each) for each in team.members),
        announcements=tuple(each for each in session.announcements if each.team in (None, team.id)),
        waiting=team.waiting,
        way=session.options.way,
        reporter=team.reporter,
        missing=list_missing(module, session, team),
    )


def view_member(module: Module, session: Session, person: PersonId) -> MemberView:
    """Show a member everything on their page; raises KeyError for who is in no team that began."""
    seat = session.seats[person]
    team = None if seat.team is None else session.teams[seat.team]
    if team is None or not team.turns:
        raise KeyError(person)
    written = team.phase in (Phase.REFLECTION, Phase.OVER) or has_ended(session, team)
    scene = show_scene(module, session, team, person=person)
    part = _show_part(module, session, team, person)
    more = list_sources(module, list_part_texts(part))
    again = None if isinstance(part, DebriefPart) else _look_back(module, session, team, person)
    return MemberView(
        board=view_board(module, session, team),
        me=person,
        side=seat.side,
        case_title=module.case.title,
        scene=replace(scene, sources=_join(scene.sources, more)),
        part=part,
        ready=person in team.ready,
        may_ready=(
            session.stage is Stage.RUNNING and may_be_ready(module, session, team, person=person)
        ),
        debrief=part if isinstance(part, DebriefPart) else again,
        reflection=show_reflection(session, team, person) if written else None,
    )


def _join(some: tuple[Source, ...], more: tuple[Source, ...]) -> tuple[Source, ...]:
    """Give the sources of two lists, each once, by number."""
    found = {source.number: source for source in (*some, *more)}
    return tuple(found[number] for number in sorted(found))


def _show_part(module: Module, session: Session, team: Team, person: PersonId) -> Part:
    match team.phase:
        case Phase.BRIEF:
            return None
        case Phase.ALONE:
            return show_alone(module, session, team, person=person)
        case Phase.SHARE:
            return show_share(module, session, team, person=person)
        case Phase.DECIDE:
            return show_decide(module, session, team, person=person)
        case Phase.REVEAL | Phase.APPEAL:
            return show_reveal(module, session, team, person=person)
        case Phase.CONSEQUENCE:
            return show_consequence(module, team)
        case Phase.PLAN | Phase.DEBRIEF | Phase.REFLECTION | Phase.OVER:
            return _show_last_part(module, session, team, person)
        case _:
            assert_never(team.phase)


def _show_last_part(module: Module, session: Session, team: Team, person: PersonId) -> Part:
    match team.phase:
        case Phase.PLAN:
            return show_plan(module, session, team)
        case Phase.DEBRIEF:
            return show_debrief(module, session, team, person=person)
        case Phase.REFLECTION:
            return show_reflection(session, team, person)
        case _:
            return None


def _look_back(
    module: Module, session: Session, team: Team, person: PersonId
) -> DebriefPart | None:
    if not may_look_back(session, team):
        return None
    return show_debrief(module, session, team, person=person)


def _show_mate(module: Module, session: Session, team: Team, person: PersonId) -> Mate:
    seat = session.seats[person]
    return Mate(person, seat.side, seat.here, _has_done(module, session, team, person))


def _has_done(module: Module, session: Session, team: Team, person: PersonId) -> bool:
    """Say whether a member has done what the phase asks of them."""
    match team.phase:
        case Phase.ALONE:
            return is_done(module, session, team, person=person)
        case Phase.DECIDE:
            return _has_voted(module, session, team, person)
        case _:
            return person in team.ready or team.waiting


def _has_voted(module: Module, session: Session, team: Team, person: PersonId) -> bool:
    if may_leave_open(module, session, team):
        return person in team.ready or is_decided(module, session, team)
    items = [each.id for each in list_undecided(module, session, team) if not each.optional]
    if may_choose(module, session, team):
        items.append(CHOICE)
    return all(person in team.turn.ballots.get(item, {}) for item in items)
