"""The board of a team: where it is, who is here, who is done, how long it lasts.

The same for every member, and made from what all of them may know: no word of it is private.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from learning.model.names import Role
from learning.team.session import Phase, Stage, Way
from learning.team.shown import Board
from learning.web.pages.session_people import People, PersonRow
from learning.web.pages.session_words import (
    PHASE_WORDS,
    WAY_WORDS,
    say_end,
    say_side_of,
    say_team,
)
from learning.web.pages.words import join_words, say_count

# Everybody is waited for until they have done what these ask.
ASKING = frozenset(Phase) - {Phase.OVER}
NEWEST = 3


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A phase of the scene; `state` is done, now or next."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the facilitator said, and when."""

    words: str
    at: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What `_board.html` prints. `ends_at` is in milliseconds since 1970, as scripts count.

    Where `shows` is another, the stage shows something else. `notes` are what everybody should
    know now, each with its tone; `done_words` sums the ticks up; `code` is for who comes late.
    """

    url: str
    team: str
    scene: str
    phase: str
    position: str
    shows: str
    stage: str
    steps: tuple[PhaseStep, ...]
    people: tuple[PersonRow, ...]
    done_words: str
    ends_at: int | None
    ends_words: str
    notes: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]
    earlier: tuple[Said, ...]
    way: str
    code: str


def make_board(
    board: Board, people: People, *, url: str, now: datetime, code: str = ""
) -> BoardPage:
    """Put a team's board into words; `now` is in the zone that the site keeps.

    `people` knows nobody as "you": one board is drawn for the whole team.
    """
    running = board.stage is Stage.RUNNING
    ends_at = board.ends_at if running else None
    said = tuple(
        Said(each.words, f"{each.at.astimezone(now.tzinfo):%H:%M}")
        for each in reversed(board.announcements)
    )
    return BoardPage(
        url=url,
        team=say_team(board.team),
        scene=board.scene_title,
        phase="The end" if board.stage is Stage.ENDED else PHASE_WORDS[board.phase],
        position=board.position,
        shows=_name_shown(board),
        stage=board.stage,
        steps=tuple(list_steps(board)),
        people=tuple(people.row(mate) for mate in board.mates),
        done_words=_say_done(board),
        ends_at=round(ends_at.timestamp() * 1000) if ends_at else None,
        ends_words=say_end(ends_at.astimezone(now.tzinfo), now) if ends_at else "",
        notes=tuple(_list_notes(board)),
        said=said[:NEWEST],
        earlier=said[NEWEST:],
        way=_say_way(board, people),
        code="" if board.stage is Stage.ENDED else code,
    )


def _name_shown(board: Board) -> str:
    """Name what the stage shows: the reveal comes without a new phase, and so does the end."""
    if board.stage is Stage.ENDED:
        return "ended"
    return f"{board.position}.waiting" if board.waiting else board.position


def list_steps(board: Board) -> Iterator[PhaseStep]:
    """List the phases that the team goes through here, and how far it is in them."""
    at = board.phases.index(board.phase) if board.phase in board.phases else len(board.phases)
    for number, phase in enumerate(board.phases):
        state = "now" if number == at else "done" if number < at else "next"
        yield PhaseStep(PHASE_WORDS[phase], state)


def _say_done(board: Board) -> str:
    if board.phase not in ASKING or board.stage is Stage.ENDED:
        return ""
    done = sum(mate.done for mate in board.mates)
    return f"{done} of {len(board.mates)} ready"


def _list_notes(board: Board) -> Iterator[tuple[str, str]]:
    match board.stage:
        case Stage.PAUSED if board.deserted:
            yield "warn", "Paused, because everybody had left. It goes on as somebody comes back."
        case Stage.PAUSED:
            yield "warn", "Paused: the clock stands still, and nothing is taken in for now."
        case Stage.ENDED:
            yield "plain", "This session has ended."
        case _:
            if board.waiting:
                yield "plain", "Your team has decided. Other teams are still deciding."
    if board.missing:
        yield "plain", _say_missing(board.missing)


def _say_missing(missing: tuple[Role, ...]) -> str:
    sides = join_words(tuple(say_side_of(side) for side in missing))
    return f"Nobody in your team is on the {sides} side, so everybody reads what that side knows."


def _say_way(board: Board, people: People) -> str:
    if board.phase is not Phase.DECIDE:
        return ""
    if board.way is Way.REPORTER and board.reporter is not None:
        return f"How you decide: {people.name(board.reporter)} answers for the team"
    return f"How you decide: {WAY_WORDS[board.way]}"


def say_people(count: int) -> str:
    """Write `1 person` or `4 people`."""
    return say_count(count, "person", "people")
