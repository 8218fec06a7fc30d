"""What the lobby, the facilitator's console and the projector may show of a session."""

from collections.abc import Mapping
from dataclasses import dataclass

from learning.model.names import PersonId, Role, SceneId, TeamId
from learning.team.session import Appeal, Stage
from learning.team.shown import Board, Mate, Points, SceneText, TeamDecision


@dataclass(frozen=True, slots=True)
class LobbyTeam:
    """A team as it is planned before the start; `missing` are the sides that nobody in it reads."""

    team: TeamId
    members: tuple[PersonId, ...]
    missing: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class LobbyView:
    """Who has come, and how they are divided; `is_host` may divide them and start."""

    seats: tuple[Mate, ...]
    teams: tuple[LobbyTeam, ...]
    unplaced: tuple[PersonId, ...]
    is_host: bool


@dataclass(frozen=True, slots=True)
class Split:
    """How a team's wishes for something divide: what, and how many want it."""

    title: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team on the facilitator's console.

    `disagreement` lists what members do not agree on, never while they are alone; `path` the titles
    of the scenes gone through; `turns` the numbers and titles of those to go back to.
    """

    board: Board
    path: tuple[str, ...]
    disagreement: tuple[Split, ...]
    appeals: tuple[Appeal, ...]
    points: Points
    turns: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """The whole session for its facilitator, who sees the scene with all sides' texts.

    `unplaced` are people in the lobby without a team. `tutor` are the words for the facilitator
    on the scenes where teams are, by scene. `can_reveal`: some team has decided and waits, or is
    deciding.
    """

    stage: Stage
    deserted: bool
    case_title: str
    rows: tuple[TeamRow, ...]
    unplaced: tuple[Mate, ...]
    seats: tuple[Mate, ...]
    can_reveal: bool
    scenes: tuple[SceneText, ...]
    tutor: Mapping[SceneId, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class ProjectorView:
    """What may be thrown on a wall: who has joined, how far teams are, and what was revealed.

    `revealed` are the questions and the ways on (scene's title, question's title or "", decisions)
    of the latest turn that every team was shown, so that nobody reads there what they are still to
    answer.
    """

    stage: Stage
    case_title: str
    seats: tuple[Mate, ...]
    teams: tuple[Board, ...]
    revealed: tuple[tuple[str, str, tuple[TeamDecision, ...]], ...]
