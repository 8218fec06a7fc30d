"""Seats and teams: taking one's place, coming and going, and dividing people into teams."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from math import ceil

from learning.model.key import Module
from learning.model.names import HEALTH, LAW, PersonId, Role, SceneId, TeamId
from learning.play.state import State
from learning.team.changes import put_seat, put_team, put_turn
from learning.team.phases import enter
from learning.team.session import Pace, Phase, Refusal, Refused, Seat, Session, Stage, Team

MOST_SEATS = 1_000
MOST_IN_TEAM = 8
LEAST_IN_TEAM = 3
USUAL_IN_TEAM = 4
SIDES = frozenset({HEALTH, LAW})
# Where a team is before the start.
NOWHERE = State(HEALTH, "", SceneId(""), {}, ())


def join(module: Module, session: Session, person: PersonId, *, side: Role) -> Session | Refused:
    """Take a seat, or come back to it. Outside the lobby the side stays what it was.

    A facilitator, who sees all sides, takes none.
    """
    if person == session.facilitator:
        return Refused(Refusal.NOT_YOURS)
    if side not in (module.case.roles or SIDES) or side not in SIDES:
        return Refused(Refusal.UNKNOWN)
    seat = session.seats.get(person)
    if seat is None and len(session.seats) >= MOST_SEATS:
        return Refused(Refusal.FULL)
    if seat is not None:
        kept = side if session.stage is Stage.LOBBY else seat.side
        return put_seat(session, replace(seat, side=kept, here=True, left=False))
    session = put_seat(session, Seat(person, side))
    return session if session.stage is Stage.LOBBY else place(session, person)


def leave(session: Session, person: PersonId) -> Session:
    """Give up a seat in the lobby; later the seat stays, and its person is not here."""
    if session.stage is not Stage.LOBBY:
        return put_seat(session, replace(session.seats[person], here=False, left=True))
    number = session.seats[person].team
    if number is not None:
        session = put_team(session, _without(session.teams[number], person))
    seats = {each: seat for each, seat in session.seats.items() if each != person}
    return replace(session, seats=seats)


def place(session: Session, person: PersonId) -> Session | Refused:
    """Put a latecomer into the team with fewest of their side, of equals the smallest.

    One that still plays and has somebody here comes before one that has not.
    """
    seats, side = session.seats, session.seats[person].side

    def need(team: Team) -> tuple[bool, bool, int, int, TeamId]:
        empty = not any(seats[each].here for each in team.members)
        same = sum(seats[each].side == side for each in team.members)
        return team.phase is Phase.OVER, empty, same, len(team.members), team.id

    room = [team for team in session.teams.values() if len(team.members) < MOST_IN_TEAM]
    return move(session, person, min(room, key=need).id) if room else Refused(Refusal.FULL)


def move(session: Session, person: PersonId, number: TeamId) -> Session | Refused:
    """Put a person into another team; what they locked stays with the team they leave.

    Their votes there are taken back. In the lobby a number that no team has makes a new one.
    """
    seat = session.seats.get(person)
    team = session.teams.get(number) or _found(session, number)
    if seat is None or team is None:
        return Refused(Refusal.UNKNOWN)
    if seat.team == number:
        return session
    if len(team.members) >= MOST_IN_TEAM:
        return Refused(Refusal.FULL)
    former = seat.former
    if seat.team is not None:
        session = put_team(session, _without(session.teams[seat.team], person))
        former = former if session.stage is Stage.LOBBY else (*former, seat.team)
    session = put_team(session, replace(team, members=(*team.members, person)))
    former = tuple(dict.fromkeys(each for each in former if each != number))
    return put_seat(session, replace(seat, team=number, former=former))


def propose_teams(
    seats: Mapping[PersonId, Seat], size: int = USUAL_IN_TEAM
) -> tuple[tuple[PersonId, ...], ...]:
    """Propose teams of about `size`, 3 to 8, with both sides in each as far as that goes.

    >>> seats = {PersonId(name): Seat(PersonId(name), side)
    ...          for name, side in (("a", HEALTH), ("b", HEALTH), ("c", LAW), ("d", LAW))}
    >>> propose_teams(seats)
    (('a', 'c', 'b', 'd'),)
    """
    if not seats:
        return ()
    groups = [
        [each.person for each in seats.values() if each.side == side] for side in (HEALTH, LAW)
    ]
    count = _count_teams(len(seats), min(map(len, groups)), size)
    teams: list[list[PersonId]] = [[] for _ in range(count)]
    for group in groups:
        for person in group:
            smallest = min(teams, key=lambda team: (_count_side(seats, team, person), len(team)))
            smallest.append(person)
    return tuple(_mix(seats, team) for team in teams if team)


def _count_side(seats: Mapping[PersonId, Seat], team: list[PersonId], person: PersonId) -> int:
    return sum(seats[each].side == seats[person].side for each in team)


def _mix(seats: Mapping[PersonId, Seat], team: list[PersonId]) -> tuple[PersonId, ...]:
    """Let the sides of a team alternate as far as they go."""
    health = [each for each in team if seats[each].side == HEALTH]
    law = [each for each in team if seats[each].side != HEALTH]
    longest = max(len(health), len(law))
    pairs = (group[at] for at in range(longest) for group in (health, law) if at < len(group))
    return tuple(pairs)


def _count_teams(people: int, of_each_side: int, size: int) -> int:
    least = ceil(people / MOST_IN_TEAM)
    most = max(1, people // LEAST_IN_TEAM)
    wanted = min(max(ceil(people / size), least), most)
    return max(least, min(wanted, of_each_side)) if of_each_side else wanted


def make_teams(session: Session, groups: tuple[tuple[PersonId, ...], ...]) -> Session | Refused:
    """Divide people into teams in the lobby; who is in none is placed at the start."""
    named = [person for group in groups for person in group]
    if len(set(named)) != len(named) or any(person not in session.seats for person in named):
        return Refused(Refusal.UNKNOWN)
    if any(len(group) > MOST_IN_TEAM for group in groups):
        return Refused(Refusal.FULL)
    numbered = {TeamId(number): group for number, group in enumerate(filter(None, groups), 1)}
    where = {person: number for number, group in numbered.items() for person in group}
    for person, seat in session.seats.items():
        session = put_seat(session, replace(seat, team=where.get(person)))
    made = {number: Team(number, group, NOWHERE, ()) for number, group in numbered.items()}
    kept = {number: team for number, team in session.teams.items() if made.get(number) == team}
    return replace(session, teams={**made, **kept})


def start(module: Module, session: Session, at: datetime) -> Session | Refused:
    """Begin to play: everybody has a team, and each team enters the first scene.

    Who is in no team is put into one; where there is no room, they make further teams.
    """
    if not session.seats:
        return Refused(Refusal.NOBODY)
    kept = {number: team for number, team in session.teams.items() if team.members}
    session = _place_all(replace(session, teams=kept, stage=Stage.RUNNING))
    teams = {
        number: enter(module, session, replace(team, play=_begin(module, session, team)), at=at)
        for number, team in session.teams.items()
    }
    return replace(session, teams=teams)


def come_and_go(session: Session, person: PersonId, *, here: bool) -> Session | Refused:
    """Note that a person is here or not; the facilitator too."""
    if person == session.facilitator:
        if session.facilitator_here == here:
            return session
        return replace(session, facilitator_here=here)
    seat = session.seats.get(person)
    if seat is None:
        return Refused(Refusal.UNKNOWN)
    return put_seat(session, replace(seat, here=here, left=seat.left and not here))


def is_deserted(session: Session) -> bool:
    """Say whether nobody is left in a live session that runs."""
    if session.options.pace is Pace.DAYS or session.stage is not Stage.RUNNING:
        return False
    facilitated = session.facilitator is not None and session.facilitator_here
    return not facilitated and not any(seat.here for seat in session.seats.values())


def _found(session: Session, number: TeamId) -> Team | None:
    """Make a team of a number that none has yet, in the lobby."""
    if session.stage is not Stage.LOBBY or not 1 <= number <= MOST_SEATS:
        return None
    return Team(number, (), NOWHERE, ())


def _place_all(session: Session) -> Session:
    """Put everybody without a team into one, or into new ones where all are full."""
    rest: dict[PersonId, Seat] = {}
    for person, seat in tuple(session.seats.items()):
        placed = place(session, person) if seat.team is None and session.teams else session
        if isinstance(placed, Refused) or not session.teams:
            rest[person] = seat
        else:
            session = placed
    first = max(session.teams, default=0) + 1
    for number, group in enumerate(propose_teams(rest), first):
        session = put_team(session, Team(TeamId(number), group, NOWHERE, ()))
        for person in group:
            session = put_seat(session, replace(rest[person], team=TeamId(number)))
    return session


def _without(team: Team, person: PersonId) -> Team:
    """Give the team without a person: their votes and readiness go, what they locked stays."""
    members = tuple(each for each in team.members if each != person)
    reporter = None if team.reporter == person else team.reporter
    left = replace(team, members=members, ready=team.ready - {person}, reporter=reporter)
    if not team.turns:
        return left
    ballots = {
        item: {each: ballot for each, ballot in cast.items() if each != person}
        for item, cast in team.turn.ballots.items()
    }
    ends_at = team.ends_at if members else None
    return put_turn(replace(left, ends_at=ends_at), replace(team.turn, ballots=ballots))


def _begin(module: Module, session: Session, team: Team) -> State:
    first = module.case.start
    counters = {counter.name: counter.start for counter in module.case.counters}
    side = session.seats[team.members[0]].side
    return State(side, f"team-{team.id}", first, counters, (first,))
