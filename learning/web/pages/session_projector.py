"""The projector view: what the room may read on the wall, in few words and large.

Before the start how to come in and who has; then how far teams are; after a reveal what each
decided. Knows only what `team.overview` shows the room.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from learning.quiz.answer import Result
from learning.team.session import Phase, Stage
from learning.team.shown import Board, TeamDecision
from learning.team.shown_all import ProjectorView
from learning.web.pages.session_board import say_people
from learning.web.pages.session_lobby import group_code
from learning.web.pages.session_people import People, PersonRow
from learning.web.pages.session_rows import WAITING, WAY_ON, note_state
from learning.web.pages.session_words import PHASE_WORDS, say_team
from learning.web.pages.words import join_words

# While any team looks at decisions, the wall does too.
LOOKING = frozenset({Phase.REVEAL, Phase.APPEAL, Phase.CONSEQUENCE})
VERDICTS = {
    Result.RIGHT: ("Right", "good"),
    Result.PARTLY: ("Partly right", "warn"),
    Result.WRONG: ("Not right", "bad"),
}
# Names are read from the back of a room up to this many; beyond, they are counted.
MOST_NAMES = 60
SIZES = ((3, "few"), (4.5, "some"))


@dataclass(frozen=True, slots=True)
class Door:
    """How a session is reached: its address, and the code and the link that people join by."""

    url: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class WallTeam:
    """A team as the room sees it: where it is, and how many of it are done there."""

    number: int
    phase: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What `teams` decided; `verdict` is "" where no mark is given."""

    html: str
    teams: str
    count: int
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """Something that was decided, with what each team decided, most first."""

    scene: str
    title: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class WallPage:
    """What the wall prints. `shows` is lobby, teams, reveal or ended; `size` few, some, many."""

    url: str
    code: str
    spelled: str
    link: str
    title: str
    seq: int
    shows: str
    size: str
    paused: bool
    came: str
    people: tuple[PersonRow, ...]
    uncounted: str
    sums: tuple[tuple[str, int], ...]
    teams: tuple[WallTeam, ...]
    revealed: tuple[Revealed, ...]

    def state(self, thing: object) -> str:
        """Give the mark by which a script knows that something shows something else now."""
        return note_state(thing)


def make_wall(view: ProjectorView, people: People, door: Door, *, seq: int) -> WallPage:
    """Put what the room may know into words."""
    shows = _choose(view)
    rows = sorted((people.row(mate) for mate in view.seats), key=lambda row: row.name.casefold())
    more = len(rows) - MOST_NAMES
    return WallPage(
        url=door.url,
        code=group_code(door.code),
        spelled=" ".join(door.code),
        link=door.link,
        title=view.case_title,
        seq=seq,
        shows=shows,
        size=_find_size(shows, view),
        paused=view.stage is Stage.PAUSED,
        came=_say_came(len(rows)),
        people=tuple(rows[:MOST_NAMES]),
        uncounted=f"and {more} more" if more > 0 else "",
        sums=tuple(_sum_up(view.teams)),
        teams=tuple(map(_make_team, view.teams)),
        revealed=tuple(
            Revealed(scene, title or WAY_ON, tuple(group_decisions(decisions)))
            for scene, title, decisions in view.revealed
        ),
    )


def _say_came(count: int) -> str:
    if not count:
        return "Nobody has come yet"
    return f"{say_people(count)} {'has' if count == 1 else 'have'} come"


def _choose(view: ProjectorView) -> str:
    if view.stage is Stage.LOBBY:
        return "lobby"
    looking = any(board.phase in LOOKING and not board.waiting for board in view.teams)
    if view.revealed and looking:
        return "reveal"
    return "ended" if view.stage is Stage.ENDED else "teams"


def _find_size(shows: str, view: ProjectorView) -> str:
    """Say how much there is to read, so that little can be large: counted in rows of boxes."""
    match shows:
        case "lobby":
            count = len(view.seats) / 8
        case "reveal":
            groups = (len(list(group_decisions(each))) for _, _, each in view.revealed)
            count = sum(0.5 + ceil(group / 3) for group in groups)
        case _:
            count = len(view.teams) / 3
    return next((size for most, size in SIZES if count <= most), "many")


def _sum_up(teams: Sequence[Board]) -> Iterator[tuple[str, int]]:
    waiting = sum(board.waiting for board in teams)
    if waiting:
        yield "has decided" if waiting == 1 else "have decided", waiting
    phases = [board.phase for board in teams if not board.waiting]
    for phase in Phase:
        if phase in phases:
            yield f"in {PHASE_WORDS[phase]}", phases.count(phase)


def _name_phase(board: Board) -> str:
    return WAITING if board.waiting else PHASE_WORDS[board.phase]


def _make_team(board: Board) -> WallTeam:
    done = sum(mate.done for mate in board.mates)
    finished = board.waiting or board.phase is Phase.OVER
    words = "" if finished else f"{done} of {len(board.mates)}"
    tone = "good" if finished else "plain"
    return WallTeam(board.team, _name_phase(board), words, tone)


def group_decisions(decisions: Iterable[TeamDecision]) -> Iterator[Decision]:
    """Put teams that decided the same together: the larger groups first, then by number."""
    groups: dict[tuple[str, str], list[TeamDecision]] = {}
    for each in decisions:
        groups.setdefault((each.html, _judge(each)[0]), []).append(each)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0].team))
    for group in ordered:
        verdict, tone = _judge(group[0])
        yield Decision(group[0].html, _name_teams(group), len(group), verdict, tone)


def _judge(decision: TeamDecision) -> tuple[str, str]:
    if decision.mark is None:
        return "", "plain"
    return VERDICTS.get(decision.mark.result, ("", "plain"))


def _name_teams(group: list[TeamDecision]) -> str:
    if len(group) == 1:
        return say_team(group[0].team)
    numbers = join_words(tuple(str(each.team) for each in group))
    return f"Teams {numbers}"
