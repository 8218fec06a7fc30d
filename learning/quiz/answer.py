"""What a learner hands in, and what marking says of it."""

from dataclasses import dataclass
from enum import StrEnum

from learning.model.names import CueId, Need, OptionId

MAX_ANSWER_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options ticked in a single or multiple choice question."""

    options: frozenset[OptionId]


Answer = Chosen


class Result(StrEnum):
    """How an answer compares with the key."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Mark:
    """Points earned of those possible."""

    earned: float
    possible: float
    result: Result


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
