"""The lobby of a session: how to come in, who has come, and how they are divided into teams.

Knows people by name and side, and of the case what its cover says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from learning.model.names import PersonId, Role, TeamId
from learning.operations.sessions import Table
from learning.team.rights import find_host
from learning.team.seats import MOST_IN_TEAM, SIDES, USUAL_IN_TEAM, propose_teams
from learning.team.session import Session, Stage
from learning.team.shown_all import LobbyTeam, LobbyView
from learning.web.pages.session_board import say_people
from learning.web.pages.session_people import People, PersonRow
from learning.web.pages.session_words import say_side_of, say_team
from learning.web.pages.words import join_words

SIZES = tuple(range(3, MOST_IN_TEAM + 1))
# ICAO's spelling alphabet, for the letters that codes are made of.
SPELLED = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November"
        " Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whisky X-ray Yankee Zulu".split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as it is planned, with its number; `warning` where a side is missing."""

    number: str
    title: str
    people: tuple[PersonRow, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class LobbyPart:
    """What `_lobby.html` prints. `spelled` is the code as one reads it out.

    `side` is that of who looks, "" where they have no seat; `steers`: they are its facilitator.
    `proposed`: nobody has divided the people yet, and these teams are what would be made; `size` is
    how many are wanted in each. `note` and `about_html` are what whoever plays alone reads first.
    """

    note: str
    about_html: str
    code: str
    spelled: str
    link: str
    came_words: str
    people: tuple[PersonRow, ...]
    side: str
    steers: bool
    is_host: bool
    host_words: str
    ended: bool
    teams: tuple[TeamRow, ...]
    unplaced: tuple[PersonRow, ...]
    menu: tuple[tuple[str, str], ...]
    proposed: bool
    size: int
    sizes: tuple[int, ...] = SIZES
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "lobby"


def make_lobby(
    view: LobbyView, table: Table, *, me: PersonId, root: str, size: int | None = None
) -> LobbyPart:
    """Put a lobby into words. `size` asks for teams to be proposed anew, of about so many."""
    session, case = table.opened.session, table.opened.module.case
    people = People(table.names, me)
    rows = {mate.person: people.row(mate) for mate in view.seats}
    proposed = not session.teams or size is not None
    size = size if size in SIZES else USUAL_IN_TEAM
    teams = _propose(session, table, size) if proposed else view.teams
    placed = {person for team in teams for person in team.members}
    return LobbyPart(
        note=case.content_note,
        about_html=case.cover_html,
        code=table.code,
        spelled=", ".join(SPELLED[each] for each in table.code),
        link=f"{root}join/{table.code}",
        came_words=_say_came(len(rows)),
        people=tuple(rows.values()),
        side=rows[me].side if me in rows else "",
        steers=table.is_facilitator,
        is_host=view.is_host,
        host_words=_say_host(session, people),
        ended=session.stage is Stage.ENDED,
        teams=tuple(_list_teams(teams, rows)),
        unplaced=tuple(row for person, row in rows.items() if person not in placed),
        menu=tuple(_list_menu(len(teams))),
        proposed=proposed,
        size=size,
    )


def group_code(code: str) -> str:
    """Write a code in two groups, as it is read out: `BCD FGH`."""
    return f"{code[:3]} {code[3:]}"


def _propose(session: Session, table: Table, size: int) -> Sequence[LobbyTeam]:
    sides = table.opened.module.case.roles or tuple(sorted(SIDES))
    groups = propose_teams(session.seats, size)
    return [
        LobbyTeam(TeamId(number), group, _find_missing(session, group, sides))
        for number, group in enumerate(groups, 1)
    ]


def _find_missing(
    session: Session, group: Iterable[PersonId], sides: tuple[Role, ...]
) -> tuple[Role, ...]:
    present = {session.seats[each].side for each in group}
    return tuple(side for side in sides if side not in present)


def _list_teams(teams: Iterable[LobbyTeam], rows: dict[PersonId, PersonRow]) -> Iterator[TeamRow]:
    for team in teams:
        members = tuple(rows[each] for each in team.members if each in rows)
        warning = _say_missing(team.missing) if members else ""
        yield TeamRow(str(team.team), say_team(team.team), members, warning)


def _say_missing(missing: tuple[Role, ...]) -> str:
    if not missing:
        return ""
    sides = join_words(tuple(say_side_of(side) for side in missing))
    return f"Nobody on the {sides} side. Everybody in this team will read what that side knows."


def _list_menu(count: int) -> Iterator[tuple[str, str]]:
    yield "", "No team yet"
    for number in range(1, count + 1):
        yield str(number), say_team(TeamId(number))
    yield str(count + 1), "A new team"


def _say_came(count: int) -> str:
    return f"{say_people(count)} here so far" if count else "Nobody has come yet"


def _say_host(session: Session, people: People) -> str:
    host = find_host(session)
    return f"{people.name(host)} starts the session when everybody is here."
