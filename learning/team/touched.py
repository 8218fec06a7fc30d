"""Whom it concerns that a session went on: whose page looks different, and whose event it was.

Says nothing of what changed. What nobody touched in a session is the same object as before.
"""

from learning.model.names import PersonId, TeamId
from learning.team.events import (
    Act,
    Announce,
    Close,
    Drop,
    End,
    Extend,
    GoBack,
    MakeTeams,
    MovePerson,
    Open,
    Pause,
    Resume,
    Return,
    Reveal,
    Rule,
    Start,
    TakeOver,
)
from learning.team.session import Session, Stage


def is_touched(before: Session, now: Session, person: PersonId) -> bool:
    """Say whether a person's page may look different after what happened between the two.

    Takes the same session earlier and later. The facilitator sees all of it; a member what they,
    their team and everybody are at (docs/sessions.md).

    >>> from learning.team.session import Options
    >>> before = Session(Options(), PersonId("cole"), PersonId("cole"))
    >>> is_touched(before, before, PersonId("cole"))
    False
    """
    if before is now:
        return False
    seat, earlier = now.seats.get(person), before.seats.get(person)
    if person == now.facilitator or seat is not earlier or seat is None:
        return True
    if now.stage is Stage.LOBBY or seat.team is None:
        moved = now.seats is not before.seats or now.teams is not before.teams
        handed_over = now.facilitator != before.facilitator
        return moved or handed_over or _is_elsewhere(before, now, seat.team)
    return is_team_touched(before, now, seat.team)


def is_team_touched(before: Session, now: Session, team_id: TeamId) -> bool:
    """Say whether what all members of a team see of it may look different; as `is_touched` does.

    >>> from learning.team.session import Options
    >>> before = Session(Options(), PersonId("cole"), PersonId("cole"))
    >>> is_team_touched(before, before, TeamId(1))
    False
    """
    if before is now:
        return False
    team = now.teams[team_id]
    if team is not before.teams.get(team_id) or _is_elsewhere(before, now, team_id):
        return True
    return now.seats is not before.seats and any(
        now.seats.get(each) is not before.seats.get(each) for each in team.members
    )


def _is_elsewhere(before: Session, now: Session, team: TeamId | None) -> bool:
    """Whether everybody is at something else, or was told something."""
    if (before.stage, before.deserted) != (now.stage, now.deserted):
        return True
    if now.announcements is before.announcements:
        return False
    said = now.announcements[len(before.announcements) :]
    return any(each.team in (None, team) for each in said)


def is_shared(session: Session, act: Act, by: PersonId | None, *, person: PersonId) -> bool:
    """Say whether a person may know that an act happened: everybody's, or their own team's.

    Takes the session after it, who did it (None: the server), and who asks. What is done to one
    team, or by or to one of its members, is that team's; in the lobby there are no teams yet.

    >>> from learning.team.events import Pause
    >>> from learning.team.session import Options
    >>> session = Session(Options(), PersonId("cole"), PersonId("cole"))
    >>> is_shared(session, Pause(), PersonId("cole"), person=PersonId("amina"))
    True
    """
    if person in (by, session.facilitator):
        return True
    about = _find_teams(session, act, by)
    return not about or bool(about & _find_team(session, person))


def _find_teams(session: Session, act: Act, by: PersonId | None) -> set[TeamId]:
    """Give the teams that an act was of or about; none, where it was everybody's."""
    match act:
        case Extend() | Close() | Announce() | GoBack() | Rule():
            return set() if act.team is None else {act.team}
        case Drop() | Return() | MovePerson():
            return _find_team(session, act.person)
        case Open() | MakeTeams() | Start() | Pause() | Resume() | Reveal() | TakeOver() | End():
            return set()
        case _:
            return set() if by is None else _find_team(session, by)


def _find_team(session: Session, person: PersonId) -> set[TeamId]:
    seat = session.seats.get(person)
    return set() if seat is None or seat.team is None else {seat.team}
