"""What came of each part of an answer: what a learner is told once they may know it.

Types only; `verdicts.py` makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from learning.model.names import GapId, OptionId
from learning.model.solution import Criterion, PlannedStep


@dataclass(frozen=True, slots=True)
class TickVerdict:
    """Which options are right; with what the learner ticked, that says all."""

    right: frozenset[OptionId]
    chosen: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class MatchVerdict:
    """The right option for each prompt, and the one given."""

    right: Mapping[OptionId, OptionId]
    given: Mapping[OptionId, OptionId]


@dataclass(frozen=True, slots=True)
class OrderVerdict:
    """The items in the right order and as given. `joined`: neighbours given that are right."""

    right: tuple[OptionId, ...]
    given: tuple[OptionId, ...]
    joined: frozenset[tuple[OptionId, OptionId]]


class Fit(StrEnum):
    """How a typed text fits a gap. NEARLY: a small slip in the spelling, forgiven and said."""

    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class GapVerdict:
    """One gap: what was given, how it fits, and what would have been right.

    For a menu both are the options' ids.
    """

    given: str
    fit: Fit
    right: str


@dataclass(frozen=True, slots=True)
class GapsVerdict:
    """All gaps."""

    gaps: Mapping[GapId, GapVerdict]


@dataclass(frozen=True, slots=True)
class NumberVerdict:
    """What was typed, and the right range as the author wrote it."""

    given: str
    right: bool
    text: str


@dataclass(frozen=True, slots=True)
class WrittenVerdict:
    """A written answer beside the model answer and its rubric."""

    given: str
    model_html: str
    rubric: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class JudgedVerdict:
    """How the panel spread over -2 to +2, what was given, and the credit (0 to 1)."""

    panels: Mapping[OptionId, tuple[int, ...]]
    given: Mapping[OptionId, int]
    credit: Mapping[OptionId, float]


@dataclass(frozen=True, slots=True)
class ScaleVerdict:
    """What was chosen; nothing is right or wrong."""

    chosen: OptionId


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """The model plan, to be read beside the learner's own."""

    steps: tuple[PlannedStep, ...]


Verdict = (
    TickVerdict
    | MatchVerdict
    | OrderVerdict
    | GapsVerdict
    | NumberVerdict
    | WrittenVerdict
    | JudgedVerdict
    | ScaleVerdict
    | PlanVerdict
)
