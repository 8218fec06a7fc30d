"""What a facilitator can do with the session, or with one team that was picked: what is offered.

Whether it may be done is asked again by `team` when it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from learning.model.names import TeamId
from learning.team.phases import AFTERWARDS
from learning.team.session import Pace, Phase, Session, Stage, Team
from learning.team.shown_all import ConsoleView, TeamRow
from learning.web.pages.debrief import MapPart
from learning.web.pages.session_people import People
from learning.web.pages.session_rows import SplitRow, make_split
from learning.web.pages.session_words import PHASE_WORDS, say_team
from learning.web.pages.words import say_count

MORE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class TeamMap:
    """The way of a team on the map of the case. `side` is no side: the map is the team's."""

    url: str
    case: str
    team: str
    map: MapPart
    side: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People of a team in a menu."""

    words: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Steer:
    """The panel of controls. `team` is None for all; `close` is what the button says, "" for none.

    `targets` are the teams that somebody can be moved to. Only a picked team has a `path`, and
    `turns` that it can be led back to.
    """

    team: int | None
    title: str
    position: str
    stage: str
    more: tuple[tuple[int, str], ...]
    close: str
    close_hint: str
    may_reveal: bool
    reveal_hint: str
    groups: tuple[Group, ...]
    targets: tuple[tuple[int, str], ...]
    path: tuple[str, ...]
    turns: tuple[tuple[int, str], ...]
    splits: tuple[SplitRow, ...]


def make_steer(
    view: ConsoleView, session: Session, *, people: People, picked: Team | None
) -> Steer:
    """Offer what can be done now, with all teams or with the one that was picked."""
    teams = tuple(session.teams.values()) if picked is None else (picked,)
    row = next((each for each in view.rows if picked and each.board.team == picked.id), None)
    deciding = sum(each.phase is Phase.DECIDE for each in session.teams.values())
    return Steer(
        team=None if picked is None else picked.id,
        title="All teams" if picked is None else say_team(picked.id),
        position="" if picked is None else picked.position,
        stage=session.stage,
        more=tuple(_list_more(session, teams)),
        close=_say_close(session, teams),
        close_hint=_say_close_hint(teams),
        may_reveal=view.can_reveal and session.stage is Stage.RUNNING,
        reveal_hint=_say_reveal(deciding),
        groups=tuple(_list_groups(session, teams, people)),
        targets=tuple(
            (each.id, f"{say_team(each.id)} ({say_count(len(each.members), 'person', 'people')})")
            for each in session.teams.values()
        ),
        path=() if row is None else row.path,
        turns=() if row is None or picked is None else _list_turns(row, session, picked),
        splits=() if row is None else tuple(make_split(each) for each in row.disagreement),
    )


def say_more(pace: Pace, count: int) -> str:
    """Say how much time is given.

    >>> say_more(Pace.LIVE, 1), say_more(Pace.DAYS, 5)
    ('1 more minute', '5 more days')
    """
    unit = "minute" if pace is Pace.LIVE else "day"
    return f"{count} more {unit if count == 1 else unit + 's'}"


def count_time(pace: Pace, count: int) -> timedelta:
    """Give the time that so many of a session's units are: minutes, or days."""
    return timedelta(minutes=count) if pace is Pace.LIVE else timedelta(days=count)


def _list_more(session: Session, teams: tuple[Team, ...]) -> Iterator[tuple[int, str]]:
    """Offer more time where there is an end to put off."""
    under_way = session.stage in (Stage.RUNNING, Stage.PAUSED)
    if under_way and any(team.ends_at is not None for team in teams):
        unit = "min" if session.options.pace is Pace.LIVE else "days"
        for count in MORE:
            yield count, f"+{count} {'day' if unit == 'days' and count == 1 else unit}"


def _say_close(session: Session, teams: tuple[Team, ...]) -> str:
    if session.stage is not Stage.RUNNING or not any(map(_can_close, teams)):
        return ""
    if len(teams) == 1:
        return f"Close {PHASE_WORDS[teams[0].phase]}"
    return "Close the phase of every team"


def _can_close(team: Team) -> bool:
    return team.phase is not Phase.OVER and not team.waiting


def _say_close_hint(teams: tuple[Team, ...]) -> str:
    if any(team.phase is Phase.DECIDE for team in teams):
        return "As if the time were up. Where a team is deciding, what most of them want is taken."
    return "As if the time were up. What was not done stays undone."


def _say_reveal(deciding: int) -> str:
    if not deciding:
        return "Shows all decisions of this scene at once."
    still = "1 team is" if deciding == 1 else f"{deciding} teams are"
    return f"{still} still deciding: what most of each team want would be taken."


def _list_groups(session: Session, teams: tuple[Team, ...], people: People) -> Iterator[Group]:
    for team in teams:
        named = sorted((people.name(each), each) for each in team.members)
        yield Group(say_team(team.id), tuple((person, name) for name, person in named))
    loose = [
        (person, people.name(person)) for person, seat in session.seats.items() if not seat.team
    ]
    if loose:
        yield Group("In no team", tuple(loose))


def _list_turns(row: TeamRow, session: Session, team: Team) -> tuple[tuple[int, str], ...]:
    """Give the scenes that the team can be led back to: not the one that it is in."""
    if session.stage is not Stage.RUNNING:
        return ()
    here = 0 if team.phase in AFTERWARDS else len(team.turns)
    return tuple((number, title) for number, title in row.turns if number != here)


def find_team(session: Session, number: int | None) -> Team | None:
    """Give the team of that number, None where there is none."""
    return None if number is None else session.teams.get(TeamId(number))
