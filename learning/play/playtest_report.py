"""What a play-test says: figures of each side, and problems with a path that shows each.

Types only. Shares are of the random plays, from 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from learning.model.case import Counter
from learning.model.finding import Severity
from learning.model.names import ChoiceId, Grade, PassageId, Role, SceneId
from learning.play.prospects import Rivals

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """In which share of the plays a thing came up, and whether any play can come to it.

    `possible` is None where no play tried came to it and the search could not follow them all.
    """

    share: float
    possible: bool | None


@dataclass(frozen=True, slots=True)
class SceneFigure:
    """A scene. `path` is a shortest way to it, None where none was found."""

    scene: SceneId
    title: str
    line: int
    reach: Reach
    path: Path | None


@dataclass(frozen=True, slots=True)
class ChoiceFigure:
    """A choice, and how often it was taken."""

    scene: SceneId
    choice: ChoiceId
    text: str
    line: int
    reach: Reach


@dataclass(frozen=True, slots=True)
class PassageFigure:
    """A conditional passage. `always`: it is shown at every visit to its scene (None: unknown)."""

    scene: SceneId
    passage: PassageId
    line: int
    opening: str
    reach: Reach
    always: bool | None


@dataclass(frozen=True, slots=True)
class EndingFigure:
    """An ending, counted in its scene. The last page of a lesson or quiz is -1, without a grade."""

    scene: SceneId
    number: int
    title: str
    line: int
    grade: Grade | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class CounterFigure:
    """A counter: its lowest and highest value anywhere, and its values at the endings of plays."""

    counter: Counter
    low: int
    high: int
    histogram: Mapping[int, int]

    @property
    def mean(self) -> float | None:
        """The mean at the endings; None where no play came to one."""
        plays = sum(self.histogram.values())
        total = sum(value * count for value, count in self.histogram.items())
        return total / plays if plays else None


@dataclass(frozen=True, slots=True)
class Length:
    """How long one play is. `exact`: no play at all is shorter (or longer)."""

    scenes: int
    minutes: float
    path: Path
    exact: bool


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long plays to an ending are.

    `fewest` and `most` count scenes; `most` is None where plays can go round in circles. The mean
    is that of the random plays. None throughout where no play comes to an ending.
    """

    fewest: int | None
    most: int | None
    quickest: Length | None
    slowest: Length | None
    mean_minutes: float | None
    scenes_exact: bool


@dataclass(frozen=True, slots=True)
class SideReport:
    """All figures of one side.

    `exact`: the ways on were searched whole, `text_exact`: so were all states of the pages. `lost`
    plays came to no ending. `rivals` is None where there were too many states to judge.
    """

    role: Role
    states: int
    exact: bool
    text_exact: bool
    lost: int
    scenes: tuple[SceneFigure, ...]
    choices: tuple[ChoiceFigure, ...]
    passages: tuple[PassageFigure, ...]
    endings: tuple[EndingFigure, ...]
    counters: tuple[CounterFigure, ...]
    lengths: Lengths
    rivals: tuple[Rivals, ...] | None


class ProblemKind(StrEnum):
    """What a play-test can find wrong."""

    STUCK = "stuck"
    NO_ENDING = "no-ending"
    TRAP = "trap"
    UNREACHED_SCENE = "unreached-scene"
    UNTAKEN_CHOICE = "untaken-choice"
    UNSEEN_PASSAGE = "unseen-passage"
    UNREACHED_ENDING = "unreached-ending"
    STEADY_PASSAGE = "steady-passage"
    STEADY_COMPARISON = "steady-comparison"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, for these sides. `path` leads to where it shows; `line` is of the file."""

    severity: Severity
    kind: ProblemKind
    roles: tuple[Role, ...]
    line: int
    message: str
    path: Path


@dataclass(frozen=True, slots=True)
class PlayTest:
    """A whole play-test. `minutes` is what the front matter says."""

    path: str
    title: str
    runs: int
    seed: int
    minutes: int | None
    sides: tuple[SideReport, ...]
    problems: tuple[Problem, ...]
