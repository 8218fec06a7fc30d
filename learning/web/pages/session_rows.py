"""The rows of the facilitator's console: one for each team, and what in it asks for a look.

Knows how teams stand and who is in them; nothing in a row moves with the clock alone but waiting.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zlib import crc32

from learning.team.session import Pace, Phase, Session, Stage
from learning.team.shown import Board, Points
from learning.team.shown_all import Split, TeamRow
from learning.web.pages.session_board import PhaseStep, list_steps
from learning.web.pages.session_people import People, PersonRow
from learning.web.pages.session_words import PHASE_WORDS, say_end, say_side_of, say_team
from learning.web.pages.words import join_words, say_count, say_number

# How long a team that has decided may wait for others before the console points at it.
PATIENCE: Final = {Pace.LIVE: timedelta(minutes=2), Pace.DAYS: timedelta(days=1)}
BAR = 100
WAITING = "Has decided"
WAY_ON = "The way on"


class Need(StrEnum):
    """Why a team asks for a look; the order is that of urgency."""

    APPEAL = "appeal"
    MISSING = "missing"
    SPLIT = "split"
    WAITING = "waiting"


FILTER_WORDS: Final = {
    Need.APPEAL: "With an appeal",
    Need.MISSING: "Someone missing",
    Need.SPLIT: "Disagreeing",
    Need.WAITING: "Waiting long",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What so many want, and where it lies on a bar of a hundred."""

    words: str
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class SplitRow:
    """What a team does not agree on: `ratio` is said as `3 : 1`."""

    title: str
    ratio: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team at a glance. `ends_at` is in milliseconds since 1970, as scripts count."""

    number: int
    name: str
    phase: str
    steps: tuple[PhaseStep, ...]
    people: tuple[PersonRow, ...]
    done: str
    splits: tuple[SplitRow, ...]
    path: tuple[str, ...]
    points: str
    ends_at: int | None
    ends_words: str
    needs: tuple[tuple[Need, str], ...]
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name under which a script knows the row."""
        return f"team-{self.number}"

    def asks(self, needs: Iterable[Need]) -> bool:
        """Say whether the team asks for a look because of one of these."""
        return any(need in needs for need, _ in self.needs)


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that shows fewer teams; `value` "" is all of them."""

    value: str
    words: str
    count: int
    chosen: bool


def note_state(thing: object) -> str:
    """Give a short mark of what something shows: another one as soon as it shows something else.

    >>> note_state(("Team 1", "Share")) == note_state(("Team 1", "Decide"))
    False
    """
    return f"{crc32(repr(thing).encode()):08x}"


def make_lines(
    rows: Sequence[TeamRow], session: Session, people: People, *, now: datetime
) -> tuple[TeamLine, ...]:
    """Put the teams into words; `now` is in the zone that the site keeps."""
    return tuple(_make_line(row, session, people, now) for row in rows)


def _make_line(row: TeamRow, session: Session, people: People, now: datetime) -> TeamLine:
    board = row.board
    running = session.stage is Stage.RUNNING
    ends_at = board.ends_at if running else None
    return TeamLine(
        number=board.team,
        name=say_team(board.team),
        phase=WAITING if board.waiting else PHASE_WORDS[board.phase],
        steps=tuple(list_steps(board)),
        people=tuple(people.row(mate) for mate in board.mates),
        done=_say_done(board),
        splits=tuple(make_split(each) for each in row.disagreement),
        path=row.path,
        points=_say_points(row.points),
        ends_at=round(ends_at.timestamp() * 1000) if ends_at else None,
        ends_words=_say_time(session, board, now),
        needs=tuple(_list_needs(row, session, people, now)),
        notes=tuple(f"Nobody on the {say_side_of(side)} side" for side in board.missing),
    )


def make_split(split: Split) -> SplitRow:
    """Lay out how wishes divide, as a bar and in words."""
    whole = sum(count for _, count in split.counts) or 1
    parts, before = [], 0
    for words, count in split.counts:
        start, end = BAR * before // whole, BAR * (before + count) // whole
        parts.append(Part(words, count, start, end - start))
        before += count
    ratio = " : ".join(str(count) for _, count in split.counts)
    return SplitRow(split.title or WAY_ON, ratio, tuple(parts))


def _say_done(board: Board) -> str:
    if board.waiting:
        return "waits for the others"
    if board.phase is Phase.OVER:
        return ""
    return f"{sum(mate.done for mate in board.mates)} of {len(board.mates)} done"


def _say_points(points: Points) -> str:
    """Write the team's points of those it could have earned; nothing where there were none yet."""
    if not points.possible:
        return ""
    return f"{say_number(points.earned)} of {say_number(points.possible)}"


def _say_time(session: Session, board: Board, now: datetime) -> str:
    if board.ends_at is None or session.stage is Stage.ENDED:
        return ""
    if session.paused_at is not None:
        return f"{say_left(board.ends_at - session.paused_at)} left"
    return say_end(board.ends_at.astimezone(now.tzinfo), now)


def say_left(left: timedelta) -> str:
    """Say how much time is left, as a clock shows it or, from three hours on, in hours.

    >>> say_left(timedelta(seconds=65)), say_left(timedelta(hours=30)), say_left(timedelta(-1))
    ('1:05', '30 hours', '0:00')
    """
    seconds = max(0, round(left.total_seconds()))
    if seconds >= 3 * 3600:
        return say_count(round(seconds / 3600), "hour")
    return f"{seconds // 60}:{seconds % 60:02}"


def _list_needs(
    row: TeamRow, session: Session, people: People, now: datetime
) -> Iterator[tuple[Need, str]]:
    board, team = row.board, session.teams[row.board.team]
    if session.stage is Stage.ENDED:
        return
    if any(appeal.accepted is None for appeal in row.appeals):
        yield Need.APPEAL, "appeals"
    away = tuple(people.name(mate.person) for mate in board.mates if not mate.here)
    if away and session.options.pace is Pace.LIVE and board.phase is not Phase.OVER:
        yield Need.MISSING, f"{join_words(away)} away"
    if row.disagreement:
        yield Need.SPLIT, "disagrees"
    if board.waiting and team.began_at is not None:
        since = (session.paused_at or now) - team.began_at
        if since >= PATIENCE[session.options.pace]:
            yield Need.WAITING, "waits long for others"


def make_filters(lines: Sequence[TeamLine], chosen: str) -> tuple[Filter, ...]:
    """Offer all teams, those that ask for a look, and those that ask for one kind of it."""
    asking = sum(bool(line.needs) for line in lines)
    return (
        Filter("", "All teams", len(lines), chosen == ""),
        Filter("any", "Needs attention", asking, chosen == "any"),
        *(
            Filter(need, words, sum(line.asks((need,)) for line in lines), chosen == need)
            for need, words in FILTER_WORDS.items()
        ),
    )


def pick_lines(lines: Sequence[TeamLine], chosen: str) -> tuple[TeamLine, ...]:
    """Give the lines that a filter leaves."""
    if chosen not in ("any", *Need):
        return tuple(lines)
    wanted = tuple(Need) if chosen == "any" else (Need(chosen),)
    return tuple(line for line in lines if line.asks(wanted))


def count_phases(phases: Iterable[str]) -> Mapping[str, int]:
    """Count the teams in each phase, in the order of phases."""
    counted = Counter(phases)
    ordered = (*PHASE_WORDS.values(), WAITING)
    return {words: counted[words] for words in ordered if words in counted}


def say_needs(lines: Sequence[TeamLine]) -> str:
    """Say which teams ask for a look: what is read out when it changes.

    Without those that wait or are of several minds: that comes and goes all the time.
    """
    appealing = [str(line.number) for line in lines if line.asks((Need.APPEAL,))]
    missing = [str(line.number) for line in lines if line.asks((Need.MISSING,))]
    said = []
    for numbers, what in ((appealing, "with an appeal"), (missing, "with someone away")):
        if numbers:
            teams = "Team" if len(numbers) == 1 else "Teams"
            said.append(f"{teams} {join_words(tuple(numbers))} {what}")
    return ". ".join(said)
