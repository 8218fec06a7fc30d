"""Small changes to a session: one team, one turn or one member's commit put in another's place."""

from dataclasses import replace

from learning.model.names import PersonId
from learning.team.session import Commit, Seat, Session, Team, Turn


def put_team(session: Session, team: Team) -> Session:
    """Give the session with this team in place of the one of its number; the same if it is that."""
    if session.teams.get(team.id) == team:
        return session
    return replace(session, teams={**session.teams, team.id: team})


def put_seat(session: Session, seat: Seat) -> Session:
    """Give the session with this seat in place of the one of its person; the same if it is so."""
    if session.seats.get(seat.person) == seat:
        return session
    return replace(session, seats={**session.seats, seat.person: seat})


def put_turn(team: Team, turn: Turn) -> Team:
    """Give the team with this turn in place of the one it is in."""
    return replace(team, turns=(*team.turns[:-1], turn))


def put_commit(team: Team, person: PersonId, commit: Commit) -> Team:
    """Give the team with what a member locked in the scene it is in."""
    turn = team.turn
    return put_turn(team, replace(turn, commits={**turn.commits, person: commit}))
