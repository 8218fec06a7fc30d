"""What a learner hands in, and what marking says of it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from learning.model.names import CueId, GapId, Need, OptionId

MAX_ANSWER_CHARACTERS = 20_000


MAX_PLAN_ROWS = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options ticked: of a single or multiple choice question, or of a scale."""

    options: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class Matched:
    """An option for each prompt, as pairs in the order of the prompts' ids."""

    pairs: tuple[tuple[OptionId, OptionId], ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The items as the learner put them."""

    items: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in each gap, by gap, in the order of their ids: a text, or an option's id."""

    gaps: tuple[tuple[GapId, str], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as it was typed, unit and all."""

    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement from -2 to +2 for each situation, in the order of their ids."""

    ratings: tuple[tuple[OptionId, int], ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan, as it was written. `need` is one of `Need`'s values, or other words."""

    need: str
    action: str
    who: str
    by_when: str
    why: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan: its rows that are not empty."""

    rows: tuple[PlanRow, ...]


Answer = Chosen | Matched | Ordered | Filled | Measured | Written | Judged | Planned


class Confidence(IntEnum):
    """How sure a learner says to be of an answer."""

    GUESS = 1
    FAIRLY_SURE = 2
    SURE = 3


class Result(StrEnum):
    """How an answer compares with the key. UNMARKED: nothing is right or wrong here."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Mark:
    """Points earned of those possible."""

    earned: float
    possible: float
    result: Result


class Marker(StrEnum):
    """Who gave marks by a rubric."""

    SELF = "self"
    PEER = "peer"
    TUTOR = "tutor"


@dataclass(frozen=True, slots=True)
class RubricMarks:
    """Points given by a rubric, one number a criterion, and who gave them."""

    points: tuple[int, ...]
    by: Marker


@dataclass(frozen=True, slots=True)
class Noticed:
    """Words a learner marked in a scene, and the need they named for them."""

    words: str
    need: Need


class Spot(StrEnum):
    """What one mark on the text turned out to be.

    HIT: a cue, with its need. MISNAMED: a cue, with another need. FALSE_ALARM: a lure, or plain
    words.
    """

    HIT = "hit"
    MISNAMED = "misnamed"
    FALSE_ALARM = "false-alarm"


@dataclass(frozen=True, slots=True)
class SpotResult:
    """One mark of the learner's with its verdict, and the cue or lure it touched."""

    noticed: Noticed
    spot: Spot
    cue: CueId | None


@dataclass(frozen=True, slots=True)
class CueScore:
    """All marks of one scene: verdicts, and the cues nobody marked. One point a cue."""

    results: tuple[SpotResult, ...]
    missed: tuple[CueId, ...]
    mark: Mark
